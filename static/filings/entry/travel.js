// From table to table with keys: Alt+PageDown and Alt+PageUp save and go to the next and the previous one.
import { areShortcutsOn } from "./shortcuts.js";

const STEPS = { PageDown: 1, PageUp: -1 };

export function watchTravel(saver) {
  document.addEventListener("keydown", (event) => {
    const step = event.altKey && !event.ctrlKey && !event.metaKey && !event.shiftKey && STEPS[event.key];
    if (!step || !areShortcutsOn()) return;
    event.preventDefault();
    travel(saver, step);
  });
}

async function travel(saver, step) {
  const links = [...document.querySelectorAll("nav.tables a")];
  const here = links.findIndex((link) => link.hasAttribute("aria-current"));
  const address = links[here + step]?.href;
  if (address && (!saver.unsaved || (await saver.flush()))) location.assign(address);
}
