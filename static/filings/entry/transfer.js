// Copy, cut and paste of a grid's cells.
import { blockOf, textOf } from "./clipboard.js";
import { cleared, copied } from "./commands.js";
import { plan, report } from "./paste.js";

const FEW = 3; // refused cells that the report itself names
const SWAPPED = "现在显示的是换算后的金额，只供查看；切回原单位后再粘贴。";

export function watchClipboard(control) {
  const { body } = control.sheet;
  body.addEventListener("copy", (event) => copy(control, event));
  body.addEventListener("cut", (event) => copy(control, event) && control.change(cleared(control.grid, control.selection)));
  body.addEventListener("paste", (event) => paste(control, event));
}

// In a cell that is being edited, the browser copies what is marked there.
function copy(control, event) {
  if (control.mode !== "ready") return false;
  event.preventDefault();
  const block = copied(control.grid, control.selection);
  event.clipboardData.setData("text/plain", textOf(block));
  const count = block.length * block[0].length;
  if (count > 1) control.announcer.tell(`已复制 ${count.toLocaleString("en")} 格`);
  return true;
}

function paste(control, event) {
  const block = blockOf(event.clipboardData);
  if (goesIntoCell(control, block)) return;
  event.preventDefault();
  if (!block.length) return;
  if (control.desk.swapped) control.announcer.say(SWAPPED);
  else take(control, block);
}

// Where a caret stands, the browser pastes: all of it in a cell that is edited, one text in one that is typed.
function goesIntoCell({ mode }, block) {
  return mode === "editing" || (mode === "typing" && block.length === 1 && block[0].length === 1);
}

function take(control, pasted) {
  const { top, left } = control.selection;
  const block = repeated(pasted, control.selection);
  const planned = plan(control.grid, block, top, left);
  control.page.apply(planned.changes);
  const wide = Math.max(...block.map((row) => row.length));
  const last = { r: top + Math.max(planned.rows, 1) - 1, c: left + wide - 1 };
  control.focus({ r: top, c: left });
  control.selection.extend(control.sheet.within(last));
  const long = [planned.refused, planned.rounded].filter((sentences) => sentences.length > FEW);
  control.announcer.say(report(planned), long.flat());
}

// A block fills a selection that it fits into several times, as in a spreadsheet.
function repeated(block, { top, bottom, left, right }) {
  const [rows, columns] = [bottom - top + 1, right - left + 1];
  const [deep, wide] = [block.length, block[0].length];
  if (rows % deep || columns % wide || (rows === deep && columns === wide)) return block;
  return Array.from({ length: rows }, (_, r) => Array.from({ length: columns }, (__, c) => block[r % deep][c % wide] ?? ""));
}
