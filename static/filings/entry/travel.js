// From table to table with keys: Alt+PageDown and Alt+PageUp save and go to the next and the previous one.
import { areShortcutsOn } from "./shortcuts.js";

const STEPS = { PageDown: 1, PageUp: -1 };

export function watchTravel(saver) {
  showHere(document.querySelector("nav.tables"));
  document.addEventListener("keydown", (event) => {
    const step = event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && STEPS[event.key];
    if (!step || !areShortcutsOn()) return;
    event.preventDefault();
    travel(saver, step);
  });
}

// On a narrow screen the tables' names are a strip: that of this page is to be seen in it.
function showHere(strip) {
  const link = strip?.querySelector("[aria-current]");
  const beyond = link ? link.getBoundingClientRect().right - strip.getBoundingClientRect().right : 0;
  if (beyond > 0) strip.scrollLeft += beyond + link.offsetWidth; // and a part of the next one
}

async function travel(saver, step) {
  const links = [...document.querySelectorAll("nav.tables a")];
  const here = links.findIndex((link) => link.hasAttribute("aria-current"));
  const address = links[here + step]?.href;
  if (address && (!saver.unsaved || (await saver.flush()))) location.assign(address);
}
