// The clipboard as a block of cells: what Excel, WPS and web pages put there, and what we put there.

// The block that a clipboard holds, as rows of texts. Text parted by tabs is exact, but WPS leaves line breaks in it
// unquoted; then the table says which cells there are.
export function blockOf(data) {
  const text = data.getData("text/plain");
  const html = data.getData("text/html");
  const fromText = parseText(text);
  const fromTable = /<table/i.test(html) ? parseTable(html) : null;
  if (!fromTable?.length || sameShape(fromText, fromTable)) return fromText;
  return fromTable;
}

function sameShape(one, other) {
  const widths = (block) => block.map((row) => row.length);
  return one.length === other.length && Math.max(...widths(one)) === Math.max(...widths(other));
}

// Rows of cells parted by tabs; a cell in quotes may hold tabs, line breaks and doubled quotes.
export function parseText(text) {
  const cell = /(?:"((?:[^"]|"")*)"(?=[\t\r\n]|$)|([^\t\r\n]*))(\t|\r\n|\r|\n|$)/y;
  const rows = [[]];
  while (cell.lastIndex < text.length) {
    const [, quoted, plain, end] = cell.exec(text);
    rows.at(-1).push(quoted === undefined ? plain : quoted.replace(/""/g, '"').replace(/\r\n?/g, "\n"));
    if (end === "\t" && cell.lastIndex === text.length) rows.at(-1).push("");
    if (end && end !== "\t") rows.push([]);
  }
  if (!rows.at(-1).length) rows.pop();
  return rows;
}

// The cells of a table, the places that merged cells cover left empty.
export function parseTable(html) {
  const table = new DOMParser().parseFromString(withoutStyle(html), "text/html").querySelector("table");
  const visible = [...table.rows].filter((tr) => !/display:\s*none/i.test(tr.dataset.style ?? ""));
  const rows = [];
  visible.forEach((tr, r) => {
    rows[r] ??= [];
    let c = 0;
    for (const cell of tr.cells) {
      while (rows[r][c] !== undefined) c += 1;
      cover(rows, r, c, cell);
      c += cell.colSpan;
    }
  });
  return rows.slice(0, visible.length).map((row) => Array.from(row, (text) => text ?? ""));
}

// The page's security policy complains of styles also where they are only read: a style becomes a mere note.
function withoutStyle(html) {
  const tags = html.replace(/<style[\s\S]*?<\/style>/gi, "");
  return tags.replace(/<[a-z][^>]*>/gi, (tag) => tag.replace(/\sstyle\s*=/gi, " data-style="));
}

function cover(rows, r, c, cell) {
  const deep = Math.min(cell.rowSpan, 1000);
  for (let down = 0; down < deep; down++) {
    rows[r + down] ??= [];
    for (let right = 0; right < cell.colSpan; right++) rows[r + down][c + right] = down || right ? "" : wordsOf(cell);
  }
}

// A cell's text: line breaks where the table has them, runs of other white space as one blank.
function wordsOf(cell) {
  for (const br of cell.querySelectorAll("br")) br.replaceWith("\u0001");
  for (const end of cell.querySelectorAll("p + p, div + div")) end.prepend("\u0001");
  return cell.textContent.replace(/[ \t\r\n\u00a0]+/g, " ").replace(/ ?\u0001 ?/g, "\n").trim();
}

// A block as text parted by tabs, as spreadsheets read it.
export function textOf(block) {
  return block.map((row) => row.map(quotedIfNeeded).join("\t")).join("\r\n");
}

function quotedIfNeeded(text) {
  return /[\t\r\n"]/.test(text) ? `"${text.replace(/"/g, '""')}"` : text;
}
