// The sums of a grid while its amounts are typed: a row under the table; groups by source, category and code; against
// the other side where the server says what that comes to. Also told to who asks, as the event `sums` of the form.
import { element } from "./announce.js";
import { displayed, fromFen, inOtherUnit, otherUnit } from "./amounts.js";
import { storedSide } from "./balance.js";
import { isBegun } from "./calculating.js";
import { above, byCode, columnSum, grouped, isGrouped } from "./sums.js";

const QUIET = 800; // milliseconds without a change before a sum is read out
const SPOKEN = 4; // sums of 类 and 款 that are read out at once

export class Totals {
  constructor(page, grid, announcer, desk) {
    Object.assign(this, { page, grid, announcer, desk, section: grid.sheet.section, touched: new Set() });
    this.columns = grid.sheet.columns.filter((column) => column.summed);
    if (!this.columns.length) return;
    this.foot = this.#footer();
    page.addEventListener("change", ({ detail }) => this.#changed(detail));
    page.addEventListener("unread", () => this.show());
    desk.addEventListener("unit", () => this.show());
    document.addEventListener("entry:tasks", () => this.show());
    this.show();
  }

  #changed({ changes }) {
    const own = changes.filter((change) => change.at === this.grid.at && !isBegun(change));
    if (!own.length) return;
    this.show();
    for (const change of own) this.#touch(change);
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#speak(), QUIET);
  }

  // What is changed lies under these 类 and 款: their sums are read out, too.
  #touch(change) {
    const cells = this.grid.find(change.row)?.cells ?? change.cells ?? {};
    for (const name of above(cells, this.grid.sheet.columns)) this.touched.add(name);
  }

  #speak() {
    const { cells } = this.foot;
    const sums = this.columns.map(({ label, cell }) => `${label}合计 ${cells.get(cell).textContent} ${this.unit}`);
    const codes = this.touched.size > SPOKEN ? [] : (this.codes ?? []).filter(([name]) => this.touched.has(name));
    this.touched.clear();
    this.announcer.tell([...sums, ...codes.map(([name, fen]) => `${name} ${this.#printed(fen)}`)].join("，"));
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
      cell.className = column.kind;
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
    const { rows, sheet } = this.grid;
    for (const { cell } of this.columns) this.foot.cells.get(cell).textContent = this.#printed(columnSum(rows, cell));
    if (!isGrouped(sheet.columns)) return;
    const sums = grouped(rows, sheet.columns);
    this.codes = byCode(rows, sheet.columns);
    this.#groups(sums);
    this.#codes();
    this.#tell(sums);
  }

  #printed(fen) {
    const text = fromFen(fen);
    return displayed(this.desk.swapped ? inOtherUnit(text, this.columns[0].unit) : text);
  }

  #groups({ total, groups }) {
    const lines = [["合计", total], ...groups.map(({ label, fen }) => [label, fen]), ...this.#balance(total)];
    const table = sumsTable(this.section, ".sums", "sums");
    fill(table, `合计（${this.unit}）`, lines.map(([label, fen]) => [label, this.#printed(fen)]));
  }

  // Against what the other side comes to, where the table names it (data-against, data-against-label) and it is begun.
  *#balance(total) {
    const { againstLabel, against } = this.section.dataset;
    const other = against && storedSide(against);
    if (!other) return;
    yield [againstLabel, other];
    yield [`与${againstLabel}相差`, total - other];
  }

  // 类 and 款 above the typed codes, folded away.
  #codes() {
    const folded = this.section.querySelector("details.codes") ?? foldedAfter(this.section.querySelector(".sums"));
    folded.hidden = !this.codes.length;
    const lines = this.codes.map(([name, fen]) => [name, this.#printed(fen)]);
    fill(sumsTable(folded, "table", "sums"), `按科目合计（${this.unit}）`, lines);
  }

  // In the filing's own unit, as plain amounts: {at, label, unit, total, groups: [{cell, value, amount}]}.
  #tell({ total, groups }) {
    this.said = {
      at: this.grid.at,
      label: this.grid.sheet.name,
      unit: this.columns[0].unit,
      total: fromFen(total),
      groups: groups.map(({ cell, value, fen }) => ({ cell, value, amount: fromFen(fen) })),
    };
    this.page.form.dispatchEvent(new CustomEvent("sums", { bubbles: true, detail: this.said }));
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
