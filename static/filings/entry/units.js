// 元 or 万元 in view. Only what is shown changes: the other unit is for reading, what is kept stays in the filing's unit.
import { otherUnit } from "./amounts.js";
import { shown } from "./cells.js";

export class Units {
  constructor(page, desk) {
    Object.assign(this, { page, desk });
    this.inputs = () => page.form.querySelectorAll("[data-unit]:not([data-fixed])");
    this.own = this.inputs()[0]?.dataset.unit;
  }

  get possible() {
    return Boolean(this.own);
  }

  // The other unit, or back.
  toggle() {
    this.desk.swapped = !this.desk.swapped;
    for (const { sheet } of this.page.grids.values()) {
      this.#dress(sheet.model);
      sheet.respeak();
    }
    this.#dress(this.page.form);
    this.desk.dispatchEvent(new Event("unit"));
  }

  #dress(root) {
    const [from, to] = this.desk.swapped ? [this.own, otherUnit(this.own)] : [otherUnit(this.own), this.own];
    for (const input of root.querySelectorAll("[data-unit]:not([data-fixed])")) this.#swap(input, from, to);
    for (const words of root.querySelectorAll("caption .unit, label .unit")) rename(words, from, to);
  }

  #swap(input, from, to) {
    const { at, row, cell } = this.page.address(input);
    lock(input, this.desk.swapped);
    const label = input.getAttribute("aria-label");
    if (label) input.setAttribute("aria-label", label.replace(`（${from}）`, `（${to}）`));
    shown(input, (row || !at ? this.page.text(at, row, cell) : "") ?? "");
  }
}

// What the server had locked stays so.
function lock(input, on) {
  const locked = on ? input.readOnly : input.dataset.swapped === "locked";
  if (on) input.dataset.swapped = locked ? "locked" : "open";
  else delete input.dataset.swapped;
  input.readOnly = on || locked;
}

function rename(element, from, to) {
  element.textContent = element.textContent.replace(from, to);
}
