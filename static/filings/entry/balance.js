// The bar of totals while income or expenditure is typed: the side of this page is summed from its grid, the other one is
// what is stored, as tasks.js last brought it.
import { displayed, fromFen, isAmount, toFen } from "./amounts.js";
import { isBegun } from "./calculating.js";

const AMOUNT = "amount";

export function watchBalance(page) {
  const bar = () => document.querySelector("[data-part=balance]");
  const side = bar()?.dataset.side;
  const grid = side && page.grids.get(side);
  if (!grid) return;

  const show = () => {
    const sides = { income: storedSide("income"), expenditure: storedSide("expenditure") };
    sides[side] = grid.rows.reduce((sum, { cells }) => sum + fen(cells[AMOUNT]), toFen(bar().dataset.rest));
    const difference = sides.income - sides.expenditure;
    cell(bar(), side).textContent = displayed(fromFen(sides[side]));
    cell(bar(), "difference").textContent = displayed(fromFen(difference));
    bar().classList.toggle("unbalanced", difference !== 0n);
  };
  const counts = (change) => change.at === grid.at && !isBegun(change);
  page.addEventListener("change", ({ detail }) => detail.changes.some(counts) && show());
  page.addEventListener("unread", show);
  document.addEventListener("entry:tasks", show);
  show();
}

// What the bar says of a side, in 分; null where there is no bar.
export function storedSide(name) {
  const bar = document.querySelector("[data-part=balance]");
  return bar && toFen(cell(bar, name).textContent.replaceAll(",", ""));
}

function fen(text = "") {
  return isAmount(text) ? toFen(text) : 0n;
}

function cell(bar, name) {
  return bar.querySelector(`[data-total="${name}"]`);
}
