// The ways out of a page: the save buttons, Ctrl+S, another page, a closed window.
export function watchLeaving(saver, form) {
  form.addEventListener("submit", (event) => submitted(event, saver, form));
  document.addEventListener("keydown", (event) => shortcut(event, saver), { capture: true });
  addEventListener("beforeunload", (event) => {
    if (!saver.unsaved) return;
    saver.flush();
    event.preventDefault();
    event.returnValue = true; // for browsers that do not know the line above
  });
  document.addEventListener("visibilitychange", () => document.hidden && saver.unsaved && saver.flush());
  addEventListener("online", () => saver.unsaved && saver.flush());
  addEventListener("focus", () => saver.unsaved && saver.failures && saver.flush());
}

async function submitted(event, saver, form) {
  const { name = "action", value = "save" } = event.submitter ?? {};
  if (name !== "action") return;
  if (value === "discard") return saver.abandon();
  event.preventDefault();
  if (!(await saver.flush({ manual: true }))) return;
  const { stored, address } = saver.last;
  if (stored && value === "save_back") location.assign(form.dataset.back);
  else if (address && location.pathname !== address) location.replace(address);
  else anew();
}

// The summary on top of the page takes the focus; with a cell named in the address, the cell would.
function anew() {
  history.replaceState(null, "", location.pathname + location.search);
  location.reload();
}

function shortcut(event, saver) {
  if (!(event.ctrlKey || event.metaKey) || event.altKey || event.shiftKey || event.key.toLowerCase() !== "s") return;
  event.preventDefault();
  saver.flush({});
}
