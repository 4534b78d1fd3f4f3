import { describe, expect, test } from 'vitest';
import { PlaygroundError } from '../../errors.ts';
import { createSampleFace } from '../../latent/createFace.ts';
import type { Shape } from '../../model/markings.ts';
import { createPlaygroundStore } from '../store.ts';
import { fakeConfig, flush } from '../testing/fakeEngine.ts';
import { createFakeServices } from '../testing/fakeServices.ts';
import type { FilterScene } from './scene.ts';
import { longestConcepts, maxConcepts } from './scene.ts';

const digest = { sizeBytes: 1, sha256: 'a'.repeat(64) };
const up = { kind: 'conv_transpose', padding: 0, bias: true, stride: 1 } as const;
const faces = fakeConfig('faces', {
  imageSize: 8,
  generator: {
    file: 'g.safetensors',
    layers: [
      { ...up, index: 0, in: 4, out: 6, kernel: 4 },
      { kind: 'relu', index: 1 },
      { ...up, index: 2, in: 6, out: 1, kernel: 5 },
      { kind: 'tanh', index: 3 },
    ],
  },
  files: { 'g.safetensors': digest },
});
const twin = {
  ...faces,
  id: 'twin',
  files: { 'g.safetensors': { ...digest, sha256: 'b'.repeat(64) } },
};
const box: Shape = { kind: 'box', x0: 1, y0: 2, x1: 5, y1: 6 };

async function start(hash = '') {
  const services = createFakeServices([faces, twin], hash);
  const playground = createPlaygroundStore(services, {
    language: 'en',
    theme: 'system',
    overruled: new Set(),
  });
  await playground.loader.start();
  const state = () => playground.store.getState();
  const filters = (): FilterScene => state().filters as FilterScene;
  const told = () =>
    state().notices.map(({ content }) =>
      content.kind === 'error'
        ? content.error.code
        : content.kind === 'text'
          ? content.key
          : content.kind,
    );
  return { ...playground, services, state, filters, told };
}

describe('concepts', () => {
  test('boxes are steps of the history, and Back takes one back', async () => {
    const { state, filters, services } = await start();
    state().addConcept('glasses');
    expect(state().setShapes(3, [box])).toBe(true);
    state().setShapes(5, [box, { kind: 'brush', pixels: [1, 2, 9] }]);
    expect(Object.keys(filters().concepts[0]?.shapes ?? {})).toEqual(['3', '5']);
    services.history.back();
    await flush();
    expect(filters().concepts[0]).toMatchObject({ name: 'glasses', shapes: { 3: [box] } });
    expect(state().setShapes(3, [])).toBe(true);
    expect(filters().concepts[0]?.shapes).toEqual({});
    expect(state().setShapes(9999, [box])).toBe(false);
  });

  test('what no link could hold is refused with a sentence; taking away is not', async () => {
    const { state, filters, told } = await start();
    state().addConcept('much');
    const many = Array.from({ length: longestConcepts / 9 }, () => box);
    expect(state().setShapes(0, many)).toBe(false);
    expect(told()).toEqual(['concepts-too-long']);
    expect(filters().concepts[0]?.shapes).toEqual({});
    expect(state().setShapes(0, many.slice(9))).toBe(true);
    expect(state().setShapes(0, many.slice(19))).toBe(true);
  });

  test('there is room for a few; a removed one leaves its neighbour selected', async () => {
    const { state, filters, told } = await start();
    for (let i = 0; i <= maxConcepts; i += 1) state().addConcept(`c${i}`);
    expect(filters().concepts).toHaveLength(maxConcepts);
    expect(told()).toEqual(['concepts-full']);
    state().renameConcept(0, 'windows');
    state().removeConcept(maxConcepts - 1);
    expect(filters().concept).toBe(maxConcepts - 2);
    expect(filters().concepts[0]?.name).toBe('windows');
  });
});

describe('scene', () => {
  test('what is out of range is refused, and nothing changes', async () => {
    const { state, filters } = await start();
    expect(() => state().changeFilters({ factor: 4 })).toThrow(/factor/);
    state().changeFilters({ factor: 2, hand: [3, 1], selection: 'hand' });
    expect(filters()).toMatchObject({ factor: 2, hand: [1, 3], selection: 'hand' });
  });

  test('a face is looked into, from anywhere; one of another model is refused', async () => {
    const { state, filters, told } = await start();
    state().changeFilters({ step: 'drop' });
    state().lookInside(createSampleFace(faces, 7, 2));
    expect(state().view).toBe('filters');
    expect(filters()).toMatchObject({ step: 'see', blend: 0 });
    const second = createSampleFace(faces, 7, 3);
    expect(state().place(second, { kind: 'filter-face', place: 1 })).toBe(true);
    expect(filters().faces.map(({ origin }) => origin)).toEqual([
      { kind: 'sample', seed: 7, index: 2 },
      { kind: 'sample', seed: 7, index: 3 },
    ]);
    const foreign = createSampleFace(twin, 7, 2);
    expect(state().place(foreign, { kind: 'filter-face', place: 0 })).toBe(false);
    expect(told()).toEqual(['other-model']);
  });

  test('another model keeps the faces, and neither concepts nor maps', async () => {
    const { state, filters } = await start();
    state().addConcept('glasses');
    state().changeFilters({ layer: 'main.1', hand: [2], selection: 'hand', order: 'rank' });
    state().setMask({ 'main.1': { 2: 0 } });
    await state().useModel('twin');
    expect(filters()).toMatchObject({ concepts: [], layer: '', hand: [], order: 'rank' });
    expect(filters().faces[0]?.modelId).toBe('twin');
    expect(state().mask).toEqual({});
  });
});

describe('masks', () => {
  test('a kept mask goes on and off, through a file, and not onto another model', async () => {
    const { state, told, services } = await start();
    const mask = { 'main.1': { 2: 0, 4: 0.5 } };
    const saved = state().saveMask(' No glasses ', mask, { kind: 'hand' });
    expect(saved).toMatchObject({ name: 'No glasses', modelId: 'faces', mask });
    expect(services.library.masks.size).toBe(1);
    const id = saved?.id ?? '';
    state().switchMaskOn(id);
    expect(state().mask).toEqual(mask);
    expect(services.history.read()).toContain('f=main.1:2*0/4*0.5');
    state().setMask({});
    const text = state().exportMask(id) ?? '';
    state().removeMask(id);
    expect(state().masks).toEqual([]);
    expect(state().importMask(text, 'mask.json')).toMatchObject({ name: 'No glasses', mask });
    expect(state().importMask('{"a":', 'broken.json')).toBeNull();
    expect(told()).toEqual(['bad-file']);
    await state().useModel('twin');
    const [kept] = state().masks;
    state().switchMaskOn(kept?.id ?? '');
    expect(state().mask).toEqual({});
    expect(state().importMask(text, 'mask.json')).toBeNull();
    expect(told()).toContain('other-model');
  });

  test('masks of an earlier visit are there, and what cannot be kept is told', async () => {
    const first = await start();
    const saved = first.state().saveMask('m', { 'main.1': { 0: 0 } }, { kind: 'hand' });
    const second = await start();
    if (saved !== null) second.services.library.masks.set(saved.id, saved);
    await second.loadLibrary();
    expect(second.state().masks).toEqual([saved]);
    second.services.library.refusal = new Error('full');
    second.state().saveMask('n', { 'main.1': { 0: 0 } }, { kind: 'hand' });
    await flush();
    expect(second.state().masks).toHaveLength(2);
    expect(second.state().notices).toHaveLength(1);
  });
});

describe('before a fit', () => {
  test('D is asked for where the model has one, and a failure is told where the fit tells its own', async () => {
    const { state, services } = await start();
    await state().prepareFit();
    expect(services.engine.prepared).toEqual([]);
    const withD = { ...faces, discriminator: { file: 'd.safetensors', layers: [] } };
    const other = createFakeServices([withD]);
    const playground = createPlaygroundStore(other, {
      language: 'en',
      theme: 'system',
      overruled: new Set(),
    });
    await playground.loader.start();
    await playground.store.getState().prepareFit();
    expect(other.engine.prepared).toEqual(['discriminator']);
    other.engine.prepare = async () => {
      throw new PlaygroundError('download-failed', 'no', {});
    };
    await playground.store.getState().prepareFit();
    expect(playground.store.getState().filterWork.failure).toMatchObject({
      kind: 'fit',
      error: { code: 'download-failed' },
    });
  });
});
