import { describe, expect, it } from 'vitest';
import type { PixelImage } from '../model/arrays.ts';
import { createGifWriter, gifDelay, nearestIndices } from './gifEncoding.ts';

/** A picture with a gradient that no palette of 256 colours holds exactly. */
function gradient(size: number, phase: number): PixelImage {
  const data = new Uint8ClampedArray(size * size * 4);
  for (let pixel = 0; pixel < size * size; pixel += 1) {
    const column = pixel % size;
    const row = Math.floor(pixel / size);
    data.set(
      [(column * 8 + phase) % 256, (row * 8) % 256, ((column + row) * 4) % 256, 255],
      pixel * 4,
    );
  }
  return { width: size, height: size, data };
}

interface ParsedGif {
  readonly width: number;
  readonly height: number;
  readonly repeats: number | null;
  readonly comment: string;
  readonly delays: number[];
  readonly frames: { width: number; height: number; colours: number[][]; indices: number[] }[];
}

/** LZW of the GIF specification (appendix F), written from its text and not from the encoder. */
function unpack(minimum: number, bytes: number[]): number[] {
  const clear = 1 << minimum;
  const out: number[] = [];
  let table: number[][] = [];
  let width = minimum + 1;
  let previous: number[] | null = null;
  let bits = 0;
  let held = 0;
  for (const byte of bytes) {
    held += byte * 2 ** bits;
    bits += 8;
    while (bits >= width) {
      const code = held % 2 ** width;
      held = Math.floor(held / 2 ** width);
      bits -= width;
      if (code === clear) {
        table = [...Array.from({ length: clear }, (_, index) => [index]), [], []];
        width = minimum + 1;
        previous = null;
        continue;
      }
      if (code === clear + 1) return out;
      const known: number[] | undefined = table[code];
      const entry: number[] = known ?? [...(previous ?? []), previous?.[0] ?? 0];
      if (previous !== null && table.length < 4096) table.push([...previous, entry[0] ?? 0]);
      if (table.length === 2 ** width && width < 12) width += 1;
      out.push(...entry);
      previous = entry;
    }
  }
  throw new Error('no end code');
}

function parseGif(bytes: Uint8Array): ParsedGif {
  const word = (at: number): number => (bytes[at] ?? 0) + 256 * (bytes[at + 1] ?? 0);
  expect(new TextDecoder().decode(bytes.subarray(0, 6))).toBe('GIF89a');
  let at = 13;
  const readColours = (packed: number): number[][] => {
    const count = 2 ** ((packed & 7) + 1);
    const colours = Array.from({ length: count }, (_, i) => [
      ...bytes.subarray(at + 3 * i, at + 3 * i + 3),
    ]);
    at += 3 * count;
    return colours;
  };
  const readBlocks = (): number[] => {
    const data: number[] = [];
    for (let length = bytes[at] ?? 0; length !== 0; length = bytes[at] ?? 0) {
      data.push(...bytes.subarray(at + 1, at + 1 + length));
      at += length + 1;
    }
    at += 1;
    return data;
  };
  const shared = readColours(bytes[10] ?? 0);
  const delays: number[] = [];
  const frames: ParsedGif['frames'] = [];
  let repeats: number | null = null;
  let comment = '';
  while (bytes[at] !== 0x3b) {
    if (bytes[at] === 0x21) {
      const label = bytes[at + 1];
      if (label === 0xf9) delays.push(word(at + 4));
      at += 2;
      const data = readBlocks();
      if (label === 0xff) repeats = (data[12] ?? 0) + 256 * (data[13] ?? 0);
      if (label === 0xfe) comment = new TextDecoder().decode(new Uint8Array(data));
    } else {
      expect(bytes[at]).toBe(0x2c);
      const [width, height, packed] = [word(at + 5), word(at + 7), bytes[at + 9] ?? 0];
      at += 10;
      const colours = (packed & 0x80) === 0 ? shared : readColours(packed);
      at += 1;
      const minimum = bytes[at - 1] ?? 0;
      frames.push({ width, height, colours, indices: unpack(minimum, readBlocks()) });
    }
  }
  expect(at).toBe(bytes.length - 1);
  return { width: word(6), height: word(8), repeats, comment, delays, frames };
}

describe('createGifWriter', () => {
  const options = { scale: 3, framesPerSecond: 30, loop: true, comment: '' };

  it('writes frames, size, delays, repetition and comment that are read back', () => {
    const comment = `Model: faces\nTitle: 얼굴\n${'z'.repeat(600)}`;
    const writer = createGifWriter({ ...options, comment });
    for (let frame = 0; frame < 6; frame += 1) writer.add(gradient(32, 20 * frame));
    const gif = parseGif(writer.finish());
    expect([gif.width, gif.height, gif.frames.length]).toEqual([96, 96, 6]);
    expect(gif.repeats).toBe(0);
    expect(gif.comment).toBe(comment);
    expect(gif.delays).toEqual([3, 4, 3, 3, 4, 3]);
  });

  it('keeps the colours: decoded pixels lie near the source, in whole squares', () => {
    const writer = createGifWriter({ ...options, loop: false });
    const sources = [gradient(32, 0), gradient(32, 99)];
    for (const source of sources) writer.add(source);
    const gif = parseGif(writer.finish());
    expect(gif.repeats).toBeNull();
    gif.frames.forEach((frame, number) => {
      let squares = 0;
      for (let y = 0; y < 96; y += 1) {
        for (let x = 0; x < 96; x += 1) {
          const colour = frame.colours[frame.indices[y * 96 + x] ?? 0] ?? [];
          const pixel = (Math.floor(y / 3) * 32 + Math.floor(x / 3)) * 4;
          for (const channel of [0, 1, 2]) {
            squares +=
              ((colour[channel] ?? 0) - (sources[number]?.data[pixel + channel] ?? 0)) ** 2;
          }
        }
      }
      const psnr = 10 * Math.log10(255 ** 2 / (squares / (96 * 96 * 3)));
      expect(psnr).toBeGreaterThan(32);
    });
  });

  it('writes a picture of one colour exactly', () => {
    const data = new Uint8ClampedArray(16 * 4).map((_, index) => [200, 17, 5, 255][index % 4] ?? 0);
    const writer = createGifWriter({ ...options, scale: 1 });
    writer.add({ width: 4, height: 4, data });
    const [frame] = parseGif(writer.finish()).frames;
    expect(frame?.indices).toHaveLength(16);
    expect(new Set(frame?.indices.map((index) => String(frame.colours[index])))).toEqual(
      new Set(['200,17,5']),
    );
  });

  it('refuses frames of another size, no frames, and rates that viewers do not play', () => {
    const writer = createGifWriter(options);
    writer.add(gradient(8, 0));
    expect(() => writer.add(gradient(16, 0))).toThrow(/one size/);
    expect(() => createGifWriter(options).finish()).toThrow(/one frame or more/);
    expect(() => createGifWriter({ ...options, framesPerSecond: 60 })).toThrow(/1 to 50/);
    expect(() => createGifWriter({ ...options, scale: 1.5 }).add(gradient(8, 0))).toThrow(
      /whole multiple/,
    );
  });
});

describe('gifDelay', () => {
  it('adds up to the true duration for every rate', () => {
    for (let rate = 1; rate <= 50; rate += 1) {
      const delays = Array.from({ length: 300 }, (_, index) => gifDelay(index, rate));
      const total = delays.reduce((sum, delay) => sum + delay, 0);
      expect(total).toBe(Math.round(30000 / rate));
      expect(Math.min(...delays)).toBeGreaterThanOrEqual(2);
    }
  });
});

describe('nearestIndices', () => {
  it('finds the nearest colour, the first of equals', () => {
    const rgba = new Uint8ClampedArray([
      0, 0, 0, 255, 250, 250, 250, 255, 100, 0, 0, 255, 50, 0, 0, 255,
    ]);
    const palette = [
      [0, 0, 0],
      [255, 255, 255],
      [100, 0, 0],
    ];
    expect([...nearestIndices(rgba, palette)]).toEqual([0, 1, 2, 0]);
  });
});
