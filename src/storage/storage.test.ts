import { describe, expect, test, vi } from 'vitest';
import { writeMaskFile } from '../formats/maskFile.ts';
import type { NamedMask } from '../model/namedMask.ts';
import { createCatalogue, readIndex } from './catalogue.ts';
import { readMaskRecord, readRecord } from './library.ts';
import { createRememberedText } from './machineMemory.ts';
import { cutTile } from './sampleSheet.ts';

const base = 'https://example.test/play/models/';

describe('the catalogue', () => {
  test('reads the index that is shipped', async () => {
    const { default: shipped } = (await import('../../public/models/index.json')) as {
      default: unknown;
    };
    const entries = readIndex(shipped, base);
    expect(entries[0]).toEqual({ id: 'faces', title: 'Faces', url: `${base}faces/` });
  });
  test.each([
    [{ version: 2, models: [] }, 'unknown-version', /version 2/],
    [{ version: 1, models: [] }, 'bad-file', /at least one model/],
    [{ version: 1, models: [{ id: 'A', title: 'a', folder: 'a' }] }, 'bad-file', /\[0\]\.id/],
    [{ version: 1, models: [{ id: 'a', title: 'a', folder: '../a' }] }, 'bad-file', /folder below/],
    [{ version: 1, models: [{ id: 'a', folder: 'a' }] }, 'bad-file', /title: expected a text/],
    [
      { version: 1, models: [1, 2].map((n) => ({ id: 'a', title: `${n}`, folder: 'a' })) },
      'bad-file',
      /every id once/,
    ],
    ['nonsense', 'bad-file', /an object/],
  ])('refuses %j', (json, code, message) => {
    expect(() => readIndex(json, base)).toThrow(expect.objectContaining({ code }));
    expect(() => readIndex(json, base)).toThrow(message);
  });
  test('says which file was not there, and what it was instead of JSON', async () => {
    const absent = createCatalogue(base, async () => new Response('no', { status: 404 }));
    await expect(absent.loadEntries()).rejects.toMatchObject({
      code: 'download-failed',
      details: { where: 'models/index.json', status: 404 },
    });
    const page = createCatalogue(base, async () => new Response('<!doctype html>'));
    await expect(page.loadEntries()).rejects.toMatchObject({
      code: 'bad-file',
      details: { expected: 'JSON', found: '<!doctype html>' },
    });
    const dead = createCatalogue(base, () => Promise.reject(new TypeError('Failed to fetch')));
    await expect(dead.loadEntries()).rejects.toMatchObject({ code: 'download-failed' });
  });
});

test('a tile is cut out of its place', () => {
  const picture = {
    width: 4,
    height: 2,
    data: Uint8ClampedArray.from({ length: 32 }, (_, i) => Math.floor(i / 4)),
  };
  const tile = cutTile(picture, 2, 0, 2);
  expect([0, 4, 8, 12].map((i) => tile.data[i])).toEqual([2, 3, 6, 7]);
});

describe('records of the shelf', () => {
  const record = {
    id: 'a',
    savedAt: 5,
    modelId: 'faces',
    origin: { kind: 'sample', seed: 1, index: 2 },
    z: Float32Array.of(1, 2),
  };
  test('a good one is read', () => {
    expect(readRecord(record)).toEqual({
      id: 'a',
      savedAt: 5,
      face: { modelId: 'faces', z: Float32Array.of(1, 2), origin: record.origin },
    });
  });
  test.each([
    [null],
    [{ ...record, id: 1 }],
    [{ ...record, z: [1, 2] }],
    [{ ...record, z: Float32Array.of(Number.NaN) }],
    [{ ...record, origin: { kind: 'sample', seed: 1.5, index: 0 } }],
    [{ ...record, origin: { kind: 'gift' } }],
  ])('anything else is not: %j', (bad) => {
    expect(readRecord(bad)).toBeNull();
  });
});

describe('records of masks', () => {
  const mask: NamedMask = {
    id: 'a',
    savedAt: 1,
    name: 'No glasses',
    modelId: 'faces',
    generatorSha256: 'ab'.repeat(32),
    mask: { 'main.5': { 3: 0 } },
    origin: { kind: 'hand' },
  };
  const record = { id: 'a', savedAt: 1, text: writeMaskFile(mask) };
  test('a good one is read', () => {
    expect(readMaskRecord(record)).toEqual(mask);
  });
  test.each([[null], [{}], [{ ...record, text: '{}' }], [{ ...record, savedAt: 'now' }]])(
    'anything else is not: %j',
    (bad) => {
      expect(readMaskRecord(bad)).toBeNull();
    },
  );
});

describe('a remembered text', () => {
  test('goes to the storage under its name', () => {
    const store = new Map<string, string>();
    const storage = {
      getItem: (key: string) => store.get(key) ?? null,
      setItem: (key: string, value: string) => void store.set(key, value),
    };
    const refused = vi.fn();
    createRememberedText('backend', () => storage, refused).set('wasm');
    expect(store.get('latent-playground.backend')).toBe('wasm');
    expect(createRememberedText('backend', () => storage, refused).get()).toBe('wasm');
    expect(refused).not.toHaveBeenCalled();
  });
  test('lasts as long as the page where storage is refused, and that is told once', () => {
    const refused = vi.fn();
    const text = createRememberedText(
      'backend',
      () => {
        throw new Error('SecurityError');
      },
      refused,
    );
    expect(text.get()).toBeNull();
    text.set('cpu');
    expect(text.get()).toBe('cpu');
    expect(refused).toHaveBeenCalledTimes(1);
  });
});
