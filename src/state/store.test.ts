import { describe, expect, test } from 'vitest';
import { PlaygroundError } from '../errors.ts';
import { createFreeFace, createSampleFace } from '../latent/createFace.ts';
import type { Face } from '../latent/face.ts';
import { stageFace } from './derived.ts';
import type { WalkScene } from './scene.ts';
import { createPlaygroundStore } from './store.ts';
import type { Playground } from './store.ts';
import { fakeConfig, flush } from './testing/fakeEngine.ts';
import { createFakeServices } from './testing/fakeServices.ts';
import type { FakeServices } from './testing/fakeServices.ts';
import type { PlaygroundStore } from './types.ts';

const faces = fakeConfig('faces');
const epoch1 = fakeConfig('faces-epoch1');
const other = fakeConfig('other', { latentDim: 6, prior: 'uniform' });

interface World extends Playground {
  readonly services: FakeServices;
  readonly state: () => PlaygroundStore;
  readonly scene: () => WalkScene;
}

function makeWorld(hash = '', settings = new Map<string, unknown>()): World {
  const services = createFakeServices([faces, epoch1, other], hash, settings);
  const playground = createPlaygroundStore(services, {
    language: 'en',
    theme: 'system',
    overruled: new Set(['language']),
  });
  const state = (): PlaygroundStore => playground.store.getState();
  return { ...playground, services, state, scene: () => state().scene as WalkScene };
}
async function start(hash = ''): Promise<World> {
  const world = makeWorld(hash);
  await world.loader.start();
  return world;
}
const sample = (index: number, model = faces): Face => createSampleFace(model, 7, index);
const names = (list: readonly Face[]): string[] =>
  list.map(({ origin }) => (origin.kind === 'sample' ? `${origin.seed}.${origin.index}` : 'free'));
const problems = ({ state }: World): string[] =>
  state().notices.map(({ content }) =>
    content.kind === 'error' ? content.error.code : content.kind,
  );

describe('start', () => {
  test('shows the initial scene of the first model without waiting for the engine', async () => {
    const world = makeWorld();
    let drawing = (): void => undefined;
    world.services.engine.use = () =>
      new Promise((resolve) => {
        drawing = () => resolve(faces);
      });
    const started = world.loader.start();
    await flush();
    expect(names(world.scene().keyframes)).toEqual(['2015.0', '2015.1', '2015.2', '2015.3']);
    expect(names(world.scene().pad.corners)).toEqual(['2015.4', '2015.5', '2015.6', '2015.7']);
    expect(world.scene().paletteSeed).toBe(2015);
    expect(world.services.history.entries).toEqual(['']);
    drawing();
    await started;
  });

  test('shows what the link says, with its model', async () => {
    const world = await start('#/models?v=1&m=other&k=s7.0,s7.1&p=0.5');
    expect(world.state().view).toBe('models');
    expect(world.scene().modelId).toBe('other');
    expect(names(world.scene().keyframes)).toEqual(['7.0', '7.1']);
    expect(world.scene().position).toBe(0.5);
    expect(world.services.engine.used).toEqual(['/other/']);
  });

  test.each(['#/walk?v=1&m=nobody', '#/walk?v=9', '#nonsense', '#/walk?v=1&m=faces&p=99'])(
    'a broken link %s gives a sentence and the initial scene',
    async (hash) => {
      const world = await start(hash);
      expect(problems(world)).toEqual(['bad-link']);
      expect(world.scene().position).toBe(0);
      expect(world.services.history.entries).toEqual(['#/walk?v=1&m=faces']);
    },
  );

  test('a failed download is told, and retry starts over', async () => {
    const world = makeWorld();
    const { loadEntries } = world.services.models;
    world.services.models.loadEntries = () =>
      Promise.reject(new PlaygroundError('download-failed', 'gone'));
    await expect(world.loader.start()).rejects.toThrow('gone');
    world.services.models.loadEntries = loadEntries;
    await world.state().retry();
    expect(world.scene().modelId).toBe('faces');
  });

  test('weights that do not load leave the scene with its stored pictures', async () => {
    const world = makeWorld();
    world.services.engine.failUse({ code: 'file-altered', message: 'altered', details: {} });
    await expect(world.loader.start()).rejects.toMatchObject({ code: 'file-altered' });
    expect(world.scene().modelId).toBe('faces');
  });
});

describe('steps of the history', () => {
  test('a gesture is one step, and Back undoes it', async () => {
    const { state, scene, services } = await start();
    for (const position of [0.1, 0.2, 0.5]) state().setPosition(position, { live: true });
    expect(services.history.entries).toHaveLength(1);
    expect(scene().position).toBe(0.5);
    state().commit();
    expect(services.history.entries).toEqual(['', '#/walk?v=1&m=faces&p=0.5']);
    state().commit();
    expect(services.history.entries).toHaveLength(2);
    services.history.back();
    await flush();
    expect(scene().position).toBe(0);
  });

  test('quick steps of one slider are one step, slow ones and other verbs are not', async () => {
    const { state, services } = await start();
    for (const position of [0.1, 0.2, 0.3]) state().setPosition(position);
    expect(services.history.entries).toHaveLength(2);
    services.time = 5000;
    state().setPosition(0.4);
    expect(services.history.entries).toHaveLength(3);
    state().setInterpolation('slerp');
    state().setInterpolation('lerp');
    expect(services.history.entries).toHaveLength(5);
  });

  test('a link put into the address bar is shown, also of another model', async () => {
    const { scene, services } = await start();
    services.history.paste('#/walk?v=1&m=faces-epoch1&k=s1.0&i=slerp');
    await flush();
    expect(scene().modelId).toBe('faces-epoch1');
    expect(scene().interpolation).toBe('slerp');
    services.history.back();
    await flush();
    expect(scene().modelId).toBe('faces');
    expect(services.engine.used).toEqual(['/faces/', '/faces-epoch1/', '/faces/']);
  });

  test('Back while playing stops and does not overwrite the entry it arrives at', async () => {
    const { state, scene, services } = await start();
    state().setPosition(1.5);
    state().play();
    services.clock.tick(0);
    services.clock.tick(100);
    services.history.back();
    await flush();
    expect(state().playing).toBe(false);
    expect(scene().position).toBe(0);
    expect(services.history.entries).toEqual(['']);
  });
});

describe('placing', () => {
  const place = async (
    target: Parameters<PlaygroundStore['place']>[1],
    source?: Parameters<PlaygroundStore['place']>[2],
    face = sample(9),
  ): Promise<{ keyframes: string[]; corners: string[]; done: boolean; world: World }> => {
    const world = await start('#/walk?v=1&m=faces&k=s7.0,s7.1,s7.2&c=s8.0,s8.1,s8.2,s8.3');
    const done = world.state().place(face, target, source);
    const { keyframes, pad } = world.scene();
    return { keyframes: names(keyframes), corners: names(pad.corners), done, world };
  };
  const from = (index: number) => ({ kind: 'keyframe', index }) as const;

  test('on a keyframe: a face from elsewhere replaces it, a keyframe changes places', async () => {
    const target = { kind: 'keyframe', index: 1 } as const;
    const dropped = await place(target, { kind: 'palette', index: 0 });
    expect(dropped.keyframes).toEqual(['7.0', '7.9', '7.2']);
    expect(dropped.world.state().selectedKeyframe).toBe(1);
    expect((await place(target, from(2), sample(2))).keyframes).toEqual(['7.0', '7.2', '7.1']);
    expect((await place(target, from(1), sample(1))).done).toBe(false);
  });
  test('in a gap: inserted, or moved', async () => {
    const gap = (index: number) => ({ kind: 'keyframe-gap', index }) as const;
    expect((await place(gap(3))).keyframes).toEqual(['7.0', '7.1', '7.2', '7.9']);
    expect((await place(gap(0), from(2), sample(2))).keyframes).toEqual(['7.2', '7.0', '7.1']);
    expect((await place(gap(3), from(0), sample(0))).keyframes).toEqual(['7.1', '7.2', '7.0']);
    expect((await place(gap(1), from(0), sample(0))).done).toBe(false);
  });
  test('on a corner of the pad: replaced, or the two change places', async () => {
    const corner = { kind: 'pad-corner', corner: 0 } as const;
    expect((await place(corner, from(2), sample(2))).corners).toEqual(['7.2', '8.1', '8.2', '8.3']);
    const eight = createSampleFace(faces, 8, 3);
    const swapped = await place(corner, { kind: 'pad-corner', corner: 3 }, eight);
    expect(swapped.corners).toEqual(['8.3', '8.1', '8.2', '8.0']);
  });
  test('in the bin: a keyframe goes, but never the last', async () => {
    const { keyframes, world } = await place({ kind: 'bin' }, from(0), sample(0));
    expect(keyframes).toEqual(['7.1', '7.2']);
    world.state().removeKeyframe(0);
    world.state().removeKeyframe(0);
    expect(names(world.scene().keyframes)).toEqual(['7.2']);
    expect((await place({ kind: 'bin' }, { kind: 'palette', index: 0 })).done).toBe(false);
  });
  test('a face of another model is refused with a notice', async () => {
    const { done, world } = await place(from(0), undefined, sample(0, other));
    expect(done).toBe(false);
    expect(world.state().notices[0]?.content).toEqual({ kind: 'text', key: 'other-model' });
  });
  test('the path is full at 16', async () => {
    const world = await start();
    for (let i = 0; i < 20; i += 1) world.state().addKeyframe(sample(i));
    expect(world.scene().keyframes).toHaveLength(16);
    expect(world.state().notices[0]?.content).toEqual({ kind: 'text', key: 'path-full' });
  });
  test('a computed face is rounded when it is kept, so that its link keeps it', async () => {
    const world = await start();
    world.state().setPosition(0.3);
    const shown = stageFace(world.scene());
    world.state().place(shown, { kind: 'keyframe', index: 2 }, { kind: 'stage' });
    const kept = world.scene().keyframes[2] as Face;
    expect(kept.z).not.toEqual(shown.z);
    expect(kept).toEqual(createFreeFace(faces, shown.z));
    const copy = await start(world.services.history.read());
    expect(copy.scene()).toEqual(world.scene());
  });
});

describe('keyframes', () => {
  test('one made here lies where the stage was', async () => {
    const { state, scene } = await start();
    state().setPosition(1.25);
    const { z } = stageFace(scene());
    state().insertKeyframeHere();
    expect(scene().keyframes).toHaveLength(5);
    expect(scene().position).toBe(2);
    expect(state().selectedKeyframe).toBe(2);
    stageFace(scene()).z.forEach((value, i) => expect(value).toBeCloseTo(z[i] as number, 2));
  });
  test('moving counts in results', async () => {
    const { state, scene } = await start();
    state().moveKeyframe(0, 2);
    expect(names(scene().keyframes)).toEqual(['2015.1', '2015.2', '2015.0', '2015.3']);
    expect(scene().position).toBe(2);
    state().moveKeyframe(2, 0);
    expect(names(scene().keyframes)).toEqual(['2015.0', '2015.1', '2015.2', '2015.3']);
  });
  test('painting leaves locked components alone and ends as one step', async () => {
    const { state, scene, services } = await start();
    state().selectKeyframe(1);
    state().setLocked([0, 2]);
    const before = [...(scene().keyframes[1] as Face).z];
    const steps = services.history.entries.length;
    state().paintComponents({ 0: 1.5, 1: 1.5 }, { live: true });
    state().paintComponents({ 3: -0.5 }, { live: true });
    state().commit();
    expect(services.history.entries.length - steps).toBeLessThanOrEqual(1);
    const { z, origin } = scene().keyframes[1] as Face;
    expect(z[0]).toBeCloseTo(before[0] as number, 2);
    expect([z[1], z[3]]).toEqual([1.5, -0.5]);
    expect(origin.kind).toBe('free');
    expect(() => state().paintComponents({ 9: 1 })).toThrow(/from 0 to 3; found 9/);
    expect(() => state().paintComponents({ 1: Number.NaN })).toThrow(/finite/);
  });
  test('drawing again with nothing locked is a sample and keeps its name', async () => {
    const { state, scene } = await start();
    state().redrawUnlocked(99);
    expect(names(scene().keyframes)[0]).toBe('99.0');
    state().setLocked([1]);
    const [, kept] = (scene().keyframes[0] as Face).z;
    state().redrawUnlocked(100);
    const { z } = scene().keyframes[0] as Face;
    expect(z[1]).toBeCloseTo(kept as number, 2);
    expect(z[0]).toBeCloseTo(createSampleFace(faces, 100, 0).z[0] as number, 2);
  });
});

describe('values', () => {
  test('out of range is brought into it, no number is refused', async () => {
    const { state, scene } = await start();
    state().setPosition(99);
    expect(scene().position).toBe(3);
    expect(state().selectedKeyframe).toBe(3);
    state().setPlayMode('loop');
    state().setPosition(99);
    expect(scene().position).toBe(4);
    state().setPlayMode('once');
    expect(scene().position).toBe(3);
    state().setPad(-1, 2);
    expect(scene().pad).toMatchObject({ x: 0, y: 1 });
    expect(scene().source).toBe('pad');
    expect(() => state().setPosition(Number.NaN)).toThrow(/finite/);
    expect(() => state().setPaletteSeed(-1)).toThrow(/whole number/);
  });
});

describe('playback', () => {
  const run = async (hash: string, milliseconds: number): Promise<World> => {
    const world = await start(`#/walk?v=1&m=faces&k=s7.0,s7.1,s7.2&s=1&${hash}`);
    world.state().play();
    for (let time = 0; time <= milliseconds; time += 50) world.services.clock.tick(time);
    return world;
  };
  test('once: to the end, and stops there', async () => {
    const world = await run('l=once', 2500);
    expect(world.scene().position).toBe(2);
    expect(world.state().playing).toBe(false);
    expect(world.services.history.entries).toHaveLength(1);
    expect(world.services.history.read()).toContain('p=2');
    world.state().play();
    expect(world.scene().position).toBe(0);
  });
  test('loop: through the closing segment to the start', async () => {
    expect((await run('l=loop', 2500)).scene().position).toBeCloseTo(2.5, 6);
    expect((await run('l=loop', 3500)).scene().position).toBeCloseTo(0.5, 6);
  });
  test('ping-pong: there and back and there', async () => {
    expect((await run('l=pingPong', 2500)).scene().position).toBeCloseTo(1.5, 6);
    expect((await run('l=pingPong', 4500)).scene().position).toBeCloseTo(0.5, 6);
  });
  test('a long pause between frames is no jump; a hidden page stops; a touch stops', async () => {
    const world = await run('l=loop', 100);
    world.services.clock.tick(60_000);
    expect(world.scene().position).toBeCloseTo(0.2, 6);
    world.state().setPosition(1);
    expect(world.state().playing).toBe(false);
    world.state().play();
    world.services.clock.hide();
    expect(world.state().playing).toBe(false);
    world.state().play();
    expect(world.state().playing).toBe(false);
  });
  test('a single keyframe has nowhere to go', async () => {
    const world = await start('#/walk?v=1&m=faces&k=s7.0');
    world.state().play();
    expect(world.state().playing).toBe(false);
  });
});

describe('models', () => {
  test('the same prior and size: all faces stay and are read by the new model', async () => {
    const { state, scene, services } = await start('#/walk?v=1&m=faces&k=s7.0,s7.1&p=0.5&i=slerp');
    const before = scene();
    await state().useModel('faces-epoch1');
    expect(scene()).toEqual({
      ...before,
      modelId: 'faces-epoch1',
      keyframes: before.keyframes.map((face) => ({ ...face, modelId: 'faces-epoch1' })),
      pad: {
        ...before.pad,
        corners: before.pad.corners.map((face) => ({ ...face, modelId: 'faces-epoch1' })),
      },
    });
    services.history.back();
    await flush();
    expect(scene()).toEqual(before);
  });
  test('another latent space: a fresh scene', async () => {
    const { state, scene } = await start('#/walk?v=1&m=faces&k=s7.0,s7.1&i=slerp');
    await state().useModel('other');
    expect(names(scene().keyframes)).toEqual(['2015.0', '2015.1', '2015.2', '2015.3']);
    expect((scene().keyframes[0] as Face).z).toHaveLength(6);
    expect(scene().interpolation).toBe('slerp');
  });
  test('one that fails to load leaves everything as it was', async () => {
    const world = await start('#/walk?v=1&m=faces&p=0.5');
    world.services.engine.failUse({ code: 'shape-mismatch', message: 'shape', details: {} });
    const before = world.scene();
    await world.state().useModel('other');
    expect(world.scene()).toBe(before);
    expect(problems(world)).toEqual(['shape-mismatch']);
    await world.state().useModel('nobody');
    expect(problems(world)).toEqual(['shape-mismatch', 'unknown-model']);
  });
});

describe('shelf, settings, notices', () => {
  test('faces are kept once, saved, and taken off', async () => {
    const { state, services } = await start();
    state().saveToShelf(sample(1));
    state().saveToShelf(sample(1));
    state().saveToShelf(sample(1, other));
    expect(state().shelf.map((item) => item.id)).toEqual(['id-1', 'id-2']);
    expect([...services.library.faces.keys()]).toEqual(['id-1', 'id-2']);
    state().place(sample(1), { kind: 'bin' }, { kind: 'shelf', id: 'id-1' });
    expect(state().shelf.map((item) => item.id)).toEqual(['id-2']);
    await flush();
    expect([...services.library.faces.keys()]).toEqual(['id-2']);
  });
  test('the shelf is full at 200', async () => {
    const world = await start();
    for (let i = 0; i < 201; i += 1) world.state().saveToShelf(sample(i));
    expect(world.state().shelf).toHaveLength(200);
    expect(world.state().notices[0]?.content).toEqual({ kind: 'text', key: 'shelf-full' });
  });
  test('settings come back, except where the address overrules or they are unreadable', async () => {
    const settings = new Map<string, unknown>([
      ['language', 'ko'],
      ['theme', 'dark'],
      ['scaling', 7],
    ]);
    const world = makeWorld('', settings);
    const { language, theme, scaling } = world.state();
    expect({ language, theme, scaling }).toEqual({
      language: 'en',
      theme: 'dark',
      scaling: 'crisp',
    });
    expect(problems(world)).toEqual(['bad-argument']);
    world.state().setTheme('light');
    expect(settings.get('theme')).toBe('light');
    world.services.library.faces.set('a', { id: 'a', savedAt: 1, face: sample(0) });
    await world.loadLibrary();
    expect(world.state().shelf).toHaveLength(1);
  });
  test('a browser that refuses storage is told of once, and the page goes on', async () => {
    const world = await start();
    world.services.library.refusal = new PlaygroundError('storage-failed', 'private window');
    await world.loadLibrary();
    world.state().saveToShelf(sample(1));
    world.state().setScaling('smooth');
    await flush();
    expect(problems(world)).toEqual(['storage-failed']);
    expect(world.state().shelf).toHaveLength(1);
    expect(world.state().scaling).toBe('smooth');
  });
  test('what the engine says becomes a notice; that it failed goes when it works again', async () => {
    const world = await start();
    world.services.engine.say({ kind: 'device-lost' });
    const error = { code: 'backend-unavailable', message: 'none', details: {} } as const;
    world.services.engine.setStatus({ phase: 'failed', error });
    expect(problems(world)).toEqual(['engine', 'backend-unavailable']);
    world.services.engine.setStatus({ phase: 'ready', error: null });
    expect(problems(world)).toEqual(['engine']);
    const [notice] = world.state().notices;
    world.state().dismiss(notice?.id as number);
    expect(world.state().notices).toEqual([]);
  });
});
