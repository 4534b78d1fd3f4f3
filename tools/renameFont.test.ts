import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import subsetFont from 'subset-font';
import { describe, expect, it } from 'vitest';
import { readNames, renameFont } from './renameFont.mjs';

const source = createRequire(import.meta.url).resolve(
  'pretendard/dist/public/variable/PretendardVariable.ttf',
);
const original = await subsetFont(readFileSync(source), 'Aa가', {
  targetFormat: 'truetype',
  preserveNameIds: [0, 7, 13],
});
const renamed = renameFont(original, /Pretendard ?Variable|Pretendard/g, 'Playground Sans');

describe('renameFont', () => {
  it('removes the reserved name from every name a user sees', () => {
    expect(readNames(original).get(1)).toBe('Pretendard Variable');
    const names = readNames(renamed);
    expect(names.get(1)).toBe('Playground Sans');
    expect(names.get(4)).toBe('Playground Sans');
    expect(names.get(6)).toBe('PlaygroundSans-Regular');
    const shown = [...names].filter(([id]) => ![0, 7, 13].includes(id));
    expect(shown.filter(([, name]) => name.includes('Pretendard'))).toEqual([]);
  });

  it('keeps copyright, trademark and licence as they are', () => {
    const [before, after] = [readNames(original), readNames(renamed)];
    for (const id of [0, 7, 13]) {
      expect(after.get(id)).toBe(before.get(id));
      expect(after.get(id)).toBeTruthy();
    }
  });

  it('writes a font that adds up', () => {
    let sum = 0;
    for (let i = 0; i < renamed.length; i += 4) sum = (sum + renamed.readUInt32BE(i)) >>> 0;
    // "checkSumAdjustment" in the OpenType specification: the whole file adds up to this.
    expect(sum).toBe(0xb1b0afba);
  });

  it('is still read as a font with the same characters', async () => {
    const again = await subsetFont(renamed, 'Aa가', { targetFormat: 'truetype' });
    expect(again.length).toBeGreaterThan(2000);
  });
});
