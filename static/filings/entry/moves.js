// Where the focus goes from a cell. At an edge it stays: a data grid does not wrap.

export class Moves {
  constructor(control) {
    this.control = control;
    this.sheet = control.sheet;
    this.run = null; // the column where a run of Tab began: Enter goes back to it
  }

  // Another way of moving ends the run.
  forget() {
    this.run = null;
  }

  // Go; false where the key is left to the browser.
  go(command, extend = false) {
    if (command === "next") return this.#tab(1);
    if (command === "previous") return this.#tab(-1);
    if (command === "commit" || command === "commitUp") return this.#commit(command === "commit" ? 1 : -1);
    const target = this.#target(command, extend ? this.control.selection.to : this.control.here);
    if (!target) return false;
    this.forget();
    if (extend) this.control.extend(this.sheet.within(target));
    else this.control.focus(this.sheet.within(target));
    return true;
  }

  #tab(step) {
    const { r, c } = this.control.here;
    const to = c + step;
    if (this.control.leaving || to < 0 || to >= this.sheet.columns.length) {
      this.forget();
      return false;
    }
    this.run ??= c;
    this.control.focus({ r, c: to });
    return true;
  }

  #commit(step) {
    const { r, c } = this.control.here;
    const to = this.run ?? c;
    this.forget();
    this.control.focus(this.sheet.within({ r: r + step, c: step > 0 ? to : c }));
    return true;
  }

  #target(command, { r, c }) {
    const last = { r: Math.max(this.control.grid.rows.length, 1) - 1, c: this.sheet.columns.length - 1 };
    const page = this.sheet.rowsInView;
    return {
      up: { r: r - 1, c }, down: { r: r + 1, c }, left: { r, c: c - 1 }, right: { r, c: c + 1 },
      rowStart: { r, c: 0 }, rowEnd: { r, c: last.c }, start: { r: 0, c: 0 }, end: last,
      columnStart: { r: 0, c }, columnEnd: { r: last.r, c }, pageUp: { r: r - page, c }, pageDown: { r: r + page, c },
    }[command];
  }
}
