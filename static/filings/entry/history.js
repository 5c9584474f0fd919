// The history of the cell in focus, on request: who changed it when, from what to what. A panel beside the page, which
// stays usable; Esc closes it and leads back to the cell.
import { element } from "./announce.js";
import { button } from "./desk.js";
import { composing } from "./keys.js";
import { areShortcutsOn } from "./shortcuts.js";

const HEADS = ["时间", "操作人", "原来", "改为", ""];
const SPARE = "这一行还没有填写，没有历史。";
const LOST = "没有取到历史：网络中断或登录已失效，稍后再试。";

export function startHistory({ page, saver }, form) {
  const history = new CellHistory(form, {
    isCell: (element) => element.matches("input:not([type=hidden]), select, textarea") && element.name,
    where: (input) => page.address(input),
    // a new row has an address of its own once it is saved: that of its working copy says it
    source: () => saver.exchange.address.replace("/copy/", "/history/"),
  });
  const tools = form.querySelector(".buttons.top .tools") ?? form.querySelector(".buttons.top");
  tools.append(history.button);
}

export class CellHistory {
  // `isCell` knows what can be in focus and has a history, `where` its address on the page, `source` who tells it.
  constructor(form, { isCell, where, source }) {
    Object.assign(this, { isCell, where, source, cell: null, panel: null });
    this.button = button("本格历史", () => this.open(), "Alt+H");
    form.addEventListener("focusin", ({ target }) => this.#entered(target));
    document.addEventListener("keydown", (event) => this.#key(event));
  }

  #entered(target) {
    if (this.isCell(target)) this.cell = target;
  }

  #key(event) {
    if (composing(event) || !areShortcutsOn()) return;
    if (!event.altKey || event.ctrlKey || event.metaKey || event.code !== "KeyH") return;
    event.preventDefault();
    this.open();
  }

  async open() {
    this.panel ??= this.#built();
    this.panel.show();
    this.panel.querySelector("h2").focus();
    await this.#ask();
  }

  async #ask() {
    if (!this.cell?.isConnected) return this.#say("本格历史", "先选中一格，再看它的历史。");
    const { at, row, cell } = this.where(this.cell);
    if (at && !row) return this.#say("本格历史", SPARE);
    try {
      const answer = await fetch(`${this.source()}?${new URLSearchParams({ at, row, cell })}`, { credentials: "same-origin" });
      if (answer.status === 404) return this.#say("本格历史", "这一格还没有保存过，没有历史。");
      return answer.ok ? this.#show(await answer.json()) : this.#say("本格历史", LOST);
    } catch {
      return this.#say("本格历史", LOST);
    }
  }

  #say(title, sentence) {
    this.panel.querySelector("h2").textContent = title;
    this.panel.querySelector(".entries").replaceChildren(element("p", sentence));
  }

  #show({ where, entries, more }) {
    if (!entries.length) return this.#say(`${where}：历史`, "没有改动过。");
    const table = element("table");
    const heads = table.createTHead().insertRow();
    heads.append(...HEADS.map((words) => Object.assign(element("th", words || "说明"), { scope: "col" })));
    const body = table.createTBody();
    for (const one of entries) line(body.insertRow(), one);
    this.#say(`${where}：历史`, more ? `最近 ${entries.length} 次改动，更早的没有列出。` : `共 ${entries.length} 次改动。`);
    this.panel.querySelector(".entries").append(table);
    return undefined;
  }

  #built() {
    const panel = Object.assign(element("dialog"), { className: "cell-history" });
    const title = Object.assign(element("h2", "本格历史"), { id: "cell-history-title", tabIndex: -1 });
    panel.setAttribute("aria-labelledby", title.id);
    const entries = Object.assign(element("div"), { className: "entries", tabIndex: 0 });
    entries.setAttribute("role", "region");
    entries.setAttribute("aria-labelledby", title.id);
    entries.setAttribute("aria-live", "polite");
    panel.append(title, entries, button("关闭", () => this.#close(), "Esc"));
    panel.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.preventDefault();
      event.stopPropagation();
      this.#close();
    });
    return document.querySelector(".entry").appendChild(panel);
  }

  #close() {
    this.panel.close();
    if (this.cell?.isConnected) this.cell.focus();
  }
}

function line(row, { when, who, from, to, act, stored }) {
  for (const words of [when, who, from || "（空）", to || "（空）", stored ? act : "草稿，没有存入"]) {
    row.append(element("td", words));
  }
}
