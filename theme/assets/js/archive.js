/* Zip archives, as Word and Excel files are: read and written without a library (PKWARE APPNOTE 4.3; no zip64, no
   passwords). What did not change is handed on as it is. */

const LOCAL = 0x04034b50;
const ENTRY = 0x02014b50;
const END = 0x06054b50;
const DEFLATED = 8;

export function canUnpack() {
  try {
    return Boolean(new DecompressionStream("deflate-raw") && new CompressionStream("deflate-raw"));
  } catch {
    return false;
  }
}

// Shape of an entry: {name, method, stamp, crc, size, packed}; `packed` are its bytes as they lie in the archive.
export function readArchive(buffer) {
  const view = new DataView(buffer);
  const entries = [];
  let end = buffer.byteLength - 22;
  while (end >= 0 && view.getUint32(end, true) !== END) end -= 1;
  if (end < 0) throw new Error("no archive");
  let at = view.getUint32(end + 16, true);
  for (let left = view.getUint16(end + 10, true); left > 0; left -= 1) {
    const [name, extra, comment] = [28, 30, 32].map((place) => view.getUint16(at + place, true));
    const local = view.getUint32(at + 42, true);
    const begin = local + 30 + view.getUint16(local + 26, true) + view.getUint16(local + 28, true);
    entries.push({
      name: new TextDecoder().decode(new Uint8Array(buffer, at + 46, name)),
      method: view.getUint16(at + 10, true),
      stamp: view.getUint32(at + 12, true),
      crc: view.getUint32(at + 16, true),
      size: view.getUint32(at + 24, true),
      packed: new Uint8Array(buffer, begin, view.getUint32(at + 20, true))
    });
    at += 46 + name + extra + comment;
  }
  return entries;
}

export async function readText(entry) {
  const bytes = entry.method === DEFLATED ? await pass(entry.packed, new DecompressionStream("deflate-raw")) : entry.packed;
  return new TextDecoder().decode(bytes);
}

export async function withText(entry, text) {
  const bytes = new TextEncoder().encode(text);
  const packed = await pass(bytes, new CompressionStream("deflate-raw"));
  return { ...entry, method: DEFLATED, crc: checksum(bytes), size: bytes.length, packed };
}

async function pass(bytes, stream) {
  return new Uint8Array(await new Response(new Blob([bytes]).stream().pipeThrough(stream)).arrayBuffer());
}

// CRC-32, as zip has it (ISO 3309).
function checksum(bytes) {
  let crc = -1;
  for (const byte of bytes) {
    crc ^= byte;
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  }
  return ~crc >>> 0;
}

export function writeArchive(entries, type) {
  const pieces = [];
  const list = [];
  let length = 0;
  let listed = 0;
  for (const entry of entries) {
    const name = new TextEncoder().encode(entry.name);
    list.push(numbers([4, ENTRY], [2, 20], [2, 20], ...common(entry, name), [2, 0], [2, 0], [2, 0], [4, 0], [4, length]), name);
    const piece = [numbers([4, LOCAL], [2, 20], ...common(entry, name)), name, entry.packed];
    pieces.push(...piece);
    length += piece.reduce((sum, one) => sum + one.length, 0);
    listed += 46 + name.length;
  }
  const count = entries.length;
  const end = numbers([4, END], [2, 0], [2, 0], [2, count], [2, count], [4, listed], [4, length], [2, 0]);
  return new Blob([...pieces, ...list, end], { type });
}

// What both heads of an entry say, from the flags to the length of what is extra.
function common(entry, name) {
  return [
    [2, 0], [2, entry.method], [4, entry.stamp], [4, entry.crc], [4, entry.packed.length], [4, entry.size], [2, name.length], [2, 0]
  ];
}

// Shape of what is asked for: [how many bytes, the number], …
function numbers(...asked) {
  const view = new DataView(new ArrayBuffer(asked.reduce((sum, [width]) => sum + width, 0)));
  let at = 0;
  for (const [width, number] of asked) {
    if (width === 4) view.setUint32(at, number, true);
    else view.setUint16(at, number, true);
    at += width;
  }
  return new Uint8Array(view.buffer);
}
