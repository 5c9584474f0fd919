// The narrative: sentences with inputs in place. Each save is followed by the sentences as the server generates them;
// inputs stay the elements they are, so that neither the caret nor what is being typed is lost.
import { roundingLine } from "./calculating.js";
import { watchField } from "./watching.js";

const BLANKS = "#narrative .said :is(textarea, input)";
const LATER = 300; // milliseconds after a change of others

export function startNarrative(page, saver) {
  const narrative = new Narrative(page, saver);
  saver.addEventListener("saved", () => narrative.refresh());
  page.addEventListener("change", ({ detail }) => detail.origin === "remote" && narrative.refreshLater());
}

class Narrative {
  constructor(page, saver) {
    this.page = page;
    this.saver = saver;
    this.root = document.getElementById("narrative");
    this.given = new Map(); // own words that were given up in this window, by paragraph
    this.asked = 0;
    this.root.addEventListener("click", (event) => this.#clicked(event));
    this.root.addEventListener("keydown", (event) => this.#key(event));
    this.root.addEventListener("toggle", (event) => this.#toggled(event.target), { capture: true });
    this.root.addEventListener("compositionend", () => this.refreshLater());
    this.root.addEventListener("compositionstart", () => (this.composing = true));
  }

  refreshLater() {
    this.composing = false;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.refresh(), LATER);
  }

  // The sentences as they are now; while a word is being composed nothing moves.
  async refresh() {
    const asked = ++this.asked;
    const answer = await fetch(location.href, { credentials: "same-origin", redirect: "manual" }).catch(() => null);
    if (!answer?.ok) return;
    const fresh = new DOMParser().parseFromString(await answer.text(), "text/html");
    if (asked !== this.asked || this.composing) return;
    this.#renew(fresh.getElementById("narrative"));
    document.getElementById("narrative-missing").replaceChildren(...fresh.getElementById("narrative-missing").childNodes);
  }

  #renew(fresh) {
    if (!fresh) return;
    const active = document.activeElement;
    const caret = this.root.contains(active) ? [active.selectionStart, active.selectionEnd] : null;
    const half = active.value; // an amount that comes into focus is shown anew, but not one that is being typed
    const known = this.#inputs(this.root);
    for (const input of this.#inputs(fresh).values()) this.#keep(known.get(input.name), input);
    const opened = new Set([...this.root.querySelectorAll("details[open]")].map(keyOf));
    for (const details of fresh.querySelectorAll("details")) details.open ||= opened.has(keyOf(details));
    this.root.replaceChildren(...fresh.childNodes);
    if (caret && active.isConnected) {
      active.focus({ preventScroll: true });
      if (active.value !== half) active.value = half;
      active.setSelectionRange?.(...caret);
    }
  }

  // The input that is there takes the place of the one that came; a new one is watched as the others are.
  #keep(known, input) {
    if (known && known.tagName === input.tagName) {
      known.setAttribute("aria-label", input.getAttribute("aria-label"));
      input.replaceWith(known, ...[roundingLine(known)].filter(Boolean));
      return;
    }
    this.page.adopt(input);
    watchField(this.page, input);
  }

  #inputs(root) {
    return new Map([...root.querySelectorAll("textarea[name], input[name]")].map((one) => [one.name, one]));
  }

  // ------------------------------------------------------------------------------------- own words

  // Words of one's own begin with the generated ones; they count once something in them is changed.
  #toggled(details) {
    const area = details.matches?.("details.own") && details.querySelector("textarea");
    if (!area || this.page.text("", "", this.page.inside(area.name))) return;
    area.value = details.open ? (this.given.get(keyOf(details)) ?? details.dataset.generated) : "";
    if (details.open) area.focus();
  }

  #clicked(event) {
    const button = event.target.closest("button.restore");
    if (!button) return;
    event.preventDefault();
    const cell = `wording.${button.value}`;
    this.given.set(button.value, this.page.text("", "", cell));
    this.page.apply([{ op: "set", at: "", row: "", cell, from: this.page.text("", "", cell), to: "" }]);
    this.saver.flush();
    document.getElementById("saving")?.focus?.();
  }

  // ------------------------------------------------------------------------------------- keys

  // Enter goes on to the next blank of a sentence, Shift+Enter begins a line.
  #key(event) {
    const here = event.target;
    if (event.key !== "Enter" || event.shiftKey || event.isComposing || event.keyCode === 229 || !here.matches(BLANKS)) return;
    event.preventDefault();
    const blanks = [...document.querySelectorAll(BLANKS)];
    const next = blanks[blanks.indexOf(here) + 1];
    if (next) next.focus();
    else here.blur();
  }
}

function keyOf(details) {
  return details.closest("[data-key]")?.dataset.key;
}
