/* Words made alike: case, marks, the place of the tone. As in generator/vietnamese.py. */

const TONES = /[\u0300\u0301\u0303\u0309\u0323]/;

// "hoà" → "hòa", "uỷ" → "ủy"; "hoàn" and "quý" stay. As modern_tone there.
function moveTone(word) {
  const match = /^(.*?)([ouOU])(\p{L})$/su.exec(word);
  if (!match || /q$/i.test(match[1])) return word;
  const last = match[3].normalize("NFD");
  const tone = TONES.exec(last);
  if (!tone) return word;
  const plain = last.replace(TONES, "").normalize("NFC");
  if (!["oa", "oe", "uy"].includes(match[2] + plain)) return word;
  return match[1] + (match[2] + tone[0]).normalize("NFC") + plain;
}

export function normalise(word) {
  return moveTone(word.toLowerCase().normalize("NFC")).replaceAll("ð", "đ");
}

export function fold(word) {
  return word.normalize("NFD").replace(/\p{M}/gu, "").replaceAll("đ", "d");
}

export function withoutBar(word) {
  return word.replaceAll("đ", "d");
}
