// Whether this browser uses the shortcuts; moving about in a grid is none.
const SWITCH = "entry-shortcuts";

export function areShortcutsOn() {
  try {
    return localStorage.getItem(SWITCH) !== "off";
  } catch {
    return true;
  }
}

export function switchShortcuts(on) {
  try {
    localStorage.setItem(SWITCH, on ? "on" : "off");
  } catch {
    // a browser that keeps nothing forgets it with the page
  }
}
