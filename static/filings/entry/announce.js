// What a grid has to say: in a line under its tools, and for the ear alone.

export class Announcer {
  constructor(section) {
    this.line = line("grid-said");
    this.heard = line("for-the-ear");
    section.querySelector(".scroll").before(this.line, this.heard);
  }

  // Shown and read out; `details` are more lines, folded away.
  say(sentence, details = []) {
    this.line.textContent = sentence;
    if (!details.length) return;
    const more = document.createElement("details");
    more.append(element("summary", `全部 ${details.length} 格`), element("ul"));
    more.lastChild.append(...details.map((one) => element("li", one)));
    this.line.append(more);
  }

  // Read out only.
  tell(sentence) {
    this.heard.textContent = sentence;
  }
}

function line(name) {
  const found = element("div");
  found.className = name;
  found.setAttribute("role", "status");
  return found;
}

export function element(tag, text = "") {
  return Object.assign(document.createElement(tag), { textContent: text });
}
