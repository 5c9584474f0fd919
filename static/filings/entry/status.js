// The line that says whether what is typed is saved; read out when it changes.
const PATIENCE = 400; // milliseconds that a save may take without being mentioned

export class Status {
  constructor(element) {
    this.element = element;
    this.timer = 0;
  }

  saving() {
    clearTimeout(this.timer);
    this.timer = setTimeout(() => this.#say("saving", "保存中"), PATIENCE);
    this.#mark("saving");
  }

  saved(time, problems) {
    this.#say("saved", problems ? `已保存 ${time} · 草稿，还有 ${problems} 处要改` : `已保存 ${time}`);
  }

  unsaved() {
    if (this.element.dataset.state !== "saving") this.#mark("unsaved");
  }

  offline() {
    this.#say("offline", "未保存 – 网络中断；内容留在本机，联网后自动保存");
  }

  conflict(count) {
    this.#say("conflict", `有冲突：${count} 处别人也改了；在有冲突的格旁边选择用哪一个`);
  }

  signedOut() {
    this.#say("offline", "未保存 – 登录已失效；内容留在本机，在另一窗口登录后回到本页，会自动保存");
  }

  closed(message) {
    this.#say("closed", `已送审，不能改：${message}`);
  }

  refused(message, giveUp) {
    this.#say("refused", `未保存 – ${message} `);
    this.#offer("放弃没有保存的内容", giveUp);
  }

  outdated(message) {
    this.#say("conflict", `${message} `);
    this.#offer("刷新本页", () => location.reload());
  }

  #offer(words, act) {
    if (this.element.querySelector("button")) return;
    const button = Object.assign(document.createElement("button"), { type: "button", textContent: words });
    button.className = "button";
    button.addEventListener("click", act);
    this.element.append(button);
  }

  #mark(state) {
    this.element.dataset.state = state;
  }

  #say(state, text) {
    clearTimeout(this.timer);
    this.#mark(state);
    if (this.element.textContent !== text) this.element.textContent = text;
  }
}
