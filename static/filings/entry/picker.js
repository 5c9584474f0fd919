// A list under an input from which its text can be chosen: codes by number, name and initials (WAI-ARIA combobox). While
// it is open it takes its own keys before a grid sees them; what it does not take goes on as if it were not there.
import { element } from "./announce.js";
import { composing } from "./keys.js";

const ID = "picker";
const PAGE = 8;
const ENOUGH = 240; // pixels for a list below its input

export class Picker {
  // `source` gives what an input picks from: {find(text, used), isMeant(text, hits)}; `used` the values in use there.
  constructor(source, used = () => new Set()) {
    Object.assign(this, { source, used, input: null, hits: [], at: -1 });
    this.list = Object.assign(element("div"), { id: ID, className: "picker", hidden: true });
    this.list.setAttribute("role", "listbox");
    this.list.addEventListener("mousedown", (event) => this.#pressed(event));
    document.querySelector(".entry").append(this.list);
    const on = (type, act, options) => document.addEventListener(type, (event) => act.call(this, event), options);
    on("focusin", this.#entered);
    on("focusout", this.#close);
    on("input", this.#typed);
    on("compositionend", this.#typed);
    on("keydown", this.#key, { capture: true });
    on("scroll", () => this.open && this.#place(), { capture: true, passive: true });
    addEventListener("resize", () => this.#close());
  }

  get open() {
    return this.input !== null;
  }

  #entered({ target }) {
    if (!this.source(target) || target.readOnly) return;
    target.setAttribute("role", "combobox");
    target.setAttribute("aria-autocomplete", "list");
    target.setAttribute("aria-haspopup", "listbox");
    target.setAttribute("aria-expanded", "false");
    target.inputMode = "text"; // a name is typed, too
    target.autocomplete = "off";
  }

  #typed({ target, isComposing, type }) {
    if (this.choosing || (isComposing && type !== "compositionend") || target !== document.activeElement) return;
    const source = this.source(target);
    if (!source || target.readOnly) return;
    if (target.value.trim()) this.#offer(target, source);
    else this.#close();
  }

  #offer(input, source) {
    const text = input.value.trim();
    const hits = source.find(text, this.used(input));
    if (!hits.length) return this.#close();
    Object.assign(this, { input, hits });
    this.list.replaceChildren(...hits.map(line));
    this.list.setAttribute("aria-label", input.getAttribute("aria-label") ?? "可选的内容");
    this.list.hidden = false;
    this.list.scrollTop = 0;
    input.setAttribute("aria-expanded", "true");
    input.setAttribute("aria-controls", ID);
    this.#point(source.isMeant(text, hits) ? 0 : -1);
    return this.#place();
  }

  // Below the input, above it where there is more room; never wider than the window.
  #place() {
    const box = this.input.getBoundingClientRect();
    const below = innerHeight - box.bottom;
    const up = below < ENOUGH && box.top > below;
    const { style } = this.list;
    style.maxHeight = `${Math.max(120, Math.min(320, (up ? box.top : below) - 8))}px`;
    style.minWidth = `${box.width}px`;
    style.left = `${Math.max(4, Math.min(box.left, innerWidth - this.list.offsetWidth - 4))}px`;
    style.top = up ? "" : `${box.bottom + 2}px`;
    style.bottom = up ? `${innerHeight - box.top + 2}px` : "";
  }

  #close() {
    if (!this.open) return;
    this.list.hidden = true;
    this.input.setAttribute("aria-expanded", "false");
    for (const name of ["aria-controls", "aria-activedescendant"]) this.input.removeAttribute(name);
    Object.assign(this, { input: null, hits: [], at: -1 });
  }

  #point(at) {
    this.list.querySelector("[aria-selected=true]")?.setAttribute("aria-selected", "false");
    this.at = at;
    const pointed = this.list.children[at];
    if (!pointed) return this.input.removeAttribute("aria-activedescendant");
    pointed.setAttribute("aria-selected", "true");
    pointed.scrollIntoView({ block: "nearest" });
    return this.input.setAttribute("aria-activedescendant", pointed.id);
  }

  #key(event) {
    const { target, key } = event;
    if (composing(event) || event.ctrlKey || event.metaKey || event.altKey) return;
    if (key === "F4" && !this.open && this.source(target) && !target.readOnly) {
      this.#take(event);
      this.#offer(target, this.source(target));
    }
    if (target !== this.input) return;
    const to = { ArrowDown: this.at + 1, ArrowUp: this.at - 1, PageDown: this.at + PAGE, PageUp: this.at - PAGE }[key];
    if (to !== undefined) {
      this.#take(event);
      this.#point(Math.max(0, Math.min(to, this.hits.length - 1)));
    } else if (key === "Escape") {
      this.#take(event);
      this.#close();
    } else if (key === "Enter" || key === "Tab") this.#leave(event);
  }

  // The key is the list's alone.
  #take(event) {
    event.preventDefault();
    event.stopPropagation();
  }

  // Enter and Tab take the option pointed at, and then do what they do without a list; outside a grid Enter only takes.
  #leave(event) {
    const { input } = this;
    if (this.at >= 0) this.#choose(this.hits[this.at].value);
    else this.#close();
    if (event.key === "Enter" && !input.dataset.cell) this.#take(event);
  }

  #pressed(event) {
    event.preventDefault(); // the focus stays in the input
    const n = [...this.list.children].indexOf(event.target.closest("[role=option]"));
    if (n >= 0 && event.button === 0) this.#choose(this.hits[n].value);
  }

  #choose(value) {
    const { input } = this;
    this.#close();
    if (input.value === value) return;
    input.value = value;
    this.choosing = true;
    input.dispatchEvent(new Event("input", { bubbles: true }));
    this.choosing = false;
  }
}

function line({ value, words, path, mark }, n) {
  const found = Object.assign(element("div"), { id: `${ID}-${n}` });
  found.setAttribute("role", "option");
  found.setAttribute("aria-selected", "false");
  if (value !== words) found.append(part("value", value));
  found.append(part("words", words));
  if (mark) found.append(part("mark", mark));
  if (path) found.append(part("path", path));
  return found;
}

function part(name, text) {
  return Object.assign(element("span", `${text} `), { className: name });
}
