// The findings beside an entry page: fetched anew after each save, here and elsewhere, answered in place, folded away as the reader left it.
// What somebody is typing there stays, and the focus with it.
const FOLDED = "entry-findings";
const REFUSED = 409;

class Findings {
  constructor(aside) {
    this.list = aside.querySelector("#findings-list");
    this.count = aside.querySelector("#findings-count");
    this.address = aside.dataset.address;
    this.asked = 0;
    this.#fold(aside.querySelector("details"));
    aside.addEventListener("submit", (event) => this.#answer(event));
    document.getElementById("entry")?.addEventListener("entry-saved", () => this.refresh());
    document.addEventListener("entry:stored-elsewhere", () => this.refresh());
  }

  #fold(details) {
    try {
      details.open = localStorage.getItem(FOLDED) !== "folded";
      details.addEventListener("toggle", () => localStorage.setItem(FOLDED, details.open ? "open" : "folded"));
    } catch {
      // a browser that keeps nothing shows it unfolded
    }
  }

  refresh() {
    return this.#fetch({});
  }

  async #answer(event) {
    event.preventDefault();
    const typed = event.target.elements.explanation;
    const answer = await this.#fetch({ method: "POST", body: new FormData(event.target) }, typed);
    if (answer === null) event.target.submit(); // without the network, the browser says so
  }

  // Only the newest answer counts: an earlier one that comes late is dropped.
  async #fetch(options, answered = null) {
    const ask = ++this.asked;
    try {
      const answer = await fetch(this.address, { credentials: "same-origin", redirect: "manual", ...options });
      if (!answer.ok && answer.status !== REFUSED) return null;
      const html = await answer.text();
      if (answered && answer.ok) answered.value = "";
      if (ask === this.asked) this.#show(html);
      return answer;
    } catch {
      return null;
    }
  }

  #show(html) {
    const fresh = new DOMParser().parseFromString(html, "text/html").querySelector("[data-summary]");
    if (!fresh) return;
    const active = this.list.contains(document.activeElement) ? document.activeElement : null;
    const typed = [...this.list.querySelectorAll("textarea")].filter((area) => area.value);
    const unfolded = [...this.list.querySelectorAll("details[open] [id]")].map((element) => element.id);
    this.list.replaceChildren(fresh);
    for (const area of typed) this.#restore(area);
    for (const id of unfolded) unfold(document.getElementById(id));
    if (active) (document.getElementById(active.id) ?? this.count.closest("summary")).focus({ preventScroll: true });
    if (this.count.textContent !== fresh.dataset.summary) this.count.textContent = fresh.dataset.summary;
  }

  #restore({ id, value }) {
    const area = document.getElementById(id);
    if (area && !area.value) area.value = value;
  }
}

function unfold(element) {
  const details = element?.closest("details");
  if (details) details.open = true;
}

const aside = document.getElementById("findings");
if (aside) new Findings(aside);
