// The cells selected in a grid: a rectangle, and in it the active cell, which has the focus and in which typing goes.
const CHOSEN = "chosen";

export class Selection {
  constructor(sheet) {
    this.sheet = sheet;
    this.painted = new Set();
    this.here = this.from = this.to = { r: 0, c: 0 };
  }

  // One cell.
  put(position) {
    this.here = position;
    this.span(position, position);
  }

  // From the active cell to another.
  extend(position) {
    this.span(this.here, position);
  }

  // A rectangle by two of its corners; the active cell stays.
  span(from, to) {
    Object.assign(this, { from, to });
    this.paint();
  }

  get top() {
    return Math.min(this.from.r, this.to.r);
  }

  get bottom() {
    return Math.max(this.from.r, this.to.r);
  }

  get left() {
    return Math.min(this.from.c, this.to.c);
  }

  get right() {
    return Math.max(this.from.c, this.to.c);
  }

  get isRange() {
    return this.top !== this.bottom || this.left !== this.right;
  }

  // The places in it, row by row.
  *places() {
    for (let r = this.top; r <= this.bottom; r++) for (let c = this.left; c <= this.right; c++) yield { r, c };
  }

  // All of it so many rows further down.
  shift(rows) {
    for (const end of ["here", "from", "to"]) this[end] = { ...this[end], r: this[end].r + rows };
    this.paint();
  }

  // Keep within the table after rows went.
  clamp() {
    for (const end of ["here", "from", "to"]) this[end] = this.sheet.within(this[end]);
    this.paint();
  }

  // Mark the cells; those that stay marked are not touched.
  paint() {
    const wanted = this.isRange ? new Set([...this.places()].map(({ r, c }) => this.sheet.cell(r, c))) : new Set();
    for (const cell of this.painted) if (!wanted.has(cell)) mark(cell, false);
    for (const cell of wanted) if (cell && !this.painted.has(cell)) mark(cell, true);
    this.painted = wanted;
  }
}

function mark(cell, on) {
  cell?.classList.toggle(CHOSEN, on);
  if (on) cell?.setAttribute("aria-selected", "true");
  else cell?.removeAttribute("aria-selected");
}
