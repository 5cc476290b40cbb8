/* The catalogue narrowed by several facets at once. Numbers come from one small file, cards from the static pages of the
   catalogue, in which the models stand in the same order. Without this script those pages and the listings by field,
   unit and year do the job. */
import { readNumbers } from "./letters.js";
import { fold } from "./words.js";

(function () {
  var place = document.querySelector("[data-narrowing]");
  if (!place) return;

  var source = new URL(place.dataset.narrowing, location.href);
  // The catalogue's own address: where every choice can be found again.
  var home = new URL(".", source);
  var beside = place.querySelector(".facets");
  var sheet = place.querySelector(".sheet-body");
  var main = place.querySelector(".catalogue-main");
  var cards = main.querySelector(".cards");
  var count = main.querySelector(".catalogue-count");
  var chips = main.querySelector("[data-chosen]");
  var order = main.querySelector("[data-order]");
  var wide = matchMedia("(min-width: 62.5em)");

  // So many values of a group are shown; more of them are asked for.
  var FEW = 10;
  var ORDERS = { moi: "mới công nhận xếp trước", ten: "xếp theo tên", "nhan-rong": "nhân rộng nhiều xếp trước" };

  var data = null;
  var state = null;
  var untouched = null;
  var form = null;
  var done = null;
  var turn = 0;
  var pages = new Map();

  /* what the file says */

  function prepare(told) {
    data = told;
    data.groups.forEach(function (group) {
      group.numbers = readNumbers(group, data.count);
      group.isOpen = false;
    });
    Object.keys(data.orders).forEach(function (name) {
      data.orders[name] = readNumbers(data.orders[name], data.count);
    });
  }

  /* what is chosen, and the address that says so */

  function readAddress() {
    var asked = new URLSearchParams(location.search);
    var chosen = data.groups.map(function (group) {
      var ids = (asked.get(group.key) || "").split(",");
      var found = new Set();
      group.values.forEach(function (value, number) {
        if (ids.includes(value[0])) found.add(number);
      });
      return found;
    });
    var sorted = asked.get("sap-xep");
    var page = parseInt(asked.get("trang"), 10);
    return { chosen: chosen, order: ORDERS[sorted] ? sorted : "moi", page: page > 1 ? page : 1 };
  }

  function addressOf(wanted) {
    var asked = [];
    data.groups.forEach(function (group, f) {
      var ids = Array.from(wanted.chosen[f], function (number) { return group.values[number][0]; });
      // Commas stay readable in the address.
      if (ids.length) asked.push(group.key + "=" + ids.map(encodeURIComponent).join(","));
    });
    if (wanted.order !== "moi") asked.push("sap-xep=" + wanted.order);
    if (wanted.page > 1) asked.push("trang=" + wanted.page);
    return home.pathname + (asked.length ? "?" + asked.join("&") : "");
  }

  function isEmpty(wanted) {
    return wanted.order === "moi" && wanted.page === 1 &&
      wanted.chosen.every(function (numbers) { return numbers.size === 0; });
  }

  function change(edit) {
    edit(state);
    state.page = 1;
    go();
  }

  function go() {
    history.pushState(null, "", addressOf(state));
    show();
  }

  /* filter and count: one pass over all models */

  function sift() {
    var counts = data.groups.map(function (group) { return new Uint32Array(group.values.length); });
    var without = new Uint32Array(data.groups.length);
    var found = [];
    for (var i = 0; i < data.count; i += 1) {
      var failed = -1;
      var failures = 0;
      for (var f = 0; f < data.groups.length && failures < 2; f += 1) {
        if (state.chosen[f].size && !state.chosen[f].has(data.groups[f].numbers[i])) {
          failed = f;
          failures += 1;
        }
      }
      if (failures === 0) {
        found.push(i);
        for (f = 0; f < data.groups.length; f += 1) counts[f][data.groups[f].numbers[i]] += 1;
      } else if (failures === 1) {
        // It would be found if this group's other value were chosen too, or the group left aside.
        counts[failed][data.groups[failed].numbers[i]] += 1;
        without[failed] += 1;
      }
    }
    return { found: inOrder(found), counts: counts, without: without };
  }

  function inOrder(found) {
    var numbers = data.orders[state.order];
    if (!numbers) return found;
    var sign = state.order === "nhan-rong" ? -1 : 1;
    return found.sort(function (one, other) {
      return sign * (numbers[one] - numbers[other]) || one - other;
    });
  }

  /* the panel */

  function make(name, attributes, inner) {
    var element = document.createElement(name);
    Object.keys(attributes || {}).forEach(function (key) {
      if (attributes[key] !== false) element.setAttribute(key, attributes[key] === true ? "" : attributes[key]);
    });
    [].concat(inner === undefined ? [] : inner).forEach(function (one) { element.append(one); });
    return element;
  }

  function say(number) {
    return number.toLocaleString("vi-VN");
  }

  function buildForm() {
    form = make("form", { "class": "narrow", "aria-label": "Lọc mô hình" });
    form.addEventListener("submit", function (event) { event.preventDefault(); });
    data.groups.forEach(function (group, f) {
      if (group.values.length < 2) return;
      group.rows = group.values.map(function (value, number) { return buildRow(f, number); });
      group.list = make("div", { "class": "narrow-list" }, group.rows.map(function (row) { return row.line; }));
      var parts = [make("legend", { "class": "facets-title" }, group.title)];
      if (group.values.length > FEW) parts.push(buildFinder(group));
      parts.push(group.list);
      if (group.values.length > FEW) parts.push(buildNothing(group), buildMore(group));
      form.append(make("fieldset", { "class": "narrow-group" }, parts));
    });
    // On a phone the boxes cover what they found.
    done = make("button", { "class": "button narrow-done", type: "button" });
    done.addEventListener("click", function () {
      sheet.parentElement.open = false;
      count.focus();
      main.scrollIntoView();
    });
    form.append(done);
  }

  function buildRow(f, number) {
    var group = data.groups[f];
    var box = make("input", { type: "checkbox", name: group.key, value: group.values[number][0] });
    var figure = make("span", { "class": "facets-count" });
    var line = make("label", { "class": "narrow-item" }, [box, make("span", {}, group.values[number][1]), figure]);
    box.addEventListener("change", function () {
      change(function (now) {
        if (box.checked) now.chosen[f].add(number);
        else now.chosen[f].delete(number);
      });
    });
    return { box: box, figure: figure, line: line };
  }

  function buildFinder(group) {
    var field = make("input", {
      "class": "narrow-find", type: "search", placeholder: "Tìm " + group.title.toLowerCase() + "…",
      "aria-label": "Tìm " + group.title.toLowerCase(), autocomplete: "off"
    });
    field.addEventListener("input", function () {
      group.asked = fold(field.value.trim().toLowerCase());
      showRows(group, group.now);
    });
    return field;
  }

  function buildNothing(group) {
    var words = "Không thấy " + group.title.toLowerCase() + " nào tên như vậy.";
    group.nothing = make("p", { "class": "narrow-none", hidden: true }, words);
    return group.nothing;
  }

  function buildMore(group) {
    group.more = make("button", { "class": "narrow-more", type: "button", "aria-expanded": "false" });
    group.more.addEventListener("click", function () {
      group.isOpen = !group.isOpen;
      showRows(group, group.now);
    });
    return group.more;
  }

  function showRows(group, counts) {
    var shown = new Set(group.rows.keys());
    if (group.asked) {
      shown = new Set(Array.from(shown).filter(function (number) {
        return fold(group.values[number][1].toLowerCase()).includes(group.asked);
      }));
    } else if (group.more && !group.isOpen) {
      var chosen = state.chosen[data.groups.indexOf(group)];
      shown = new Set(Array.from(shown).filter(function (number) {
        return counts[number] || chosen.has(number);
      }).sort(function (one, other) {
        return chosen.has(other) - chosen.has(one) || counts[other] - counts[one] || one - other;
      }).slice(0, Math.max(FEW, chosen.size)));
    }
    group.rows.forEach(function (row, number) { row.line.hidden = !shown.has(number); });
    if (group.more) {
      group.nothing.hidden = shown.size > 0 || !group.asked;
      group.more.hidden = Boolean(group.asked);
      group.more.textContent = group.isOpen ? "Thu gọn" : "Xem cả " + say(group.values.length) + " " + group.title.toLowerCase();
      group.more.setAttribute("aria-expanded", String(group.isOpen));
    }
  }

  function showForm(counts, total) {
    done.textContent = total ? "Xem " + say(total) + " mô hình" : "Xem cách tìm khác";
    data.groups.forEach(function (group, f) {
      if (!group.rows) return;
      group.now = counts[f];
      group.rows.forEach(function (row, number) {
        row.box.checked = state.chosen[f].has(number);
        row.box.disabled = !counts[f][number] && !row.box.checked;
        row.line.classList.toggle("narrow-none", row.box.disabled);
        row.figure.textContent = say(counts[f][number]);
      });
      showRows(group, counts[f]);
    });
  }

  function putForm() {
    (wide.matches ? beside : sheet).replaceChildren(form);
  }

  /* what is chosen, as chips */

  function showChips() {
    var rows = [];
    data.groups.forEach(function (group, f) {
      Array.from(state.chosen[f]).sort(function (a, b) { return a - b; }).forEach(function (number) {
        rows.push(buildChip(f, number, group.values[number][1]));
      });
    });
    if (rows.length) {
      var all = make("button", { "class": "chip", type: "button" }, "Bỏ hết lọc");
      all.addEventListener("click", clearAll);
      rows.push(make("li", { "class": "chips-item" }, all));
    }
    chips.replaceChildren.apply(chips, rows);
    chips.hidden = !rows.length;
  }

  function buildChip(f, number, name) {
    var chip = make("button", { "class": "chip chip-chosen", type: "button" }, [
      name + " ", make("span", { "aria-hidden": "true" }, "×"), make("span", { "class": "visually-hidden" }, ", bỏ lọc")
    ]);
    chip.addEventListener("click", function () {
      change(function (now) { now.chosen[f].delete(number); });
      // The chip is gone; the next one, or else the count, is where people go on.
      (chips.querySelector("button") || count).focus();
    });
    return make("li", { "class": "chips-item" }, chip);
  }

  function clearAll() {
    change(function (now) { now.chosen.forEach(function (numbers) { numbers.clear(); }); });
    count.focus();
  }

  /* the cards: taken from the static pages of the catalogue */

  function fetchPage(number) {
    if (!pages.has(number)) {
      var address = new URL(number === 1 ? "." : "trang-" + number + "/", home);
      var asked = fetch(address).then(function (answer) {
        if (!answer.ok) throw new Error(answer.status);
        return answer.text();
      }).then(function (html) {
        var found = new DOMParser().parseFromString(html, "text/html").querySelectorAll(".cards > *");
        return Array.from(found, function (card) { return rebase(document.adoptNode(card), address); });
      });
      asked.catch(function () { pages.delete(number); });
      pages.set(number, asked);
    }
    return pages.get(number);
  }

  function rebase(card, address) {
    card.querySelectorAll("[href], [src], [srcset]").forEach(function (one) {
      ["href", "src"].forEach(function (name) {
        if (one.hasAttribute(name)) one.setAttribute(name, new URL(one.getAttribute(name), address).href);
      });
      if (one.hasAttribute("srcset")) {
        one.setAttribute("srcset", one.getAttribute("srcset").split(", ").map(function (part) {
          var words = part.split(" ");
          return [new URL(words[0], address).href].concat(words.slice(1)).join(" ");
        }).join(", "));
      }
    });
    return card;
  }

  function fetchCards(numbers) {
    return Promise.all(numbers.map(function (number) {
      return fetchPage(Math.floor(number / data.perPage) + 1).then(function (found) {
        return found[number % data.perPage].cloneNode(true);
      });
    }));
  }

  /* all of it on the page */

  function show() {
    var mine = turn += 1;
    var sifted = sift();
    showForm(sifted.counts, sifted.found.length);
    showChips();
    order.value = state.order;
    if (isEmpty(state) && location.pathname === untouched.path) {
      showStatic();
      return;
    }
    var last = Math.max(1, Math.ceil(sifted.found.length / data.perPage));
    state.page = Math.min(state.page, last);
    var wanted = sifted.found.slice((state.page - 1) * data.perPage, state.page * data.perPage);
    main.setAttribute("aria-busy", "true");
    fetchCards(wanted).then(function (found) {
      if (mine !== turn) return;
      main.removeAttribute("aria-busy");
      showCount(sifted.found);
      if (found.length) {
        cards.replaceChildren.apply(cards, found);
        replaceEnd(buildTurns(last));
      } else {
        cards.replaceChildren();
        replaceEnd(buildWaysOut(sifted.without));
      }
    }).catch(function () {
      if (mine !== turn) return;
      main.removeAttribute("aria-busy");
      replaceEnd(buildFailure());
    });
  }

  function showStatic() {
    main.removeAttribute("aria-busy");
    cards.replaceChildren.apply(cards, untouched.cards);
    count.replaceChildren.apply(count, untouched.count);
    replaceEnd(untouched.end);
  }

  function replaceEnd(element) {
    main.querySelectorAll(".pagination, .narrow-empty").forEach(function (one) { one.remove(); });
    if (element) cards.after(element);
  }

  function showCount(found) {
    var fields = new Set(found.map(function (number) { return data.groups[0].numbers[number]; })).size;
    var rest = found.length ? " · " + say(fields) + " lĩnh vực · " + ORDERS[state.order] : "";
    count.replaceChildren(make("strong", {}, say(found.length) + " mô hình"), rest);
  }

  function buildTurns(last) {
    if (last < 2) return null;
    var parts = [];
    if (state.page > 1) parts.push(buildTurn(state.page - 1, "Trang trước", "prev"));
    parts.push(make("span", { "class": "pagination-here" }, "Trang " + say(state.page) + " trong " + say(last)));
    if (state.page < last) parts.push(buildTurn(state.page + 1, "Trang sau", "next"));
    return make("nav", { "class": "pagination", "aria-label": "Các trang của danh sách" }, parts);
  }

  function buildTurn(page, words, rel) {
    var there = Object.assign({}, state, { page: page });
    var link = make("a", { "class": "button button-quiet", href: addressOf(there), rel: rel }, words);
    link.addEventListener("click", function (event) {
      if (event.metaKey || event.ctrlKey || event.shiftKey) return;
      event.preventDefault();
      state.page = page;
      go();
      count.focus();
      main.scrollIntoView();
    });
    return link;
  }

  function buildWaysOut(without) {
    var ways = [];
    data.groups.forEach(function (group, f) {
      if (!state.chosen[f].size || !without[f]) return;
      var button = make("button", { "class": "button button-quiet", type: "button" },
        "Bỏ lọc " + group.title.toLowerCase() + ": còn " + say(without[f]) + " mô hình");
      button.addEventListener("click", function () {
        change(function (now) { now.chosen[f].clear(); });
        count.focus();
      });
      ways.push(button);
    });
    var all = make("button", { "class": "button", type: "button" }, "Bỏ hết lọc");
    all.addEventListener("click", clearAll);
    return make("div", { "class": "empty narrow-empty" }, [
      make("p", { "class": "empty-title" }, "Chưa có mô hình nào hợp với mọi điều đã chọn."),
      make("p", {}, "Mỗi mô hình phải hợp với từng nhóm: " + nameChosen() + "."),
      make("p", { "class": "narrow-ways" }, ways.concat(all))
    ]);
  }

  function nameChosen() {
    var groups = [];
    data.groups.forEach(function (group, f) {
      var names = Array.from(state.chosen[f], function (number) { return "“" + group.values[number][1] + "”"; });
      if (names.length) groups.push(names.join(" hoặc "));
    });
    return groups.join(", và ");
  }

  function buildFailure() {
    var again = make("button", { "class": "button", type: "button" }, "Thử lại");
    again.addEventListener("click", show);
    return make("div", { "class": "empty narrow-empty", role: "alert" }, [
      make("p", { "class": "empty-title" }, "Chưa tải được danh sách."),
      make("p", {}, "Xem lại kết nối mạng rồi thử lại."), again
    ]);
  }

  /* begin */

  function begin(told) {
    prepare(told);
    state = readAddress();
    untouched = {
      path: location.pathname,
      cards: Array.from(cards.children),
      count: Array.from(count.childNodes),
      end: main.querySelector(".pagination")
    };
    buildForm();
    putForm();
    wide.addEventListener("change", putForm);
    order.disabled = false;
    order.addEventListener("change", function () {
      change(function (now) { now.order = order.value; });
    });
    addEventListener("popstate", function () {
      state = readAddress();
      show();
    });
    if (isEmpty(state)) {
      showForm(sift().counts, data.count);
      showChips();
    } else {
      show();
    }
    place.setAttribute("data-ready", "");
  }

  function load() {
    fetch(source).then(function (answer) {
      if (!answer.ok) throw new Error(answer.status);
      return answer.json();
    }).then(begin).catch(function () {
      // The static lists stay as they are.
    });
  }

  load();
})();
