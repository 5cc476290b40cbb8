/* Results of the search as elements, for the page of results and for the dialog. Texts are put in as texts, never as
   HTML: a title may hold whatever someone wrote. */

import { cutPassage, markTitle, suggest } from "./search-engine.js";

export function make(name, attributes, inner) {
  const element = document.createElement(name);
  Object.entries(attributes || {}).forEach(([key, value]) => {
    if (value !== false && value !== null) element.setAttribute(key, value === true ? "" : value);
  });
  element.append(...[].concat(inner === undefined ? [] : inner));
  return element;
}

export function say(number) {
  return number.toLocaleString("vi-VN");
}

function mark(pieces) {
  return pieces.map(([words, asked]) => (asked ? make("mark", { "class": "result-mark" }, words) : words));
}

// A result: its title, what kind of page it is, the passage that was found.
export function buildResult(text, found, result, kinds) {
  const title = mark(markTitle(text.title, result.query, found.tier));
  const passage = cutPassage(text.body, result.query, found.tier);
  const words = [passage.before ? "… " : "", ...mark(passage.pieces), passage.after ? " …" : ""];
  return make("li", { "class": "result" }, [
    make("a", { "class": "result-link", href: text.address }, title),
    make("p", { "class": "result-line" }, [make("span", { "class": "result-kind" }, kinds[text.kind][1]), " · ", text.line]),
    passage.pieces.length ? make("p", { "class": "result-text" }, words) : ""
  ]);
}

// How many there are, in words.
export function count(result) {
  if (!result.found.length) return "Không có kết quả nào";
  if (result.exact) return (result.rough ? "Hơn " : "") + say(result.exact) + " kết quả";
  if (result.tier) {
    return "Không trang nào viết đúng như vậy; " + say(result.found.length) + " trang viết gần giống, khác dấu";
  }
  return "Không trang nào có đủ các từ; " + say(result.found.length) + " trang có một phần";
}

function quote(word) {
  return "“" + word + "”";
}

// Why no page has all words, and what to ask instead; null where some has.
export async function explain(result, addressOf) {
  if (result.tier) return null;
  const { query } = result;
  const parts = [];
  if (result.unknown.length) {
    const missing = result.unknown.map(quote).join(", ");
    parts.push(make("p", {}, "Không trang nào của cổng có từ " + missing + "."));
    const near = (await Promise.all(result.unknown.map(suggest))).map((words, place) => [result.unknown[place], words]);
    const links = near.flatMap(([word, words]) => words.map((other) => {
      const text = query.sequence.map((one) => (one === word ? other : one)).join(" ");
      return make("a", { "class": "chip", href: addressOf(text) }, text);
    })).slice(0, 4);
    const hints = ["Có phải bạn tìm: ", ...links.flatMap((one) => [one, " "])];
    if (links.length) parts.push(make("p", { "class": "result-hints" }, hints));
  }
  if (result.found.length) {
    if (!parts.length) return null;
    parts.push(make("p", {}, "Dưới đây là những trang có một phần số từ."));
  } else if (!result.unknown.length) {
    parts.push(make("p", {}, "Các từ này không cùng đứng ở trang nào. Bạn bớt từ rồi tìm lại."));
  }
  return make("div", { "class": "result-note" }, parts);
}

// Arrow keys go from the box through the results and back.
export function walk(event, box, within) {
  if (event.key !== "ArrowDown" && event.key !== "ArrowUp") return;
  if (event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return;
  const stops = [box, ...within.querySelectorAll(".result-link, .result-all")];
  const here = stops.indexOf(document.activeElement);
  const next = here < 0 ? -1 : here + (event.key === "ArrowDown" ? 1 : -1);
  if (!stops[next]) return;
  event.preventDefault();
  stops[next].focus();
}
