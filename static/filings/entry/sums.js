// Sums of a grid's rows, as whole 分. They are for the eye; what is stored and published is summed by the server.
import { isAmount, toFen } from "./amounts.js";

const MAIN = "amount"; // the column by which groups are summed, as the server sums them
const LEVELS = { function: [[3, "类"], [5, "款"]], economic: [[3, "类"]] }; // prettier-ignore

// The sum of one column.
export function columnSum(rows, cell) {
  return rows.reduce((sum, { cells }) => sum + fenOf(cells, cell), 0n);
}

function fenOf(cells, cell) {
  const text = cells[cell] ?? "";
  return isAmount(text) ? toFen(text) : 0n;
}

// Whether the table has the column by which its rows are grouped.
export function isGrouped(columns) {
  return columns.some((column) => column.cell === MAIN);
}

// The sum of all rows, and that of each choice that occurs: {total, groups: [{cell, value, label, fen}]}.
export function grouped(rows, columns) {
  const groups = columns.filter((column) => column.choices).flatMap((column) => [...byChoice(rows, column)]);
  return { total: columnSum(rows, MAIN), groups };
}

function* byChoice(rows, { cell, label, choices }) {
  for (const [value, name] of choices) {
    const own = value ? rows.filter(({ cells }) => cells[cell] === value && cells[MAIN]) : [];
    if (own.length) yield { cell, value, label: `${label}：${name}`, fen: columnSum(own, MAIN) };
  }
}

// The 类 and 款 above the typed codes in their order, as [name, sum].
export function byCode(rows, columns) {
  const found = new Map();
  for (const { cells } of rows) {
    const fen = fenOf(cells, MAIN);
    if (isAmount(cells[MAIN] ?? "")) for (const name of above(cells, columns)) found.set(name, (found.get(name) ?? 0n) + fen);
  }
  return [...found].sort(([one], [other]) => (one < other ? -1 : 1));
}

// The names of the 类 and 款 above a row's code.
export function above(cells, columns) {
  const column = columns.find(({ kind }) => kind in LEVELS);
  const code = column ? (cells[column.cell] ?? "") : "";
  const levels = (LEVELS[column?.kind] ?? []).filter(([length]) => code.length >= length);
  return levels.map(([length, level]) => `${code.slice(0, length)} ${level}`);
}
