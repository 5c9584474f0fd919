// Reading aids: the size of the text, kept for the next page, and printing. Without this file the page is whole, only without them.
(function () {
  "use strict";
  var KEY = "text-size", SIZES = ["small", "medium", "large"];

  function kept() {
    try { return localStorage.getItem(KEY); } catch (error) { return null; }
  }

  function keep(size) {
    try { localStorage.setItem(KEY, size); } catch (error) { /* a browser that keeps nothing still shows this page so */ }
  }

  function show(size) {
    document.documentElement.dataset.textSize = SIZES.includes(size) ? size : "medium";
  }

  function mark(buttons) {
    buttons.forEach(function (button) {
      button.setAttribute("aria-pressed", String(button.dataset.textSize === document.documentElement.dataset.textSize));
    });
  }

  show(kept());
  document.addEventListener("DOMContentLoaded", function () {
    var buttons = document.querySelectorAll("button[data-text-size]");
    buttons.forEach(function (button) {
      button.addEventListener("click", function () {
        show(button.dataset.textSize);
        keep(button.dataset.textSize);
        mark(buttons);
      });
    });
    document.querySelectorAll("[data-print]").forEach(function (button) {
      button.addEventListener("click", function () { window.print(); });
    });
    document.querySelectorAll(".reading-aids").forEach(function (aids) { aids.hidden = false; });
    mark(buttons);
  });
})();
