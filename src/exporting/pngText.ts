/**
 * Text chunks of PNG files (PNG specification, third edition, sections 5 and 11.3.3): values in
 * Latin-1 go into tEXt, which every reader knows, all others into iTXt as UTF-8.
 */
import { PlaygroundError } from '../errors.ts';
import type { PictureRecord } from './record.ts';

const signature = [137, 80, 78, 71, 13, 10, 26, 10];

const crcTable = Uint32Array.from({ length: 256 }, (_, byte) => {
  let value = byte;
  for (let bit = 0; bit < 8; bit += 1) {
    value = (value & 1) === 1 ? 0xedb88320 ^ (value >>> 1) : value >>> 1;
  }
  return value;
});

/** CRC-32 of PNG (ISO 3309), a whole number below 2³². */
export function crc32(bytes: Uint8Array): number {
  let crc = 0xffffffff;
  for (const byte of bytes) crc = (crcTable[(crc ^ byte) & 0xff] ?? 0) ^ (crc >>> 8);
  return (crc ^ 0xffffffff) >>> 0;
}

/** Latin-1 bytes, or null when the text needs more (or holds a control character but a newline). */
function toLatin1(text: string): number[] | null {
  const codes = Array.from(text, (letter) => letter.codePointAt(0) ?? 0);
  const fits = codes.every(
    (code) => code === 10 || (code >= 32 && code < 127) || (code > 159 && code < 256),
  );
  return fits ? codes : null;
}

/** One chunk: length, type, data, CRC over type and data. */
function makeChunk(type: string, data: readonly number[]): Uint8Array<ArrayBuffer> {
  const chunk = new Uint8Array(12 + data.length);
  const view = new DataView(chunk.buffer);
  view.setUint32(0, data.length);
  chunk.set(new TextEncoder().encode(type), 4);
  chunk.set(data, 8);
  view.setUint32(8 + data.length, crc32(chunk.subarray(4, 8 + data.length)));
  return chunk;
}

function textChunk(name: string, value: string): Uint8Array<ArrayBuffer> {
  const keyword = toLatin1(name);
  if (keyword === null || keyword.length < 1 || keyword.length > 79 || name.includes('\n')) {
    throw new PlaygroundError('bad-argument', `"${name}" cannot name a text of a PNG file.`, {
      where: 'metadata',
      expected: '1 to 79 Latin letters',
      found: name,
    });
  }
  const latin = toLatin1(value);
  if (latin !== null) return makeChunk('tEXt', [...keyword, 0, ...latin]);
  // keyword, end, not compressed, method 0, no language, no translated keyword, text
  return makeChunk('iTXt', [...keyword, 0, 0, 0, 0, 0, ...new TextEncoder().encode(value)]);
}

/** Walks over the chunks of a PNG file. @throws PlaygroundError `export-failed` if it is none. */
function* chunksOf(png: Uint8Array): Generator<{ type: string; start: number; data: Uint8Array }> {
  const view = new DataView(png.buffer, png.byteOffset, png.byteLength);
  if (!signature.every((byte, index) => png[index] === byte)) {
    throw new PlaygroundError('export-failed', 'The browser did not write a PNG file.', {
      where: 'PNG',
    });
  }
  for (let start = signature.length; start + 12 <= png.length;) {
    const length = view.getUint32(start);
    const type = String.fromCharCode(...png.subarray(start + 4, start + 8));
    yield { type, start, data: png.subarray(start + 8, start + 8 + length) };
    start += 12 + length;
  }
}

/**
 * The same PNG file with the record's lines written behind its header chunk.
 * @throws PlaygroundError `bad-argument` for a name PNG does not take; `export-failed` when the
 * bytes are no PNG file.
 */
export function withPngText(png: Uint8Array, record: PictureRecord): Uint8Array<ArrayBuffer> {
  const header = chunksOf(png).next().value;
  if (header?.type !== 'IHDR') {
    throw new PlaygroundError('export-failed', 'The PNG file lacks its header.', { where: 'PNG' });
  }
  const end = header.start + 12 + header.data.length;
  const chunks = Object.entries(record).map(([name, value]) => textChunk(name, value));
  const parts = [png.subarray(0, end), ...chunks, png.subarray(end)];
  const result = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    result.set(part, offset);
    offset += part.length;
  }
  return result;
}

/** The text lines of a PNG file, as {@link withPngText} writes them. */
export function readPngText(png: Uint8Array): PictureRecord {
  const record: Record<string, string> = {};
  for (const { type, data } of chunksOf(png)) {
    if (type !== 'tEXt' && type !== 'iTXt') continue;
    const end = data.indexOf(0);
    const name = String.fromCharCode(...data.subarray(0, end));
    const value = data.subarray(type === 'tEXt' ? end + 1 : end + 5);
    record[name] = new TextDecoder(type === 'tEXt' ? 'latin1' : 'utf-8').decode(value);
  }
  return record;
}
