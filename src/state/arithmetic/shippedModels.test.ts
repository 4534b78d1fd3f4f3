import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readModelConfig } from '../../formats/config.ts';
import { presetSlots } from '../../formats/exemplars.ts';
import { createLabelledLatents } from '../../storage/labelledLatents.ts';
import { poolOf } from './pools.ts';
import { countTriples } from './presets.ts';

/** Each model with its labels, and how many presets it has at least. */
const models = [
  ['faces', 5],
  ['avatars-64', 4],
  ['avatars-32', 4],
] as const;
const folderOf = (id: string) => new URL(`../../../public/models/${id}/`, import.meta.url);
const latents = createLabelledLatents(() => undefined, {
  fetch: async (url) => new Response(new Uint8Array(readFileSync(new URL(url)))),
  caches: undefined,
  subtle: crypto.subtle,
});
const configOf = (folder: URL) =>
  readModelConfig(JSON.parse(readFileSync(new URL('config.json', folder), 'utf8')), 'config.json');

test.each(models)('the presets of %s are what its labels say, face by face', async (id, least) => {
  const folder = folderOf(id);
  const config = configOf(folder);
  const labels = await latents.loadLabels(folder.href, config);
  const exemplars = await latents.loadExemplars(folder.href, config);
  if (labels === null || exemplars === null) throw new Error(`${id} has no labels or no exemplars`);
  expect(labels.count).toBe(20_000);
  expect(exemplars.presets.length).toBeGreaterThanOrEqual(least);
  for (const preset of exemplars.presets) {
    // More than one triple each.
    expect(countTriples(preset)).toBeGreaterThan(1);
    for (const slot of presetSlots) {
      const { concept, satisfying, indices } = preset[slot];
      const pool = poolOf(labels, concept);
      expect([preset.id, slot, pool.length]).toEqual([preset.id, slot, satisfying]);
      const satisfied = new Set(pool);
      for (const index of indices) expect(satisfied.has(index - labels.firstIndex)).toBe(true);
    }
    expect(poolOf(labels, preset.expected).length).toBeLessThan(labels.count);
  }
});

test.each(models)('the directions of %s are of the attributes that its labels name', async (id) => {
  const folder = folderOf(id);
  const config = configOf(folder);
  const labels = await latents.loadLabels(folder.href, config);
  const directions = await latents.loadDirections(folder.href, config);
  const named = [...(directions?.attributes ?? []), ...(directions?.leftOut ?? [])];
  expect(named.map(({ name }) => name).toSorted()).toEqual(labels?.attributes.toSorted());
  expect(config.classifier?.attributes).toEqual(labels?.attributes);
});
