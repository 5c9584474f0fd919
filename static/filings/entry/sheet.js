// The table of one grid in the page: its columns, its rows as <tr>, the spare rows at its end.
import { shown, stored } from "./cells.js";

const SPARE = 5;
const LEAD = 1; // cells before the first column: the row's number
const NUMBERED = /^第 \d+ 行 /;

export class Sheet {
  constructor(section) {
    this.section = section;
    this.table = section.querySelector("table");
    this.body = this.table.tBodies[0];
    this.count = 0;
    this.drop();
    this.model = this.template();
    this.columns = [...this.table.tHead.rows[0].cells].slice(LEAD).map((head, n) => this.column(head, n));
    this.measured();
  }

  // What the head, the foot and the first column cover: the style sheet scrolls cells clear of them.
  measured() {
    const scroll = this.section.querySelector(".scroll");
    const measure = () => {
      const covered = { head: this.table.tHead.offsetHeight, foot: this.table.tFoot?.offsetHeight ?? 0 };
      covered.first = this.table.tHead.rows[0].cells[LEAD].offsetWidth;
      for (const [name, size] of Object.entries(covered)) scroll.style.setProperty(`--${name}`, `${size}px`);
    };
    new ResizeObserver(measure).observe(this.table);
    measure();
  }

  // 序号 and 删除 are for pages without this; rows marked for deletion are none of the working copy.
  drop() {
    for (const cell of this.table.querySelectorAll(".order, .delete")) cell.remove();
    for (const row of this.body.querySelectorAll("tr.deleted")) row.remove();
  }

  get name() {
    return this.table.caption.querySelector(".words").firstChild.textContent.trim();
  }

  // A spare row from which others are copied.
  template() {
    const row = this.body.rows[this.body.rows.length - 1].cloneNode(true);
    row.dataset.row = "";
    for (const remark of row.querySelectorAll(".note, .stored, .cell-error")) remark.remove();
    for (const input of inputs(row)) {
      empty(input);
      for (const name of ["aria-invalid", "aria-describedby"]) input.removeAttribute(name);
    }
    return row;
  }

  column(head, n) {
    const input = this.model.cells[n + LEAD].querySelector("[data-cell]");
    const { label, kind } = head.dataset;
    const choices = input.tagName === "SELECT" ? [...input.options].map((one) => [one.value, one.label]) : null;
    const summed = kind === "amount";
    return { cell: input.dataset.cell, label, kind, summed, spoken: spokenOf(input), unit: input.dataset.unit, choices };
  }

  // The columns are called otherwise: another unit is in view.
  respeak() {
    this.columns.forEach((column, c) => (column.spoken = spokenOf(inputs(this.model)[c])));
  }

  // The rows as the page came; everything is shown anew, as a browser may have kept other text.
  read() {
    const rows = [...this.body.rows].filter((tr) => tr.dataset.row).map((tr) => this.#row(tr));
    for (const row of rows) for (const input of inputs(row.tr)) shown(input, row.cells[input.dataset.cell]);
    this.settle();
    return rows;
  }

  #row(tr) {
    const cells = Object.fromEntries(inputs(tr).map((input) => [input.dataset.cell, stored(input)]));
    return { id: tr.dataset.row, cells, tr };
  }

  get rows() {
    return this.body.rows;
  }

  get filled() {
    return this.body.querySelectorAll("tr[data-row]:not([data-row=''])").length;
  }

  // The input of a row's cell by name, or by place.
  input(tr, cell) {
    return inputs(tr).find((input) => input.dataset.cell === cell);
  }

  at(r, c) {
    return this.cell(r, c)?.querySelector("[data-cell]") ?? null;
  }

  // The <td> at a place.
  cell(r, c) {
    return this.body.rows[r]?.cells[c + LEAD] ?? null;
  }

  // Row and column of an element of the table's body, or null.
  position(element) {
    const cell = element.closest("td, th");
    const row = cell?.parentElement;
    if (!row || row.parentElement !== this.body) return null;
    return { r: row.sectionRowIndex, c: Math.max(0, cell.cellIndex - LEAD), head: cell.cellIndex < LEAD };
  }

  // A place moved into the table.
  within({ r, c }) {
    const clamp = (n, most) => Math.min(Math.max(n, 0), most);
    return { r: clamp(r, this.rows.length - 1), c: clamp(c, this.columns.length - 1) };
  }

  // How many rows the screen shows.
  get rowsInView() {
    const height = this.section.querySelector(".scroll").clientHeight - this.table.tHead.offsetHeight;
    return Math.max(1, Math.floor(height / this.body.rows[0].offsetHeight) - 1);
  }

  // Scroll a cell into view, clear of the heads; of one wider than the screen its beginning.
  reveal({ r, c }) {
    const cell = this.cell(r, c);
    cell?.scrollIntoView({ block: "nearest", inline: "nearest" });
    if (!cell || c === 0) return;
    const hidden = this.cell(r, 0).getBoundingClientRect().right - cell.getBoundingClientRect().left;
    if (hidden > 0) this.section.querySelector(".scroll").scrollLeft -= hidden;
  }

  // Put a row at its place: the first spare row becomes the last row, so that who types in it stays there.
  place(row, n, last, typing) {
    const tr = (last && this.body.rows[n]) || this.#insert(n);
    tr.dataset.row = row.id;
    for (const input of inputs(tr)) if (input !== typing) shown(input, row.cells[input.dataset.cell] ?? "");
    this.#stale(n);
    return tr;
  }

  #insert(n) {
    const tr = this.model.cloneNode(true);
    const stem = `${this.table.caption.id}-n${++this.count}`;
    for (const input of inputs(tr)) {
      input.id = `${stem}-${input.dataset.cell.replace(/\W+/g, "-")}`;
    }
    this.body.insertBefore(tr, this.body.rows[n] ?? null);
    return tr;
  }

  remove(tr) {
    this.#stale(tr.sectionRowIndex);
    tr.remove();
  }

  move(tr, n) {
    this.#stale(Math.min(n, tr.sectionRowIndex));
    tr.remove();
    this.body.insertBefore(tr, this.body.rows[n] ?? null);
    this.#stale(n);
  }

  #stale(n) {
    this.first = Math.min(this.first ?? n, n);
  }

  // After changes: spare rows at the end, and every row called by its number.
  settle() {
    const rows = this.body.rows.length;
    const spare = rows - this.filled;
    if (spare < SPARE) this.#stale(rows);
    for (let n = spare; n < SPARE; n++) this.#insert(this.body.rows.length);
    for (let n = this.first ?? rows; n < this.body.rows.length; n++) this.#number(this.body.rows[n], n + 1);
    this.first = undefined;
  }

  #number(tr, number) {
    tr.cells[0].textContent = number;
    inputs(tr).forEach((input, c) => {
      input.setAttribute("aria-label", `第 ${number} 行 ${this.columns[c].spoken}`);
      input.name = `${this.section.dataset.grid}[${number - 1}].${this.columns[c].cell}`;
    });
  }
}

function inputs(tr) {
  return [...tr.querySelectorAll("[data-cell]")];
}

// A form's input as if nothing had been typed, also where the browser compares with what came.
function empty(input) {
  if (input.type === "checkbox") input.defaultChecked = input.checked = true;
  else if (input.tagName === "SELECT") for (const option of input.options) option.defaultSelected = !option.value;
  else input.defaultValue = input.value = "";
}

function spokenOf(input) {
  return input.getAttribute("aria-label").replace(NUMBERED, "");
}
