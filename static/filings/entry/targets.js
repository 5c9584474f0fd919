// A table of performance indicators: levels that repeat are quiet, weights and money are held against what they have to
// come to, scores against what they follow from, and rows can be copied in. What is asked for, the server says.
import { addCopying } from "./copying.js";
import { bare, printed, read, sum } from "./decimals.js";
import { element } from "./announce.js";
import { Scores } from "./scoring.js";

const LEVELS = ["level1", "level2"];
const QUIET = 800; // milliseconds without a change before the state is read out

export function startTargets({ page, desk }) {
  const facts = document.getElementById("targets");
  const grid = facts && page.grids.get(facts.dataset.grid);
  if (!grid) return;
  const control = desk.controls.find((one) => one.grid === grid);
  new Targets(page, grid, facts.dataset);
  facts.querySelector(".more")?.remove();
  addCopying(page, control, facts.dataset);
}

class Targets {
  constructor(page, grid, facts) {
    Object.assign(this, { page, grid, facts });
    this.box = Object.assign(element("div"), { className: "meters" });
    this.heard = Object.assign(element("div"), { className: "for-the-ear" });
    this.heard.setAttribute("role", "status");
    grid.sheet.section.querySelector(".scroll").before(this.box, this.heard);
    this.lines = new Map();
    if (facts.grades) this.scores = new Scores(page, grid, facts);
    page.addEventListener("change", () => this.#show(true));
    this.#show(false);
  }

  #show(aloud) {
    this.#quiet();
    this.#say("weights", this.#weights());
    this.#say("money", this.#money());
    if (this.scores) this.#say("scores", this.scores.show());
    clearTimeout(this.timer);
    if (aloud) this.timer = setTimeout(() => this.#speak(), QUIET);
  }

  // Only what has changed is read out.
  #speak() {
    const words = [...this.lines.values()].filter((line) => !line.hidden).map((line) => line.textContent).join("。");
    if (this.heard.textContent !== words) this.heard.textContent = words;
  }

  #say(name, said) {
    if (!this.lines.has(name)) this.lines.set(name, this.box.appendChild(element("p")));
    const line = this.lines.get(name);
    line.hidden = !said;
    if (!said) return;
    line.dataset.state = said.state;
    if (line.textContent !== said.words) line.textContent = said.words;
  }

  // Levels that repeat the row above, one under the other as the form merges them.
  #quiet() {
    this.grid.rows.forEach((row, n) => {
      const above = this.grid.rows[n - 1];
      let same = Boolean(above);
      for (const cell of LEVELS) {
        same = same && Boolean(row.cells[cell]) && row.cells[cell] === above.cells[cell];
        this.grid.sheet.input(row.tr, cell)?.closest("td").classList.toggle("same", same);
      }
    });
  }

  // ---------------------------------------------------------------------------------------- weights

  #weights() {
    if (!this.facts.sums) return null;
    const beside = this.#number(this.facts.weight);
    const weights = this.grid.rows.map(({ cells }) => read(cells.weight));
    const whole = sum([...weights, beside]);
    const allowed = this.facts.sums.split(" ").map(read);
    const { state, gap } = held(whole, allowed);
    return { state, words: `分值：已分配 ${bare(whole)}，${gap}；合计应为 ${this.facts.words}` };
  }

  // The number in a field of the page, or the number itself.
  #number(name) {
    return name ? read(this.page.texts.get(name) ?? name) : null;
  }

  // ------------------------------------------------------------------------------------------ money

  #money() {
    const { parts, money, total } = this.facts;
    if (!parts) return null;
    const typed = parts.split(" ").map((name) => this.#number(name));
    if (typed.every((one) => one === null)) return null;
    const found = this.#whole(total) ?? sum(typed);
    const wanted = this.#wanted();
    const gap = found - wanted;
    const words = `绩效目标的资金 ${printed(found)}，${money} ${printed(wanted)}`;
    return gap ? { state: "over", words: `${words}，相差 ${printed(gap)}` } : { state: "right", words: `${words}，一致` };
  }

  #whole(name) {
    return name ? read(this.page.texts.get(name) ?? "") : null;
  }

  // The money that the targets are for: an amount, or the first fields that have any.
  #wanted() {
    const { whole, amount } = this.facts;
    if (amount) return read(amount);
    for (const name of whole.split(" ")) {
      const texts = [...this.page.texts].filter(([cell]) => (name.endsWith(".") ? cell.startsWith(name) : cell === name));
      const numbers = texts.map(([, text]) => read(text)).filter((one) => one !== null);
      if (numbers.length) return sum(numbers);
    }
    return 0n;
  }
}

// A sum against those that are allowed, the smallest first.
export function held(whole, allowed) {
  if (allowed.includes(whole)) return { state: "right", gap: "正好" };
  const next = allowed.find((one) => whole < one);
  if (next === allowed[0]) return { state: "short", gap: `还差 ${bare(next - whole)}` };
  const over = `比 ${bare(allowed[0])} 多 ${bare(whole - allowed[0])}`;
  if (next === undefined) {
    const most = allowed.at(-1);
    return { state: "over", gap: `比 ${bare(most)} 多 ${bare(whole - most)}` };
  }
  return { state: "over", gap: `${over}，到 ${bare(next)} 还差 ${bare(next - whole)}` };
}
