/* The page of results: tim-kiem/?q=…&loai=…&linh-vuc=…&nam=…. Everything chosen stands in the address. */

import { readNumbers } from "./letters.js";
import { find, open, parse, tell } from "./search-engine.js";
import { buildResult, count, explain, make, say, walk } from "./search-view.js";

const place = document.querySelector("[data-search-page]");
const form = document.querySelector(".search-form");
const box = form.querySelector('[name="q"]');
const status = place.querySelector("[data-count]");
const chips = place.querySelector("[data-kinds]");
const narrow = place.querySelector("[data-narrow]");
const results = place.querySelector("[data-results]");
const ways = document.querySelector("[data-ways]");
const title = document.title;

const BEST = 3;
const FEW = 3;
const MANY = 10;
const MODELS = "mo-hinh";
const FACETS = ["linh-vuc", "nam"];

let kinds = [];
let facets = null;
let turn = 0;

/* the address */

function readAddress() {
  const asked = new URLSearchParams(location.search);
  const state = { q: asked.get("q") || "", loai: asked.get("loai") || "" };
  FACETS.forEach((name) => { state[name] = asked.get(name) || ""; });
  return state;
}

function addressOf(state) {
  const asked = new URLSearchParams();
  ["q", "loai", ...FACETS].forEach((name) => { if (state[name]) asked.set(name, state[name]); });
  return "?" + asked;
}

function go(state) {
  history.pushState(null, "", addressOf(state));
  show();
}

// A link that changes the results in place, and can be opened beside as any other.
function lead(state, attributes, inner) {
  const link = make("a", { href: addressOf(state), ...attributes }, inner);
  link.addEventListener("click", (event) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return;
    event.preventDefault();
    go(state);
    status.focus();
  });
  return link;
}

/* narrowing models by field and year, with the file of the catalogue, in which they stand in the same order */

async function loadFacets() {
  if (facets) return facets;
  const answer = await fetch(new URL("../mo-hinh/bo-loc.json", location.href));
  if (!answer.ok) throw new Error(answer.status);
  const told = await answer.json();
  facets = told.groups.filter((group) => FACETS.includes(group.key)).map((group) => (
    { key: group.key, title: group.title, values: group.values, numbers: readNumbers(group, told.count) }
  ));
  return facets;
}

function isNarrowed(state) {
  return FACETS.some((name) => state[name]);
}

async function narrowing(state) {
  const kind = kinds.findIndex(([id]) => id === (isNarrowed(state) ? MODELS : state.loai));
  if (kind < 0) return null;
  const { kindOf } = await open();
  if (!isNarrowed(state)) return (number) => kindOf[number] === kind;
  const chosen = (await loadFacets()).filter((group) => state[group.key]).map((group) => (
    [group.numbers, group.values.findIndex(([id]) => id === state[group.key])]
  ));
  return (number) => kindOf[number] === kind && chosen.every(([numbers, value]) => numbers[number] === value);
}

async function showFacets(state) {
  const groups = await loadFacets();
  narrow.querySelector(".fold-body").replaceChildren(...groups.map((group) => {
    const options = [["", "Tất cả"], ...group.values].map(([id, name]) => (
      make("option", { value: id, selected: id === state[group.key] }, name)
    ));
    const select = make("select", { name: group.key }, options);
    select.addEventListener("change", () => {
      go({ ...readAddress(), loai: MODELS, [group.key]: select.value });
    });
    return make("label", { "class": "search-facet" }, [group.title + " ", select]);
  }));
}

narrow.addEventListener("toggle", () => {
  if (narrow.open) showFacets(readAddress()).catch(fail);
});

/* what is shown */

function showKinds(state, result) {
  const all = result.counts.reduce((sum, one) => sum + one, 0);
  const rows = [["", "Tất cả", all], ...kinds.map(([id, name], kind) => [id, name, result.counts[kind]])];
  const chosen = isNarrowed(state) ? MODELS : state.loai;
  chips.replaceChildren(...rows.filter(([id, , number]) => number || id === chosen).map(([id, name, number]) => {
    const here = id === chosen;
    const inner = [name + " ", make("span", { "class": "chip-count" }, say(number))];
    const there = { q: state.q, loai: id };
    const link = lead(there, { "class": "chip" + (here ? " chip-chosen" : ""), "aria-current": here && "true" }, inner);
    return make("li", { "class": "chips-item" }, link);
  }));
  chips.hidden = !all;
  narrow.hidden = !result.counts[0] || !(chosen === MODELS || chosen === "");
  if (isNarrowed(state)) narrow.open = true;
  if (narrow.open) showFacets(state).catch(fail);
}

async function buildList(found, result) {
  const texts = await tell(found.map((one) => one.number));
  return make("ol", { "class": "results" }, texts.map((text, place) => buildResult(text, found[place], result, kinds)));
}

async function buildGroup(heading, found, result, more) {
  const list = await buildList(found, result);
  return make("section", { "class": "result-group" }, [make("h2", { "class": "result-group-title" }, heading), list, more || ""]);
}

// A list that grows in place.
async function buildGrowing(heading, found, result, step) {
  let shown = step;
  const button = make("button", { "class": "button button-quiet", type: "button" });
  const section = await buildGroup(heading, found.slice(0, step), result, button);
  const list = section.querySelector("ol");
  const offer = () => {
    button.hidden = shown >= found.length;
    button.textContent = "Xem thêm (còn " + say(found.length - shown) + ")";
  };
  button.addEventListener("click", async () => {
    const next = await buildList(found.slice(shown, shown + MANY), result);
    const first = next.querySelector("a");
    list.append(...next.children);
    shown += MANY;
    offer();
    first.focus();
  });
  offer();
  return section;
}

async function buildAll(state, result) {
  const whole = result.tier && result.exact < result.found.length ? result.found.slice(0, result.exact) : result.found;
  const near = result.found.slice(whole.length);
  const groups = [];
  if (state.loai || isNarrowed(state)) {
    if (whole.length) groups.push(buildGrowing("Kết quả", whole, result, MANY));
  } else if (whole.length) {
    groups.push(buildGroup("Phù hợp nhất", whole.slice(0, BEST), result));
    const { kindOf } = await open();
    const rest = whole.slice(BEST);
    [...new Set(rest.map((one) => kindOf[one.number]))].forEach((kind) => {
      const mine = rest.filter((one) => kindOf[one.number] === kind);
      const more = mine.length > FEW && lead({ q: state.q, loai: kinds[kind][0] }, { "class": "block-more" },
        "Xem cả " + say(result.counts[kind]) + " kết quả về " + kinds[kind][1].toLowerCase());
      groups.push(buildGroup(kinds[kind][1], mine.slice(0, FEW), result, more));
    });
  }
  if (near.length) groups.push(buildGrowing("Viết gần giống, khác dấu", near, result, FEW));
  return Promise.all(groups);
}

async function show() {
  const mine = turn += 1;
  const state = readAddress();
  const query = parse(state.q);
  box.value = state.q;
  const asked = query.words.length > 0;
  document.documentElement.classList.toggle("asks", asked);
  place.hidden = !asked;
  ways.hidden = asked;
  document.title = asked ? "“" + query.text + "” – " + title : title;
  if (!asked) return;
  results.setAttribute("aria-busy", "true");
  try {
    kinds = (await open()).kinds;
    const result = await find(query, { kept: await narrowing(state) });
    const note = await explain(result, (text) => addressOf({ ...state, q: text }));
    const groups = result.found.length ? await buildAll(state, result) : [];
    if (mine !== turn) return;
    showKinds(state, result);
    status.textContent = "“" + query.text + "”: " + count(result).toLowerCase();
    results.replaceChildren(...(note ? [note] : []), ...groups);
    ways.hidden = result.found.length > 0;
    document.documentElement.classList.toggle("asks", result.found.length > 0);
  } catch (failed) {
    if (mine === turn) fail();
  }
  results.removeAttribute("aria-busy");
}

function fail() {
  const again = make("button", { "class": "button", type: "button" }, "Thử lại");
  again.addEventListener("click", show);
  status.textContent = "Chưa tìm được";
  results.replaceChildren(make("div", { "class": "empty" }, [
    make("p", { "class": "empty-title" }, "Chưa tải được bộ tìm kiếm."),
    make("p", {}, "Xem lại kết nối mạng rồi thử lại."), again
  ]));
}

form.addEventListener("submit", (event) => {
  event.preventDefault();
  go({ ...readAddress(), q: box.value.trim() });
});
document.addEventListener("keydown", (event) => walk(event, box, results));
addEventListener("popstate", show);
show();
