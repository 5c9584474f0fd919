// The mouse in a grid: a press puts the focus on a cell, a second one the caret into it, dragging selects.

export function watchMouse(control) {
  const { body } = control.sheet;
  body.addEventListener("mousedown", (event) => event.button === 0 && pressed(control, event));
  body.addEventListener("mousemove", (event) => event.buttons & 1 && dragged(control, event));
  body.addEventListener("mouseup", () => control.again && released(control));
  body.addEventListener("dragstart", (event) => control.mode !== "editing" && event.preventDefault()); // the selected text
}

function pressed(control, event) {
  const position = control.sheet.position(event.target);
  if (!position || event.target.closest("button, a, .conflict")) return;
  control.moves.forget();
  control.again = false;
  if (position.head) rowPressed(control, event, position.r);
  else cellPressed(control, event, position);
}

// Lists and marks open by the press itself.
function cellPressed(control, event, position) {
  const input = control.sheet.at(position.r, position.c);
  if (input.tagName === "SELECT" || input.type === "checkbox") return;
  if (input === document.activeElement && !event.shiftKey && !control.selection.isRange) {
    control.again = control.mode !== "editing"; // the browser puts the caret; a drag may still begin here
    return;
  }
  event.preventDefault();
  if (event.shiftKey) control.extend(position);
  else control.focus(position);
}

// A press on the row's number takes the row, with Shift all up to it.
function rowPressed(control, event, r) {
  event.preventDefault();
  if (!event.shiftKey) control.focus({ r, c: 0 });
  rowsTo(control, r);
}

function released(control) {
  control.again = false;
  control.edit({ caret: false });
}

function rowsTo(control, r) {
  control.selection.span({ r: control.here.r, c: 0 }, { r, c: control.sheet.columns.length - 1 });
}

function dragged(control, event) {
  const position = control.sheet.position(event.target);
  if (!position || control.mode === "editing" || !control.sheet.body.contains(document.activeElement)) return;
  const { to } = control.selection;
  if (position.head) rowsTo(control, position.r);
  else if (position.r !== to.r || position.c !== to.c) extendTo(control, position);
}

function extendTo(control, position) {
  control.again = false;
  control.extend(position);
}
