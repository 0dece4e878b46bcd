/** A zip whose bytes depend on the files' names and bytes alone: sorted entries, one fixed time, no extra fields. */
import { deflateRawSync } from "node:zlib";

/** 1980-01-01 00:00, the zip format's own beginning. */
const DOS_TIME = 0;
const DOS_DATE = 0x21;
const UTF8_NAMES = 0x0800;

/** @param {[name: string, content: Buffer][]} files with `/` in their names */
export function zipOf(files) {
  const sorted = files.toSorted(([a], [b]) => (a < b ? -1 : 1));
  const parts = [];
  const directory = [];
  let offset = 0;
  for (const [name, content] of sorted) {
    const nameBytes = Buffer.from(name, "utf8");
    const packed = deflateRawSync(content, { level: 9 });
    const about = Buffer.alloc(26);
    about.writeUInt16LE(20, 0);
    about.writeUInt16LE(UTF8_NAMES, 2);
    about.writeUInt16LE(8, 4);
    about.writeUInt16LE(DOS_TIME, 6);
    about.writeUInt16LE(DOS_DATE, 8);
    about.writeUInt32LE(crc32(content), 10);
    about.writeUInt32LE(packed.length, 14);
    about.writeUInt32LE(content.length, 18);
    about.writeUInt16LE(nameBytes.length, 22);
    const local = [uint32(0x04034b50), about, nameBytes, packed];
    const rest = Buffer.alloc(14);
    rest.writeUInt32LE(offset, 10);
    directory.push(
      uint32(0x02014b50),
      Buffer.from([20, 0]),
      about,
      rest,
      nameBytes,
    );
    parts.push(...local);
    offset += local.reduce((sum, part) => sum + part.length, 0);
  }
  const size = directory.reduce((sum, part) => sum + part.length, 0);
  const end = Buffer.alloc(18);
  end.writeUInt16LE(sorted.length, 4);
  end.writeUInt16LE(sorted.length, 6);
  end.writeUInt32LE(size, 8);
  end.writeUInt32LE(offset, 12);
  return Buffer.concat([...parts, ...directory, uint32(0x06054b50), end]);
}

function uint32(value) {
  const bytes = Buffer.alloc(4);
  bytes.writeUInt32LE(value);
  return bytes;
}

const CRC_TABLE = Array.from({ length: 256 }, (_, n) => {
  let value = n;
  for (let bit = 0; bit < 8; bit++)
    value = value & 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  return value >>> 0;
});

function crc32(bytes) {
  let value = 0xffffffff;
  for (const byte of bytes)
    value = CRC_TABLE[(value ^ byte) & 0xff] ^ (value >>> 8);
  return (value ^ 0xffffffff) >>> 0;
}
