// Sums of a grid's amounts while they are typed: a row under the table, and groups by source, category and code. They are
// for the eye; what is stored and published is summed by the server.
import { element } from "./announce.js";
import { displayed, fromFen, inOtherUnit, isAmount, otherUnit, toFen } from "./amounts.js";

const QUIET = 800; // milliseconds without a change before a sum is read out
const MAIN = "amount"; // the column by which groups are summed, as the server sums them
const LEVELS = { function: [[3, "类"], [5, "款"]], economic: [[3, "类"]] }; // prettier-ignore

export class Totals {
  constructor(page, grid, announcer, desk) {
    Object.assign(this, { page, grid, announcer, desk, section: grid.sheet.section });
    this.columns = grid.sheet.columns.filter((column) => column.summed);
    if (!this.columns.length) return;
    this.foot = this.#footer();
    page.addEventListener("change", ({ detail }) => this.#changed(detail));
    desk.addEventListener("unit", () => this.show());
    this.show();
  }

  #changed({ changes }) {
    if (!changes.some((change) => change.at === this.grid.at)) return;
    this.show();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.announcer.tell(this.#spoken()), QUIET);
  }

  #spoken() {
    const { cells } = this.foot;
    return this.columns.map((column) => `${column.label}合计 ${cells.get(column.cell).textContent} ${this.unit}`).join("，");
  }

  get unit() {
    return this.desk.swapped ? otherUnit(this.columns[0].unit) : this.columns[0].unit;
  }

  // A row at the table's foot with an output under each column of amounts.
  #footer() {
    const row = this.grid.sheet.table.createTFoot().insertRow();
    const cells = new Map();
    row.append(Object.assign(element("th", "合计"), { scope: "row", className: "number" }));
    for (const column of this.grid.sheet.columns) {
      const cell = row.insertCell();
      if (column.summed) cells.set(column.cell, cell.appendChild(this.#output(column)));
    }
    return { row, cells };
  }

  #output(column) {
    const output = element("output");
    output.className = "sum";
    output.setAttribute("aria-live", "off"); // read out when typing rests
    output.setAttribute("aria-label", `${column.label}合计`);
    return output;
  }

  show() {
    for (const column of this.columns) {
      this.foot.cells.get(column.cell).textContent = this.#printed(this.#sum(this.grid.rows, column.cell));
    }
    if (this.columns.some((column) => column.cell === MAIN)) this.#groups();
  }

  #sum(rows, cell) {
    return rows.reduce((sum, { cells }) => (isAmount(cells[cell] ?? "") ? sum + toFen(cells[cell]) : sum), 0n);
  }

  #printed(fen) {
    const text = fromFen(fen);
    return displayed(this.desk.swapped ? inOtherUnit(text, this.columns[0].unit) : text);
  }

  // ----------------------------------------------------------------------------------------- groups

  #groups() {
    const total = this.#sum(this.grid.rows, MAIN);
    const lines = [["合计", total], ...this.#byChoice(), ...this.#balance(total)];
    const table = sumsTable(this.section, ".sums", "sums");
    fill(table, `合计（${this.unit}）`, lines.map(([label, fen]) => [label, this.#printed(fen)]));
    this.#codes();
  }

  *#byChoice() {
    for (const { cell, label, choices } of this.grid.sheet.columns.filter((column) => column.choices)) {
      for (const [value, name] of choices) {
        const rows = value ? this.grid.rows.filter(({ cells }) => cells[cell] === value) : [];
        if (rows.some(({ cells }) => cells[MAIN])) yield [`${label}：${name}`, this.#sum(rows, MAIN)];
      }
    }
  }

  // Against what the other side comes to, where the server says it: data-against-label, data-against (in the filing's unit).
  *#balance(total) {
    const { againstLabel, against } = this.section.dataset;
    if (!against || !isAmount(against)) return;
    yield [againstLabel, toFen(against)];
    yield [`与${againstLabel}相差`, total - toFen(against)];
  }

  // 类 and 款 above the typed codes, folded away.
  #codes() {
    const column = this.grid.sheet.columns.find(({ kind }) => kind in LEVELS);
    const lines = column ? [...this.#byCode(column)] : [];
    const folded = this.section.querySelector("details.codes") ?? foldedAfter(this.section.querySelector(".sums"));
    folded.hidden = !lines.length;
    fill(sumsTable(folded, "table", "sums"), `按科目合计（${this.unit}）`, lines);
  }

  #byCode({ cell, kind }) {
    const found = new Map();
    for (const { cells } of this.grid.rows) {
      if (!isAmount(cells[MAIN] ?? "")) continue;
      for (const [length, level] of LEVELS[kind]) {
        const code = (cells[cell] ?? "").slice(0, length);
        if (code.length === length) found.set(`${code} ${level}`, (found.get(`${code} ${level}`) ?? 0n) + toFen(cells[MAIN]));
      }
    }
    return [...found].sort(([one], [other]) => (one < other ? -1 : 1)).map(([label, fen]) => [label, this.#printed(fen)]);
  }
}

function sumsTable(parent, selector, name) {
  const found = parent.querySelector(selector);
  if (found) return found;
  const table = Object.assign(element("table"), { className: name });
  table.createCaption();
  table.createTBody();
  return parent.appendChild(table);
}

function foldedAfter(table) {
  const folded = Object.assign(element("details"), { className: "codes" });
  folded.append(element("summary", "按科目合计"));
  table.after(folded);
  return folded;
}

function fill(table, caption, lines) {
  table.caption.textContent = caption;
  const rows = lines.map(([label, amount]) => {
    const row = element("tr");
    row.append(Object.assign(element("th", label), { scope: "row" }), element("td", amount));
    return row;
  });
  table.tBodies[0].replaceChildren(...rows);
}
