/* What a page does beyond being read: scheme, search, drawer, days left, copied links. Every page works without it. */
(function () {
  "use strict";

  var root = document.documentElement;
  var searchScript = new URL("search-dialog.js", document.currentScript.src).href;

  function all(selector, within) {
    return Array.from((within || document).querySelectorAll(selector));
  }

  /* scheme */

  function showScheme(button) {
    button.setAttribute("aria-pressed", String(root.getAttribute("data-md-color-scheme") === "slate"));
  }

  function switchScheme(button) {
    var dark = root.getAttribute("data-md-color-scheme") !== "slate";
    if (dark) root.setAttribute("data-md-color-scheme", "slate");
    else root.removeAttribute("data-md-color-scheme");
    try {
      localStorage.setItem("dvk-scheme", dark ? "slate" : "default");
    } catch (blocked) {
      // The choice then lasts for this page only.
    }
    showScheme(button);
  }

  all("[data-scheme-toggle]").forEach(function (button) {
    showScheme(button);
    button.addEventListener("click", function () {
      switchScheme(button);
    });
  });

  /* search: its script and its index are fetched when someone searches, not on every page */

  function openSearch() {
    return import(searchScript).then(function (search) { return search.openDialog(); });
  }

  all("[data-open-search]").forEach(function (link) {
    link.addEventListener("click", function (event) {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      // Without the script the link leads to the page of the search.
      openSearch().catch(function () { location.href = link.href; });
    });
  });

  function isWriting(element) {
    return element.isContentEditable || /^(?:INPUT|TEXTAREA|SELECT)$/.test(element.tagName);
  }

  document.addEventListener("keydown", function (event) {
    if (event.key !== "/" || event.ctrlKey || event.metaKey || event.altKey || isWriting(event.target)) return;
    event.preventDefault();
    // On the page of the search its own box is at hand.
    var box = document.querySelector("[data-search-page]") && document.querySelector('.search-form [name="q"]');
    if (box) box.select();
    else openSearch().catch(function () {});
  });

  /* drawer: the focus goes back to what opened it, and whoever walks out of it leaves it closed */

  var drawer = document.querySelector(".drawer");
  var drawerToggle = document.querySelector('[data-md-toggle="drawer"]');

  document.addEventListener("keydown", function (event) {
    if (event.key === "Enter" && event.target === drawerToggle) drawerToggle.click();
    if (event.key !== "Escape" || !drawerToggle.checked) return;
    drawerToggle.checked = false;
    drawerToggle.focus();
  });
  document.addEventListener("focusin", function (event) {
    if (event.target !== drawerToggle && !drawer.contains(event.target)) drawerToggle.checked = false;
  });

  /* days left: counted on the reader's day, in Vietnam's time */

  function today() {
    return new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format(new Date());
  }

  function daysUntil(day) {
    return Math.round((Date.parse(day) - Date.parse(today())) / 86400000);
  }

  function inWords(days) {
    if (days < 0) return "đã qua";
    if (days === 0) return "hôm nay";
    if (days === 1) return "ngày mai";
    return "còn " + days.toLocaleString("vi-VN") + " ngày";
  }

  function daysOf(time) {
    return daysUntil(time.getAttribute("datetime").slice(0, 10));
  }

  // A list with data-due-list="5" shows the next five; the page may be older than its deadlines.
  all("[data-due-row]").forEach(function (row) {
    var time = row.querySelector("time[data-due]");
    if (time && daysOf(time) < 0) row.classList.add("is-past");
  });
  all("[data-due-list]").forEach(function (list) {
    var coming = all("[data-due-row]:not(.is-past)", list).slice(0, Number(list.dataset.dueList));
    all("[data-due-row]", list).forEach(function (row) {
      row.hidden = !coming.includes(row);
    });
    var empty = list.parentElement.querySelector("[data-due-empty]");
    if (empty) empty.hidden = coming.length > 0;
    all("[data-due-nearest]").forEach(function (place) {
      place.hidden = coming.length === 0;
      if (coming.length) place.querySelector("time").replaceWith(coming[0].querySelector("time").cloneNode(true));
    });
  });

  all("time[data-due]").forEach(function (time) {
    var days = daysOf(time);
    var note = document.createElement("span");
    note.className = "due-left" + (days < 0 ? " due-left-past" : days <= 7 ? " due-left-soon" : "");
    note.textContent = inWords(days);
    time.after(" ", note);
  });

  /* links to hand on: always the published address of the page, wherever it is read */

  var canonical = document.querySelector('link[rel="canonical"]');
  var published = canonical ? canonical.href : location.href.split("#")[0];

  function say(button, words) {
    var before = button.dataset.words || button.textContent;
    button.dataset.words = before;
    button.textContent = words;
    setTimeout(function () { button.textContent = before; }, 2500);
  }

  function copy(text) {
    if (navigator.clipboard) return navigator.clipboard.writeText(text);
    return Promise.reject(new Error("no clipboard"));
  }

  // data-copy: the text to copy; empty means this page, "#x" a place in it.
  all("[data-copy]").forEach(function (button) {
    button.addEventListener("click", function () {
      var wanted = button.dataset.copy;
      var text = !wanted || wanted[0] === "#" ? published + wanted : wanted;
      copy(text).then(
        function () { say(button, "Đã chép"); },
        function () { window.prompt("Chép liên kết này:", text); }
      );
    });
  });

  all("[data-share]").forEach(function (button) {
    button.hidden = !navigator.share;
    button.addEventListener("click", function () {
      // A reader who closes the phone's own sheet has changed their mind; nothing to report.
      navigator.share({ title: document.title, url: published }).catch(function () {});
    });
  });

  /* print */

  all("[data-print]").forEach(function (button) {
    button.addEventListener("click", function () { window.print(); });
  });
  window.addEventListener("beforeprint", function () {
    all("details:not([open])").forEach(function (one) {
      one.open = true;
      one.dataset.opened = "";
    });
  });
  window.addEventListener("afterprint", function () {
    all("details[data-opened]").forEach(function (one) {
      one.open = false;
      delete one.dataset.opened;
    });
  });
})();
