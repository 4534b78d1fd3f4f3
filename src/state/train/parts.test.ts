import { expect, test } from 'vitest';
import { recipe } from '../../trainer/config.ts';
import type { RunConfig } from '../../trainer/config.ts';
import type { StepMetrics } from '../../trainer/types.ts';
import { createCurves, mostPoints } from './curves.ts';
import { estimateStep } from './estimate.ts';
import { presetNames, presetOf, recipeOfPreset } from './presets.ts';
import { differences, paperRecipe } from './scene.ts';
import { chooseToForget } from './thinning.ts';

const metrics = (step: number): StepMetrics => ({
  step,
  epochs: 0,
  lossD: step,
  lossG: 1,
  scoreReal: 0.5,
  scoreFake: 0.5,
  gradientD: 1,
  gradientG: 1,
  milliseconds: 1,
});

test('curves of any length stay bounded, in order, and keep their mean', () => {
  const curves = createCurves();
  for (let step = 1; step <= 4096; step += 1) curves.add(metrics(step));
  const points = curves.points();
  expect(points.length).toBeLessThanOrEqual(mostPoints);
  expect(points.length).toBeGreaterThan(mostPoints / 3);
  expect(points.every(({ step }, i) => i === 0 || step > (points[i - 1]?.step ?? 0))).toBe(true);
  for (const { step, lossD } of points) expect(step - lossD).toBeLessThan(16);
  curves.rewind(100);
  expect(curves.points().at(-1)?.step).toBeLessThanOrEqual(100);
});

test.each(presetNames)('%s is recognised, whatever seed and size it has', (name) => {
  const made = recipeOfPreset(name, { ...paperRecipe, seed: 7, width: 8 });
  expect(made).toMatchObject({ seed: 7, width: 8 });
  expect(presetOf(made)).toBe(name);
});

test('another change is no preset', () => {
  expect(presetOf({ ...paperRecipe, loss: 'hinge' })).toBeNull();
});

test('of many snapshots those stay that are spread over the run', () => {
  const items = [0, 10, 20, 21, 22, 40, 80, 81].map((step) => ({ facts: { step } }));
  const gone = chooseToForget(items, 5).map(({ facts }) => facts.step);
  const left = items.map(({ facts }) => facts.step).filter((step) => !gone.includes(step));
  expect(left).toHaveLength(5);
  expect([left[0], left.at(-1)]).toEqual([0, 81]);
  expect(left).toContain(40);
});

test('a step of twice the batch takes twice the time of the one that was timed', () => {
  const timed = { config: recipe, milliseconds: 50 };
  expect(estimateStep(recipe, timed)).toEqual({ milliseconds: 50, isMeasured: true });
  const twice = estimateStep({ ...recipe, batchSize: recipe.batchSize * 2 }, timed);
  expect(twice).toEqual({ milliseconds: 100, isMeasured: false });
});

test('configurations differ in the keys whose values do, in whatever order they were written', () => {
  const turned = Object.fromEntries(Object.entries(recipe).toReversed()) as unknown as RunConfig;
  expect(differences(recipe, turned)).toEqual([]);
  expect(differences(recipe, { ...turned, width: 24, seed: 7 }).toSorted()).toEqual([
    'seed',
    'width',
  ]);
});
