// Indicators from last year's published tables, from other tables of the filing, or the usual levels: added as one step,
// which one undo takes back.
import { element } from "./announce.js";
import { button } from "./desk.js";
import { newRow } from "./model.js";

export function addCopying(page, control, facts) {
  const bar = control.sheet.section.querySelector(".tools");
  const copying = new Copying(page, control, facts);
  bar.append(button("复制指标…", () => copying.open(), "从去年公开的或其他表的指标复制"));
  if ("levels" in facts) bar.append(button("插入常用指标", () => copying.take("levels", false), "常用一级、二级指标的空行"));
}

class Copying {
  constructor(page, control, facts) {
    Object.assign(this, { page, control, address: facts.copies });
  }

  // Where it is asked for the rows: a new row of a list has an address of its own only when it is saved.
  async #ask(question) {
    const address = question ? `${this.address}?${new URLSearchParams(question)}` : this.address;
    try {
      const answer = await fetch(address, { credentials: "same-origin", headers: { Accept: "application/json" } });
      if (answer.ok) return await answer.json();
    } catch {
      // said below
    }
    this.control.announcer.say("没有取到指标：网络中断或登录已失效，稍后再试。");
    return null;
  }

  async open() {
    const answer = await this.#ask(null);
    if (!answer) return;
    if (!answer.origins.length) {
      this.control.announcer.say("去年没有已公开的绩效指标，本填报的其他表也没有填。");
      return;
    }
    this.dialog?.remove();
    this.dialog = this.#built(answer.origins);
    this.dialog.showModal();
  }

  // Take the rows of a choice; with `instead` in place of those that are there.
  async take(from, instead) {
    const answer = await this.#ask({ from });
    if (!answer) return;
    const { grid } = this.control;
    const gone = instead ? grid.rows.map((row) => removal(grid, row)) : [];
    const added = additions(grid.at, instead ? "" : grid.last, answer.rows);
    this.control.change([...gone.reverse(), ...added]);
    this.control.show(added.slice(0, 1));
    this.control.announcer.say(`已加入 ${added.length} 行指标，Ctrl+Z 撤消。`);
  }

  #built(origins) {
    const dialog = Object.assign(element("dialog"), { className: "entry-help copying" });
    const title = Object.assign(element("h2", "复制指标"), { id: "copying-title" });
    dialog.setAttribute("aria-labelledby", title.id);
    const name = this.page.texts.get("name") ?? this.page.texts.get("project") ?? "";
    const choices = element("div");
    choices.className = "choices";
    choices.tabIndex = 0;
    choices.setAttribute("role", "group");
    choices.setAttribute("aria-label", "从哪里复制");
    const chosen = origins.find((one) => one.name === name) ?? origins[0];
    let group = "";
    for (const one of origins) {
      if (one.group !== group) choices.append(element("h3", (group = one.group)));
      choices.append(choice(one, one === chosen));
    }
    const instead = Object.assign(element("input"), { type: "checkbox" });
    const label = Object.assign(element("label"), { className: "switch" });
    label.append(instead, "替换现有的指标（不勾选则加在后面）");
    const buttons = Object.assign(element("div"), { className: "buttons" });
    const copy = button("复制", () => {
      dialog.close();
      this.take(dialog.querySelector("input[name=origin]:checked").value, instead.checked);
    });
    copy.classList.add("default");
    buttons.append(copy, button("取消", () => dialog.close()));
    dialog.append(title, choices, label, buttons);
    return document.querySelector(".entry").appendChild(dialog);
  }
}

function choice({ key, name, count, weight }, chosen) {
  const label = Object.assign(element("label"), { className: "pick" });
  const input = Object.assign(element("input"), { type: "radio", name: "origin", value: key, checked: chosen });
  input.autofocus = chosen;
  label.append(input, `${name}：${count} 行${weight ? `，分值 ${weight}` : ""}`);
  return label;
}

function removal(grid, row) {
  return { op: "delete", at: grid.at, row: row.id, after: grid.before(row.id), cells: { ...row.cells } };
}

function additions(at, last, rows) {
  let after = last;
  return rows.map((cells) => {
    const change = { op: "add", at, row: newRow(), after, cells };
    after = change.row;
    return change;
  });
}
