// The codes of the filing's year (budgetportal/classification/code_lists.py): offered in code cells, and named there.
import { Options } from "./options.js";

const UNVERIFIED = 2;
const LENGTH = { 款: 5, 项: 7 };
const DIGITS = /^[0-9]+$/;

export class Codebook {
  constructor(list) {
    this.year = list.year;
    this.length = LENGTH[list.level];
    this.options = new Options(list.codes.map((code) => option(code, list.above)));
  }

  static async fetched(address) {
    const answer = await fetch(address, { credentials: "same-origin" });
    if (!answer.ok) throw new Error(`${address}: ${answer.status}`);
    return new Codebook(await answer.json());
  }

  find(text, used) {
    return this.options.find(text, used);
  }

  // Whether the first hit is meant without being pointed at: not while a number could still become several codes.
  isMeant(text, hits) {
    return hits.length > 0 && (!DIGITS.test(text) || hits.length === 1 || hits[0].value === text);
  }

  // What stands beside a code: its name, or that the year has no such code.
  note(text) {
    const found = this.options.get(text);
    if (found) return found.words + (found.mark ? `（${found.mark}）` : "");
    return DIGITS.test(text) && text.length === this.length ? `不在 ${this.year} 年科目表中` : "";
  }
}

function option([value, words, initials, sure, also], above) {
  const path = [3, 5].filter((length) => length < value.length).map((length) => above[value.slice(0, length)] ?? "");
  return { value, words, initials, sure, also, path: path.join(" › "), mark: sure === UNVERIFIED ? "未核实" : "" };
}

// Words that may be chosen, and others typed all the same: a <datalist> of the page.
export class Suggestions {
  constructor(datalist) {
    this.options = new Options(
      [...datalist.options].map((one) => {
        const words = one.textContent || one.value;
        return { value: one.value, words, initials: one.dataset.initials, path: one.dataset.path ?? "" };
      }),
    );
  }

  find(text, used) {
    return this.options.find(text, used);
  }

  // Letters are nobody's text here: they are initials.
  isMeant(text, hits) {
    return hits.length > 0 && /^[a-z]+$/i.test(text);
  }

  note(text) {
    const found = this.options.get(text);
    return found && found.words !== found.value ? found.words : "";
  }
}
