// What helps to fill an entry page beside its grids: names and choices of codes, tables of indicators, the history of a
// cell. Begins after main.js.
import { startHistory } from "./history.js";
import { startNames } from "./names.js";
import { startTargets } from "./targets.js";

const form = document.querySelector("form#entry[data-copy]");
if (form?.entry) {
  startNames(form.entry.page);
  startTargets(form.entry);
  startHistory(form.entry, form);
}
