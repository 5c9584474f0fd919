// The list of keys, and the switch that turns the shortcuts off.
import { element } from "./announce.js";
import { HELP } from "./keys.js";
import { areShortcutsOn, switchShortcuts } from "./shortcuts.js";

export class Help {
  open() {
    this.dialog ??= this.#built();
    this.dialog.querySelector("input").checked = areShortcutsOn();
    this.dialog.showModal();
  }

  #built() {
    const dialog = Object.assign(element("dialog"), { className: "entry-help" });
    const title = Object.assign(element("h2", "表格里的按键"), { id: "entry-help-title" });
    dialog.setAttribute("aria-labelledby", title.id);
    const close = Object.assign(element("button", "关闭"), { type: "button", className: "button", autofocus: true });
    close.addEventListener("click", () => dialog.close());
    dialog.append(title, keys(), this.#switch(), close);
    return document.querySelector(".entry").appendChild(dialog);
  }

  #switch() {
    const label = Object.assign(element("label"), { className: "switch" });
    const input = Object.assign(element("input"), { type: "checkbox" });
    input.addEventListener("change", () => switchShortcuts(input.checked));
    label.append(input, "使用快捷键（Ctrl、Alt 组合键和 ?）；关掉后，方向键、Tab、Enter 照旧可用");
    return label;
  }
}

function keys() {
  const table = element("table");
  const body = table.createTBody();
  for (const [key, words] of HELP) {
    const row = body.insertRow();
    row.append(Object.assign(element("th", key), { scope: "row" }), element("td", words));
  }
  const holder = Object.assign(element("div"), { className: "keys", tabIndex: 0 });
  holder.setAttribute("role", "region");
  holder.setAttribute("aria-label", "按键列表");
  holder.append(table);
  return holder;
}
