/* The search over any page: opened by "/" and by the button on top, first results while someone types. */

import { find, open, parse, tell } from "./search-engine.js";
import { buildResult, count, explain, make, say, walk } from "./search-view.js";

const PAGE = new URL("../../tim-kiem/", import.meta.url);
const FEW = 6;
const PAUSE_MS = 150;

const box = make("input", {
  "class": "search-dialog-input", type: "search", name: "q", "aria-label": "Điều cần tìm", autocomplete: "off",
  autocapitalize: "off", spellcheck: "false", placeholder: "Tìm mô hình, mẫu, bài…"
});
const close = make("button", { "class": "tool", type: "button" }, "Đóng");
const form = make("form", { "class": "search-dialog-form", role: "search", action: PAGE.href, method: "get" }, [
  box, close
]);
const HINT = "Gõ tên mô hình, tên ngõ, tên mẫu hoặc một việc cần làm; có dấu hay không dấu đều được.";
const status = make("p", { "class": "search-dialog-count", role: "status" }, HINT);
const results = make("div", { "class": "search-dialog-results" });
const dialog = make("dialog", { "class": "search-dialog", "aria-label": "Tìm trong cổng" }, [form, status, results]);
document.body.append(dialog);

let turn = 0;
let waiting = 0;

function addressOf(text) {
  const address = new URL(PAGE);
  address.searchParams.set("q", text);
  return address.href;
}

async function show() {
  const mine = turn += 1;
  const query = parse(box.value);
  if (!query.words.length) {
    results.replaceChildren();
    status.textContent = HINT;
    return;
  }
  try {
    const { kinds } = await open();
    const result = await find(query, { open: true });
    const first = result.found.slice(0, Math.min(FEW, result.exact || FEW));
    const texts = await tell(first.map((one) => one.number));
    const note = await explain(result, addressOf);
    if (mine !== turn) return;
    const list = make("ol", { "class": "results" }, texts.map((text, at) => (
      buildResult(text, first[at], result, kinds)
    )));
    const total = result.exact || result.found.length;
    const all = total > first.length &&
      make("a", { "class": "result-all", href: addressOf(query.text) }, "Xem cả " + say(total) + " kết quả");
    status.textContent = count(result);
    results.replaceChildren(...[note, list, all].filter(Boolean));
    results.scrollTop = 0;
  } catch (failed) {
    if (mine !== turn) return;
    status.textContent = "Chưa tải được bộ tìm kiếm; xem lại kết nối mạng rồi gõ lại.";
  }
}

box.addEventListener("input", () => {
  clearTimeout(waiting);
  waiting = setTimeout(show, PAUSE_MS);
});
form.addEventListener("submit", (event) => { if (!box.value.trim()) event.preventDefault(); });
close.addEventListener("click", () => dialog.close());
dialog.addEventListener("click", (event) => { if (event.target === dialog) dialog.close(); });
dialog.addEventListener("keydown", (event) => {
  // A box of this type would only be emptied by it.
  if (event.key === "Escape") {
    event.preventDefault();
    dialog.close();
  }
  walk(event, box, results);
});

// Focus goes back to where it was when the dialog closes: the browser sees to that.
export async function openDialog() {
  await fetchStyle();
  if (dialog.open) return;
  dialog.showModal();
  box.select();
  open().catch(() => {});
}

// Before the portal's own style, which has the last word.
async function fetchStyle() {
  if (document.querySelector('link[href$="/search.css"]')) return;
  const style = make("link", { rel: "stylesheet", href: new URL("../css/search.css", import.meta.url).href });
  const ready = new Promise((done) => { style.onload = style.onerror = done; });
  const own = document.querySelector('link[href$="/own.css"]');
  if (own) own.before(style);
  else document.head.append(style);
  await ready;
}
