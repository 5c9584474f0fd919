// Tabs, task list, totals and steps follow what is saved, here and elsewhere, while the page stands open; a declaration of
// an empty table is sent without leaving the page. Without this script all of it works by loading pages.
import { Signs } from "./signs.js";

const RESTED = 700; // milliseconds after a save, so that a run of saves asks once
const OFTEN = 15_000; // milliseconds between looks where nothing else says that the filing was changed elsewhere
const PARTS = "[data-part], .publishing-panel";

export class Tasks {
  constructor() {
    this.address = document.querySelector("[data-tasks]")?.dataset.tasks;
    this.said = document.getElementById("tasks-said");
    if (!this.address) return;
    this.signs = new Signs(() => this.soon(0));
    document.addEventListener("entry:saved", () => this.soon(RESTED));
    document.addEventListener("entry:stored-elsewhere", () => this.soon(0));
    document.addEventListener("visibilitychange", () => document.hidden || this.soon(0));
    window.addEventListener("pageshow", ({ persisted }) => persisted && this.soon(0));
    document.addEventListener("submit", (event) => this.#declare(event));
    this.#often();
  }

  soon(delay) {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.look(), delay);
  }

  async look() {
    if (this.signs.present) await this.#take(fetch(this.address, { credentials: "same-origin", redirect: "error" }));
    this.#often();
  }

  // A page with a working copy hears of changes by its pings (presence.js); but drafts and declarations, which only the
  // task list shows, are no changes of the filing.
  #often() {
    if (document.querySelector("[data-part=tasks]") || !document.querySelector("form[data-copy]")) this.soon(OFTEN);
  }

  // Puts the parts of another rendering in the place of those that differ; true where there was one.
  async #take(request) {
    try {
      const answer = await request;
      if (!answer.ok) return null;
      const other = new DOMParser().parseFromString(await answer.text(), "text/html");
      for (const part of document.querySelectorAll(PARTS)) replace(part, other);
      showCurrentTab();
      document.dispatchEvent(new CustomEvent("entry:tasks"));
      return other;
    } catch {
      return null; // away from the network, or signed out: what is shown stays
    }
  }

  async #declare(event) {
    const form = event.target;
    if (!form.matches("[data-declare]") || !document.querySelector("[data-part=tasks]")) return;
    event.preventDefault();
    const body = new FormData(form);
    const other = await this.#take(fetch(form.getAttribute("action"), { method: "POST", body, credentials: "same-origin" }));
    if (!other) return form.submit();
    const said = [...other.querySelectorAll(".messagelist li")].map((one) => one.textContent.trim()).join("");
    if (this.said && said) this.said.textContent = said;
  }
}

// A part where it differs; what had the focus in it has it afterwards.
function replace(part, other) {
  const selector = part.dataset.part ? `[data-part="${part.dataset.part}"]` : ".publishing-panel";
  const found = other.querySelector(selector);
  if (!found || same(part, found)) return;
  const id = part.contains(document.activeElement) ? document.activeElement.id : "";
  const scrolled = part.querySelector("ul")?.scrollLeft ?? 0;
  part.replaceWith(document.adoptNode(found));
  if (found.querySelector("ul")) found.querySelector("ul").scrollLeft = scrolled;
  if (id) document.getElementById(id)?.focus({ preventScroll: true });
}

// Whether two parts say the same but for the tokens of their forms, which differ each time.
function same(one, other) {
  const [plain, others] = [one, other].map((part) => {
    const copy = part.cloneNode(true);
    for (const token of copy.querySelectorAll("[name=csrfmiddlewaretoken]")) token.remove();
    return copy.outerHTML;
  });
  return plain === others;
}

// In a bar that is wider than the screen the tab of this page is in view.
function showCurrentTab() {
  const bar = document.querySelector("nav.tables");
  const tab = bar?.querySelector("[aria-current]");
  if (tab) bar.scrollLeft = tab.offsetLeft - bar.offsetLeft - (bar.clientWidth - tab.offsetWidth) / 2;
}

showCurrentTab();
new Tasks();
