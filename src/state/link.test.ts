import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { PlaygroundError } from '../errors.ts';
import { createFreeFace, createSampleFace } from '../latent/createFace.ts';
import type { Face } from '../latent/face.ts';
import { readLinkHead, readLinkScenes, writeLink } from './link.ts';
import type { Linkable } from './link.ts';
import { checkPlainState, fromPlainState, toPlainState } from './plainState.ts';
import type { ArithmeticScene } from './arithmetic/scene.ts';
import type { FilterScene } from './filters/scene.ts';
import type { TrainScene } from './train/scene.ts';
import type { Shape } from '../model/markings.ts';
import { resting } from './resting.ts';
import { createInitialScenes, linkKeys } from './scenes.ts';
import type { WalkScene } from './scene.ts';

const model = {
  id: 'faces',
  prior: 'normal',
  latentDim: 8,
  imageSize: 64,
  samples: null,
} as const;
const initial: Linkable = { view: 'walk', ...createInitialScenes(model), mask: {} };

function readBack(hash: string): Linkable {
  const head = readLinkHead(hash);
  return { view: head.view, ...readLinkScenes(head, model) };
}

const seed = fc.integer({ min: 0, max: 0xffffffff });
const face: fc.Arbitrary<Face> = fc.oneof(
  fc.tuple(seed, seed).map(([s, index]) => createSampleFace(model, s, index)),
  fc
    .array(fc.double({ min: -60000, max: 60000, noNaN: true }), { minLength: 8, maxLength: 8 })
    .map((values) => createFreeFace(model, values)),
);
const unit = fc.double({ min: 0, max: 1, noNaN: true }).map((x) => x + 0);
const amount = fc
  .double({ min: -6, max: 6, noNaN: true })
  .filter((value) => value !== 0)
  .map((value) => value + 0);
const direction = fc.constantFrom('5_o_Clock_Shadow', 'Male', 'No_Beard', 'Smiling', 'Young');
const scene: fc.Arbitrary<WalkScene> = fc
  .record({
    modelId: fc.constant('faces'),
    keyframes: fc.array(face, { minLength: 1, maxLength: 16 }),
    position: unit,
    interpolation: fc.constantFrom('lerp', 'slerp'),
    playMode: fc.constantFrom('once', 'loop', 'pingPong'),
    amounts: fc.dictionary(direction, amount, { noNullPrototype: true }),
    held: fc.uniqueArray(direction),
    speed: fc.double({ min: 0.05, max: 5, noNaN: true }),
    truncation: unit,
    paletteSeed: seed,
    sheetSeed: seed,
    source: fc.constantFrom('path', 'pad'),
    pad: fc.record({ corners: fc.tuple(face, face, face, face), x: unit, y: unit }),
    locked: fc
      .uniqueArray(fc.integer({ min: 0, max: 7 }))
      .map((list) => list.toSorted((a, b) => a - b)),
    instrument: fc.constantFrom(
      'none',
      'pad',
      'components',
      'attributes',
      'sheet',
      'settings',
      'export',
    ),
  })
  .map((made) => {
    const { length } = made.keyframes;
    const segments = made.playMode === 'loop' && length > 1 ? length : length - 1;
    return { ...made, position: made.position * segments + 0 } as WalkScene;
  });
const mask = fc.dictionary(
  fc.constantFrom('main.2', 'main.5', 'D.main.1'),
  fc.dictionary(fc.constantFrom('0', '3', '17'), fc.constantFrom(0, 0.5, 2, 1e-7), { minKeys: 1 }),
  { noNullPrototype: true },
);
const some = (maxLength: number) => fc.array(face, { maxLength });
const arithmetic: fc.Arbitrary<ArithmeticScene> = fc.record({
  slots: fc.array(
    fc.record({
      weight: fc.double({ min: -4, max: 4, noNaN: true }).map((x) => x + 0),
      faces: some(9),
    }),
    { minLength: 1, maxLength: 8 },
  ),
  strength: unit,
  noise: unit,
  noiseSeed: seed,
  redrawSeed: seed,
  preset: fc.constantFrom('', 'smile', 'man-with-glasses'),
  triple: fc.integer({ min: 0, max: 9999 }),
  amounts: fc.dictionary(direction, amount, { noNullPrototype: true }),
  held: fc.uniqueArray(direction),
  turnDirection: fc.constantFrom('', 'Male', 'own'),
  withFaces: some(4),
  withoutFaces: some(4),
  turnSeed: seed,
  wallSeed: seed,
  wallCount: fc.integer({ min: 1, max: 1000 }),
  panel: fc.constantFrom(
    'none',
    'controls',
    'attributes',
    'ownDirection',
    'turn',
    'wall',
    'export',
  ),
});
const shape: fc.Arbitrary<Shape> = fc.oneof(
  fc
    .tuple(...([63, 63, 63, 63] as const).map((max) => fc.integer({ min: 0, max })))
    .map(([x0 = 0, y0 = 0, width = 0, height = 0]): Shape => {
      const [x1, y1] = [Math.min(64, x0 + 1 + width), Math.min(64, y0 + 1 + height)];
      return { kind: 'box', x0, y0, x1, y1 };
    }),
  fc
    .uniqueArray(fc.integer({ min: 0, max: 4095 }), { minLength: 1, maxLength: 40 })
    .map((pixels): Shape => ({ kind: 'brush', pixels: pixels.toSorted((a, b) => a - b) })),
);
const concepts = fc
  .array(
    fc.record({
      name: fc
        .string({ maxLength: 20, unit: 'grapheme-composite' })
        .map((text) => text.slice(0, 40)),
      sheet: fc.record({
        seed,
        firstIndex: seed,
        count: fc.integer({ min: 150, max: 300 }),
      }),
      shapes: fc.dictionary(
        fc.integer({ min: 0, max: 149 }).map(String),
        fc.array(shape, { minLength: 1, maxLength: 4 }),
        { noNullPrototype: true, maxKeys: 8 },
      ),
    }),
    { maxLength: 3 },
  )
  .map((list) =>
    list.map(({ name, ...concept }, id) => ({
      ...concept,
      name: name.isWellFormed() ? name : '',
      id: String(id),
      modelId: 'faces',
    })),
  );
const filters: fc.Arbitrary<FilterScene> = fc
  .record({
    step: fc.constantFrom('see', 'mark', 'fit', 'drop'),
    faces: fc.array(face, { minLength: 1, maxLength: 2 }),
    blend: unit,
    layer: fc.constantFrom('', 'main.2', 'main.5'),
    map: fc.integer({ min: 0, max: 511 }),
    order: fc.constantFrom('index', 'strength', 'rank'),
    scaling: fc.constantFrom('common', 'own'),
    overlay: unit,
    sheetSeed: seed,
    sheetCount: fc.integer({ min: 8, max: 300 }),
    concepts,
    concept: fc.integer({ min: 0, max: 5 }),
    sample: fc.integer({ min: 0, max: 149 }),
    tool: fc.constantFrom('box', 'brush'),
    usesUnmarked: fc.boolean(),
    selection: fc.constantFrom('positive', 'top', 'hand'),
    topCount: fc.integer({ min: 0, max: 512 }),
    hand: fc
      .uniqueArray(fc.integer({ min: 0, max: 511 }))
      .map((list) => list.toSorted((a, b) => a - b)),
    factor: fc.double({ min: 0, max: 3, noNaN: true }).map((x) => x + 0),
    resultSeed: seed,
    controlSeed: seed,
    control: fc.integer({ min: 0, max: 19 }),
  })
  .map((made) => ({
    ...made,
    concept: Math.max(0, Math.min(made.concept, made.concepts.length - 1)),
  })) as fc.Arbitrary<FilterScene>;
const share = fc.double({ min: 0, max: 0.5, noNaN: true });
const train: fc.Arbitrary<TrainScene> = fc.record({
  part: fc.constantFrom('pictures', 'network', 'run', 'afterwards'),
  length: fc.integer({ min: 1, max: 1_000_000 }),
  network: fc.constantFrom('dcgan', 'mlp', 'conditional'),
  width: fc.integer({ min: 4, max: 256 }),
  latentDim: fc.integer({ min: 1, max: 1024 }),
  prior: fc.constantFrom('uniform', 'normal'),
  resampling: fc.constantFrom('strided', 'pooling'),
  batchNorm: fc.constantFrom('standard', 'none', 'everywhere'),
  hiddenLayer: fc.boolean(),
  activationG: fc.constantFrom('relu', 'tanh'),
  activationD: fc.constantFrom('leakyRelu', 'relu'),
  loss: fc.constantFrom('nonSaturating', 'minimax', 'leastSquares', 'wasserstein', 'hinge'),
  clip: fc.double({ min: 1e-4, max: 10, noNaN: true }),
  rateG: fc.double({ min: 1e-7, max: 0.1, noNaN: true }),
  beta1G: share,
  beta2G: share,
  rateD: fc.double({ min: 1e-7, max: 0.1, noNaN: true }),
  beta1D: share,
  beta2D: share,
  batchSize: fc.integer({ min: 2, max: 512 }),
  labelSmoothing: share,
  instanceNoise: share,
  stepsD: fc.integer({ min: 1, max: 10 }),
  averageDecay: share,
  seed,
});
const linkable: fc.Arbitrary<Linkable> = fc.record({
  view: fc.constantFrom('walk', 'filters', 'train', 'models'),
  scene,
  arithmetic,
  filters,
  train,
  mask: mask.map((plain) => resting.mask.field.fromPlain(plain, 'mask', model)),
});

test('any state comes back from its link, exactly, also when the link was escaped', () => {
  fc.assert(
    fc.property(linkable, (state) => {
      const hash = writeLink(state, model);
      expect(readBack(hash)).toEqual(state);
      const [path, query] = hash.split('?') as [string, string];
      const escaped = query.replaceAll(/[,*/:]/g, encodeURIComponent);
      expect(readBack(`${path}?${escaped}`)).toEqual(state);
    }),
  );
});

test('any state comes back from its plain form through JSON', () => {
  fc.assert(
    fc.property(linkable, (state) => {
      const plain: unknown = JSON.parse(JSON.stringify(toPlainState(state)));
      expect(fromPlainState(checkPlainState(plain), model, null)).toEqual(state);
    }),
  );
});

test('initial values are left out, and a bare address means them', () => {
  expect(writeLink(initial, model)).toBe('#/walk?v=1&m=faces');
  for (const hash of ['', '#', '#/walk', '#/walk?v=1&m=faces']) {
    expect(readBack(hash)).toEqual(initial);
  }
  expect(readLinkHead('#/models').view).toBe('models');
});

test('a link written by hand reads as it is meant', () => {
  const read = readBack('#/walk?v=1&m=faces&k=s7.0,s7.1&p=0.25&i=slerp&a=0-2.7&f=main.2:3*0/7*1.5');
  expect(read.scene.keyframes.map((f) => f.origin)).toEqual([
    { kind: 'sample', seed: 7, index: 0 },
    { kind: 'sample', seed: 7, index: 1 },
  ]);
  expect(read.scene.position).toBe(0.25);
  expect(read.scene.interpolation).toBe('slerp');
  expect(read.scene.locked).toEqual([0, 1, 2, 7]);
  expect(read.mask).toEqual({ 'main.2': { 3: 0, 7: 1.5 } });
});

test('keys of the table differ from each other', () => {
  const keys = linkKeys();
  expect(new Set([...keys, 'v', 'm', resting.mask.field.key]).size).toBe(keys.length + 3);
});

describe('a broken link is refused with the place, what was expected and what was found', () => {
  test.each([
    ['#garbage', 'link', /#\/walk/, 'garbage'],
    ['#/nowhere?v=1', 'view', /walk, arithmetic, filters, train, models/, 'nowhere'],
    ['#/walk?v=2&m=faces', 'v', /version 1/, '2'],
    ['#/walk?m=faces', 'v', /version 1/, 'nothing'],
    ['#/walk?v=1&q=3', 'link', /keys v, m/, 'q'],
    ['#/walk?v=1&p=1&p=2', 'p', /one value/, 'two'],
    ['#/walk?v=1&p=%E0%A4%A', 'p', /percent/, '%E0%A4%A'],
    ['#/walk?v=1&p', 'link', /pairs/, 'p'],
    ['#/walk?v=1&p=NaN', 'position', /a number from 0 to 16/, 'NaN'],
    ['#/walk?v=1&p=-1', 'position', /a number from 0/, '-1'],
    ['#/walk?v=1&p=3.5', 'position', /from 0 to 3/, '3.5'],
    ['#/walk?v=1&k=', 'keyframes', /1 to 16 faces/, '0 faces'],
    ['#/walk?v=1&k=AAAA', 'keyframes[0]', /8 packed numbers/, 'AAAA'],
    ['#/walk?v=1&k=s1.0,AAAAfAAAAAAAAAAAAAAAAA', 'keyframes[1]', /finite/, ''],
    ['#/walk?v=1&k=s99999999999.0', 'keyframes[0]', /a sample such as/, 's99999999999.0'],
    ['#/walk?v=1&c=s1.0', 'padCorners', /4 faces/, '1 faces'],
    ['#/walk?v=1&x=1.01', 'padX', /from 0 to 1/, '1.01'],
    ['#/walk?v=1&i=cubic', 'interpolation', /lerp, slerp/, 'cubic'],
    ['#/walk?v=1&n=4294967296', 'paletteSeed', /whole number/, '4294967296'],
    ['#/walk?v=1&n=1.5', 'paletteSeed', /whole number/, '1.5'],
    ['#/walk?v=1&a=8', 'locked', /from 0 to 7/, '8'],
    ['#/walk?v=1&a=5-2', 'locked', /upwards/, '5-2'],
    ['#/walk?v=1&a=0-999999', 'locked', /from 0 to 7/, '999999'],
    ['#/walk?v=1&f=main.2', 'mask', /channel factors/, 'main.2'],
    ['#/walk?v=1&f=main.2:3*-1', 'mask', /channel factors/, ''],
    [`#/walk?v=1&k=${'s1.0,'.repeat(60000)}`, 'link', /262144 characters/, ''],
    ['#/walk?v=1&aw=1,-1', 'exemplars', /faces for 2 slots/, '3 slots'],
    ['#/walk?v=1&aw=1,9,1', 'weights[1]', /-4 to 4/, '9'],
    ['#/walk?v=1&ax=s1.0;nonsense;', 'exemplars[1][0]', /s2015\.0/, '3 numbers'],
    ['#/walk?v=1&aa=Smiling*7', 'amounts.Smiling', /-6 to 6/, '7'],
    ['#/walk?v=1&ah=Male,Male', 'held', /different names/, 'Male'],
    ['#/filters?v=1&fx=4', 'factor', /from 0 to 3/, '4'],
    ['#/filters?v=1&fc=QQ~1.0.150~3:000z1zzz', 'concepts[0].shapes.3.x1', /from 0 to 64/, '71'],
    ['#/filters?v=1&fc=QQ~1.0.150~3:01010101', 'concepts[0].shapes.3', /not empty/, ''],
    ['#/filters?v=1&fc=QQ~1.0.150~200:00000101', 'concepts[0].shapes.200', /from 0 to 149/, '200'],
    ['#/filters?v=1&fc=QQ~1.0.150~3:*0.2-1.1', 'concepts[0].shapes.3', /ascending/, ''],
    ['#/filters?v=1&fc=nonsense', 'concepts[0]', /concepts as this page/, 'nonsense'],
    [`#/filters?v=1&fc=${'QQ'.repeat(13000)}`, 'concepts', /24000 characters/, '26000'],
    ['#/filters?v=1&fi=1', 'concept', /below 0/, '1'],
    ['#/train?v=1&ta=0.2', 'rateG', /from 1e-7 to 0.1/, '0.2'],
    ['#/train?v=1&tl=other', 'loss', /minimax/, 'other'],
  ])('%.60s', (hash, where, expected, found) => {
    let refusal: unknown;
    try {
      readBack(hash);
    } catch (thrown) {
      refusal = thrown;
    }
    expect(refusal).toBeInstanceOf(PlaygroundError);
    const { code, details } = refusal as PlaygroundError;
    expect(code).toBe('bad-link');
    expect(details.where).toBe(where);
    expect(String(details.expected)).toMatch(expected);
    expect(String(details.found)).toContain(found);
  });
});

describe('plain state', () => {
  test('what is left out stays', () => {
    const given = checkPlainState({
      position: 1.5,
      keyframes: [{ seed: 1, index: 0 }, { z: [1, 2, 3, 4, 5, 6, 7, 8] }, { seed: 1, index: 2 }],
    });
    const read = fromPlainState(given, model, { ...initial, view: 'models' });
    expect(read.view).toBe('models');
    expect(read.scene.position).toBe(1.5);
    expect([...(read.scene.keyframes[1] as Face).z]).toEqual([1, 2, 3, 4, 5, 6, 7, 8]);
    expect(read.scene.pad).toEqual(initial.scene.pad);
  });
  test.each([
    [null, /an object/],
    [{ postion: 1 }, /found postion/],
    [{ version: 2 }, /state\.version: expected 1/],
    [{ position: '1' }, /state\.position: expected a number/],
    [{ position: 9 }, /from 0 to 3/],
    [{ keyframes: [{ z: [1, 2] }] }, /state\.keyframes\[0\]\.z: expected 8; found 2/],
    [{ keyframes: [{ z: 'no' }] }, /8 numbers; found no/],
    [{ keyframes: [{ seed: -1, index: 0 }] }, /keyframes\[0\]\.seed/],
    [{ mask: { 'main.2': { 3: -1 } } }, /state\.mask\.main\.2\.3: expected a factor/],
    [{ locked: [0, 'a'] }, /state\.locked/],
  ])('%j', (value, message) => {
    expect(() => fromPlainState(checkPlainState(value), model, initial)).toThrow(message);
  });
});
