// Which key does what in a grid. MODES: "ready" – the cell is in focus and selected, typing replaces it; "typing" – it
// is being typed over, arrows leave it; "editing" – the caret moves in it (F2 or a second click).

const LETTER = { z: "undo", y: "redo", d: "fill", a: "all" };
const MOVES = {
  ArrowUp: "up", ArrowDown: "down", ArrowLeft: "left", ArrowRight: "right",
  Home: "rowStart", End: "rowEnd", PageUp: "pageUp", PageDown: "pageDown",
}; // prettier-ignore
const CTRL_MOVES = {
  Home: "start", End: "end", ArrowUp: "columnStart", ArrowDown: "columnEnd", ArrowLeft: "rowStart", ArrowRight: "rowEnd",
}; // prettier-ignore
const ROWS = { ArrowUp: "moveUp", ArrowDown: "moveDown", Insert: "insert", Delete: "remove" };

export const SHORTCUTS = new Set(["undo", "redo", "fill", "all", "moveUp", "moveDown", "insert", "remove", "help"]);

// What the help says, in its order.
export const HELP = [
  ["方向键", "到旁边的格；在末行末列停住，不绕回"],
  ["Enter / Shift+Enter", "填好本格，到下一行 / 上一行；用 Tab 横着填完一行后，Enter 回到起填的列"],
  ["Tab / Shift+Tab", "到右边 / 左边的格；在行末（行首）离开表格"],
  ["Esc", "恢复本格原来的内容；再按 Tab 离开表格"],
  ["F2", "在格内修改，方向键移动光标；在选择格里用方向键改选"],
  ["=", "在数字格里算数，如 =3500*12/10000，用 + - × ÷ 和括号；离开本格就换成得数，Ctrl+Z 找回算式"],
  ["Alt+Enter", "在文字格里换行"],
  ["数字", "在选择格里选第几项，如 3；第 12 项按 1、2；空格键打开全部选项"],
  ["Home / End", "到本行第一格 / 最后一格"],
  ["Ctrl+Home / Ctrl+End", "到表格第一格 / 最后一格"],
  ["Ctrl+方向键", "到本行或本列的头或尾"],
  ["PageUp / PageDown", "上翻 / 下翻一屏"],
  ["Shift+方向键，拖动鼠标", "选中一片；Ctrl+A 选中全表"],
  ["Ctrl+C / Ctrl+X / Ctrl+V", "复制 / 剪切 / 粘贴，可与 Excel、WPS 表格互贴"],
  ["Delete", "清空选中的格"],
  ["Ctrl+D", "向下填充"],
  ["Ctrl+Z / Ctrl+Y", "撤消 / 重做"],
  ["Ctrl+S", "立即保存"],
  ["Alt+Insert / Alt+Delete", "插入一行 / 删除选中的行"],
  ["Alt+↑ / Alt+↓", "选中的行上移 / 下移"],
  ["Alt+H", "本格历史：谁在何时改过这一格"],
  ["F4", "在科目格里列出本表用过的科目；输入编码、名称或拼音首字母也会列出"],
  ["Alt+PageUp / Alt+PageDown", "保存，到上一张表 / 下一张表"],
  ["Ctrl+/ 或 ?", "打开本说明（? 只在没有选中格时）"],
];

// Whether a key belongs to an input method that is composing a word.
export function composing(event) {
  return event.isComposing || event.keyCode === 229;
}

// The command of a key in a grid's cell, "" where the key is the input's own.
export function commandOf(event, mode) {
  const ctrl = event.ctrlKey || event.metaKey;
  if (event.altKey) return ctrl ? "" : event.key === "Enter" ? "newline" : (ROWS[event.key] ?? "");
  if (ctrl) return withCtrl(event, mode);
  if (event.key === "Enter") return event.shiftKey ? "commitUp" : "commit";
  if (event.key === "Tab") return event.shiftKey ? "previous" : "next";
  if (event.key === "F2") return "edit";
  if (event.key === "Escape") return "restore";
  if (mode === "editing") return "";
  if (event.key === "Delete" || event.key === "Backspace") return mode === "ready" ? "clear" : "";
  return MOVES[event.key] ?? "";
}

function withCtrl(event, mode) {
  const letter = event.key.toLowerCase();
  if (letter === "z" && event.shiftKey) return "redo";
  if (letter === "/") return "help";
  if (letter in LETTER) return letter === "a" && mode !== "ready" ? "" : LETTER[letter];
  return mode === "editing" ? "" : (CTRL_MOVES[event.key] ?? "");
}
