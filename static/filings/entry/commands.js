// What can be done with the selected cells and rows of a grid, as changes. Selections may reach into the spare rows.
import { resultOf } from "./calculating.js";
import { newRow } from "./model.js";

const isOpen = (input) => input && !input.disabled && (!input.readOnly || input.dataset.swapped);

// Texts of the selection, written where a cell may be changed: `text` gives them by place.
function written(grid, selection, text) {
  const byPlace = new Map();
  for (const { r, c } of selection.places()) {
    if (!isOpen(grid.sheet.at(r, c))) continue;
    if (!byPlace.has(r)) byPlace.set(r, {});
    byPlace.get(r)[grid.sheet.columns[c].cell] = text(r, c);
  }
  return grid.written(byPlace);
}

// Empty cells.
export function cleared(grid, selection) {
  return written(grid, selection, () => "");
}

// Each column as its first selected cell; a single row takes the one above.
export function filledDown(grid, selection) {
  const from = selection.top === selection.bottom ? selection.top - 1 : selection.top;
  return from < 0 ? [] : written(grid, selection, (_, c) => resultOf(grid.sheet.at(from, c), textAt(grid, from, c)));
}

function textAt(grid, r, c) {
  return grid.rows[r]?.cells[grid.sheet.columns[c].cell] ?? "";
}

// The selection as a block of texts: of a choice its label.
export function copied(grid, selection) {
  const block = [];
  for (const { r, c } of selection.places()) {
    (block[r - selection.top] ??= []).push(inWords(grid.sheet.columns[c], textAt(grid, r, c)));
  }
  return block;
}

function inWords({ choices }, text) {
  return choices?.find(([value]) => value === text)?.[1] ?? text;
}

// The rows of the selection that are more than spare.
function chosenRows(grid, selection) {
  return grid.rows.slice(selection.top, selection.bottom + 1);
}

// As many empty rows as are selected, above the selection.
export function inserted(grid, selection) {
  if (selection.top >= grid.rows.length) return [];
  let after = grid.rows[selection.top - 1]?.id ?? "";
  return Array.from({ length: chosenRows(grid, selection).length }, () => {
    const change = { op: "add", at: grid.at, row: newRow(), after, cells: {} };
    after = change.row;
    return change;
  });
}

export function removed(grid, selection) {
  return chosenRows(grid, selection).map((row) => {
    return { op: "delete", at: grid.at, row: row.id, after: grid.before(row.id), cells: { ...row.cells } };
  });
}

// The selected rows one place up or down: it is the neighbour that goes to their other side.
export function moved(grid, selection, step) {
  const rows = chosenRows(grid, selection);
  const neighbour = grid.rows[step < 0 ? selection.top - 1 : selection.top + rows.length];
  if (!rows.length || !neighbour) return [];
  const after = step < 0 ? rows.at(-1).id : (grid.rows[selection.top - 1]?.id ?? "");
  return [{ op: "move", at: grid.at, row: neighbour.id, after, was: grid.before(neighbour.id) }];
}
