import { crc32, deflateSync } from "node:zlib";
import type { PNG } from "pngjs";

/** Text smoothed in grey and blue needs few colours; whole ones would make the kept pictures seven times as heavy. */
const MOST_COLOURS = 256;
/** So many pixels of one colour are no letter's edge but a part of the page: a step of a shadow that must stay soft. */
const PART_OF_THE_PAGE = 200;

/**
 * An opaque picture as PNG with a palette. Colours that differ by less than a sixteenth of a channel become the
 * commonest of them, but for those that are parts of the page themselves.
 */
export function indexedPng({ width, height, data }: PNG): Buffer {
  const counts = new Map<number, number>();
  for (let at = 0; at < data.length; at += 4) {
    const colour = data.readUIntBE(at, 3);
    counts.set(colour, (counts.get(colour) ?? 0) + 1);
  }
  const countOf = (colour: number) => counts.get(colour) ?? 0;
  const commonestFirst = [...counts.keys()].sort(
    (a, b) => countOf(b) - countOf(a) || a - b,
  );
  /** The commonest of each sixteenth first, so that no hue is lost; then the parts, as far as there is room. */
  const ofBin = new Map<number, number>();
  for (const colour of commonestFirst)
    if (!ofBin.has(binOf(colour)) && ofBin.size < MOST_COLOURS)
      ofBin.set(binOf(colour), colour);
  const chosen = new Set(ofBin.values());
  for (const colour of commonestFirst)
    if (countOf(colour) >= PART_OF_THE_PAGE && chosen.size < MOST_COLOURS)
      chosen.add(colour);
  const palette = commonestFirst.filter((colour) => chosen.has(colour));
  const places = new Map(palette.map((colour, n) => [colour, n]));
  const indexOf = new Map(
    commonestFirst.map((colour) => [
      colour,
      places.get(colour) ??
        places.get(ofBin.get(binOf(colour)) ?? -1) ??
        nearest(palette, colour),
    ]),
  );

  // Each line begins with its filter: none.
  const lines = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      lines[y * (width + 1) + 1 + x] =
        indexOf.get(data.readUIntBE((y * width + x) * 4, 3)) ?? 0;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([8, 3], 8); // eight bits, palette
  const colours = Buffer.alloc(palette.length * 3);
  palette.forEach((colour, n) => colours.writeUIntBE(colour, n * 3, 3));
  return Buffer.concat([
    Buffer.from("\x89PNG\r\n\x1a\n", "latin1"),
    chunk("IHDR", header),
    chunk("PLTE", colours),
    chunk("IDAT", deflateSync(lines, { level: 9 })),
    chunk("IEND", Buffer.alloc(0)),
  ]);
}

function binOf(colour: number): number {
  return colour & 0xf0f0f0;
}

function nearest(palette: number[], colour: number): number {
  const distances = palette.map((other) =>
    [16, 8, 0]
      .map((bits) => ((colour >> bits) & 255) - ((other >> bits) & 255))
      .reduce((sum, difference) => sum + difference ** 2, 0),
  );
  return distances.indexOf(Math.min(...distances));
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name, "latin1"), content]);
  const framed = Buffer.alloc(named.length + 8);
  framed.writeUInt32BE(content.length, 0);
  named.copy(framed, 4);
  framed.writeUInt32BE(crc32(named), named.length + 4);
  return framed;
}
