import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readModelConfig } from '../../formats/config.ts';
import type { Labels } from '../../formats/labels.ts';
import { holdFixed } from '../../latent/direction.ts';
import { drawSample } from '../../latent/prior.ts';
import { areaUnderCurve } from '../../maths/classification.ts';
import { fitLogistic } from '../../maths/logistic.ts';
import { dot } from '../../maths/vector.ts';
import type { Latent } from '../../model/arrays.ts';
import { createLabelledLatents } from '../../storage/labelledLatents.ts';

/** A shipped model with its labels and directions. */
async function shipped(id: string) {
  const folder = new URL(`../../../public/models/${id}/`, import.meta.url);
  const config = readModelConfig(
    JSON.parse(readFileSync(new URL('config.json', folder), 'utf8')),
    'config.json',
  );
  const latents = createLabelledLatents(() => undefined, {
    fetch: async (url) => new Response(new Uint8Array(readFileSync(new URL(url)))),
    caches: undefined,
    subtle: crypto.subtle,
  });
  const labels = await latents.loadLabels(folder.href, config);
  const directions = await latents.loadDirections(folder.href, config);
  if (labels === null || directions === null) throw new Error(`${id} has no labels or directions`);
  const draw = (i: number): Latent =>
    drawSample(config.prior, config.latentDim, labels.seed, labels.firstIndex + i);
  return { config, labels, directions, draw };
}

/** Rows of the labelled samples: every fifth is held out. */
function rowsOf({ firstIndex, count }: Labels, heldOut: boolean): number[] {
  return Array.from({ length: count }, (_, i) => i).filter(
    (i) => ((firstIndex + i) % 5 === 0) === heldOut,
  );
}

/** For each of the rows, whether it shows an attribute. */
function shows({ attributes, probabilities }: Labels, name: string, rows: readonly number[]) {
  const column = attributes.indexOf(name);
  return Uint8Array.from(rows, (i) =>
    Number((probabilities[i * attributes.length + column] ?? 0) >= 128),
  );
}

test('the page fits the direction that was fitted offline', async () => {
  const { config, labels, directions, draw } = await shipped('faces');
  const name = 'Smiling';
  const found = directions.attributes.find((direction) => direction.name === name);
  if (found === undefined) throw new Error(`no direction ${name}`);

  const rows = rowsOf(labels, false);
  const d = config.latentDim;
  const x = new Float64Array(rows.length * d);
  for (const [k, i] of rows.entries()) x.set(draw(i), k * d);
  const y = shows(labels, name, rows);
  const { lambda } = directions;
  const fit = fitLogistic({ x, y, n: rows.length, d, balanced: true, lambda });
  expect(fit.converged).toBe(true);
  for (const [j, w] of fit.w.entries()) {
    expect(Math.abs(w - found.weightLength * (found.vector[j] ?? NaN))).toBeLessThan(1e-5);
  }
  expect(Math.abs(fit.b - found.bias)).toBeLessThan(1e-5);
});

test.each([
  ['faces', 37],
  ['avatars-64', 4],
])('the page frees the directions of %s as was done offline', async (id, freedCount) => {
  const { labels, directions, draw } = await shipped(id);
  const rows = rowsOf(labels, true);
  const held = rows.map(draw);
  const auc = (vector: Float32Array, name: string): number =>
    areaUnderCurve(
      shows(labels, name, rows),
      held.map((z) => dot(vector, z)),
    );
  let count = 0;
  for (const one of directions.attributes) {
    if (one.conditional === null) continue;
    count += 1;
    const { cosine, neighbours } = one.conditional;
    const others = directions.attributes.filter((other) =>
      neighbours.some(({ name }) => name === other.name),
    );
    const { direction, remaining } = holdFixed(one, others);
    expect(remaining, one.name).toBeCloseTo(cosine, 3);
    if (direction === null) throw new Error(`nothing is left of ${one.name}`);
    const freed = direction.vector;
    expect(auc(freed, one.name), one.name).toBeCloseTo(one.conditional.auc ?? NaN, 3);
    for (const { name, aucBefore, aucAfter } of neighbours) {
      expect(auc(one.vector, name), `${one.name}, ${name}`).toBeCloseTo(aucBefore ?? NaN, 3);
      expect(auc(freed, name), `${one.name}, ${name}`).toBeCloseTo(aucAfter ?? NaN, 3);
    }
  }
  expect(count).toBe(freedCount);
});

test('on the faces hats and glasses are told by their own directions, a smile by its neighbours', async () => {
  const { directions } = await shipped('faces');
  const figures = directions.attributes
    .filter(({ name }) => ['Smiling', 'Eyeglasses', 'Wearing_Hat'].includes(name))
    .map(({ name, direction, conditional }) => [name, direction.auc, conditional?.auc]);
  expect(figures).toEqual([
    ['Eyeglasses', 0.975, 0.9049],
    ['Smiling', 0.976, 0.5733],
    ['Wearing_Hat', 0.9763, 0.9366],
  ]);
});
