// The name beside a code, as soon as it is typed, pasted or chosen; and the picker that offers the codes.
import { stored } from "./cells.js";
import { Codebook, Suggestions } from "./codebook.js";
import { writeNote } from "./notes.js";
import { Picker } from "./picker.js";

const NAMED = "[data-picks]";

// Begin on a page; what cannot be fetched leaves plain inputs, whose names the server writes when they are saved.
export function startNames(page) {
  const names = new Names(page);
  new Picker((input) => names.source(input), (input) => names.used(input));
  return names;
}

export class Names {
  constructor(page) {
    this.page = page;
    this.sources = new Map();
    this.ready = this.#collect();
    page.addEventListener("change", ({ detail }) => this.#changed(detail));
  }

  source(input) {
    return input?.dataset?.picks ? this.sources.get(input.dataset.picks) : undefined;
  }

  // The values that the column of an input has already.
  used(input) {
    const { at, row, cell } = this.page.address(input);
    const rows = this.page.grids.get(at)?.rows ?? [];
    return new Set(rows.filter(({ id }) => id !== row).map(({ cells }) => cells[cell]));
  }

  async #collect() {
    const wanted = new Set([...this.page.form.querySelectorAll(NAMED)].map((input) => input.dataset.picks));
    await Promise.all([...wanted].map((picks) => this.#one(picks)));
    this.#nameAll();
    this.page.form.dataset.names = "ready";
  }

  async #one(picks) {
    const datalist = document.getElementById(picks);
    if (datalist) this.sources.set(picks, new Suggestions(datalist));
    const address = this.page.form.dataset[picks];
    if (!address) return;
    try {
      this.sources.set(picks, await Codebook.fetched(address));
    } catch (error) {
      console.warn(error.message);
    }
  }

  #nameAll() {
    const models = [...this.page.grids.values()].map(({ sheet }) => sheet.model);
    for (const root of [this.page.form, ...models]) {
      for (const input of root.querySelectorAll(NAMED)) if (this.source(input)) input.removeAttribute("list");
    }
    for (const input of this.page.form.querySelectorAll(NAMED)) this.#name(input, input.value);
  }

  #changed({ changes }) {
    for (const change of changes) {
      if (change.op === "set") this.#nameCell(change, change.cell, change.to);
      if (change.op === "add") for (const cell of Object.keys(change.cells)) this.#nameCell(change, cell, change.cells[cell]);
    }
  }

  #nameCell({ at, row }, cell, text) {
    const input = this.page.element(at, row, cell);
    if (input) this.#name(input, text);
  }

  // A text that no list has keeps the words with which it came.
  #name(input, text) {
    const source = this.source(input);
    if (!source) return;
    const note = document.getElementById(`${input.id}-note`);
    if (note && !("live" in note.dataset)) note.dataset.came = note.textContent;
    writeNote(input, source.note(text) || (text && text === stored(input) ? (note?.dataset.came ?? "") : ""));
  }
}
