import { deflateSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { crc32, readPngText, withPngText } from './pngText.ts';

function chunk(type: string, data: Uint8Array): Uint8Array {
  const body = new Uint8Array([...new TextEncoder().encode(type), ...data]);
  const bytes = new Uint8Array(12 + data.length);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, data.length);
  bytes.set(body, 4);
  view.setUint32(8 + data.length, crc32(body));
  return bytes;
}

/** A PNG of one grey pixel, written chunk by chunk. */
function onePixelPng(): Uint8Array {
  const signature = [137, 80, 78, 71, 13, 10, 26, 10];
  return new Uint8Array([
    ...signature,
    ...chunk('IHDR', new Uint8Array([0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0])),
    ...chunk('IDAT', new Uint8Array(deflateSync(new Uint8Array([0, 128])))),
    ...chunk('IEND', new Uint8Array()),
  ]);
}

describe('crc32', () => {
  it('gives the published check values', () => {
    expect(crc32(new TextEncoder().encode('123456789'))).toBe(0xcbf43926);
    // The CRC of every IEND chunk ever written.
    expect(crc32(new TextEncoder().encode('IEND'))).toBe(0xae426082);
  });
});

describe('withPngText', () => {
  const record = {
    Software: 'Latent Playground',
    z: 'sample 3 of seed 7\ntwo',
    Title: '얼굴 걷기 é',
  };

  it('writes lines that are read back, in Latin-1 and in UTF-8', () => {
    expect(readPngText(withPngText(onePixelPng(), record))).toEqual(record);
  });

  it('puts tEXt for Latin and iTXt for Korean between header and pixels, with right sums', () => {
    const png = withPngText(onePixelPng(), record);
    const view = new DataView(png.buffer);
    const types: string[] = [];
    for (let start = 8; start < png.length;) {
      const length = view.getUint32(start);
      const body = png.subarray(start + 4, start + 8 + length);
      types.push(new TextDecoder().decode(body.subarray(0, 4)));
      expect(view.getUint32(start + 8 + length)).toBe(crc32(body));
      start += 12 + length;
    }
    expect(types).toEqual(['IHDR', 'tEXt', 'tEXt', 'iTXt', 'IDAT', 'IEND']);
  });

  it('refuses names that PNG does not take, and bytes that are no PNG', () => {
    expect(() => withPngText(onePixelPng(), { 제목: 'x' })).toThrow(/cannot name/);
    expect(() => withPngText(onePixelPng(), { ['x'.repeat(80)]: 'x' })).toThrow(/cannot name/);
    expect(() => withPngText(new Uint8Array([71, 73, 70]), {})).toThrow(/not write a PNG/);
  });
});
