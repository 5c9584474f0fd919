// How the cells of a page are called: a place of the filing (data-place, name) as a place of the page, for the page of one
// project names its cells without the project.
const GRID = "section.grid[data-grid]";

export function inside(place, prefix) {
  return prefix && place.startsWith(prefix) ? place.slice(prefix.length).replace(/^\./, "") : place;
}

// Where a cell of a form stands: {at, row, cell}; row is "" in a spare row.
export function addressOf(element, { prefix = "" }) {
  const section = element.closest(GRID);
  if (!section) return { at: "", row: "", cell: inside(element.name ?? element.dataset.place, prefix) };
  return { at: inside(section.dataset.grid, prefix), row: element.closest("tr").dataset.row, cell: element.dataset.cell };
}
