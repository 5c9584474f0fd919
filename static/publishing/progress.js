// Asks for the progress of a publication every two seconds and loads the page anew when it has ended.
"use strict";
(() => {
  const place = document.querySelector("[data-status-address]");
  if (!place) return;
  const text = place.querySelector("[data-progress-text]");
  const ask = async () => {
    try {
      const answer = await fetch(place.dataset.statusAddress, { credentials: "same-origin", headers: { Accept: "application/json" } });
      if (answer.ok) {
        const progress = await answer.json();
        if (!progress.running) return location.reload();
        text.textContent = progress.text;
      }
    } catch { /* the network is away for a moment: ask again */ }
    return setTimeout(ask, 2000);
  };
  setTimeout(ask, 2000);
})();
