// A calculation becomes its result when its cell is left, as in a spreadsheet: a step of its own, so that undo brings back
// what was typed.
import { kindOf } from "./cells.js";
import { isCalculation, readEntry } from "./entries.js";
import { composing } from "./keys.js";

// Whether an input holds a calculation: arrows then move in its text.
export function calculates(input) {
  return kindOf(input) !== "" && isCalculation(input.value);
}

// Whether a change is but the typing of a calculation: sums wait for what it comes to.
export function isBegun(change) {
  return change.op === "set" && isCalculation(change.to);
}

// The result of a text in an input: of a calculation that can be done what it comes to, else the text.
export function resultOf(input, text) {
  return calculated(input, text)?.text ?? text;
}

// Put the result in the place of a calculation; gives the sentence on its rounding, "" where that changed nothing. One
// that cannot be done stays, and counts no longer.
export function settle(page, input) {
  const { at, row, cell } = page.address(input);
  const from = at && !row ? "" : (page.text(at, row, cell) ?? "");
  const { text, rounding = "", problem } = calculated(input, from) ?? {};
  if (text !== undefined) page.apply([{ op: "set", at, row, cell, from, to: text }]);
  if (problem) page.dispatchEvent(new Event("unread"));
  return rounding;
}

function calculated(input, text) {
  return kindOf(input) && isCalculation(text) ? readEntry(text, kindOf(input), input.dataset.unit) : null;
}

// An input outside the grids: Enter takes the result, Ctrl+Z gives back what was typed, a line below it tells of rounding.
export function watchCalculation(page, input) {
  let typed = "";
  const done = () => {
    if (!calculates(input)) return;
    typed = input.value;
    say(input, settle(page, input));
  };
  input.addEventListener("blur", done);
  input.addEventListener("input", () => {
    typed = "";
    if (calculates(input) || roundingLine(input)) say(input, "");
  });
  input.addEventListener("keydown", (event) => {
    const undone = (event.ctrlKey || event.metaKey) && event.key.toLowerCase() === "z" && !event.shiftKey;
    if (composing(event)) return;
    if (event.key === "Enter" && calculates(input)) done();
    else if (undone && typed) retype(input, typed);
    else return;
    event.preventDefault();
  });
}

function retype(input, text) {
  input.value = text;
  input.dispatchEvent(new Event("input", { bubbles: true }));
}

// The line below an input that tells of rounding, null where there is none yet.
export function roundingLine(input) {
  return document.getElementById(`${input.id}-rounding`);
}

// In a line that is there before it says something, or it would not be read out.
function say(input, sentence) {
  const line = roundingLine(input) ?? newLine(input);
  line.textContent = sentence;
}

function newLine(input) {
  const line = Object.assign(document.createElement("span"), { id: `${input.id}-rounding`, className: "rounding" });
  line.setAttribute("role", "status");
  input.after(line);
  return line;
}
