/* Runs before anything is drawn, so that the page never flashes in the other scheme, nor jumps. */
(function () {
  "use strict";
  var root = document.documentElement;
  var chosen = null;
  root.classList.replace("no-js", "js");
  // The page of the search leaves room for what will be found.
  if (/[?&]q=[^&]/.test(location.search)) root.classList.add("asks");
  try {
    chosen = localStorage.getItem("dvk-scheme");
  } catch (blocked) {
    // A browser that keeps nothing still follows the system's scheme.
  }
  if (chosen ? chosen === "slate" : matchMedia("(prefers-color-scheme: dark)").matches) {
    root.setAttribute("data-md-color-scheme", "slate");
  }
})();
