// The scores of an evaluation while it is typed: each from its weight and completion, a typed one held against that, and
// what all of them come to (budgetportal/disclosure/scores.py; the server says the grades).
import { bare, percentage, printed, read, scored, sum } from "./decimals.js";
import { writeNote } from "./notes.js";

const TEXT = "text"; // the operator of a target in words, which no number is compared with
const TARGETS = ["adjusted", "target"]; // the one after a change of the budget comes first

export class Scores {
  constructor(page, grid, facts) {
    Object.assign(this, { page, grid, facts });
    this.grades = facts.grades.split(" ").map((one) => one.split(":"));
  }

  // Write what each row comes to; what is to be said of the whole.
  show() {
    const scores = this.grid.rows.map((row) => this.#row(row));
    const execution = this.#execution();
    const known = [...scores, execution].filter((one) => one !== null);
    if (!known.length) return null;
    const whole = sum(known);
    const [, grade] = this.grades.find(([least]) => whole >= read(least)) ?? this.grades.at(-1);
    const missing = this.grid.rows.filter(({ cells }, n) => cells.weight && scores[n] === null).length;
    const rest = missing ? `，还有 ${missing} 行没有得分` : `，评价结果“${grade}”`;
    const part = execution === null ? "" : `（其中预算执行率 ${printed(execution)}）`;
    return { state: missing ? "short" : "right", words: `得分：合计 ${printed(whole)}${part}${rest}` };
  }

  #row({ cells, tr }) {
    const weight = read(cells.weight);
    const computed = scored(weight, completion(cells));
    const typed = read(cells.score);
    const input = this.grid.sheet.input(tr, "score");
    const note = input && writeNote(input, this.#words(weight, computed, typed));
    note?.classList.toggle("wrong", typed !== null && (tooHigh(typed, weight) || (computed !== null && typed !== computed)));
    return typed ?? computed;
  }

  #words(weight, computed, typed) {
    if (tooHigh(typed, weight)) return `大于分值 ${bare(weight)}`;
    if (computed === null) return "";
    return typed === null || typed === computed ? `计算 ${printed(computed)}` : `按完成率计算是 ${printed(computed)}`;
  }

  #execution() {
    const { weight, rate, spent, budget } = this.facts;
    const number = (name) => read(this.page.texts.get(name) ?? name);
    return scored(number(weight), spent ? percentage(number(spent), number(budget)) : read(rate));
  }
}

function tooHigh(typed, weight) {
  return typed !== null && weight !== null && typed > weight;
}

function completion(cells) {
  const target = TARGETS.find((name) => cells[`${name}.op`] || cells[`${name}.value`]);
  return target ? percentage(numberOf(cells, "actual"), numberOf(cells, target)) : null;
}

function numberOf(cells, name) {
  return cells[`${name}.op`] === TEXT ? null : read(cells[`${name}.value`]);
}
