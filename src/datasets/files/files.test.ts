/** The visitor's files, from bytes to a set. Only the decoding of pictures is made up: it needs a browser. */
import { gzipSync } from 'node:zlib';
import { describe, expect, test, vi } from 'vitest';
import type { FilesRequest } from '../request.ts';
import { checkTrainable } from '../trainable.ts';
import { idxBytes, pngBytes } from '../testing/pictureFiles.ts';
import type { ZipPart } from '../testing/zipFile.ts';
import { writeZip } from '../testing/zipFile.ts';
import { reduceRaw } from './areaMean.ts';
import type { ByteStream } from './byteReader.ts';
import { createByteReader, inflate } from './byteReader.ts';
import { collectFiles } from './collect.ts';
import type { Decoder } from './decode.ts';
import { classesOfFolders } from './folders.ts';
import { framePicture } from './frame.ts';
import { readPictureHeader } from './pictureHeader.ts';
import { openZip } from './zip.ts';

const given = (path: string, bytes: Uint8Array<ArrayBuffer> | Blob) => ({
  path,
  file: bytes instanceof Blob ? bytes : new Blob([bytes]),
});

/** Paints a square with the last byte of the file; a file that ends with 255 cannot be decoded. */
const decode: Decoder = async (picture, _fit, size) => {
  const last = new Uint8Array(await picture.arrayBuffer()).at(-1) ?? 0;
  if (last === 255) throw new Error('The source image could not be decoded.');
  return new Uint8ClampedArray(size * size * 4).fill(last);
};

async function collect(
  files: FilesRequest['files'],
  change: Partial<FilesRequest> = {},
  run: Parameters<typeof collectFiles>[2] = {},
) {
  const request: FilesRequest = { source: 'files', files, fit: 'centre', size: 16, channels: 1 };
  return collectFiles({ ...request, ...change }, decode, run);
}

describe('pictures', () => {
  test('become a set; what cannot be used is listed with its reason', async () => {
    const { set, rejected, rejectedCount } = await collect([
      given('a.png', pngBytes(20, 30, 1)),
      given('notes.txt', new TextEncoder().encode('hello, this is not a picture')),
      given('tiny.png', pngBytes(1, 1, 2)),
      given('huge.png', pngBytes(100_000, 100_000, 3)),
      given('broken.png', pngBytes(20, 20, 255)),
      given('again.png', pngBytes(20, 20, 1)),
      given('b.png', pngBytes(16, 16, 4)),
      given('.DS_Store', new Uint8Array(8)),
    ]);
    expect(set).toMatchObject({ count: 2, size: 16, channels: 1, origin: { source: 'files' } });
    expect([set.pixels[0], set.pixels[256]]).toEqual([1, 4]);
    expect(rejected.map(({ path, reason, found }) => `${path} ${reason} ${found}`)).toEqual([
      'notes.txt not-a-picture ',
      'tiny.png too-small 1×1',
      'huge.png too-large 100000×100000',
      'broken.png unreadable The source image could not be decoded.',
      'again.png duplicate ',
    ]);
    expect(rejectedCount).toBe(5);
  });

  test('in folders side by side are labelled by them', async () => {
    const { set } = await collect([
      given('pets/dogs/1.png', pngBytes(16, 16, 1)),
      given('pets/cats/2.png', pngBytes(16, 16, 2)),
      given('pets/cats/3.png', pngBytes(16, 16, 3)),
    ]);
    expect(set.classNames).toEqual(['cats', 'dogs']);
    expect([...(set.labels ?? [])]).toEqual([1, 0, 0]);
    expect(set.name).toBe('pets');
  });

  test('a preview stops early and complains about nothing', async () => {
    const files = Array.from({ length: 9 }, (_, i) => given(`${i}.png`, pngBytes(16, 16, i)));
    const { set, rejectedCount } = await collect(files, { preview: 4 });
    expect([set.count, rejectedCount]).toEqual([4, 0]);
  });

  test('none at all is an empty set with the reasons', async () => {
    const { set, rejected } = await collect([given('a.txt', new Uint8Array(9))]);
    expect(set.count).toBe(0);
    expect(rejected).toEqual([{ path: 'a.txt', reason: 'not-a-picture', found: '', times: 1 }]);
    expect(() => checkTrainable(set)).toThrow(
      expect.objectContaining({ code: 'too-few-pictures' }),
    );
  });

  test('can be stopped', async () => {
    const stopper = new AbortController();
    const files = Array.from({ length: 9 }, (_, i) => given(`${i}.png`, pngBytes(16, 16, i)));
    const onProgress = vi.fn(({ done }: { done: number }) => {
      if (done === 2) stopper.abort();
    });
    await expect(collect(files, {}, { signal: stopper.signal, onProgress })).rejects.toMatchObject({
      code: 'aborted',
    });
    expect(onProgress).toHaveBeenLastCalledWith({ done: 2, total: 9 });
  });
});

describe('zip archives', () => {
  const parts: readonly ZipPart[] = [
    { path: 'x/a.png', bytes: pngBytes(16, 16, 5) },
    { path: 'x/b.png', bytes: pngBytes(16, 16, 6), store: true },
    { path: '__MACOSX/x/._a.png', bytes: pngBytes(16, 16, 7) },
    { path: 'x/secret.png', bytes: pngBytes(16, 16, 8), encrypted: true },
  ];

  test('are read like folders, packed or stored', async () => {
    const { set, rejected } = await collect([given('set.zip', writeZip(parts))]);
    expect([set.pixels[0], set.pixels[256], set.count]).toEqual([5, 6, 2]);
    expect(rejected).toEqual([
      { path: 'set.zip/x/secret.png', reason: 'packed', found: '', times: 1 },
    ]);
  });

  test('that would unpack to more than is read are refused before anything is unpacked', async () => {
    const bomb = Array.from({ length: 5 }, (_, i) => ({
      path: `${i}.png`,
      bytes: new Uint8Array(64),
      claims: 4e9,
    }));
    await expect(collect([given('bomb.zip', writeZip(bomb))])).rejects.toMatchObject({
      code: 'archive-too-large',
      details: { where: 'bomb.zip', found: 2e10 },
    });
  });

  test('an entry that lies about its size is stopped at what it announced', async () => {
    const lie = { path: 'a.png', bytes: new Uint8Array(5_000_000), claims: 1000 };
    const archive = await openZip(writeZip([lie]), 'lie.zip');
    const [entry] = archive.entries;
    if (entry === undefined) throw new Error('no entry');
    const reader = createByteReader(await archive.open(entry), 'a.png');
    await expect(reader.read(2000)).rejects.toMatchObject({
      code: 'bad-file',
      details: { where: 'lie.zip/a.png', expected: '1000 bytes' },
    });
    // In a set it is one picture that cannot be read.
    const good = { path: 'b.png', bytes: pngBytes(16, 16, 1) };
    const { set, rejected } = await collect([given('lie.zip', writeZip([lie, good]))]);
    expect(set.count).toBe(1);
    expect(rejected).toMatchObject([{ path: 'lie.zip/a.png', reason: 'unreadable' }]);
  });

  test('many megabytes of nothing are looked at, not unpacked', async () => {
    const empty = { path: 'a.png', bytes: new Uint8Array(60_000_000) };
    const good = { path: 'b.png', bytes: pngBytes(16, 16, 1) };
    const { set, rejected } = await collect([given('z.zip', writeZip([empty, good]))]);
    expect(set.count).toBe(1);
    expect(rejected).toMatchObject([{ path: 'z.zip/a.png', reason: 'not-a-picture' }]);
  });

  test.each<[string, (whole: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>]>([
    ['cut off at the end', (whole) => whole.slice(0, -30)],
    ['cut off at the beginning', (whole) => whole.slice(40)],
    [
      'with a count that is not true',
      (whole) => {
        whole[whole.length - 12] = 99;
        return whole;
      },
    ],
  ])('an archive %s is a sentence', async (_, harm) => {
    const whole = new Uint8Array(await writeZip(parts).arrayBuffer());
    await expect(openZip(new Blob([harm(whole)]), 'x.zip')).rejects.toMatchObject({
      code: 'bad-file',
    });
  });
});

describe('IDX files', () => {
  const count = 6;
  const pixels = Uint8Array.from({ length: count * 28 * 28 }, (_, i) => Math.floor(i / 784) * 10);
  const images = idxBytes([count, 28, 28], pixels);
  const labels = idxBytes([count], Uint8Array.of(3, 1, 4, 1, 5, 9));
  const whole = { size: 32, fit: 'whole' } as const;

  test.each([
    ['as they are', images, labels],
    ['packed with gzip', new Uint8Array(gzipSync(images)), new Uint8Array(gzipSync(labels))],
  ])('%s become a set with their labels, on a black border', async (_, a, b) => {
    const files = [given('train-images-idx3-ubyte', a), given('train-labels-idx1-ubyte', b)];
    const { set, rejectedCount } = await collect(files, whole);
    expect(set).toMatchObject({ count, size: 32, channels: 1 });
    expect(set.classNames).toEqual(Array.from({ length: 10 }, (_unused, i) => String(i)));
    expect([...(set.labels ?? [])]).toEqual([3, 1, 4, 1, 5, 9]);
    const second = set.pixels.subarray(32 * 32, 2 * 32 * 32);
    expect([second[0], second[2 * 32 + 2], second[29 * 32 + 29], second[30 * 32]]).toEqual([
      0, 10, 10, 0,
    ]);
    expect(rejectedCount).toBe(0);
  });

  test('without labels have no classes; labels of another number are left out', async () => {
    const odd = idxBytes([2], Uint8Array.of(0, 1));
    const { set, rejected } = await collect([given('i', images), given('l', odd)], whole);
    expect(set.labels).toBeUndefined();
    expect(rejected).toEqual([{ path: 'l', reason: 'unlabelled', found: '', times: 1 }]);
  });

  test('too small for the set are left out as a whole', async () => {
    const { set, rejected, rejectedCount } = await collect([given('i', images)], {
      ...whole,
      size: 64,
    });
    expect([set.count, rejectedCount]).toEqual([0, count]);
    expect(rejected).toEqual([{ path: 'i', reason: 'too-small', found: '28×28', times: count }]);
  });

  test('in a preview stop early and complain about nothing', async () => {
    const files = [given('i', images), given('l', labels)];
    const { set, rejectedCount } = await collect(files, { ...whole, preview: 3 });
    expect([set.count, rejectedCount, set.labels?.length]).toEqual([3, 0, 3]);
  });

  test('that end early give what they have', async () => {
    const cut = images.slice(0, 16 + 784 * 2 + 100);
    const { set, rejected } = await collect([given('i', cut)], whole);
    expect(set.count).toBe(2);
    expect(rejected).toMatchObject([{ path: 'i', reason: 'unreadable' }]);
  });

  test('a header that promises the moon is refused', async () => {
    const moon = idxBytes([1, 60_000, 60_000], new Uint8Array(9));
    const { set, rejected } = await collect([given('moon', moon)], whole);
    expect(set.count).toBe(0);
    expect(rejected).toMatchObject([{ path: 'moon', reason: 'not-a-picture' }]);
  });
});

describe('frames', () => {
  test('the middle of a wide picture, all of a wide picture', () => {
    expect(framePicture(100, 40, 'centre', 32)).toEqual({
      left: 30,
      top: 0,
      width: 40,
      height: 40,
      x: 0,
      y: 0,
      across: 32,
      down: 32,
    });
    expect(framePicture(100, 40, 'whole', 32)).toEqual({
      left: 0,
      top: 0,
      width: 100,
      height: 40,
      x: 0,
      y: 9,
      across: 32,
      down: 13,
    });
    expect(framePicture(28, 28, 'whole', 32)).toMatchObject({ x: 2, y: 2, across: 28, down: 28 });
  });
  test.each([
    [31, 90, 'centre', 32],
    [23, 23, 'whole', 32],
    [1, 1, 'centre', 16],
    [28, 28, 'whole', 64],
  ] as const)('%d×%d is too small for %s, %d', (width, height, fit, size) => {
    expect(framePicture(width, height, fit, size)).toBeNull();
  });
  test('raw pictures are reduced by area', () => {
    const frame = framePicture(32, 32, 'centre', 16);
    if (frame === null) throw new Error('no frame');
    const raw = Uint8Array.from(
      { length: 32 * 32 },
      (_, i) => (i % 2) * 100 + (i % 64 < 32 ? 0 : 50),
    );
    expect(new Set(reduceRaw(raw, 32, 1, frame, 16, 1, 0))).toEqual(new Set([75]));
    expect(reduceRaw(raw, 32, 1, frame, 16, 3, 0)).toEqual(new Uint8Array(16 * 16 * 3).fill(75));
  });
  test('a mean over parts of pixels keeps the sum', () => {
    const frame = { left: 0, top: 0, width: 28, height: 28, x: 0, y: 0, across: 16, down: 16 };
    const raw = Uint8Array.from({ length: 784 }, (_, i) => (i * 37) % 256);
    const mean = (values: Uint8Array) => values.reduce((a, b) => a + b, 0) / values.length;
    expect(mean(reduceRaw(raw, 28, 1, frame, 16, 1, 0))).toBeCloseTo(mean(raw), 0);
  });
});

describe('headers of pictures', () => {
  const bytes = (...parts: readonly (string | readonly number[])[]): Uint8Array<ArrayBuffer> =>
    Uint8Array.from(
      parts.flatMap((part) =>
        typeof part === 'string' ? Array.from(part, (c) => c.codePointAt(0) ?? 0) : part,
      ),
    );
  const zeros = (count: number): number[] => Array.from<number>({ length: count }).fill(0);
  test.each([
    ['png', pngBytes(300, 200), 300, 200],
    ['gif', bytes('GIF89a', [44, 1, 200, 0], zeros(4)), 300, 200],
    ['bmp', bytes('BM', zeros(16), [44, 1, 0, 0, 0x38, 0xff, 0xff, 0xff]), 300, 200],
    [
      'jpeg',
      bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 9, 9, 0xff, 0xff, 0xc2, 0, 17, 8, 0, 200, 1, 44, 3]),
      300,
      200,
    ],
    ['webp', bytes('RIFF', zeros(4), 'WEBPVP8 ', zeros(10), [44, 1, 200, 0]), 300, 200],
    ['webp', bytes('RIFF', zeros(4), 'WEBPVP8L', zeros(5), [43, 0xc1, 49, 0]), 300, 200],
    ['webp', bytes('RIFF', zeros(4), 'WEBPVP8X', zeros(8), [43, 1, 0, 199, 0, 0]), 300, 200],
  ] as const)('%s', (format, head, width, height) => {
    expect(readPictureHeader(head)).toEqual({ format, width, height });
  });
  test.each([
    [bytes('<svg xmlns="http://www.w3.org/2000/svg"/>')],
    [bytes([0xff, 0xd8, 0xff, 0xe0, 0, 200])],
    [bytes([0xff, 0xd8, 0xff, 0xe0, 0, 4, 9, 9, 7, 7])],
    [new Uint8Array()],
  ])('anything else is none: %#', (head) => {
    expect(readPictureHeader(head)).toBeNull();
  });
});

test('folders with one name, or too many, are no classes', () => {
  expect(classesOfFolders(['a/1', 'a/2'])).toBeNull();
  expect(classesOfFolders(Array.from({ length: 101 }, (_, i) => `${i}/x`))).toBeNull();
  expect(classesOfFolders(['x/a/1', 'x/ab/2', 'x/3'])?.names).toEqual(['x', 'x/a', 'x/ab']);
});

describe('the byte reader', () => {
  const stream = (...pieces: readonly (readonly number[])[]): ByteStream =>
    new ReadableStream({
      start(controller) {
        for (const piece of pieces) controller.enqueue(Uint8Array.from(piece));
        controller.close();
      },
    });
  test('reads across pieces, looks ahead, and gives the rest', async () => {
    const reader = createByteReader(stream([1, 2], [], [3], [4, 5, 6]), 'x');
    expect([...(await reader.peek(3))]).toEqual([1, 2, 3]);
    expect([...(await reader.read(4))]).toEqual([1, 2, 3, 4]);
    const rest = await new Response(reader.rest()).arrayBuffer();
    expect([...new Uint8Array(rest)]).toEqual([5, 6]);
  });
  test('says where a file ends too early', async () => {
    const reader = createByteReader(stream([1, 2]), 'short.idx');
    expect([...(await reader.peek(9))]).toEqual([1, 2]);
    await expect(reader.read(3)).rejects.toMatchObject({
      code: 'file-truncated',
      details: { where: 'short.idx', expected: 3, found: 2 },
    });
  });
  test('what is not packed as it says is an error, not silence', async () => {
    const broken = inflate(stream([1, 2, 3, 4, 5, 6]), 'gzip', 'x.gz');
    await expect(new Response(broken).arrayBuffer()).rejects.toMatchObject({ code: 'bad-file' });
    const whole = new Uint8Array(gzipSync(new Uint8Array(100_000).map((_, i) => i * 31)));
    const cut = inflate(stream(Array.from(whole.subarray(0, 200))), 'gzip', 'cut.gz');
    await expect(new Response(cut).arrayBuffer()).rejects.toMatchObject({ code: 'bad-file' });
  });
});
