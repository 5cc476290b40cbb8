/* Runs before anything is drawn, so that the page never flashes in the other scheme. */
(function () {
  "use strict";
  var root = document.documentElement;
  var chosen = null;
  root.classList.replace("no-js", "js");
  try {
    chosen = localStorage.getItem("dvk-scheme");
  } catch (blocked) {
    // A browser that keeps nothing still follows the system's scheme.
  }
  if (chosen ? chosen === "slate" : matchMedia("(prefers-color-scheme: dark)").matches) {
    root.setAttribute("data-md-color-scheme", "slate");
  }
})();
