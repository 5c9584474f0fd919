// Taking back and doing again. A step is what one command or one stay in a cell changed. Steps outlive a reload of the
// page; of each only what still stands is taken back.
import { inverse } from "./model.js";

const MOST_STEPS = 100;
const MOST_LENGTH = 1_000_000; // characters in the browser's storage

export class Undo extends EventTarget {
  constructor(page) {
    super();
    this.page = page;
    this.done = [];
    this.undone = [];
    page.addEventListener("change", ({ detail }) => this.#note(detail));
    this.#recall();
    addEventListener("pagehide", () => this.#keep());
  }

  // Take the last step back; gives its changes, [] where there is none or nothing of it stands any more.
  undo() {
    return this.#turn(this.done, this.undone);
  }

  redo() {
    return this.#turn(this.undone, this.done);
  }

  // Take back what was typed in one stay in a cell, as if it had not been.
  cancel(visit) {
    if (visit === null || this.done.at(-1)?.visit !== visit) return [];
    const changes = this.page.apply(inverse(this.done.pop().changes), { origin: "undo" });
    this.dispatchEvent(new Event("change"));
    return changes;
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

  // ------------------------------------------------------------------------------- the browser's store

  get #key() {
    return `entry-undo:${this.page.form.dataset.copy}`;
  }

  #keep() {
    const step = ({ changes }) => ({ changes, visit: null });
    const text = JSON.stringify({ done: this.done.map(step), undone: this.undone.map(step) });
    try {
      if (text.length <= MOST_LENGTH) sessionStorage.setItem(this.#key, text);
      else sessionStorage.removeItem(this.#key);
    } catch {
      // a browser that keeps nothing begins each page without steps
    }
  }

  #recall() {
    try {
      const { done = [], undone = [] } = JSON.parse(sessionStorage.getItem(this.#key) ?? "{}");
      Object.assign(this, { done, undone });
    } catch {
      // as above
    }
  }
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
