import { expect, test } from 'vitest';
import type { Face } from '../../latent/face.ts';
import { normOf, paletteFaces } from '../../state/derived.ts';
import type { WalkScene } from '../../state/scene.ts';
import { createEnglish } from '../../teaching/strings/en/index.ts';
import type { ExportModel } from './exportPlan.ts';
import { planExport } from './exportPlan.ts';

const { walk } = createEnglish('face');
const model: ExportModel = {
  id: 'faces',
  prior: 'normal',
  latentDim: 100,
  title: 'Faces',
  licence: 'research only',
};
const [f0, f1, f2, f3] = paletteFaces(model, 2015) as [Face, Face, Face, Face];
const scene: WalkScene = {
  modelId: 'faces',
  keyframes: [f0, f1, f2],
  position: 0.5,
  interpolation: 'lerp',
  playMode: 'once',
  speed: 1,
  truncation: 1,
  amounts: {},
  held: [],
  paletteSeed: 1,
  sheetSeed: 9,
  source: 'path',
  pad: { corners: [f0, f1, f2, f3], x: 0.5, y: 0.5 },
  locked: [],
  instrument: 'export',
};

test('a strip has ten frames a segment and its end, and says so', () => {
  const plan = planExport('strip', scene, model, 25, walk);
  expect(plan.faces).toHaveLength(21);
  expect(plan.columns).toBe(10);
  expect(plan.caption[0]).toBe(
    'Path through samples 0, 1, 2 of seed 2015; lerp; 10 frames a segment, end point not repeated',
  );
  expect(plan.caption[1]).toBe('Faces. research only');
});

test('a walk has as many frames as its time needs', () => {
  expect(planExport('gif', scene, model, 25, walk).faces).toHaveLength(51);
  const loop = planExport('video', { ...scene, playMode: 'loop', speed: 0.5 }, model, 25, walk);
  expect(loop.faces).toHaveLength(150);
  expect(loop.fileStem).toBe('faces-walk');
});

test('the sheet is the hundred frames of its own seed', () => {
  const plan = planExport('sheet', scene, model, 25, walk);
  expect(plan.faces).toHaveLength(100);
  expect(plan.faces[10]?.z).toEqual(paletteFaces(model, 9)[1]?.z);
});

test('truncation is drawn, and said', () => {
  const whole = planExport('face', scene, model, 25, walk);
  const half = planExport('face', { ...scene, truncation: 0.5 }, model, 25, walk);
  const [a, b] = [whole.faces[0], half.faces[0]];
  if (a === undefined || b === undefined) throw new Error('no face');
  expect(normOf(b)).toBeCloseTo(normOf(a) / 2, 4);
  expect(half.caption[0]).toContain('truncation 0.50');
  expect(whole.caption[0]).toContain('0.50 between sample 0 and 1 of seed 2015; lerp; |z| ');
});
