// What keeps the page from being stored, at the cells: in the words and the markup of the server's own pages.
// A row in which somebody types is left alone until they leave it.
import { showProblems } from "./cells.js";

export class Problems {
  constructor(page) {
    this.page = page;
    this.found = null; // until a save, what the server has written stands
    this.shown = new Map([...document.querySelectorAll("#entry .cell-error")].map((box) => [inputOf(box), wordsOf(box)]));
    document.addEventListener("focusin", () => this.#refresh());
  }

  show(found) {
    this.found = found;
    this.#refresh();
    this.#summary();
  }

  #refresh() {
    if (!this.found) return;
    const here = rowOf(document.activeElement);
    const wanted = new Map();
    for (const { at, row, cell, message } of this.found) {
      const element = this.page.element(at, row, cell);
      if (element) wanted.set(element, [...(wanted.get(element) ?? []), message]);
    }
    for (const element of new Set([...this.shown.keys(), ...wanted.keys()])) {
      if (element && (!here || rowOf(element) !== here)) this.#mark(element, wanted.get(element) ?? []);
    }
  }

  #mark(element, messages) {
    const words = messages.join("\n");
    if ((this.shown.get(element) ?? "") === words) return;
    showProblems(element, messages);
    if (words) this.shown.set(element, words);
    else this.shown.delete(element);
    element.closest(".field")?.classList.toggle("invalid", words !== "");
  }

  // The summary on top, where the server has written one, follows.
  #summary() {
    const summary = document.getElementById("error-summary");
    if (!summary) return;
    if (!this.found.length) {
      summary.remove();
      document.querySelector("p.draft")?.remove();
      document.title = document.title.replace(/^错误：/, "");
      return;
    }
    summary.querySelector("ul").replaceChildren(...this.found.map((problem) => this.#line(problem)));
  }

  #line({ at, row, cell, where, message }) {
    const element = this.page.element(at, row, cell);
    const line = document.createElement("li");
    const holder = element ? line.appendChild(Object.assign(document.createElement("a"), { href: `#${element.id}` })) : line;
    if (where) holder.append(Object.assign(document.createElement("span"), { className: "where", textContent: where }));
    holder.append(message);
    return line;
  }
}

function inputOf(box) {
  return document.getElementById(box.id.replace(/-error$/, ""));
}

function wordsOf(box) {
  return [...box.children].map((one) => one.textContent).join("\n");
}

function rowOf(element) {
  return element?.closest?.("section.grid tr, .field") ?? null;
}
