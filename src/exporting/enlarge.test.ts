import { describe, expect, it } from 'vitest';
import { enlarge, enlargeIndices } from './enlarge.ts';

describe('enlarge', () => {
  it('makes each pixel a square, also of a view into a longer buffer', () => {
    const buffer = new Uint8ClampedArray(4 + 2 * 3 * 4).map((_, index) => index);
    const data = buffer.subarray(4);
    const large = enlarge({ width: 2, height: 3, data }, 4);
    expect([large.width, large.height, large.data.length]).toEqual([8, 12, 8 * 12 * 4]);
    for (let y = 0; y < 12; y += 1) {
      for (let x = 0; x < 8; x += 1) {
        const from = (Math.floor(y / 4) * 2 + Math.floor(x / 4)) * 4;
        const at = (y * 8 + x) * 4;
        expect([...large.data.subarray(at, at + 4)]).toEqual([...data.subarray(from, from + 4)]);
      }
    }
  });

  it('refuses broken multiples and pictures no canvas takes', () => {
    const image = { width: 64, height: 64, data: new Uint8ClampedArray(64 * 64 * 4) };
    expect(() => enlarge(image, 0)).toThrow(/whole multiple/);
    expect(() => enlarge(image, 1.5)).toThrow(/whole multiple/);
    expect(() => enlarge(image, 257)).toThrow(/16384/);
  });
});

describe('enlargeIndices', () => {
  it('repeats bytes like pixels', () => {
    expect([...enlargeIndices(new Uint8Array([1, 2, 3, 4]), 2, 2)]).toEqual([
      1, 1, 2, 2, 1, 1, 2, 2, 3, 3, 4, 4, 3, 3, 4, 4,
    ]);
  });
});
