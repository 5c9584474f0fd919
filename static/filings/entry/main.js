// An entry page with a working copy: its inputs as a model, its tables as grids, saved as it is typed.
import { startSaving } from "./autosave.js";
import { shown } from "./cells.js";
import { Desk } from "./desk.js";
import { Page } from "./model.js";
import { addPageTools, addRowTools } from "./tools.js";
import { watchTravel } from "./travel.js";

function start(form) {
  const page = new Page(form);
  const saver = startSaving(page, form);
  watchFields(page);
  watchTravel(saver);
  form.entry = { page, saver, desk: startGrids(page, form) };
  document.documentElement.dataset.saving = "ready";
}

function startGrids(page, form) {
  const desk = new Desk(page);
  addPageTools(desk, form);
  for (const control of desk.controls) addRowTools(control);
  return desk;
}

// Inputs outside the grids: an amount is plain while it is typed, and shown with its thousands apart afterwards.
function watchFields(page) {
  for (const [cell, input] of page.fields) {
    input.addEventListener("input", () => page.take(input));
    if (!input.dataset.unit) continue;
    input.addEventListener("focus", () => input.readOnly || (input.value = page.text("", "", cell)));
    input.addEventListener("blur", () => shown(input, page.text("", "", cell)));
  }
}

const form = document.querySelector("form#entry[data-copy]");
if (form) start(form);
