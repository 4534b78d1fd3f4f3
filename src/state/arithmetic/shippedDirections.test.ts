import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readModelConfig } from '../../formats/config.ts';
import { drawSample } from '../../latent/prior.ts';
import { fitLogistic } from '../../maths/logistic.ts';
import { createLabelledLatents } from '../../storage/labelledLatents.ts';

const folder = new URL('../../../public/models/faces/', import.meta.url);
const config = readModelConfig(
  JSON.parse(readFileSync(new URL('config.json', folder), 'utf8')),
  'config.json',
);

test('the page fits the direction that was fitted offline', async () => {
  const latents = createLabelledLatents(() => undefined, {
    fetch: async (url) => new Response(new Uint8Array(readFileSync(new URL(url)))),
    caches: undefined,
    subtle: crypto.subtle,
  });
  const labels = await latents.loadLabels(folder.href, config);
  const directions = await latents.loadDirections(folder.href, config);
  if (labels === null || directions === null) throw new Error('faces has no labels or directions');
  const { attributes, probabilities, seed, firstIndex, count } = labels;
  const name = 'Smiling';
  const shipped = directions.attributes.find((direction) => direction.name === name);
  if (shipped === undefined) throw new Error(`no direction ${name}`);

  // Every fifth sample is held out.
  const rows = Array.from({ length: count }, (_, i) => i).filter((i) => (firstIndex + i) % 5 !== 0);
  const d = config.latentDim;
  const x = new Float64Array(rows.length * d);
  const y = new Uint8Array(rows.length);
  const column = attributes.indexOf(name);
  for (const [k, i] of rows.entries()) {
    x.set(drawSample(config.prior, d, seed, firstIndex + i), k * d);
    y[k] = Number((probabilities[i * attributes.length + column] ?? 0) >= 128);
  }
  const { lambda } = directions;
  const fit = fitLogistic({ x, y, n: rows.length, d, balanced: true, lambda });
  expect(fit.converged).toBe(true);
  for (const [j, w] of fit.w.entries()) {
    expect(Math.abs(w - shipped.weightLength * (shipped.vector[j] ?? NaN))).toBeLessThan(1e-5);
  }
  expect(Math.abs(fit.b - shipped.bias)).toBeLessThan(1e-5);
});
