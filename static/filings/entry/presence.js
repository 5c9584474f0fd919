// Who else has the page open, and what they change: asked for every ten seconds while somebody works here.
import { randomName } from "./queue.js";
import { Signs } from "./signs.js";

const WINDOW = "entry-window";

export class Presence {
  constructor(saver, form) {
    this.saver = saver;
    this.interval = Number(form.dataset.ping) || 10_000;
    this.line = document.getElementById("present");
    this.window = nameOfWindow();
    this.signs = new Signs(() => this.ping());
    this.ping();
  }

  async ping() {
    clearTimeout(this.timer);
    if (this.signs.present) await this.#ask();
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.ping(), this.interval);
  }

  async #ask() {
    const { revision, client, exchange } = this.saver;
    const { status, body } = await exchange.look({ revision, client, window: this.window });
    if (status !== 200) return;
    this.#show(body.present);
    this.saver.seen(body, revision);
  }

  #show(names) {
    const words = names.length ? `${names.join("、")} 也打开了本页` : "";
    if (this.line && this.line.textContent !== words) this.line.textContent = words;
  }
}

// The same before and after a reload, so that nobody meets themselves.
function nameOfWindow() {
  try {
    return (sessionStorage[WINDOW] ??= randomName());
  } catch {
    return randomName();
  }
}
