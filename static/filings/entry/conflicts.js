// A cell that somebody else has changed meanwhile: both texts beside it, and a button for each.
import { displayed, isAmount } from "./amounts.js";
import { keyOf, ofRow } from "./queue.js";

const EMPTY = "（空）";

export class Conflicts {
  constructor(page, queue, decided) {
    this.page = page;
    this.queue = queue;
    this.decided = decided;
    this.open = new Map();
  }

  get size() {
    return this.open.size;
  }

  // The changes that wait for a decision, as they were sent.
  get changes() {
    return [...this.open.values()].map(({ change }) => change);
  }

  // Edits of a cell in conflict change one side of it; the others go their way.
  without(changes) {
    return changes.filter((change) => {
      const found = change.op === "set" && this.open.get(keyOf(change));
      if (!found) return true;
      found.change = { ...found.change, to: change.to };
      found.mine.textContent = this.#words(change, change.to);
      return false;
    });
  }

  add(conflicts, refused) {
    for (const conflict of conflicts) {
      const key = keyOf(conflict);
      const change = refused.find((one) => keyOf(one) === key);
      if (change) this.#show(key, conflict, change);
    }
  }

  clear() {
    for (const { box } of this.open.values()) box.remove();
    this.open.clear();
  }

  #show(key, conflict, change) {
    this.open.get(key)?.box.remove();
    if (conflict.op === "delete") {
      this.page.apply([{ ...change, op: "add", cells: conflict.cells }], { origin: "remote" });
    }
    const cell = conflict.cell || Object.keys(conflict.cells)[0];
    const element = this.page.element(conflict.at, conflict.row, cell);
    if (!element) return;
    const mine = text("strong", conflict.op === "delete" ? "删除这一行" : this.#words(conflict, change.to));
    const box = this.#box(conflict, element, mine);
    box.append(
      button("用我的", element, () => this.#decide(key, () => this.#mine(key, conflict))),
      button("用对方的", element, () => this.#decide(key, () => this.#theirs(key, conflict))),
    );
    element.parentElement.append(box);
    this.open.set(key, { box, mine, change, element });
  }

  #box(conflict, element, mine) {
    const who = [conflict.by, conflict.when].filter(Boolean).join(" ");
    const box = document.createElement("span");
    box.className = "conflict";
    box.setAttribute("role", "group");
    box.setAttribute("aria-label", `${nameOf(element)} 有冲突`);
    const theirs = conflict.gone ? "已删除这一行" : this.#theirWords(conflict);
    box.append(line("您：", mine), line(who ? `对方（${who}）：` : "对方：", text("strong", theirs)));
    return box;
  }

  #theirWords(conflict) {
    if (conflict.op !== "delete") return this.#words(conflict, conflict.theirs);
    return Object.values(conflict.cells).filter(Boolean).join("，") || EMPTY;
  }

  // A text as a person reads it: of a list the chosen name.
  #words({ at, row, cell }, value) {
    const element = cell && this.page.element(at, row, cell);
    const options = element?.options ? [...element.options] : [];
    if (element?.type === "checkbox") return value ? "是" : "否";
    if (element?.dataset.unit && isAmount(value)) return displayed(value);
    return options.find((option) => option.value === value)?.textContent || value || EMPTY;
  }

  #decide(key, act) {
    const { element } = this.open.get(key);
    act();
    this.open.get(key)?.box.remove();
    this.open.delete(key);
    this.decided();
    element.isConnected && element.focus();
  }

  #mine(key, conflict) {
    const { at, row, cell } = conflict;
    const { change } = this.open.get(key);
    if (conflict.op === "delete") {
      this.page.apply([{ op: "delete", at, row, after: "", cells: conflict.cells }], { origin: "user" });
    } else if (conflict.gone) {
      this.#withdraw(conflict);
      const grid = this.page.grids.get(at);
      this.queue.add([{ op: "add", at, row, after: grid.before(row), cells: { ...grid.find(row).cells } }]);
    } else if (change.to !== conflict.theirs) {
      this.queue.add([{ op: "set", at, row, cell, from: conflict.theirs, to: change.to }]);
    }
  }

  #theirs(key, conflict) {
    const { at, row, cell } = conflict;
    if (conflict.op === "delete") return;
    if (conflict.gone) {
      this.#withdraw(conflict);
      this.page.apply([{ op: "delete", at, row, after: "", cells: {} }], { origin: "remote" });
    } else {
      const { to } = this.open.get(key).change;
      this.page.apply([{ op: "set", at, row, cell, from: to, to: conflict.theirs }], { origin: "remote" });
    }
  }

  // Whatever else waits about a row that is gone is decided with it.
  #withdraw(conflict) {
    this.queue.drop({ at: conflict.at, row: conflict.row });
    for (const [key, { box, change }] of this.open) {
      if (ofRow(change, conflict) && key !== keyOf(conflict)) {
        box.remove();
        this.open.delete(key);
      }
    }
  }
}

function nameOf(element) {
  return element.getAttribute("aria-label") || element.labels?.[0]?.textContent.trim() || "这一格";
}

function text(tag, words) {
  return Object.assign(document.createElement(tag), { textContent: words });
}

function line(label, value) {
  const found = text("span", label);
  found.append(value);
  return found;
}

function button(words, element, act) {
  const found = Object.assign(document.createElement("button"), { type: "button", textContent: words, className: "button" });
  found.setAttribute("aria-label", `${words}：${nameOf(element)}`);
  found.addEventListener("click", act);
  return found;
}
