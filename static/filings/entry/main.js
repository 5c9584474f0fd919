// An entry page with a working copy: its inputs as a model, its tables as grids, saved as it is typed.
import { startSaving } from "./autosave.js";
import { watchBalance } from "./balance.js";
import { Desk } from "./desk.js";
import { Page } from "./model.js";
import { startNarrative } from "./narrative.js";
import { addPageTools, addRowTools } from "./tools.js";
import { watchTravel } from "./travel.js";
import { watchField } from "./watching.js";

function start(form) {
  const page = new Page(form);
  const saver = startSaving(page, form);
  watchFields(page);
  watchTravel(saver);
  form.entry = { page, saver, desk: startGrids(page, form) };
  if (document.getElementById("narrative")) startNarrative(page, saver);
  document.documentElement.dataset.saving = "ready";
}

function startGrids(page, form) {
  watchBalance(page);
  const desk = new Desk(page);
  addPageTools(desk, form);
  for (const control of desk.controls) addRowTools(control);
  return desk;
}

// Inputs outside the grids.
function watchFields(page) {
  for (const input of page.fields.values()) watchField(page, input);
}

const form = document.querySelector("form#entry[data-copy]");
if (form) start(form);
