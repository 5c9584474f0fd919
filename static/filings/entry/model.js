// What the page holds as text: plain fields by their place, grids as rows with an id each. Every edit is a list of
// changes that goes through Page.apply, and the same objects go over the wire (budgetportal/filings/entry/changes.py).
import { shown, stored, typed } from "./cells.js";
import { addressOf, inside } from "./places.js";
import { Sheet } from "./sheet.js";

const FIELDS = "input, select, textarea";

export class Page extends EventTarget {
  constructor(form) {
    super();
    this.form = form;
    this.prefix = form.dataset.prefix || "";
    this.fields = new Map(fieldsOf(form).map((element) => [this.inside(element.name), element]));
    this.texts = new Map([...this.fields].map(([cell, element]) => [cell, stored(element)]));
    this.grids = new Map();
    for (const section of form.querySelectorAll("section.grid[data-grid]")) {
      const grid = new Grid(this.inside(section.dataset.grid), section);
      this.grids.set(grid.at, grid);
    }
    for (const [cell, element] of this.fields) shown(element, this.texts.get(cell));
  }

  // Takes in an input that has come to the page since it was opened.
  adopt(element) {
    const cell = this.inside(element.name);
    this.fields.set(cell, element);
    this.texts.set(cell, stored(element));
    shown(element, stored(element));
  }

  // A place of the filing as a place of the page.
  inside(place) {
    return inside(place, this.prefix);
  }

  // The text of a cell; undefined where there is none.
  text(at, row, cell) {
    return at ? this.grids.get(at)?.text(row, cell) : this.texts.get(cell);
  }

  // The input of a cell.
  element(at, row, cell) {
    return at ? this.grids.get(at)?.element(row, cell) : this.fields.get(cell);
  }

  // Where an input stands: {at, row, cell}; row is "" in a spare row.
  address(element) {
    return addressOf(element, this);
  }

  // Apply changes to model and page. origin: "user", "undo" or "remote"; typing: the input that already shows the text;
  // visit: marks the edits of one stay in a cell. Gives those that did something, with what they really replaced.
  apply(changes, { origin = "user", typing = null, visit = null } = {}) {
    const done = changes.map((change) => this.#one(change, origin, typing)).filter(Boolean);
    for (const grid of new Set(done.map((change) => this.grids.get(change.at)))) grid?.sheet.settle();
    if (done.length) this.dispatchEvent(new CustomEvent("change", { detail: { changes: done, origin, visit } }));
    return done;
  }

  // What was typed into an input becomes a change: in a spare row the row's beginning.
  take(element, visit = null) {
    const { at, row, cell } = this.address(element);
    const to = typed(element);
    if (at && !row) {
      const written = new Map([[element.closest("tr").sectionRowIndex, { [cell]: to }]]);
      return this.apply(this.grids.get(at).written(written), { typing: element, visit });
    }
    return this.apply([{ op: "set", at, row, cell, from: this.text(at, row, cell), to }], { typing: element, visit });
  }

  #one(change, origin, typing) {
    const grid = this.grids.get(change.at);
    if (change.op === "set") return this.#set(grid, change, origin, typing);
    if (!grid || (origin === "undo" && change.op === "delete" && !grid.says(change))) return null;
    return grid[change.op](change, typing);
  }

  #set(grid, change, origin, typing) {
    const from = this.text(change.at, change.row, change.cell);
    if (from === undefined || from === change.to || (origin === "undo" && !same(from, change.from))) return null;
    if (grid) grid.put(change.row, change.cell, change.to);
    else this.texts.set(change.cell, change.to);
    const element = this.element(change.at, change.row, change.cell);
    if (element && element !== typing) shown(element, change.to);
    return { ...change, from };
  }
}

function fieldsOf(form) {
  return [...form.querySelectorAll(FIELDS)].filter(
    (element) => element.name && element.type !== "hidden" && !element.closest("section.grid"),
  );
}

// The rows of one grid in their order.
class Grid {
  constructor(at, section) {
    this.at = at;
    this.sheet = new Sheet(section);
    this.rows = this.sheet.read();
    this.known = new Map(this.rows.map((row) => [row.id, row]));
  }

  find(row) {
    return this.known.get(row);
  }

  text(row, cell) {
    const found = this.find(row);
    return found && (found.cells[cell] ?? "");
  }

  // Whether a row says what a change knows of it.
  says({ row, cells }) {
    const found = this.find(row)?.cells;
    return found && Object.keys({ ...found, ...cells }).every((cell) => same(found[cell] ?? "", cells[cell] ?? ""));
  }

  put(row, cell, text) {
    this.find(row).cells[cell] = text;
  }

  element(row, cell) {
    const found = this.find(row);
    return found && this.sheet.input(found.tr, cell);
  }

  // The id of the row before a row, "" before the first.
  before(row) {
    const n = this.rows.indexOf(this.find(row));
    return n > 0 ? this.rows[n - 1].id : "";
  }

  get last() {
    return this.rows.at(-1)?.id ?? "";
  }

  // The changes that write texts: cells by the row's place. Behind the last row they begin rows, empty ones between
  // them included, so that each stands where it was written.
  written(byPlace) {
    const there = [...byPlace].filter(([n]) => n < this.rows.length);
    return [...there.flatMap(([n, cells]) => this.#sets(this.rows[n], cells)), ...this.#begun(byPlace)];
  }

  #sets(row, cells) {
    const at = this.at;
    return Object.entries(cells).map(([cell, to]) => {
      return { op: "set", at, row: row.id, cell, from: row.cells[cell] ?? "", to };
    });
  }

  #begun(byPlace) {
    const texts = (n) => Object.fromEntries(Object.entries(byPlace.get(n) ?? {}).filter(([, text]) => text));
    const used = [...byPlace.keys()].filter((n) => n >= this.rows.length && Object.keys(texts(n)).length);
    const changes = [];
    let after = this.last;
    for (let n = this.rows.length; n <= Math.max(-1, ...used); n++) {
      changes.push({ op: "add", at: this.at, row: newRow(), after, cells: texts(n) });
      after = changes.at(-1).row;
    }
    return changes;
  }

  add(change, typing) {
    if (this.find(change.row)) return null;
    const n = this.#placeAfter(change.after);
    const after = n ? this.rows[n - 1].id : "";
    const row = { id: change.row, cells: { ...change.cells } };
    row.tr = this.sheet.place(row, n, n === this.rows.length, typing);
    this.rows.splice(n, 0, row);
    this.known.set(row.id, row);
    return { ...change, after };
  }

  delete(change) {
    const found = this.find(change.row);
    if (!found) return null;
    const after = this.before(change.row);
    this.rows.splice(this.rows.indexOf(found), 1);
    this.known.delete(change.row);
    this.sheet.remove(found.tr);
    return { ...change, after, cells: { ...found.cells } };
  }

  move(change) {
    const found = this.find(change.row);
    if (!found || change.after === change.row) return null;
    const was = this.before(change.row);
    this.rows.splice(this.rows.indexOf(found), 1);
    const n = this.#placeAfter(change.after);
    this.rows.splice(n, 0, found);
    if (this.before(change.row) === was) return null;
    this.sheet.move(found.tr, n);
    return { ...change, after: this.before(change.row), was };
  }

  // Behind a row; at the end where that one is gone.
  #placeAfter(after) {
    if (!after) return 0;
    return this.known.has(after) ? this.rows.indexOf(this.find(after)) + 1 : this.rows.length;
  }
}

// Whether two texts are the same as the server keeps them.
function same(one, other) {
  return one.trim() === other.trim();
}

// The id of a row that this page begins.
export function newRow() {
  const random = crypto.getRandomValues(new Uint8Array(8));
  return "n-" + Array.from(random, (byte) => byte.toString(16).padStart(2, "0")).join("");
}

// The changes that take changes back.
export function inverse(changes) {
  return changes.map(inverted).reverse();
}

function inverted(change) {
  if (change.op === "set") return { ...change, from: change.to, to: change.from };
  if (change.op === "add") return { ...change, op: "delete" };
  if (change.op === "delete") return { ...change, op: "add" };
  return { ...change, after: change.was, was: change.after };
}
