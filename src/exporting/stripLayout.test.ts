import { describe, expect, it } from 'vitest';
import { layOutStrip, wrapText } from './stripLayout.ts';

/** Every letter 10 wide. */
const measure = (text: string): number => text.length * 10;

/** Every letter as wide as a row of ten frames. */
const wide = (text: string): number => text.length * 1298;

describe('wrapText', () => {
  it('breaks at spaces and keeps every word', () => {
    expect(wrapText('a walk between two faces', 100, measure)).toEqual([
      'a walk',
      'between',
      'two faces',
    ]);
  });

  it('breaks a word only where it is wider than the line, and keeps its letters', () => {
    const lines = wrapText('see https://host/#scene=abcdef', 100, measure);
    expect(lines.every((line) => measure(line) <= 100)).toBe(true);
    expect(lines.join('')).toBe('seehttps://host/#scene=abcdef');
    expect(lines).toEqual(['see', 'https://ho', 'st/#scene=', 'abcdef']);
  });

  it('keeps line ends and empty lines', () => {
    expect(wrapText('one\n\ntwo', 100, measure)).toEqual(['one', '', 'two']);
  });
});

describe('layOutStrip', () => {
  const input = {
    frameCount: 23,
    frameWidth: 128,
    frameHeight: 128,
    columns: 10,
    caption: ['A walk.'],
  };

  it('fills rows from the left, two pixels apart, inside the sheet', () => {
    const layout = layOutStrip(input, (text, fontPx) => text.length * fontPx * 0.5);
    expect(layout.fontPx).toBe(20);
    expect(layout.width).toBe(10 * 128 + 9 * 2 + 2 * 20);
    expect(layout.frames).toHaveLength(23);
    expect(layout.frames[10]).toEqual({ x: 20, y: 20 + 130 });
    expect(layout.frames[22]).toEqual({ x: 20 + 2 * 130, y: 20 + 2 * 130 });
    const [line] = layout.lines;
    expect(line?.y).toBeGreaterThan(20 + 3 * 130);
    expect(line?.y).toBeLessThan(layout.height);
  });

  it('grows with the caption, by one line height a line', () => {
    const bare = layOutStrip({ ...input, caption: [] }, wide);
    const one = layOutStrip({ ...input, caption: ['a'] }, wide);
    const three = layOutStrip({ ...input, caption: ['a b', 'c'] }, wide);
    expect(three.lines.map((line) => line.text)).toEqual(['a', 'b', 'c']);
    expect(three.height - one.height).toBe(2 * 30);
    expect(one.height).toBeGreaterThan(bare.height);
  });

  it('makes no empty columns for fewer frames than a row holds', () => {
    const layout = layOutStrip({ ...input, frameCount: 3 }, measure);
    expect(layout.columns).toBe(3);
    expect(layout.width).toBe(3 * 130 - 2 + 2 * 14);
  });
});
