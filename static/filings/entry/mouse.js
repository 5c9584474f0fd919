// The mouse in a grid: a press puts the focus on a cell, a second one the caret into it, dragging selects.

export function watchMouse(control) {
  const { body } = control.sheet;
  body.addEventListener("mousedown", (event) => event.button === 0 && pressed(control, event));
  body.addEventListener("mousemove", (event) => event.buttons & 1 && dragged(control, event));
}

function pressed(control, event) {
  const position = control.sheet.position(event.target);
  if (!position || event.target.closest("button, a, .conflict")) return;
  control.moves.forget();
  if (position.head) rowPressed(control, event, position.r);
  else cellPressed(control, event, position);
}

// Lists and marks open by the press itself.
function cellPressed(control, event, position) {
  const input = control.sheet.at(position.r, position.c);
  if (input.tagName === "SELECT" || input.type === "checkbox") return;
  if (input === document.activeElement && !event.shiftKey && !control.selection.isRange) {
    if (control.mode !== "editing") control.edit();
    return;
  }
  event.preventDefault();
  control.focus({ r: position.r, c: position.c }, { extend: event.shiftKey });
}

// A press on the row's number takes the row, with Shift all up to it.
function rowPressed(control, event, r) {
  event.preventDefault();
  const from = event.shiftKey ? control.selection.anchor.r : r;
  control.focus({ r, c: 0 });
  control.selection.anchor = { r: from, c: control.sheet.columns.length - 1 };
  control.selection.paint();
}

function dragged(control, event) {
  const position = control.sheet.position(event.target);
  if (!position || control.mode === "editing" || !control.sheet.body.contains(document.activeElement)) return;
  if (position.r === control.here.r && position.c === control.here.c) return;
  control.focus({ r: position.r, c: position.c }, { extend: true });
}
