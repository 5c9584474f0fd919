// The note below an input that a script writes there, in the markup of the server's own notes.
import { element } from "./announce.js";

// Write a note; an empty one is hidden, or not made at all.
export function writeNote(input, words) {
  const note = document.getElementById(`${input.id}-note`) ?? (words ? newNote(input) : null);
  if (!note) return null;
  note.dataset.live = "";
  note.hidden = !words;
  if (note.textContent !== words) note.textContent = words;
  return note;
}

function newNote(input) {
  const note = Object.assign(element("span"), { id: `${input.id}-note`, className: "note" });
  input.after(note);
  const described = input.getAttribute("aria-describedby");
  input.setAttribute("aria-describedby", described ? `${note.id} ${described}` : note.id);
  return note;
}
