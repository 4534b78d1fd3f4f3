import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { createFreeFace } from '../latent/createFace.ts';
import type { Face } from '../latent/face.ts';
import type { PixelImage } from '../model/arrays.ts';
import { createLatencyLog } from './latency.ts';
import { createPictures } from './pictures.ts';
import type { PictureKeeper } from './pictures.ts';
import type { Picture, PictureWish } from './pictureTypes.ts';
import {
  createFakeEngine,
  fakeConfig,
  fakeImage,
  fakeReport,
  flush,
} from './testing/fakeEngine.ts';
import type { FakeEngine } from './testing/fakeEngine.ts';

const model = fakeConfig('faces');
const faceOf = (value: number, modelId = 'faces'): Face =>
  createFreeFace({ id: modelId, latentDim: 4 }, [value, 0, 0, 0]);
const greyOf = (value: number): number => Math.round((value + 1) * 100);

let engine: FakeEngine;
let pictures: PictureKeeper;
let stored: Map<number, PixelImage>;
let errors: unknown[];
let milestones: string[];
const latency = createLatencyLog();

beforeEach(() => {
  vi.useFakeTimers({ now: 1000 });
  engine = createFakeEngine();
  stored = new Map();
  errors = [];
  milestones = [];
  latency.clear();
  pictures = createPictures({
    engine,
    storedPicture: (face) => stored.get(face.z[0] as number) ?? null,
    latency,
    now: () => Date.now(),
    onError: (error) => errors.push(error),
    onMilestone: (name) => milestones.push(name),
  });
});
afterEach(() => {
  vi.useRealTimers();
});

/** Holds a wish and writes down what arrives. */
function hold(value: number, wish: Partial<PictureWish> = {}): { got: Picture[]; release(): void } {
  const got: Picture[] = [];
  const release = pictures.hold({ face: faceOf(value), priority: 'visible', ...wish }, (picture) =>
    got.push(picture),
  );
  return { got, release };
}
const greys = (got: readonly Picture[]): (number | undefined)[] => got.map((p) => p.image.data[0]);
const first = (values: readonly { latents: readonly ArrayLike<number>[] }[]): number[] =>
  values.flatMap((call) => call.latents.map((z) => Math.round((z[0] as number) * 100) / 100));
function makeReady(millisecondsPerFace = 10): void {
  engine.setStatus({ phase: 'ready', model, active: { ...fakeReport, millisecondsPerFace } });
}
/** Lets a call take `ms` on the clock and answers it. */
async function answer(ms = 10): Promise<void> {
  vi.setSystemTime(Date.now() + ms);
  await engine.calls[0]?.answer();
}

describe('drawing', () => {
  test('nothing is asked before the engine is ready; then the waiting wishes are drawn', async () => {
    const wish = hold(0.5);
    await flush();
    expect(engine.calls).toHaveLength(0);
    makeReady();
    await flush();
    expect(first(engine.calls)).toEqual([0.5]);
    await answer();
    expect(greys(wish.got)).toEqual([greyOf(0.5)]);
    expect(wish.got[0]?.source).toBe('live');
    expect(milestones).toEqual(['first-picture', 'first-live-face']);
  });

  test('wishes of one moment travel together, equal ones once, and are remembered', async () => {
    makeReady();
    const wishes = [hold(0.1), hold(0.2), hold(0.1)];
    await flush();
    expect(first(engine.calls)).toEqual([0.1, 0.2]);
    await answer(20);
    expect(wishes.map((w) => greys(w.got))).toEqual([[greyOf(0.1)], [greyOf(0.2)], [greyOf(0.1)]]);
    const again = hold(0.2);
    expect(greys(again.got)).toEqual([greyOf(0.2)]);
    await flush();
    expect(engine.calls).toHaveLength(0);
  });

  test('a wish that nobody holds any more is not drawn', async () => {
    makeReady();
    hold(0.1).release();
    await flush();
    expect(engine.calls).toHaveLength(0);
  });

  test('a face of another model waits for its model', async () => {
    makeReady();
    const wish = hold(0.1, { face: faceOf(0.1, 'other') });
    await flush();
    expect(engine.calls).toHaveLength(0);
    engine.setStatus({ model: fakeConfig('other') });
    await flush();
    await answer();
    expect(wish.got).toHaveLength(1);
  });

  test('the batch is as long as the time for it allows', async () => {
    makeReady(12);
    const wishes = Array.from({ length: 40 }, (_, i) => hold(i / 64));
    await flush();
    expect(engine.calls[0]?.latents).toHaveLength(4);
    for (let i = 0; i < 60 && engine.calls.length > 0; i += 1) {
      await answer((engine.calls[0]?.latents.length ?? 0) * 2); // faster than was measured
    }
    expect(wishes.every((wish) => wish.got.length === 1)).toBe(true);
  });
});

describe('stored pictures', () => {
  test('are shown at once, while the engine loads, and drawn live behind everything else', async () => {
    const image = { width: 1, height: 1, data: Uint8ClampedArray.of(7, 7, 7, 255) };
    stored.set(0.25, image);
    const withStored = hold(0.25);
    expect(withStored.got).toEqual([{ image, source: 'stored' }]);
    expect(milestones).toEqual(['first-picture']);
    const without = hold(0.5);
    makeReady(30);
    await flush();
    expect(first(engine.calls)).toEqual([0.5]);
    await answer();
    expect(without.got).toHaveLength(1);
    await answer();
    expect(withStored.got.map((p) => p.source)).toEqual(['stored', 'live']);
  });

  test('that arrive late are offered to who waits', () => {
    const wish = hold(0.25);
    stored.set(0.25, { width: 1, height: 1, data: Uint8ClampedArray.of(7, 7, 7, 255) });
    pictures.offerStored();
    expect(wish.got.map((p) => p.source)).toEqual(['stored']);
  });
});

describe('a hand that moves', () => {
  test('its wish is sent at once, alone, and its way is measured', async () => {
    makeReady(12);
    await flush();
    hold(0.1);
    const wish = hold(0.2, { priority: 'live', inputTime: Date.now() - 3 });
    await flush();
    expect(first(engine.calls)).toEqual([0.2]);
    await answer(12);
    expect(wish.got).toHaveLength(1);
    expect(latency.statistics()).toMatchObject({
      count: 1,
      medianMs: 15,
      parts: {
        inputToWishedMs: { medianMs: 3 },
        wishedToAskedMs: { medianMs: 0 },
        askedToHeardMs: { medianMs: 0 },
        startedToComputedMs: { medianMs: 12 },
        receivedToDrawnMs: { medianMs: 0 },
      },
    });
  });

  test('only the newest is drawn next, and what was under way is shown in between', async () => {
    makeReady(12);
    const slot = {};
    const got: number[] = [];
    let release = (): void => undefined;
    const move = (value: number): void => {
      release();
      release = pictures.hold(
        { face: faceOf(value), priority: 'live', inputTime: Date.now(), slot },
        (picture) => got.push(picture.image.data[0] as number),
      );
    };
    move(0.1);
    await flush();
    move(0.2);
    await flush();
    move(0.3);
    await flush();
    expect(engine.calls).toHaveLength(1);
    await answer(12);
    expect(got).toEqual([greyOf(0.1)]);
    expect(first(engine.calls)).toEqual([0.3]);
    await answer(12);
    expect(got).toEqual([greyOf(0.1), greyOf(0.3)]);
    move(0.1); // known: shown at once
    move(0.4);
    await flush();
    move(0.3); // known, and newer than what is under way
    await answer(12);
    expect(got).toEqual([greyOf(0.1), greyOf(0.3), greyOf(0.1), greyOf(0.3)]);
    // 0.1 and 0.3 were drawn, then known; 0.4 came too late to be shown.
    expect(latency.statistics()).toMatchObject({ count: 2, remembered: 2 });
  });

  test('what is anticipated is asked for before anybody holds it, and measured once', async () => {
    makeReady(12);
    await flush();
    const inputTime = Date.now() - 1;
    pictures.anticipate(faceOf(0.5), inputTime);
    // In the same task: the page would be rendered in the next microtask.
    expect(first(engine.calls)).toEqual([0.5]);
    vi.setSystemTime(Date.now() + 4);
    const wish = hold(0.5, { priority: 'live', inputTime });
    await flush();
    expect(engine.calls).toHaveLength(1);
    await answer(8);
    expect(wish.got).toHaveLength(1);
    expect(engine.calls).toHaveLength(0);
    expect(latency.statistics()).toMatchObject({
      count: 1,
      medianMs: 13,
      parts: { inputToWishedMs: { medianMs: 1 }, wishedToAskedMs: { medianMs: 0 } },
    });
  });

  test('what was anticipated is shown on the way to its successor, in its place', async () => {
    makeReady(12);
    await flush();
    const slot = {};
    const got: number[] = [];
    let release = (): void => undefined;
    const move = (value: number): void => {
      pictures.anticipate(faceOf(value), Date.now());
      release();
      release = pictures.hold(
        { face: faceOf(value), priority: 'live', inputTime: Date.now(), slot },
        (picture) => got.push(picture.image.data[0] as number),
      );
    };
    move(0.1);
    move(0.2);
    move(0.3);
    await answer(12);
    expect(got).toEqual([greyOf(0.1)]);
    expect(first(engine.calls)).toEqual([0.3]);
    await answer(12);
    expect(got).toEqual([greyOf(0.1), greyOf(0.3)]);
    expect(engine.calls).toHaveLength(0);
    move(0.1); // known
    await flush();
    expect(got).toEqual([greyOf(0.1), greyOf(0.3), greyOf(0.1)]);
    expect(engine.calls).toHaveLength(0);
    expect(latency.statistics()).toMatchObject({ count: 2, remembered: 1 });
  });

  test('what is anticipated with a mask is not what is drawn without one', async () => {
    makeReady(12);
    await flush();
    const inputTime = Date.now();
    pictures.anticipate(faceOf(0.5), inputTime, { 'main.2': { 3: 0 } });
    expect(engine.calls).toHaveLength(1);
    const plain = hold(0.5, { priority: 'visible', mask: {} });
    const masked = hold(0.5, { priority: 'live', inputTime, mask: { 'main.2': { 3: 0 } } });
    await answer(8);
    expect([masked.got.length, plain.got.length]).toEqual([1, 0]);
    await answer(8);
    expect([masked.got.length, plain.got.length]).toEqual([1, 1]);
    expect(latency.statistics().count).toBe(1);
  });

  test('what was anticipated in vain is drawn at most once, and not measured', async () => {
    makeReady(12);
    await flush();
    pictures.anticipate(faceOf(0.6), Date.now());
    await answer(12);
    await flush();
    expect(engine.calls).toHaveLength(0);
    expect(latency.statistics().count).toBe(0);
    const wish = hold(0.6, { priority: 'live' });
    expect(wish.got).toHaveLength(1);
  });

  test('a released wish without a successor hears nothing', async () => {
    makeReady();
    const wish = hold(0.1, { priority: 'live', inputTime: Date.now() });
    await flush();
    wish.release();
    await answer();
    expect(wish.got).toEqual([]);
  });

  test('others get one face now and then, and all they want when the hand rests', async () => {
    makeReady(12);
    const tiles = Array.from({ length: 6 }, (_, i) => hold(0.5 + i / 16));
    let sideFaces = 0;
    let move = hold(0, { priority: 'live', inputTime: Date.now() });
    for (let i = 1; i <= 60; i += 1) {
      await flush();
      const call = engine.calls[0];
      if (call !== undefined && (call.latents[0]?.[0] ?? 0) >= 0.5)
        sideFaces += call.latents.length;
      await answer(12);
      vi.advanceTimersByTime(4);
      move.release();
      move = hold(-i / 128, { priority: 'live', inputTime: Date.now() });
    }
    expect(sideFaces).toBeGreaterThanOrEqual(1);
    expect(sideFaces).toBeLessThanOrEqual(3);
    await flush();
    for (let i = 0; i < 10; i += 1) {
      await answer(12);
      vi.advanceTimersByTime(200);
      await flush();
    }
    expect(tiles.every((tile) => tile.got.length === 1)).toBe(true);
  });
});

describe('when something changes or fails', () => {
  test('a wish with a mask of its own is drawn with it, apart from the page and without a stored picture', async () => {
    const mask = { 'main.2': { 3: 0 } };
    stored.set(0.5, fakeImage([0]));
    makeReady();
    const plain = hold(0.5);
    const masked = hold(0.5, { mask });
    const bare = hold(0.25, { mask: {} });
    expect(masked.got).toEqual([]);
    await flush();
    while (engine.calls.length > 0) {
      const asked = engine.calls[0];
      expect(asked?.latents).toHaveLength(1);
      await answer();
    }
    expect(plain.got.map(({ source }) => source)).toEqual(['stored', 'live']);
    expect(masked.got.map(({ source }) => source)).toEqual(['live']);
    pictures.setMask({ 'main.5': { 1: 2 } });
    await flush();
    const masks = [];
    while (engine.calls.length > 0) {
      masks.push(engine.calls[0]?.mask);
      await answer();
    }
    expect(masks).toEqual([{ 'main.5': { 1: 2 } }, mask, {}]);
    for (const wish of [plain, masked, bare]) wish.release();
  });

  test('a mask draws everything again and drops what was under way without it', async () => {
    makeReady();
    const wish = hold(0.1);
    await flush();
    pictures.setMask({ 'main.2': { 3: 0 } });
    await answer();
    expect(wish.got).toEqual([]);
    expect(engine.calls[0]?.mask).toEqual({ 'main.2': { 3: 0 } });
    await answer();
    expect(wish.got).toHaveLength(1);
  });

  test('after a lost device everything held is drawn again', async () => {
    makeReady();
    const wish = hold(0.1);
    await flush();
    await answer();
    engine.setStatus({ phase: 'recovering' });
    engine.setStatus({ phase: 'ready' });
    engine.say({ kind: 'device-restored', milliseconds: 5 });
    await flush();
    await answer();
    expect(wish.got).toHaveLength(2);
  });

  test('a failure is told once and not repeated until there is reason to', async () => {
    makeReady();
    const wish = hold(0.1);
    await flush();
    await engine.calls[0]?.fail({ code: 'internal', message: 'broken', details: {} });
    await flush();
    expect(engine.calls).toHaveLength(0);
    expect(errors).toHaveLength(1);
    engine.setStatus({ active: { ...fakeReport, backend: 'cpu' } });
    await flush();
    await answer();
    expect(wish.got).toHaveLength(1);
  });

  test('a crash that the engine speaks of itself is not told again, and is drawn after it', async () => {
    makeReady();
    const wish = hold(0.1);
    await flush();
    await engine.calls[0]?.fail({ code: 'worker-crashed', message: 'gone', details: {} });
    expect(errors).toEqual([]);
    engine.setStatus({ phase: 'recovering' });
    engine.setStatus({ phase: 'ready' });
    await flush();
    await answer();
    expect(wish.got).toHaveLength(1);
  });
});

describe('drawAll', () => {
  test('gives pictures in order and tells how far it is', async () => {
    makeReady();
    const progress: number[] = [];
    const faces = Array.from({ length: 70 }, (_, i) => faceOf(i / 128));
    const result = pictures.drawAll(faces, { onProgress: (done) => progress.push(done) });
    await flush();
    while (engine.calls.length > 0) await answer(20);
    const images = await result;
    expect(images.map((image) => image.data[0])).toEqual(
      faces.map((f) => greyOf(f.z[0] as number)),
    );
    expect(progress).toEqual(Array.from({ length: 70 }, (_, i) => i + 1));
  });

  test('stops, and asks for nothing more', async () => {
    makeReady();
    const stop = new AbortController();
    const faces = Array.from({ length: 70 }, (_, i) => faceOf(i / 128));
    const result = pictures.drawAll(faces, { signal: stop.signal });
    await flush();
    stop.abort();
    await expect(result).rejects.toMatchObject({ code: 'aborted' });
    await answer();
    expect(engine.calls).toHaveLength(0);
  });

  test('passes on a failure, and refuses faces of another model', async () => {
    makeReady();
    const result = pictures.drawAll([faceOf(0.1)]);
    await flush();
    await engine.calls[0]?.fail({ code: 'internal', message: 'broken', details: {} });
    await expect(result).rejects.toMatchObject({ code: 'internal' });
    await expect(pictures.drawAll([faceOf(0, 'other')])).rejects.toMatchObject({
      code: 'bad-argument',
    });
  });
});
