/** The whole of §6.3.1 on a generator in which it is known what must come out. */
import { readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { supportedBuild } from '../../engine/kernels/wasm/kernelModule.ts';
import type { Engine } from '../../engine/types.ts';
import { maskOf, selectChannels } from '../../filters/selection.ts';
import type { PixelImage } from '../../model/arrays.ts';
import type { ModelConfig } from '../../model/config.ts';
import type { Concept, Shape } from '../../model/markings.ts';
import type { FittedConcept } from './fitConcept.ts';
import { fitConcept } from './fitConcept.ts';
import { measureEffect } from './measureEffect.ts';
import type { FilterPorts, FilterStep } from './ports.ts';
import { drawMany } from './readPictures.ts';
import { sampleLatents } from './sampleLatents.ts';
import { fitHere } from './testing/fitHere.ts';
import { startPlantedEngine } from './testing/plantedEngine.ts';
import { plantedChannels, plantedModel, windowChannel } from './testing/plantedGenerator.ts';

const sheet = { seed: 7, firstIndex: 0, count: 60 };
const fresh = { seed: 8, firstIndex: 0, count: 24 };
/** Side of a window in pixels. */
const side = 8;

let engine: Engine;
let config: ModelConfig;
let ports: FilterPorts;
let concept: Concept;

/** Boxes as an eye would draw them: around bright squares of a picture. */
function brightSquares(image: PixelImage): Shape[] {
  const shapes: Shape[] = [];
  for (let y0 = 0; y0 < image.height; y0 += side) {
    for (let x0 = 0; x0 < image.width; x0 += side) {
      let sum = 0;
      for (let y = y0; y < y0 + side; y += 1) {
        for (let x = x0; x < x0 + side; x += 1) {
          sum += image.data[(y * image.width + x) * 4] as number;
        }
      }
      if (sum / side ** 2 > 190) shapes.push({ kind: 'box', x0, y0, x1: x0 + side, y1: y0 + side });
    }
  }
  return shapes;
}

const countWindows = (images: readonly PixelImage[]): number =>
  images.reduce((sum, image) => sum + brightSquares(image).length, 0);

const wasmFolder = '../../../node_modules/@tensorflow/tfjs-backend-wasm/wasm-out/';
const wasmFile = (name: string): string => new URL(wasmFolder + name, import.meta.url).pathname;

beforeAll(async () => {
  const build = supportedBuild() ?? 'simd';
  const kernels = new URL(`../../engine/kernels/wasm/kernels.${build}.wasm`, import.meta.url);
  engine = await startPlantedEngine({
    wasmUrls: {
      simd: wasmFile('tfjs-backend-wasm-simd.wasm'),
      plain: wasmFile('tfjs-backend-wasm.wasm'),
    },
    loadKernels: async () => ({ build, module: await WebAssembly.compile(readFileSync(kernels)) }),
  });
  ({ config } = plantedModel());
  ports = { engine, fitting: fitHere, attributes: null };
  const images = await drawMany(ports, sampleLatents(config, sheet), {}, {});
  const shapes = Object.fromEntries(images.map((image, i) => [i, brightSquares(image)]));
  concept = { id: 'window', name: 'Window', modelId: config.id, sheet, shapes };
  expect(countWindows(images)).toBeGreaterThan(30);
  expect(engine.getStatus().active).toMatchObject({ backend: 'wasm', kernels: 'own' });
});
afterAll(() => engine.dispose());

const fitOn = async (layer: string, progress: [number, FilterStep][] = []) =>
  fitConcept(
    ports,
    config,
    concept,
    { layer, seed: 3, usesUnmarked: false },
    { onProgress: (done, step) => progress.push([done, step]) },
  );

describe.each(['main.1', 'main.3'] as const)('on %s', (layer) => {
  let fitted: FittedConcept;
  beforeAll(async () => {
    fitted = await fitOn(layer);
  });

  test('the window channel has by far the largest weight', () => {
    const { standardised } = fitted.own.detector;
    const others = standardised.filter((_, channel) => channel !== windowChannel[layer]);
    const own = standardised[windowChannel[layer]] as number;
    expect(own).toBeGreaterThan(5 * Math.max(...others.map(Math.abs)));
    expect(fitted.own.validation.auc).toBeGreaterThan(0.95);
    expect(fitted.picture.validation.auc).toBeGreaterThan(0.95);
    expect(fitted.own.converged && fitted.picture.converged).toBe(true);
  });

  test('dropping it removes the windows, and dropping 20 random sets does not', async () => {
    const top = { kind: 'top', count: 1, ranking: 'effect' } as const;
    const channels = selectChannels(top, fitted.strengths, fitted.own.detector);
    expect(channels).toEqual([windowChannel[layer]]);
    const progress: [number, FilterStep][] = [];
    const report = await measureEffect(
      ports,
      config,
      fitted,
      { channels, factor: 0, samples: fresh, controlSeed: 1 },
      { onProgress: (done, step) => progress.push([done, step]) },
    );
    expect(report).toMatchObject({ of: plantedChannels, attributes: null });
    expect(report.picture.rank).toEqual({ rank: 1, beats: 20, of: 20 });
    expect(report.own.rank).toEqual({ rank: 1, beats: 20, of: 20 });
    const { before, after, controls } = report.picture;
    expect(after.mean).toBeLessThan(0.3 * before.mean);
    for (const control of controls) expect(control.mean).toBeGreaterThan(0.9 * before.mean);

    // And by eye, on the new samples.
    const latents = sampleLatents(config, fresh);
    const windows = countWindows(await drawMany(ports, latents, {}, {}));
    expect(windows).toBeGreaterThan(10);
    expect(countWindows(await drawMany(ports, latents, maskOf(layer, channels, 0), {}))).toBe(0);
    for (const set of report.controlSets) {
      const left = countWindows(await drawMany(ports, latents, maskOf(layer, set, 0), {}));
      expect(left).toBe(windows);
    }

    // What moved, moved where the windows were.
    expect(report.area).toBeGreaterThan(0.03);
    expect(report.area).toBeLessThan(0.15);
    expect(report.pixels.inside).toBeGreaterThan(100);
    expect(report.pixels.outside).toBeLessThan(5);
    for (const { inside } of report.controlPixels) expect(inside).toBeLessThan(40);
    const shares = progress.map(([done]) => done);
    expect(shares).toEqual(shares.toSorted((a, b) => a - b));
    expect([shares[0], shares.at(-1)]).toEqual([0, 1]);
  });

  test('all maps of positive weight, as in the paper, remove them as well', async () => {
    const { detector } = fitted.own;
    const channels = selectChannels({ kind: 'positive' }, fitted.strengths, detector);
    expect(channels).toContain(windowChannel[layer]);
    expect(channels.length).toBeLessThan(plantedChannels);
    const report = await measureEffect(ports, config, fitted, {
      channels,
      factor: 0,
      samples: fresh,
      controlSeed: 1,
    });
    expect(report.picture.after.mean).toBeLessThan(0.3 * report.picture.before.mean);
    for (const [i, set] of report.controlSets.entries()) {
      expect(set).toHaveLength(channels.length);
      const hasWindow = set.includes(windowChannel[layer]);
      const left = report.picture.controls[i]?.mean ?? NaN;
      expect(left > 0.6 * report.picture.before.mean).toBe(!hasWindow);
    }
  });
});

test('boosting the window is a rise, and ranked as one', async () => {
  const fitted = await fitOn('main.3');
  const report = await measureEffect(ports, config, fitted, {
    channels: [windowChannel['main.3']],
    factor: 3,
    samples: fresh,
    controlSeed: 1,
  });
  const { before, after, controls, rank } = report.own;
  expect(after.mean).toBeGreaterThan(before.mean);
  expect(rank.beats).toBe(controls.filter(({ mean }) => mean < after.mean).length);
  expect(rank.beats).toBeGreaterThan(10);
});

test('the same seeds give the same numbers; progress runs from 0 to 1', async () => {
  const progress: [number, FilterStep][] = [];
  const [one, other] = [await fitOn('main.3', progress), await fitOn('main.3')];
  expect(one).toEqual(other);
  const shares = progress.map(([done]) => done);
  expect(shares).toEqual(shares.toSorted((a, b) => a - b));
  expect([shares[0], shares.at(-1)]).toEqual([0, 1]);
});

test('a run can be stopped, in either half', async () => {
  const stop = new AbortController();
  const run = { signal: stop.signal, onProgress: () => stop.abort() };
  const options = { layer: 'main.3', seed: 3, usesUnmarked: false };
  const stopped = expect.objectContaining({ code: 'aborted' }) as unknown;
  await expect(fitConcept(ports, config, concept, options, run)).rejects.toEqual(stopped);
  const fitted = await fitConcept(ports, config, concept, options);
  const effect = { channels: [0], factor: 0, samples: fresh, controlSeed: 1 };
  await expect(measureEffect(ports, config, fitted, effect, run)).rejects.toEqual(stopped);
});

test('what cannot be measured is refused with what was expected', async () => {
  const fitted = await fitOn('main.3');
  const effect = { channels: [17], factor: 0, samples: fresh, controlSeed: 1 };
  await expect(
    measureEffect(ports, config, fitted, { ...effect, channels: [] }),
  ).rejects.toMatchObject({ code: 'bad-argument', details: { where: 'channels' } });
  await expect(
    measureEffect(ports, config, fitted, { ...effect, samples: { ...sheet, firstIndex: 59 } }),
  ).rejects.toMatchObject({ code: 'bad-argument', details: { where: 'samples' } });
  await expect(
    fitConcept(ports, config, concept, { layer: 'main.5', seed: 3, usesUnmarked: false }),
  ).rejects.toMatchObject({ details: { where: 'layer', expected: 'one of main.1, main.3' } });
  const few = { ...concept, shapes: { 0: concept.shapes[0] ?? [] } };
  await expect(
    fitConcept(ports, config, few, { layer: 'main.3', seed: 3, usesUnmarked: false }),
  ).rejects.toMatchObject({ code: 'too-few-boxes' });
});
