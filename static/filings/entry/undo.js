// Taking back and doing again. A step is what one command or one stay in a cell changed; it outlives a reload of the page
// as long as the page still says what it said.
import { inverse } from "./model.js";

const MOST_STEPS = 100;
const MOST_LENGTH = 1_000_000; // characters in the browser's storage

export class Undo extends EventTarget {
  constructor(page) {
    super();
    this.page = page;
    this.done = [];
    this.undone = [];
    this.key = `entry-undo:${page.form.dataset.copy}`;
    page.addEventListener("change", ({ detail }) => this.#note(detail));
    this.#recall();
    addEventListener("pagehide", () => this.#keep());
  }

  // Take the last step back; gives its changes, [] where there is none.
  undo() {
    return this.#turn(this.done, this.undone);
  }

  redo() {
    return this.#turn(this.undone, this.done);
  }

  // Take back what was typed in one stay in a cell, as if it had not been.
  cancel(visit) {
    if (visit === null || this.done.at(-1)?.visit !== visit) return [];
    return this.page.apply(inverse(this.done.pop().changes), { origin: "undo" });
  }

  #turn(from, to) {
    const step = from.pop();
    if (!step) return [];
    const changes = this.page.apply(inverse(step.changes), { origin: "undo" });
    if (changes.length) to.push({ changes, visit: null });
    this.dispatchEvent(new Event("change"));
    return changes;
  }

  #note({ changes, origin, visit }) {
    const own = changes.filter((change) => change.at); // a plain field has the browser's own undo
    if (origin !== "user" || !own.length) return;
    this.undone = [];
    const last = this.done.at(-1);
    if (visit !== null && last?.visit === visit) last.changes = joined(last.changes, own);
    else this.done.push({ changes: own, visit });
    if (this.done.length > MOST_STEPS) this.done.shift();
    this.dispatchEvent(new Event("change"));
  }

  #keep() {
    const step = ({ changes }) => ({ changes, visit: null });
    const text = JSON.stringify({ print: this.#print(), done: this.done.map(step), undone: this.undone.map(step) });
    try {
      if (text.length <= MOST_LENGTH) sessionStorage.setItem(this.key, text);
      else sessionStorage.removeItem(this.key);
    } catch {
      // a browser that keeps nothing begins each page without steps
    }
  }

  #recall() {
    try {
      const kept = JSON.parse(sessionStorage.getItem(this.key) ?? "{}");
      if (kept.print === this.#print()) [this.done, this.undone] = [kept.done, kept.undone];
    } catch {
      // as above
    }
  }

  // A number for all that the grids say, rows by their ids.
  #print() {
    const said = [...this.page.grids.values()].map((grid) => [grid.at, grid.rows.map(({ id, cells }) => [id, filled(cells)])]);
    let print = 5381;
    for (const letter of JSON.stringify(said)) print = (print * 33 + letter.codePointAt(0)) % 0x1fffffffffff;
    return print;
  }
}

function filled(cells) {
  return Object.entries(cells).filter(([, text]) => text).sort();
}

// Letters typed one after the other into one cell are one change.
function joined(earlier, later) {
  const [last, next] = [earlier.at(-1), later[0]];
  const same = later.length === 1 && next.op === "set" && last.at === next.at && last.row === next.row;
  if (same && last.op === "set" && last.cell === next.cell) return [...earlier.slice(0, -1), { ...last, to: next.to }];
  if (same && last.op === "add") {
    return [...earlier.slice(0, -1), { ...last, cells: { ...last.cells, [next.cell]: next.to } }];
  }
  return [...earlier, ...later];
}
