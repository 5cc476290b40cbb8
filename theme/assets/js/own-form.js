/* A form with the name of a unit and a year in it, as `dvk forms --unit` writes it: the words that stand in for them (see
   generator/outputs/forms/stencil.py) are replaced here. Without this script the blank forms do the job. */
import { canUnpack, readArchive, readText, withText, writeArchive } from "./archive.js";
import { fold } from "./words.js";

// So many units are shown; more of them are asked for.
const FEW = 8;
const ROWS = "rows.json";
const TYPES = {
  docx: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
  xlsx: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
};

const place = document.querySelector("[data-own-form]");
if (place && canUnpack()) begin();

/* the file */

function escape(text) {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;").replaceAll(">", "&gt;");
}

function replaceWords(text, unit, year) {
  const words = { "⟦ĐƠN VỊ⟧": unit.name.toUpperCase(), "⟦đơn vị⟧": unit.name, "⟦mã⟧": unit.id, "⟦năm⟧": year };
  return text.replace(/⟦[^⟧]+⟧/g, (word) => escape(words[word]));
}

// A row is as high as the lines of the name want.
function raiseRows(text, rows, name) {
  return rows.reduce((sheet, [row, room, heights]) => {
    const height = heights[Math.min(Math.ceil(name.length / room), heights.length) - 1];
    return sheet.replace(new RegExp(`(<row r="${row}"[^>]* ht=")[^"]*`), `$1${height}`);
  }, text);
}

async function fillIn(buffer, type, unit, year) {
  const entries = readArchive(buffer);
  const told = entries.find((entry) => entry.name === ROWS);
  const { part, rows } = told ? JSON.parse(await readText(told)) : { part: "", rows: [] };
  const filled = entries.filter((entry) => entry !== told).map(async (entry) => {
    if (!entry.name.endsWith(".xml")) return entry;
    const before = await readText(entry);
    const after = replaceWords(entry.name === part ? raiseRows(before, rows, unit.name) : before, unit, year);
    return after === before ? entry : withText(entry, after);
  });
  return writeArchive(await Promise.all(filled), type);
}

async function ask(address) {
  const answer = await fetch(address);
  if (!answer.ok) throw new Error(answer.status);
  return answer;
}

function save(blob, name) {
  const link = document.createElement("a");
  link.href = URL.createObjectURL(blob);
  link.download = name;
  link.click();
  // Some browsers still read it after the click.
  setTimeout(() => URL.revokeObjectURL(link.href), 60000);
}

/* the block on the page */

function begin() {
  const finder = place.querySelector("[data-find]");
  const list = place.querySelector("[data-units]");
  const more = place.querySelector("[data-more]");
  const years = place.querySelector("[data-years]");
  const said = place.querySelector("[role=status]");
  let rows = null;
  let isOpen = false;

  function chosen() {
    return rows && rows.find((row) => row.box.checked);
  }

  function buildRow([id, name]) {
    const line = document.createElement("label");
    const box = document.createElement("input");
    const words = document.createElement("span");
    Object.assign(box, { type: "radio", name: "don-vi", value: id });
    box.addEventListener("change", () => { said.textContent = ""; });
    line.className = "narrow-item";
    words.textContent = name;
    line.append(box, words);
    return { id, name, box, line, folded: fold(name.toLowerCase()) };
  }

  function showRows() {
    const asked = fold(finder.value.trim().toLowerCase());
    const found = rows.filter((row) => row.folded.includes(asked));
    const shown = new Set(asked || isOpen ? found : found.slice(0, FEW));
    rows.forEach((row) => { row.line.hidden = !shown.has(row) && !row.box.checked; });
    finder.hidden = rows.length <= FEW;
    more.hidden = Boolean(asked) || rows.length <= FEW;
    more.textContent = isOpen ? "Thu gọn" : `Xem cả ${rows.length.toLocaleString("vi-VN")} đơn vị`;
    more.setAttribute("aria-expanded", String(isOpen));
    said.textContent = found.length ? "" : "Không thấy đơn vị nào tên như vậy.";
  }

  function load() {
    if (rows) return;
    ask(place.dataset.ownForm).then((answer) => answer.json()).then((units) => {
      if (rows) return;
      rows = units.map(buildRow);
      list.replaceChildren(...rows.map((row) => row.line));
      const wanted = new URLSearchParams(location.search).get("don-vi");
      const one = rows.find((row) => row.id === wanted);
      if (one) one.box.checked = true;
      showRows();
      place.setAttribute("data-ready", "");
    }).catch(tellFailure);
  }

  function tellFailure() {
    said.textContent = "Chưa tải được. Xem lại kết nối mạng rồi thử lại, hoặc tải mẫu để trống ở trên.";
  }

  // The year now, on the reader's day in Vietnam's time, if the plan has it.
  function chooseYear() {
    const now = new Intl.DateTimeFormat("en-CA", { timeZone: "Asia/Ho_Chi_Minh" }).format(new Date()).slice(0, 4);
    const all = Array.from(years.options, (option) => option.value);
    years.value = all.includes(now) ? now : now < all[0] ? all[0] : all[all.length - 1];
  }

  function take(button) {
    const unit = chosen();
    const year = years.value;
    const name = button.dataset.name;
    if (!unit) {
      said.textContent = "Chọn một đơn vị trước.";
      (finder.hidden ? list.querySelector("input") : finder)?.focus();
      return;
    }
    said.textContent = "Đang điền…";
    ask(button.dataset.address)
      .then((answer) => answer.arrayBuffer())
      .then((buffer) => fillIn(buffer, TYPES[name.split(".").pop()], unit, year))
      .then((blob) => {
        save(blob, name);
        said.textContent = `Đã tải ${name}: ${unit.name}, năm ${year}.`;
      })
      .catch(tellFailure);
  }

  place.addEventListener("toggle", load);
  place.querySelector("form").addEventListener("submit", (event) => event.preventDefault());
  finder.addEventListener("input", showRows);
  more.addEventListener("click", () => {
    isOpen = !isOpen;
    showRows();
  });
  place.querySelectorAll("[data-address]").forEach((button) => button.addEventListener("click", () => take(button)));
  chooseYear();
  place.hidden = false;
  // A link may name the unit.
  if (new URLSearchParams(location.search).has("don-vi")) place.open = true;
}
