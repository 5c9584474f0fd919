// One input: what is typed in it as the model keeps it, and how a kept text is shown.
import { displayed, inOtherUnit, isAmount, otherUnit, readAmount } from "./amounts.js";
import { entryProblem } from "./entries.js";

const CHECKED = "on";
const FULL_WIDTH = /[！-～]/g;
const NUMERIC = ["code", "count", "amount"]; // an amount without a unit is a weight or a score

// The kind of number that an input is for, "" where it is for none.
export function kindOf({ dataset, classList }) {
  if (dataset.unit) return "amount";
  return classList.contains("count") ? "count" : classList.contains("amount") ? "decimal" : "";
}

// The text that an input stands for. An amount that can be read is plain ("1234.50"), other text is as typed: also a
// calculation, until the input is left (calculating.js).
export function typed(element) {
  return element.type === "checkbox" ? (element.checked ? CHECKED : "") : kept(element, element.value);
}

// The text with which the page came: not what a browser has put back into its inputs.
export function stored(element) {
  if (element.type === "checkbox") return element.defaultChecked ? CHECKED : "";
  if (element.tagName === "SELECT") return [...element.options].find((option) => option.defaultSelected)?.value ?? "";
  return element.defaultValue;
}

// A typed text as an input keeps it.
export function kept(element, text) {
  if (element.dataset.unit) return readAmount(text, element.dataset.unit).text ?? text.trim();
  if (NUMERIC.some((name) => element.classList.contains(name))) return halfWidth(text.trim());
  return text.replace(/\r\n?/g, "\n");
}

function halfWidth(text) {
  return text.replace(FULL_WIDTH, (one) => String.fromCharCode(one.charCodeAt(0) - 0xfee0));
}

// Show a kept text: amounts with their thousands apart, in the unit in view.
export function shown(element, text) {
  if (element.type === "checkbox") element.checked = text === CHECKED;
  else if (element.tagName === "SELECT") choose(element, text);
  else write(element, element.dataset.unit ? amountShown(element, text) : text);
  const note = document.getElementById(`${element.id}-note`);
  if (note && !("live" in note.dataset)) note.hidden = text !== stored(element); // names.js keeps the others
}

// Writing the same again would still move the caret.
function write(element, text) {
  if (element.value !== text) element.value = text;
}

// A value that is none of the choices stays in view, so that nothing is changed unseen.
function choose(element, text) {
  element.value = text;
  if (element.value === text) return;
  element.append(new Option(`${text.slice(0, 40)}（不在可选范围）`, text));
  element.value = text;
}

function amountShown(element, text) {
  return element.dataset.swapped && isAmount(text) ? displayed(inOtherUnit(text, element.dataset.unit)) : displayed(text);
}

// The unit in which an amount is shown.
export function unitShown(element) {
  return element.dataset.swapped ? otherUnit(element.dataset.unit) : element.dataset.unit;
}

// What is wrong with a cell's text that the browser can tell by itself: the sentence, or "".
export function problemOf(element, label, text) {
  return entryProblem(label, text, kindOf(element), element.dataset.unit);
}

// Say below an input what is wrong with it, in the server's own markup; no messages: nothing is.
export function showProblems(element, messages) {
  const id = `${element.id}-error`;
  document.getElementById(id)?.remove();
  if (messages.length) element.parentElement.append(problemBox(id, messages));
  describe(element, id, messages.length > 0);
  if (messages.length) element.setAttribute("aria-invalid", "true");
  else element.removeAttribute("aria-invalid");
}

function problemBox(id, messages) {
  const box = Object.assign(document.createElement("span"), { className: "cell-error", id });
  box.append(...messages.map((message) => Object.assign(document.createElement("span"), { textContent: message })));
  return box;
}

function describe(element, id, on) {
  const others = (element.getAttribute("aria-describedby") ?? "").split(" ").filter((one) => one && one !== id);
  const ids = on ? [...others, id] : others;
  if (ids.length) element.setAttribute("aria-describedby", ids.join(" "));
  else element.removeAttribute("aria-describedby");
}
