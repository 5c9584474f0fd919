// An input outside the grids: an amount is plain while it is typed, and shown with its thousands apart afterwards.
import { watchCalculation } from "./calculating.js";
import { kindOf, shown } from "./cells.js";

export function watchField(page, input) {
  const cell = page.inside(input.name);
  input.addEventListener("input", () => page.take(input));
  if (kindOf(input)) watchCalculation(page, input);
  if (!input.dataset.unit) return;
  input.addEventListener("focus", () => input.readOnly || (input.value = page.text("", "", cell)));
  input.addEventListener("blur", () => shown(input, page.text("", "", cell)));
}
