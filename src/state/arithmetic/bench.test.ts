import { beforeEach, expect, test } from 'vitest';
import { createSampleFace } from '../../latent/createFace.ts';
import type { Face } from '../../latent/face.ts';
import { norm } from '../../maths/vector.ts';
import { createPlaygroundStore } from '../store.ts';
import type { Playground } from '../store.ts';
import { fakeConfig } from '../testing/fakeEngine.ts';
import { createFakeServices } from '../testing/fakeServices.ts';
import type { FakeServices } from '../testing/fakeServices.ts';
import {
  armFaces,
  emptySlots,
  formulaText,
  meanFace,
  neighbourFaces,
  priorTriples,
  slotsOfFormula,
  sumOf,
  sumOfTriple,
} from './derived.ts';
import type { ArithmeticScene } from './scene.ts';

const model = fakeConfig('faces');
const face = (index: number): Face => createSampleFace(model, 7, index);
const triple = (from: number): Face[] => [face(from), face(from + 1), face(from + 2)];
let services: FakeServices;
let playground: Playground;
const verbs = () => playground.store.getState();
const bench = (): ArithmeticScene => verbs().arithmetic as ArithmeticScene;

beforeEach(async () => {
  services = createFakeServices([model], '#/arithmetic');
  playground = createPlaygroundStore(services, {
    language: 'en',
    theme: 'system',
    overruled: new Set(),
  });
  await playground.loader.start();
});

test('A − B + C of three faces each, and A alone at strength 0', () => {
  verbs().fillSlots('smiling-man', 1, [triple(0), triple(3), triple(6)]);
  const [a, b, c] = bench().slots.map((slot) => meanFace(slot)?.z as Float32Array);
  const y = sumOf(bench());
  y?.forEach((value, i) =>
    expect(value).toBeCloseTo(Number(a?.[i]) - Number(b?.[i]) + Number(c?.[i]), 5),
  );
  verbs().setBench({ strength: 0 });
  expect(sumOf(bench())).toEqual(a);
  expect(bench()).toMatchObject({ preset: 'smiling-man', triple: 1 });
});

test('every change is a step that Back undoes; the moves of a slider are one', async () => {
  const { entries } = services.history;
  const before = entries.length;
  for (const strength of [0.2, 0.4, 0.9]) verbs().setBench({ strength }, { live: true });
  verbs().commit();
  expect(entries).toHaveLength(before + 1);
  services.time += 5000;
  verbs().place(face(1), { kind: 'slot', slot: 0 });
  expect(entries).toHaveLength(before + 2);
  services.history.back();
  await expect.poll(() => bench().slots[0]?.faces).toEqual([]);
  expect(bench().strength).toBe(0.9);
});

test('the first triple is offered once for a model, and never over faces of the visitor', () => {
  const entries = services.history.entries.length;
  verbs().offerSlots('hat', [triple(0), triple(3), triple(6)]);
  expect(bench().slots.map((slot) => slot.faces.length)).toEqual([3, 3, 3]);
  expect(services.history.entries).toHaveLength(entries);
  verbs().setSlots([{ weight: 1, faces: [] }]);
  verbs().offerSlots('hat', [triple(0), triple(3), triple(6)]);
  expect(bench().slots).toEqual([{ weight: 1, faces: [] }]);
});

test('what a link could not hold is refused', () => {
  expect(() => verbs().setBench({ strength: 9 })).toThrow(/strength/);
  expect(() => verbs().setBench({ noiseSeed: 1.5 })).toThrow(/noiseSeed/);
  expect(() => verbs().setSlots([])).toThrow(/slots/);
  expect(() => verbs().setSlots([{ weight: 5, faces: [] }])).toThrow(/weight/);
});

test('a typed formula sets weights, keeps faces, and is refused where it is wrong', () => {
  const slots = [triple(0), triple(3), []].map((faces, i) => ({ weight: i === 1 ? -1 : 1, faces }));
  expect(formulaText({ slots })).toBe('A − B + C');
  expect(emptySlots({ slots })).toEqual([2]);
  expect(slotsOfFormula('2A - 0.5D', { slots })).toMatchObject({
    slots: [{ weight: 2 }, { weight: 0, faces: triple(3) }, { weight: 0 }, { weight: -0.5 }],
  });
  expect(slotsOfFormula('A', { slots })).toMatchObject({ slots: [{ weight: 1 }, { weight: 0 }] });
  expect(slotsOfFormula('A +', { slots })).toMatchObject({ problem: { position: 3 } });
});

test('arms, neighbours and draws again', () => {
  verbs().fillSlots('', 0, [triple(0), triple(3), triple(6)]);
  const arms = armFaces(bench(), model);
  const shell = Math.sqrt(model.latentDim);
  expect(Math.abs(norm(arms?.oneRescaled.z ?? []) - shell)).toBeLessThan(0.2 * shell);
  expect(arms?.all.z).toEqual(sumOf(bench()));
  const y = sumOf(bench());
  if (y === null) throw new Error('no result');
  const around = neighbourFaces(bench(), model, y);
  expect(around).toHaveLength(8);
  expect(neighbourFaces(bench(), model, y)).toEqual(around);
  expect(neighbourFaces({ ...bench(), noiseSeed: 2 }, model, y)).not.toEqual(around);
  const drawn = priorTriples(model, 5);
  expect(new Set(drawn.flat(2).map(({ origin }) => JSON.stringify(origin))).size).toBe(72);
  expect(sumOfTriple(drawn[0] ?? [], 1, model.id).z).toHaveLength(model.latentDim);
});
