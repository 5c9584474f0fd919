// The buttons for the mouse: what can also be done with keys.
import { element } from "./announce.js";
import { otherUnit } from "./amounts.js";
import { button } from "./desk.js";

// The tools of the page beside its 保存 button.
export function addPageTools(desk, form) {
  const bar = group("编辑");
  if (desk.controls.length) bar.append(...undoButtons(desk));
  if (desk.units.possible) bar.append(unitButton(desk));
  bar.append(button("按键说明", () => desk.help(), "Ctrl+/"));
  form.querySelector(".buttons.top").append(bar);
}

// A page without grids has but the browser's own undo.
function undoButtons(desk) {
  const undo = button("撤消", () => desk.turn("undo"), "Ctrl+Z");
  const redo = button("重做", () => desk.turn("redo"), "Ctrl+Y");
  const show = () => {
    undo.disabled = !desk.undo.done.length;
    redo.disabled = !desk.undo.undone.length;
  };
  desk.undo.addEventListener("change", show);
  show();
  return [undo, redo];
}

function unitButton(desk) {
  const other = otherUnit(desk.units.own);
  const found = button(`换算为${other}查看`, () => desk.units.toggle());
  found.setAttribute("aria-pressed", "false");
  desk.addEventListener("unit", () => found.setAttribute("aria-pressed", String(desk.swapped)));
  return found;
}

// The tools of a grid's rows, above it; they act on the selected rows.
export function addRowTools(control) {
  const { section, name } = control.sheet;
  const bar = group(`${name} 的行`);
  for (const [words, command, hint] of ROW_TOOLS) {
    bar.append(button(words, () => acted(control, command), hint));
  }
  section.querySelector(".more")?.remove(); // rows grow by themselves
  section.prepend(bar);
}

const ROW_TOOLS = [
  ["插入行", "insert", "Alt+Insert"],
  ["删除行", "remove", "Alt+Delete"],
  ["上移", "moveUp", "Alt+↑"],
  ["下移", "moveDown", "Alt+↓"],
  ["向下填充", "fill", "Ctrl+D"],
];

// The focus stays on the button, so that it can be pressed again.
function acted(control, command) {
  const pressed = document.activeElement;
  control.do(command);
  pressed.focus({ preventScroll: true });
}

function group(name) {
  const bar = Object.assign(element("div"), { className: "tools" });
  bar.setAttribute("role", "group");
  bar.setAttribute("aria-label", name);
  return bar;
}
