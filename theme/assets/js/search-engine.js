/* The search: words to numbers of documents, and numbers to titles, texts and passages. Draws nothing. The index is cut
   into shards (generator/outputs/search/postings.py says how they are written): a query fetches those of its words and
   of its pairs of words, then the texts of what it shows, and nothing else. */

import { FIRST } from "./letters.js";
import { fold, normalise, withoutBar } from "./words.js";

const ROOT = new URL("../../", import.meta.url);
const FOLDER = new URL("tim-kiem/", ROOT);
const PAIRS = 64;
const SPREAD = 0x9e3779b1;
const TITLE = 2;
// About so many words has a title of each class.
const TITLE_WORDS = [0, 0, 2, 3.5, 5.5, 8, 11, 17];
const WORD = /[\p{L}\p{N}_]+/gu;
const MOST_WORDS = 16;
// A longer query is mostly a title, found by its words alone; no more pairs than this are ever looked at.
const FEW_WORDS = 6;
// How well a word is met: a look-alike, one but for đ and d, one that goes on, itself.
const LOOKS = 1, D_FOR_D = 2, GOES_ON = 3, EXACT = 4;
// The first results are read word by word before they are shown.
const READ = 8;
const COMPLETIONS = 4;

/* words */

function split(text) {
  return (text.toLowerCase().normalize("NFC").match(WORD) || []).map(normalise);
}

// A query: its words in order, each once, and whether any of them has marks.
export function parse(text) {
  const sequence = split(text).slice(0, MOST_WORDS);
  return {
    text: text.trim(), sequence, words: [...new Set(sequence)], marked: sequence.some((word) => fold(word) !== word),
    open: /[\p{L}\p{N}]$/u.test(text)
  };
}

/* files */

const fetched = new Map();
let manifest = null;

function get(path, version) {
  if (!fetched.has(path)) {
    const address = new URL(path, FOLDER);
    if (version) address.searchParams.set("v", version);
    const asked = fetch(address, { cache: version ? "default" : "no-cache" }).then((answer) => {
      if (!answer.ok) throw new Error(`${answer.status} ${address}`);
      return answer.json();
    });
    asked.catch(() => fetched.delete(path));
    fetched.set(path, asked);
  }
  return fetched.get(path);
}

// Shape: {version, shards, pairs: how many there are of words and of pairs, kinds: [[id, name, texts per file]], blocks: [[kind, count]]}; what follows is added.
export async function open() {
  if (manifest) return manifest;
  const told = await get("muc-luc.json");
  told.starts = [];
  told.count = 0;
  told.blocks.forEach(([, count]) => {
    told.starts.push(told.count);
    told.count += count;
  });
  told.kindOf = new Uint8Array(told.count);
  told.blocks.forEach(([kind, count], block) => {
    told.kindOf.fill(kind, told.starts[block], told.starts[block] + count);
  });
  manifest = told;
  return manifest;
}

function sum(folded) {
  let number = 0;
  for (const letter of folded) number = (Math.imul(number, 31) + letter.codePointAt(0)) >>> 0;
  return number;
}

function share(number, count) {
  return ((number ^ (number >>> 15)) & (count - 1)) >>> 0;
}

// All forms of a folded word. Shape: Map {form: [[block, postings], …]}.
async function lookUp(folded) {
  const shard = await get(`tu/${share(sum(folded), manifest.shards)}.json`, manifest.version);
  const found = new Map();
  shard.forEach(([block, words]) => {
    Object.keys(words).forEach((form) => {
      if (fold(form) !== folded) return;
      if (!found.has(form)) found.set(form, []);
      found.get(form).push([block, words[form]]);
    });
  });
  return found;
}

// The frequent words, the most frequent first.
async function listWords() {
  return (await get("tu-goi-y.json", manifest.version)).split(" ");
}

/* where a word stands */

// For each document how well the word is met, the class of its best place; `vague`: it may stand there.
function prepareMeet() {
  const { count } = manifest;
  return {
    quality: new Uint8Array(count), level: new Uint8Array(count), vague: new Uint8Array(count), documents: 0, titles: 0
  };
}

function take(meet, [block, letters], quality) {
  const start = manifest.starts[block];
  let at = 0;
  if (letters[0] === "*") {
    at = 1;
    const end = start + manifest.blocks[block][1];
    for (let one = start; one < end; one += 1) meet.vague[one] = Math.max(meet.vague[one], quality);
    meet.documents += end - start;
  }
  for (; at < letters.length; at += 1) {
    const code = letters.charCodeAt(at) - FIRST;
    if ((code & 7) >= TITLE) meet.titles += 1;
    const one = start + (code >> 3);
    if (quality > meet.quality[one]) {
      meet.documents += meet.quality[one] ? 0 : 1;
      meet.quality[one] = quality;
      meet.level[one] = code & 7;
    } else if (quality === meet.quality[one]) {
      meet.level[one] = Math.max(meet.level[one], code & 7);
    }
  }
}

// For each document whether these words follow each other there, whatever their marks.
async function meetPair(word, next) {
  const number = share((Math.imul(sum(fold(word)), SPREAD) + sum(fold(next))) >>> 0, manifest.pairs * PAIRS);
  const there = new Uint8Array(manifest.count);
  let documents = 0;
  (await get(`cap/${Math.floor(number / PAIRS)}.json`, manifest.version)).forEach(([block, letters]) => {
    for (let at = 0; at < letters.length; at += 1) {
      const code = letters.charCodeAt(at) - FIRST;
      if (code % PAIRS !== number % PAIRS) continue;
      const [start, count, one] = [manifest.starts[block], manifest.blocks[block][1], Math.floor(code / PAIRS)];
      there.fill(1, start + (one < count ? one : 0), start + Math.min(one + 1, count));
      documents += one < count ? 1 : count;
    }
  });
  return { there, documents };
}

function rate(form, word, marked) {
  if (form === word || !marked) return EXACT;
  return withoutBar(form) === withoutBar(word) ? D_FOR_D : LOOKS;
}

// Where a word may stand as it was written, a look-alike that does stand there says nothing.
function settle(meet) {
  for (let one = 0; one < manifest.count; one += 1) {
    if (meet.vague[one] > meet.quality[one]) meet.quality[one] = 0;
  }
  return meet;
}

async function meetWord(word, query) {
  const meet = prepareMeet();
  (await lookUp(fold(word))).forEach((blocks, form) => {
    const quality = rate(form, word, query.marked);
    meet.isKnown = meet.isKnown || quality === EXACT;
    blocks.forEach((one) => take(meet, one, quality));
  });
  return settle(meet);
}

// The last word while someone is still writing it: also the most frequent words that go on from there.
async function meetOpen(word, query) {
  const marked = fold(word) !== word;
  const known = await listWords();
  const longer = known.filter((one) => one !== word && (marked ? one : fold(one)).startsWith(word));
  const chosen = [...new Set(longer.map(fold))].slice(0, COMPLETIONS);
  const [meet, ...others] = await Promise.all([meetWord(word, query), ...chosen.map(lookUp)]);
  others.forEach((forms) => {
    forms.forEach((blocks, form) => {
      if (marked && !form.startsWith(word)) return;
      blocks.forEach((one) => take(meet, one, GOES_ON));
    });
  });
  meet.goesOn = longer;
  return meet;
}

/* rank */

// How much of the query stands in its order: 1 for all of it.
function follow(pairs, one) {
  let met = 0;
  pairs.forEach((pair) => { met += pair.there[one]; });
  if (met && met === pairs.length) return 1;
  return pairs.length > 1 ? 0.6 * met / pairs.length : 0;
}

function score(words, pairs, one, accepted) {
  let sum = 0;
  let titled = 0;
  let level = 0;
  let named = 0;
  words.forEach((meet) => {
    const quality = meet.quality[one];
    if (!quality) {
      named += meet.vague[one] ? 1 : 0;
      return;
    }
    const place = meet.level[one];
    const worth = place >= TITLE ? 1.2 * (meet.worth + meet.worthInTitle) : place ? 1.5 * meet.worth : meet.worth;
    sum += worth * (quality === GOES_ON ? 0.8 : 1);
    if (place >= TITLE) {
      titled += 1;
      named += 1;
      level = place;
    }
  });
  pairs.forEach((pair) => { sum += pair.there[one] * pair.worth; });
  const order = accepted ? follow(pairs, one) : 0;
  // Four words in a row are hardly there by chance.
  sum *= 1 + (order === 1 ? Math.min(pairs.length + 1, 6) / 2 : order);
  if (titled && named === words.length) {
    // The whole query in a title: the shorter the title, the more the page is about nothing else.
    sum *= 1 + (order === 1 ? 2 : 0.8) * Math.min(1, (pairs.length + 1) / TITLE_WORDS[level]);
  }
  return sum;
}

// What is found, the best first; `rough`: there may be more.
function weigh(words, pairs) {
  words.forEach((meet) => {
    meet.worth = Math.log(1 + manifest.count / (0.5 + meet.documents));
    // A word that is common in texts may be what tells one title from the others.
    meet.worthInTitle = Math.log(1 + manifest.count / (0.5 + meet.titles));
  });
  pairs.forEach((pair) => { pair.worth = 0.5 * Math.log(1 + manifest.count / (0.5 + pair.documents)); });
  const found = [];
  for (let one = 0; words.length && one < manifest.count; one += 1) {
    let met = 0;
    let real = 0;
    let least = EXACT;
    words.forEach((meet) => {
      const quality = meet.quality[one] || meet.vague[one];
      if (!quality) return;
      met += 1;
      real += meet.quality[one] ? 1 : 0;
      least = Math.min(least, quality);
    });
    if (!met) continue;
    // A pair that stands there has two words that do.
    real += pairs.some((pair) => pair.there[one]) ? 1 : 0;
    const whole = met === words.length;
    if (!whole && met * 2 < words.length) continue;
    found.push({ number: one, tier: whole ? least : 0, real, met, score: 0 });
  }
  // Where every word is too common to be told apart, all documents are as good; else some word must really be there.
  let kept = found.filter((one) => one.real);
  kept = kept.length ? kept : found;
  const some = kept.some((one) => one.tier);
  kept = some ? kept.filter((one) => one.tier) : kept;
  kept.forEach((one) => {
    one.score = score(words, pairs, one.number, some) * (some ? 1 : one.met / words.length);
  });
  kept.sort(compare);
  return { found: kept, rough: kept.length < found.filter((one) => one.tier).length };
}

function compare(one, other) {
  return other.tier - one.tier || other.score - one.score || one.number - other.number;
}

// What a text really says of the query: 3 it is its title, 2 in this order, 1 all words, 0 not all of them.
const PHRASE = 2;
const SAYS = [0.5, 1, 3, 8];

function read(text, query, tier) {
  const key = tier >= D_FOR_D && query.marked ? (tier === D_FOR_D ? withoutBar : (word) => word) : fold;
  const wanted = query.sequence.map(key);
  const title = split(text.title).map(key);
  if (title.slice(0, MOST_WORDS).join(" ") === wanted.join(" ")) return 3;
  const pieces = [text.title, text.line, ...text.body.split("\n")].map((one) => split(one).map(key));
  if (pieces.some((words) => ` ${words.join(" ")} `.includes(` ${wanted.join(" ")}${tier === GOES_ON ? "" : " "}`))) return 2;
  const there = new Set(pieces.flat());
  return wanted.every((word) => there.has(word)) ? 1 : 0;
}

// Whether any of the first results has the whole query, word by word.
async function holdPhrase(found, query) {
  const texts = await tell(found.slice(0, READ).map((one) => one.number));
  return texts.some((text, place) => read(text, query, found[place].tier) >= PHRASE);
}

// Long texts of common words may only seem to have a phrase: where none of the first has it, the next are read too.
async function readFirst(found, query) {
  const same = found.filter((one) => one.tier === found[0].tier);
  if (!same[0].tier) return found;
  let end = 0;
  let said = 0;
  while (end < Math.min(same.length, 3 * READ) && (!end || (said < PHRASE && query.sequence.length > 2))) {
    const next = same.slice(end, end + READ);
    const texts = await tell(next.map((one) => one.number));
    next.forEach((one, place) => {
      const says = read(texts[place], query, one.tier);
      one.score *= SAYS[says];
      said = Math.max(said, says);
    });
    end += next.length;
  }
  found.splice(0, end, ...same.slice(0, end).sort(compare));
  return found;
}

/* what is asked from outside */

// Shape: {query, found: [{number, tier}], exact: how many of them hold every word as written, rough: there may be more,
// counts: of each kind, tier: of the first, unknown: words that stand nowhere}. With `open` the last word may be
// unfinished; `kept(number)` narrows what is found, but not the counts.
export async function find(query, { open: isOpen = false, kept = null } = {}) {
  await open();
  const last = query.sequence[query.sequence.length - 1];
  const goesOn = isOpen && query.open && last.length > 1;
  // A word that is still being written has no pair yet.
  const complete = (goesOn ? query.sequence.slice(0, -1) : query.sequence).slice(0, FEW_WORDS + 1);
  const meetWords = query.words.map((word) => (goesOn && word === last ? meetOpen : meetWord)(word, query));
  const meetPairs = () => Promise.all(complete.slice(1).map((word, place) => meetPair(complete[place], word)));
  const isLong = query.sequence.length > FEW_WORDS;
  const [meets, pairs] = await Promise.all([Promise.all(meetWords), isLong ? [] : meetPairs()]);
  let { found, rough } = weigh(meets, pairs);
  if (isLong && !(await holdPhrase(found, query))) ({ found, rough } = weigh(meets, await meetPairs()));
  const counts = manifest.kinds.map(() => 0);
  found.forEach((one) => { counts[manifest.kindOf[one.number]] += 1; });
  if (kept) found = found.filter((one) => kept(one.number));
  if (found.length) found = await readFirst(found, query);
  return {
    query, found, rough, counts, tier: found.length ? found[0].tier : 0,
    exact: found.filter((one) => one.tier >= GOES_ON).length,
    unknown: query.words.filter((_, place) => !meets[place].isKnown && !(meets[place].goesOn || []).length)
  };
}

// Title, address, line, text and kind of documents, in the order of their numbers given.
export async function tell(numbers) {
  return Promise.all(numbers.map(async (number) => {
    let block = 0;
    while (block + 1 < manifest.starts.length && manifest.starts[block + 1] <= number) block += 1;
    const kind = manifest.blocks[block][0];
    const perFile = manifest.kinds[kind][2];
    const place = number - manifest.starts[block];
    const rows = await get(`van/${block}-${Math.floor(place / perFile)}.json`, manifest.version);
    const [address, title, line, body] = rows[place % perFile];
    return { number, address: new URL(address, ROOT).href, title, line, body, kind };
  }));
}

// Words like one that stands nowhere: one letter more, less or other, marks aside; the most frequent first.
export async function suggest(word) {
  const wanted = fold(word);
  const near = (await listWords()).filter((one) => isNear(fold(one), wanted));
  return near.slice(0, 3);
}

function isNear(one, other) {
  if (one === other || Math.abs(one.length - other.length) > 1) return false;
  let start = 0;
  while (start < one.length && one[start] === other[start]) start += 1;
  const rest = [one.slice(start), other.slice(start)];
  return rest[0].slice(1) === rest[1].slice(1) || rest[0].slice(1) === rest[1] || rest[0] === rest[1].slice(1);
}

/* passages */

// The places of the query's words in a text. Shape: [{start, end, word}], word as its number in the query.
function locate(text, query, tier) {
  const key = query.marked && tier >= GOES_ON ? (word) => word : query.marked && tier === D_FOR_D ? withoutBar : fold;
  const wanted = query.words.map(key);
  const last = query.open && tier === GOES_ON ? wanted[wanted.length - 1] : null;
  const places = [];
  for (const match of text.matchAll(WORD)) {
    const word = key(normalise(match[0]));
    let number = wanted.indexOf(word);
    if (number < 0 && last && word.startsWith(last)) number = wanted.length - 1;
    if (number >= 0) places.push({ start: match.index, end: match.index + match[0].length, word: number });
  }
  return places;
}

// A text in pieces. Shape: [[words, whether they were asked for], …].
function cut(text, places, start, end) {
  const pieces = [];
  let at = start;
  places.filter((one) => one.start >= start && one.end <= end).forEach((one) => {
    if (one.start > at) pieces.push([text.slice(at, one.start), false]);
    pieces.push([text.slice(one.start, one.end), true]);
    at = one.end;
  });
  if (at < end) pieces.push([text.slice(at, end), false]);
  return pieces;
}

export function markTitle(text, query, tier) {
  const plain = text.normalize("NFC");
  return cut(plain, locate(plain, query, tier), 0, plain.length);
}

const LONG = 210;

// The stretch of a text that says most of the query, some 200 letters, with the words that were asked for.
export function cutPassage(body, query, tier) {
  const text = body.normalize("NFC").replaceAll("\n", " ");
  const places = locate(text, query, tier);
  let best = 0;
  let most = -1;
  places.forEach((first, from) => {
    const seen = new Set();
    let inOrder = 0;
    for (let to = from; to < places.length && places[to].end - first.start < LONG - 40; to += 1) {
      seen.add(places[to].word);
      if (to > from && places[to].word === places[to - 1].word + 1 && places[to].start - places[to - 1].end < 3) inOrder += 1;
    }
    const worth = seen.size * 4 + inOrder * 3;
    if (worth > most) {
      most = worth;
      best = first.start;
    }
  });
  let start = Math.max(0, best - 40);
  if (start) start = text.indexOf(" ", start) + 1 || start;
  start = Math.min(start, best);
  let end = Math.min(text.length, start + LONG);
  if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), best + 1);
  return { pieces: cut(text, places, start, end), before: start > 0, after: end < text.length };
}
