// A block of pasted cells as changes of a grid: what each cell comes to, which are refused and why.
import { kept, kindOf } from "./cells.js";
import { isCalculation, readEntry } from "./entries.js";

const MOST_ROWS = 5000;
const CODE_AND_NAME = /^(\d{5,7})\s*[\p{Script=Han}（(].*$/su;
const WRITTEN_LONG = 20; // characters of a refused text that the report repeats

// What a block comes to that is pasted with its first cell at (r, c): {changes, count, headers}, and as sentences what is
// refused and what is rounded.
export function plan(grid, block, r, c) {
  const columns = grid.sheet.columns.slice(c);
  const headers = headersOf(block, columns);
  const byPlace = new Map();
  const [refused, rounded] = [[], []];
  let count = 0;
  block.slice(headers).forEach((row, down) => {
    const cells = {};
    byPlace.set(r + down, cells);
    row.forEach((text, right) => {
      if (!columns[right] && !text.trim()) return;
      const read = readingAt(grid, r + down, c + right, text);
      if (read.problem) refused.push(sentence(r + down, columns[right], right, text, read.problem));
      else [cells[columns[right].cell], count] = [read.text, count + 1];
      if (read.rounding) rounded.push(`${placeOf(r + down, columns[right], right)}：${read.rounding}`);
    });
  });
  return { changes: grid.written(byPlace), count, refused, rounded, headers, rows: block.length - headers };
}

// How many rows at the block's beginning are the columns' own heads.
function headersOf(block, columns) {
  const isHeader = (row) => row.some((text) => text.trim()) && row.every((text, n) => !text.trim() || heads(text, columns[n]));
  const first = block.findIndex((row) => !isHeader(row));
  return first < 0 ? block.length : first;
}

function heads(text, column) {
  return column !== undefined && bare(text) === bare(column.label);
}

// A head without its unit and blanks.
function bare(text) {
  return text.normalize("NFKC").replace(/\(.*?\)|\s/g, "");
}

function readingAt(grid, r, c, text) {
  const column = grid.sheet.columns[c];
  if (!column) return { problem: "表格在这里没有列" };
  if (r >= MOST_ROWS) return { problem: `一张表最多 ${MOST_ROWS} 行` };
  const input = grid.sheet.at(r, c) ?? grid.sheet.at(grid.sheet.rows.length - 1, c);
  if (input.disabled || (input.readOnly && !input.dataset.swapped)) return { problem: "这一格不能改" };
  return reading(column, input, text);
}

// A pasted text as its column keeps it: {text} or {problem}.
export function reading(column, input, text) {
  if (column.choices) return chosen(column.choices, text);
  if (column.unit || (kindOf(input) && isCalculation(text))) return readEntry(text, kindOf(input), column.unit);
  if (input.type === "checkbox") return flagged(text);
  const trimmed = text.trim();
  if (input.classList.contains("code")) return { text: kept(input, trimmed.replace(CODE_AND_NAME, "$1")) };
  return { text: kept(input, input.tagName === "TEXTAREA" ? text : trimmed.replace(/\s*\n\s*/g, " ")) };
}

// The choice whose label or value it is, or of one alone the label's beginning: its sign, or what is before a bracket.
function chosen(choices, text) {
  const wanted = bareWord(text);
  const exact = choices.find(([value, label]) => bareWord(label) === wanted || bareWord(value) === wanted);
  const short = choices.filter(([, label]) => label.split(/[\s（(]/)[0] === text.trim());
  const found = exact ?? (short.length === 1 ? short[0] : null);
  return found ? { text: found[0] } : { problem: "不在可选范围" };
}

function bareWord(text) {
  return text.normalize("NFKC").replace(/\s/g, "");
}

function flagged(text) {
  const word = bareWord(text).toLowerCase();
  if (["是", "√", "true", "1", "y", "on"].includes(word)) return { text: "on" };
  return ["", "否", "×", "false", "0", "n"].includes(word) ? { text: "" } : { problem: "只能是“是”或“否”" };
}

function placeOf(r, column, right) {
  return column ? `第 ${r + 1} 行 ${column.label}` : `第 ${r + 1} 行 贴入的第 ${right + 1} 列`;
}

function sentence(r, column, right, text, problem) {
  const written = [...text.trim()];
  const short = written.length > WRITTEN_LONG ? `${written.slice(0, WRITTEN_LONG).join("")}…` : written.join("");
  return `${placeOf(r, column, right)}“${short}”${problem}`;
}

// What a paste came to, in a sentence or two.
export function report({ count, refused, rounded, headers }) {
  const pasted = `已粘贴 ${count.toLocaleString("en")} 格${headers ? `，跳过表头 ${headers} 行` : ""}`;
  const lacking = `，${refused.length.toLocaleString("en")} 格没有粘贴：${named(refused)}`;
  const changed = rounded.length ? `${rounded.length.toLocaleString("en")} 格四舍五入：${named(rounded)}` : "";
  return pasted + (refused.length ? lacking : "。") + changed;
}

const NAMED = 3;

function named(refused) {
  return refused.length > NAMED ? `${refused.slice(0, NAMED).join("；")} 等。` : `${refused.join("；")}。`;
}
