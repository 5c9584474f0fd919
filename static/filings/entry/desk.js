// What the grids of a page share: undo, the unit in view, the help. A page without grids has it for the latter two.
import { element } from "./announce.js";
import { GridControl } from "./grid.js";
import { Help } from "./help.js";
import { composing } from "./keys.js";
import { areShortcutsOn } from "./shortcuts.js";
import { Totals } from "./totals.js";
import { Undo } from "./undo.js";
import { Units } from "./units.js";

const TYPED_IN = "input:not([type=checkbox]), textarea, select";

export class Desk extends EventTarget {
  constructor(page) {
    super();
    this.page = page;
    this.swapped = false;
    this.visits = 0;
    this.undo = new Undo(page);
    this.units = new Units(page, this);
    this.helper = new Help();
    this.controls = [...page.grids.values()].map((grid) => new GridControl(page, grid, this));
    this.totals = this.controls.map((control) => new Totals(page, control.grid, control.announcer, this));
    this.active = this.controls[0];
    document.addEventListener("keydown", (event) => this.#key(event));
  }

  // What the page's tables of amounts come to now; each change of it is an event `sums` of the form.
  get sums() {
    return this.totals.map(({ said }) => said).filter(Boolean);
  }

  // A number for one stay in a cell.
  newVisit() {
    return ++this.visits;
  }

  get shortcuts() {
    return areShortcutsOn();
  }

  help() {
    this.helper.open();
  }

  // Undo or redo, and go where something changed.
  turn(way) {
    if (!this.controls.length) return;
    const some = this.undo[way === "undo" ? "done" : "undone"].length > 0;
    const changes = this.undo[way]();
    const words = way === "undo" ? "撤消" : "重做";
    const control = this.controls.find(({ grid }) => grid.at === changes[0]?.at) ?? this.active;
    if (changes.length) control.show(changes);
    if (changes.length) control.announcer.tell(`已${words}`);
    else control.announcer.say(some ? `这一步的内容后来已改成别的，没有${words}。` : `没有可${words}的操作。`);
  }

  // Keys outside the cells: there a single ? is free.
  #key(event) {
    if (!this.shortcuts || event.defaultPrevented || composing(event) || event.target.closest(TYPED_IN)) return;
    const ctrl = event.ctrlKey || event.metaKey;
    const key = event.key.toLowerCase();
    if (event.key === "?" || (ctrl && key === "/")) this.#do(event, () => this.help());
    else if (ctrl && (key === "y" || (key === "z" && event.shiftKey))) this.#do(event, () => this.turn("redo"));
    else if (ctrl && key === "z") this.#do(event, () => this.turn("undo"));
  }

  #do(event, act) {
    event.preventDefault();
    act();
  }
}

// A button of the tools.
export function button(words, act, hint = "") {
  const found = Object.assign(element("button", words), { type: "button", className: "button", title: hint });
  found.addEventListener("click", act);
  return found;
}
