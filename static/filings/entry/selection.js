// The cells selected in a grid: a rectangle between where the selection began and where the focus is.
const CHOSEN = "chosen";

export class Selection {
  constructor(sheet) {
    this.sheet = sheet;
    this.painted = new Set();
    this.anchor = this.here = { r: 0, c: 0 };
  }

  // One cell.
  put(position) {
    this.anchor = this.here = position;
    this.paint();
  }

  // From where it began to here.
  extend(position) {
    this.here = position;
    this.paint();
  }

  get top() {
    return Math.min(this.anchor.r, this.here.r);
  }

  get bottom() {
    return Math.max(this.anchor.r, this.here.r);
  }

  get left() {
    return Math.min(this.anchor.c, this.here.c);
  }

  get right() {
    return Math.max(this.anchor.c, this.here.c);
  }

  get isRange() {
    return this.top !== this.bottom || this.left !== this.right;
  }

  // The places in it, row by row.
  *places() {
    for (let r = this.top; r <= this.bottom; r++) for (let c = this.left; c <= this.right; c++) yield { r, c };
  }

  // Keep within the table after rows went.
  clamp() {
    const last = this.sheet.rows.length - 1;
    for (const end of ["anchor", "here"]) this[end] = { ...this[end], r: Math.min(this[end].r, last) };
    this.paint();
  }

  // Mark the cells; those that stay marked are not touched.
  paint() {
    const wanted = this.isRange ? new Set([...this.places()].map(({ r, c }) => this.sheet.cell(r, c))) : new Set();
    for (const cell of this.painted) if (!wanted.has(cell)) mark(cell, false);
    for (const cell of wanted) if (!this.painted.has(cell)) mark(cell, true);
    this.painted = wanted;
  }
}

function mark(cell, on) {
  cell.classList.toggle(CHOSEN, on);
  if (on) cell.setAttribute("aria-selected", "true");
  else cell.removeAttribute("aria-selected");
}
