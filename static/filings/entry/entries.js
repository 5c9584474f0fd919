// What people type into a cell for a number: the number as they write it, or a small calculation behind a =, which is
// replaced by what it comes to. The same rules as budgetportal/disclosure/typed_entries.py.
import { DIGITS, PLACES, plainSigns, quoted, readAmount } from "./amounts.js";
import { calculate, MARK } from "./calculation.js";

const FORMS = {
  amount: { places: PLACES, digits: DIGITS },
  decimal: { places: PLACES, digits: 12, bare: true }, // a weight or a score: zeros behind are left out
  count: { places: 0, digits: 9 },
};
const SHOWN_PLACES = 6; // decimals of an unrounded result that a sentence names
const SHOWN_TYPED = 40; // characters of a calculation that a sentence repeats

export function isCalculation(typed) {
  return plainSigns(typed).startsWith(MARK);
}

// What is typed for a number of a kind, an amount in its unit: {text}, with {rounding} where that changed something,
// or {problem}.
export function readEntry(typed, kind, unit) {
  if (kind in FORMS && isCalculation(typed)) return result(typed.trim(), FORMS[kind]);
  return kind === "amount" ? readAmount(typed, unit) : { text: typed };
}

// The whole sentence about a typed number, "" where it can be read.
export function entryProblem(label, typed, kind, unit) {
  const { problem } = readEntry(typed, kind, unit);
  return problem ? `“${label}”填的是 ${quoted(typed)}，${problem}` : "";
}

function result(typed, form) {
  const { value, problem } = calculate(typed);
  if (problem) return { problem };
  const { over, under } = value;
  const scaled = size(over) * 10n ** BigInt(form.places);
  const whole = (2n * scaled + under) / (2n * under); // half up
  if (whole >= 10n ** BigInt(form.digits + form.places)) {
    return { problem: `算出的整数部分超过 ${form.digits} 位；核对后重新填写` };
  }
  const text = written(over < 0n ? -whole : whole, form);
  if (whole * under === scaled) return { text };
  return { text, rounding: `${short(typed)} = ${unrounded(value)}，四舍五入为 ${text}` };
}

// So many units of the last place, with the point put in.
function written(number, { places, bare }) {
  const [front, back] = parted(size(number), places);
  const text = back ? `${front}.${back}` : front;
  return (number < 0n ? "-" : "") + (bare && back ? text.replace(/\.?0+$/, "") : text);
}

// A result as a decimal, cut with a … where it goes on.
function unrounded({ over, under }) {
  const scaled = size(over) * 10n ** BigInt(SHOWN_PLACES);
  const more = scaled % under ? "…" : "";
  const [front, back] = parted(scaled / under, SHOWN_PLACES);
  return `${over < 0n ? "-" : ""}${front}.${more ? back : back.replace(/0+$/, "")}${more}`;
}

function parted(number, places) {
  const digits = number.toString().padStart(places + 1, "0");
  return [digits.slice(0, digits.length - places), digits.slice(digits.length - places)];
}

function size(number) {
  return number < 0n ? -number : number;
}

function short(typed) {
  const signs = [...typed];
  return signs.length <= SHOWN_TYPED ? typed : `${signs.slice(0, SHOWN_TYPED).join("")}…`;
}
