// What helps to fill an entry page beside its grids: names and choices of codes. Begins after main.js.
import { startNames } from "./names.js";

const form = document.querySelector("form#entry[data-copy]");
if (form?.entry) startNames(form.entry.page);
