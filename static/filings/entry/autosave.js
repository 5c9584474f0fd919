// Starts what keeps an entry page and its working copy on the server together.
import { watchLeaving } from "./leaving.js";
import { Presence } from "./presence.js";
import { Saver } from "./saving.js";

export function startSaving(page, form) {
  const own = form.getAttribute("action"); // form.action would be the button of that name
  if (own && own !== location.pathname) history.replaceState(null, "", own);
  const saver = new Saver(page, form);
  watchLeaving(saver, form);
  saver.addEventListener("saved", ({ detail }) => document.dispatchEvent(new CustomEvent("entry:saved", { detail })));
  saver.presence = new Presence(saver, form);
  saver.addEventListener("saved", ({ detail }) => form.dispatchEvent(new CustomEvent("entry-saved", { detail })));
  saver.restore();
  return saver;
}
