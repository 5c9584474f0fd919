// A page that is only for reading: its cells are reached by keys, one Tab stop a table, and each has its history.
import { CellHistory } from "./history.js";
import { addressOf } from "./places.js";

const CELLS = "td:has(> [data-place])";
const FIELDS = ":is(.value, .answer, .own-words)[data-place]:not(td > *)";
const STEPS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

// The cells of one table; the one that was last in focus is its Tab stop.
class ReadTable {
  constructor(table) {
    this.rows = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll(CELLS)]).filter((cells) => cells.length);
    for (const cell of this.rows.flat()) named(cell, cell.querySelector("[data-place]"), -1);
    this.#stopAt(this.rows[0]?.[0]);
    table.addEventListener("focusin", ({ target }) => target.matches(CELLS) && this.#stopAt(target));
    table.addEventListener("keydown", (event) => this.#key(event));
  }

  #stopAt(cell) {
    if (this.stop) this.stop.tabIndex = -1;
    if (cell) cell.tabIndex = 0;
    this.stop = cell;
  }

  #key(event) {
    if (event.altKey || !event.target.matches(CELLS)) return;
    const target = this.#target(event, this.rows.findIndex((cells) => cells.includes(event.target)));
    if (!target) return;
    event.preventDefault();
    target.focus();
  }

  #target({ key, ctrlKey, target }, r) {
    const row = this.rows[r];
    const c = row.indexOf(target);
    if (key === "Home") return ctrlKey ? this.rows[0][0] : row[0];
    if (key === "End") return ctrlKey ? this.rows.at(-1).at(-1) : row.at(-1);
    const [down, right] = STEPS[key] ?? [];
    return ctrlKey || down === undefined ? null : this.rows[r + down]?.[c + right];
  }
}

// An element that can have the focus says its label and its value.
function named(element, { dataset, textContent }, tabIndex) {
  element.tabIndex = tabIndex;
  element.setAttribute("aria-label", `${dataset.label} ${textContent || "（空）"}`);
}

function start(form) {
  const tables = [...form.querySelectorAll("section.grid table")].filter((table) => table.tBodies.length);
  for (const table of tables) new ReadTable(table);
  for (const field of form.querySelectorAll(FIELDS)) {
    field.setAttribute("role", "group"); // so that it may have a name
    named(field, field, 0);
  }
  const history = new CellHistory(form, {
    isCell: (element) => element.matches(`${CELLS}, ${FIELDS}`),
    where: (element) => addressOf(placed(element), form.dataset),
    source: () => form.dataset.history,
  });
  document.getElementById("only-reading")?.append("选中一格，按 Alt+H 看谁在何时改过。", history.button);
  openAt(form);
}

function placed(element) {
  return element.matches("[data-place]") ? element : element.querySelector("[data-place]");
}

// A finding leads to a cell by its id: the focus goes there, too.
function openAt(form) {
  const wanted = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)));
  if (wanted && form.contains(wanted)) (wanted.closest(CELLS) ?? wanted).focus();
}

const form = document.querySelector("form#entry[data-history]");
if (form) {
  start(form);
  addEventListener("hashchange", () => openAt(form));
}
document.documentElement.dataset.reading = "ready";
