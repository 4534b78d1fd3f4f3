// @ts-check
/**
 * Renames a font, as its licence asks of every modified version: replaces the reserved name in
 * the `name` table. Notices (copyright, trademark, authors, licence) stay as they are.
 */

const noticeNameIds = new Set([0, 5, 7, 8, 9, 10, 11, 12, 13, 14]);
const englishOnWindows = { platform: 3, encoding: 1, language: 0x0409 };

/**
 * The font under another family name, English names only; TrueType bytes in and out.
 * @param {Buffer} font
 * @param {RegExp} reserved every spelling of the name that may not be used
 * @param {string} family
 * @returns {Buffer}
 */
export function renameFont(font, reserved, family) {
  const tables = readTables(font);
  const names = [...readNames(font)].toSorted(([a], [b]) => a - b);
  const renamed = names.map(([id, text]) => {
    if (noticeNameIds.has(id)) return { id, text };
    const isPostScript = !text.includes(' ');
    return { id, text: text.replace(reserved, isPostScript ? family.replaceAll(' ', '') : family) };
  });
  tables.set('name', writeNames(renamed));
  return writeTables(font.readUInt32BE(0), tables);
}

/** @param {Buffer} font @returns {Map<string, Buffer>} */
function readTables(font) {
  const count = font.readUInt16BE(4);
  const tables = new Map();
  for (let i = 0; i < count; i++) {
    const entry = 12 + 16 * i;
    const start = font.readUInt32BE(entry + 8);
    const length = font.readUInt32BE(entry + 12);
    const tag = font.toString('latin1', entry, entry + 4);
    tables.set(tag, Buffer.from(font.subarray(start, start + length)));
  }
  return tables;
}

/**
 * The English names of a font, by name id.
 * @param {Buffer} font TrueType
 * @returns {Map<number, string>}
 */
export function readNames(font) {
  const table = readTables(font).get('name');
  if (table === undefined) throw new Error('The font has no name table.');
  const count = table.readUInt16BE(2);
  const storage = table.readUInt16BE(4);
  const names = new Map();
  for (let i = 0; i < count; i++) {
    const entry = 6 + 12 * i;
    const platform = table.readUInt16BE(entry);
    const language = table.readUInt16BE(entry + 4);
    if (platform !== englishOnWindows.platform || language !== englishOnWindows.language) continue;
    const start = storage + table.readUInt16BE(entry + 10);
    const bytes = Buffer.from(table.subarray(start, start + table.readUInt16BE(entry + 8)));
    names.set(table.readUInt16BE(entry + 6), bytes.swap16().toString('utf16le'));
  }
  return names;
}

/** @param {{id: number, text: string}[]} names @returns {Buffer} */
function writeNames(names) {
  const texts = names.map(({ text }) => Buffer.from(text, 'utf16le').swap16());
  const head = Buffer.alloc(6 + 12 * names.length);
  head.writeUInt16BE(names.length, 2);
  head.writeUInt16BE(head.length, 4);
  let offset = 0;
  names.forEach(({ id }, i) => {
    const entry = 6 + 12 * i;
    const length = texts[i]?.length ?? 0;
    head.writeUInt16BE(englishOnWindows.platform, entry);
    head.writeUInt16BE(englishOnWindows.encoding, entry + 2);
    head.writeUInt16BE(englishOnWindows.language, entry + 4);
    head.writeUInt16BE(id, entry + 6);
    head.writeUInt16BE(length, entry + 8);
    head.writeUInt16BE(offset, entry + 10);
    offset += length;
  });
  return Buffer.concat([head, ...texts]);
}

/** @param {number} version @param {Map<string, Buffer>} tables @returns {Buffer} */
function writeTables(version, tables) {
  const entries = [...tables].toSorted(([a], [b]) => (a < b ? -1 : 1));
  const power = Math.floor(Math.log2(entries.length));
  const head = Buffer.alloc(12 + 16 * entries.length);
  head.writeUInt32BE(version, 0);
  head.writeUInt16BE(entries.length, 4);
  head.writeUInt16BE(2 ** power * 16, 6);
  head.writeUInt16BE(power, 8);
  head.writeUInt16BE((entries.length - 2 ** power) * 16, 10);
  let offset = head.length;
  const bodies = entries.map(([tag, table], i) => {
    if (tag === 'head') table.writeUInt32BE(0, 8);
    const padded = Buffer.concat([table, Buffer.alloc((4 - (table.length % 4)) % 4)]);
    const entry = 12 + 16 * i;
    head.write(tag, entry, 'latin1');
    head.writeUInt32BE(checksum(padded), entry + 4);
    head.writeUInt32BE(offset, entry + 8);
    head.writeUInt32BE(table.length, entry + 12);
    offset += padded.length;
    return padded;
  });
  const font = Buffer.concat([head, ...bodies]);
  const headEntry = entries.findIndex(([tag]) => tag === 'head');
  const headStart = head.readUInt32BE(12 + 16 * headEntry + 8);
  font.writeUInt32BE((0xb1b0afba - checksum(font)) >>> 0, headStart + 8);
  return font;
}

/** @param {Buffer} bytes a multiple of four long @returns {number} */
function checksum(bytes) {
  let sum = 0;
  for (let i = 0; i < bytes.length; i += 4) sum = (sum + bytes.readUInt32BE(i)) >>> 0;
  return sum;
}
