/** What a kept snapshot becomes. */
import { expect, test } from 'vitest';
import { readModelConfig } from '../../formats/config.ts';
import { folderOf } from './afterwards.ts';
import { createLabHere, reach, smallConfig, smallSet } from './testing/labHere.ts';

test.each([
  ['avatars', 'avatar'],
  ['shapes', 'sample'],
] as const)('trained on %s, a model draws a %s', async (source, subject) => {
  const { lab, kept } = createLabHere({ stepsPerSheet: 1, secondsPerSheet: 0 });
  const set = { ...smallSet, origin: { ...smallSet.origin, source } };
  await lab.getState().start(smallConfig, set, { length: 1 });
  await reach(lab, ({ status }) => status.phase === 'paused' && status.step === 1);
  await lab.getState().stop();
  lab.getState().dispose();
  const one = kept.get('a1.1');
  if (one === undefined) throw new Error('nothing was kept');
  const files = await folderOf(one.kept, one.snapshot, 0);
  const bytes = files.find(({ name }) => name === 'config.json')?.bytes;
  const config = readModelConfig(JSON.parse(new TextDecoder().decode(bytes)), 'config.json');
  expect(config.subject).toBe(subject);
});
