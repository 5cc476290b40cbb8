/* Long texts: the current section in the outline, a link to copy beside every heading, folded facts opened by their link. */
(function () {
  "use strict";

  function all(selector) {
    return Array.from(document.querySelectorAll(selector));
  }

  /* the current section */

  var links = all(".outline-side .outline-link, .contents a");
  var targets = links
    .map(function (link) { return document.getElementById(decodeURIComponent(link.hash.slice(1))); })
    .filter(Boolean);

  function mark() {
    var current = targets.filter(function (one) { return one.getBoundingClientRect().top < 140; }).pop();
    links.forEach(function (link) {
      var here = current && link.hash === "#" + current.id;
      if (here === link.hasAttribute("aria-current")) return;
      if (!here) {
        link.removeAttribute("aria-current");
        return;
      }
      link.setAttribute("aria-current", "true");
      keepVisible(link);
    });
  }

  function keepVisible(link) {
    var side = link.closest(".outline-side, .contents");
    var top = link.offsetTop - side.clientHeight / 2;
    if (link.offsetTop < side.scrollTop || link.offsetTop > side.scrollTop + side.clientHeight - 40) side.scrollTop = top;
  }

  var waiting = false;
  function later() {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(function () {
      waiting = false;
      mark();
    });
  }

  if (links.length) {
    addEventListener("scroll", later, { passive: true });
    mark();
  }

  /* facts that a link leads to are opened */

  function openTarget() {
    var target = document.getElementById(decodeURIComponent(location.hash.slice(1)));
    if (target && target.tagName === "DETAILS") target.open = true;
  }
  addEventListener("hashchange", openTarget);
  openTarget();

  // Contents that stand beside the text (see components.css) are open for whoever does not see where they stand.
  var beside = matchMedia("(min-width: 78em)");
  function open() {
    all("details.contents").forEach(function (one) { one.open = beside.matches; });
  }
  beside.addEventListener("change", open);
  open();

  // A folded outline gives way to the section that was chosen in it.
  all(".outline-fold .outline-link, .contents a").forEach(function (link) {
    var fold = link.closest("details");
    link.addEventListener("click", function () { fold.open = fold.matches(".contents") && beside.matches; });
  });

  /* links to copy */

  var spoken = document.createElement("p");
  spoken.className = "visually-hidden";
  spoken.setAttribute("role", "status");
  document.querySelector("main").append(spoken);

  function copy(address, button) {
    function done() {
      button.classList.add("copy-link-done");
      spoken.textContent = "Đã chép liên kết.";
      setTimeout(function () {
        button.classList.remove("copy-link-done");
        spoken.textContent = "";
      }, 2500);
    }
    function ask() { window.prompt("Chép liên kết này:", address); }
    if (navigator.clipboard) navigator.clipboard.writeText(address).then(done, ask);
    else ask();
  }

  all(":is(.plan-body, .reading .prose) :is(h2, h3, h4, h5, h6)[id]").forEach(function (heading) {
    var button = document.createElement("button");
    var line = document.createElement("div");
    button.type = "button";
    button.className = "copy-link no-print";
    button.title = "Chép liên kết tới mục này";
    button.setAttribute("aria-label", "Chép liên kết tới mục “" + heading.textContent.trim() + "”");
    button.addEventListener("click", function () {
      copy(document.querySelector('link[rel="canonical"]').href + "#" + heading.id, button);
    });
    line.className = "heading-line heading-line-" + heading.tagName.slice(1);
    heading.replaceWith(line);
    line.append(heading, button);
  });
})();
