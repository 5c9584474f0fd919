// A grid under keyboard, mouse and clipboard. Its inputs are real ones: the focus is where typing goes, also for input
// methods and screen readers. One of them is the grid's only Tab stop.
import { Announcer } from "./announce.js";
import { calculates, settle } from "./calculating.js";
import { problemOf, shown, typed } from "./cells.js";
import { cleared, filledDown, inserted, moved, removed } from "./commands.js";
import { commandOf, composing, SHORTCUTS } from "./keys.js";
import { watchMouse } from "./mouse.js";
import { Moves } from "./moves.js";
import { Selection } from "./selection.js";
import { watchClipboard } from "./transfer.js";

export class GridControl {
  constructor(page, grid, desk) {
    Object.assign(this, { page, grid, desk, sheet: grid.sheet, mode: "ready", visit: null, leaving: false });
    this.selection = new Selection(this.sheet);
    this.moves = new Moves(this);
    this.announcer = new Announcer(this.sheet.section);
    this.#dress();
    this.#listen();
    page.addEventListener("change", ({ detail }) => this.#changed(detail));
  }

  // The table as a grid: one Tab stop, that of the active cell.
  #dress() {
    const { table, section, model } = this.sheet;
    table.setAttribute("role", "grid");
    table.setAttribute("aria-multiselectable", "true");
    section.classList.add("live");
    section.querySelector(".scroll").removeAttribute("tabindex");
    for (const input of [...this.sheet.body.querySelectorAll("[data-cell]"), ...model.querySelectorAll("[data-cell]")]) {
      input.tabIndex = -1;
    }
    this.stop = this.sheet.at(0, 0);
    this.stop.tabIndex = 0;
  }

  #listen() {
    const { body } = this.sheet;
    const on = (type, act) => body.addEventListener(type, (event) => act.call(this, event));
    on("focusin", this.#entered);
    on("focusout", this.#left);
    on("keydown", this.#key);
    on("input", this.#typed);
    on("compositionstart", () => (this.mode = this.mode === "ready" ? "typing" : this.mode));
    watchMouse(this);
    watchClipboard(this);
  }

  get here() {
    return this.selection.here;
  }

  // Put the focus on a cell; what is selected besides goes, or with `keep` stays.
  focus(position, { keep = false } = {}) {
    const input = this.sheet.at(position.r, position.c);
    if (!input) return;
    this.keeping = keep;
    if (input === document.activeElement) input.select?.();
    else input.focus({ preventScroll: true });
    this.keeping = false;
    if (!keep) this.selection.put(position);
    this.sheet.reveal(position);
  }

  // Select from the active cell to another; the focus stays, as typing goes into the active cell.
  extend(position) {
    this.selection.extend(position);
    this.sheet.reveal(position);
    const { top, bottom, left, right } = this.selection;
    this.announcer.tell(`选中 ${bottom - top + 1} 行 ${right - left + 1} 列`);
  }

  #entered({ target }) {
    const position = target.dataset.cell && this.sheet.position(target);
    if (!position) return;
    this.stop.tabIndex = -1;
    this.stop = target;
    target.tabIndex = 0;
    Object.assign(this, { mode: "ready", visit: this.desk.newVisit(), leaving: false });
    if (!this.keeping) this.selection.put(position);
    target.select?.();
    this.desk.active = this;
  }

  // Leaving a cell does its calculation, shows its text as it is kept, and says at once what cannot be read.
  #left({ target }) {
    if (!target.dataset.cell) return;
    const rounding = settle(this.page, target);
    const { at, row, cell } = this.page.address(target);
    const text = row ? this.page.text(at, row, cell) : "";
    if (text !== undefined) shown(target, text);
    if (this.mode !== "ready" || rounding) this.#judge(target, text ?? "", rounding);
    this.mode = "ready";
  }

  #judge(input, text, rounding) {
    const { r, c } = this.sheet.position(input) ?? this.here;
    const { label } = this.sheet.columns[c];
    const problem = problemOf(input, label, text);
    input.classList.toggle("unread", Boolean(problem));
    if (problem) this.announcer.say(`第 ${r + 1} 行：${problem}`);
    else if (rounding) this.announcer.say(`第 ${r + 1} 行 ${label}：${rounding}`);
  }

  #typed({ target }) {
    if (!target.dataset.cell) return;
    if (this.mode === "ready") this.mode = "typing";
    if (calculates(target)) this.mode = "editing";
    this.page.take(target, this.visit);
  }

  #changed({ changes }) {
    if (!changes.some((change) => change.at === this.grid.at)) return;
    if (!this.stop.isConnected) this.stop = this.sheet.at(Math.min(this.here.r, this.sheet.rows.length - 1), this.here.c);
    this.stop.tabIndex = 0;
    if (changes.some((change) => change.op !== "set")) this.selection.clamp();
  }

  // ------------------------------------------------------------------------------------------- keys

  #key(event) {
    if (composing(event) || !event.target.dataset.cell) return;
    if (this.#choosesByNumber(event)) return;
    const command = commandOf(event, this.mode);
    if (!command || (SHORTCUTS.has(command) && !this.desk.shortcuts)) return;
    if (this.do(command, event) !== false) event.preventDefault();
  }

  // In a choice digits take the choice of that number: 1, or 1 and 2 for the twelfth.
  #choosesByNumber(event) {
    const { target, key } = event;
    if (target.tagName !== "SELECT" || event.ctrlKey || event.altKey || event.metaKey || !/^[0-9]$/.test(key)) return false;
    event.preventDefault();
    const options = [...target.options].filter((option) => option.value);
    const tens = this.digit?.visit === this.visit ? this.digit.key : "";
    const wanted = options[Number(tens + key) - 1] ?? options[Number(key) - 1];
    this.digit = { key, visit: this.visit };
    if (wanted && !target.disabled) choose(target, wanted.value);
    return true;
  }

  // Do a command by its name; false where the key is left to the browser.
  do(command, event = null) {
    const act = COMMANDS[command];
    return act ? act(this, event) : this.moves.go(command, event?.shiftKey);
  }

  // Apply changes as one step and stay at the same place of the table.
  change(changes) {
    const done = this.page.apply(changes);
    if (changes.some((change) => change.op !== "set")) this.refocus();
    return done;
  }

  // Go where changes are to be seen.
  show(changes) {
    const found = changes.map(({ row, cell }) => [this.grid.rows.findIndex(({ id }) => id === row), cell]);
    const [r, cell] = found.filter(([n]) => n >= 0).sort(([one], [other]) => one - other)[0] ?? [this.here.r, ""];
    const c = this.sheet.columns.findIndex((column) => column.cell === cell);
    this.focus(this.sheet.within({ r, c: c < 0 ? this.here.c : c }));
  }

  refocus() {
    this.selection.clamp();
    this.focus(this.here, { keep: true });
  }

  // The caret moves in the cell: at its end, or where the mouse has put it.
  edit({ caret = true } = {}) {
    const input = document.activeElement;
    this.mode = "editing";
    const plain = input.dataset.unit && !input.dataset.swapped ? typed(input) || input.value : input.value;
    if (plain !== input.value) input.value = plain;
    else if (!caret) return;
    input.setSelectionRange?.(plain.length, plain.length);
  }

  // Give back what the cell said when the focus came; a second time lets Tab leave the grid.
  restore() {
    const pending = this.mode !== "ready";
    this.desk.undo.cancel(this.visit);
    this.mode = "ready";
    this.leaving = !pending;
    this.focus(this.here);
    this.leaving = !pending;
    if (this.leaving) this.announcer.tell("按 Tab 离开表格");
  }

  // A line break in a text of several lines.
  newline() {
    const input = document.activeElement;
    if (input.tagName !== "TEXTAREA") return;
    input.setRangeText("\n", input.selectionStart, input.selectionEnd, "end");
    input.dispatchEvent(new Event("input", { bubbles: true }));
  }

  all() {
    const last = Math.max(this.grid.rows.length, 1) - 1;
    this.selection.span({ r: 0, c: 0 }, { r: last, c: this.sheet.columns.length - 1 });
    this.announcer.tell(`选中全表 ${last + 1} 行`);
  }

  clear() {
    if (!this.selection.isRange && document.activeElement.type === "text") return false;
    this.change(cleared(this.grid, this.selection));
    return true;
  }

  move(step) {
    const changes = moved(this.grid, this.selection, step);
    if (!changes.length) return;
    this.page.apply(changes);
    this.selection.shift(step);
    this.focus(this.here, { keep: true });
    this.announcer.tell(`已移到第 ${this.selection.top + 1} 行`);
  }

  insert() {
    const changes = inserted(this.grid, this.selection);
    if (!changes.length) return this.announcer.say("这里已是空行，直接填写。");
    this.change(changes);
    return this.announcer.tell(`已插入 ${changes.length} 行`);
  }

  remove() {
    const changes = removed(this.grid, this.selection);
    if (!changes.length) return;
    this.selection.put({ r: this.selection.top, c: this.here.c });
    this.change(changes);
    this.announcer.say(`已删除 ${changes.length} 行，Ctrl+Z 撤消。`);
  }
}

function choose(select, value) {
  select.value = value;
  select.dispatchEvent(new Event("input", { bubbles: true }));
}

const COMMANDS = {
  edit: (control) => control.edit(),
  restore: (control) => control.restore(),
  newline: (control) => control.newline(),
  all: (control) => control.all(),
  clear: (control) => control.clear(),
  fill: (control) => void control.change(filledDown(control.grid, control.selection)),
  undo: (control) => control.desk.turn("undo"),
  redo: (control) => control.desk.turn("redo"),
  insert: (control) => control.insert(),
  remove: (control) => control.remove(),
  moveUp: (control) => control.move(-1),
  moveDown: (control) => control.move(1),
  help: (control) => control.desk.help(),
};
