// Counts that were not known when the page was made, and the next step that follows from them, are asked for, one filing
// after the other.
async function fill(cell) {
  try {
    const answer = await fetch(cell.dataset.counts, { credentials: "same-origin", redirect: "error" });
    if (!answer.ok) return;
    const counts = new DOMParser().parseFromString(await answer.text(), "text/html");
    const next = cell.parentElement.querySelector("[data-wanted]");
    if (next) next.textContent = counts.querySelector("[data-next]")?.textContent ?? "";
    cell.replaceChildren(...counts.body.childNodes);
  } catch {
    // away from the network: the filing's own page has the counts
  }
}

for (const cell of document.querySelectorAll("[data-counts]")) await fill(cell);
