import { expect, test } from 'vitest';
import type { Face } from '../latent/face.ts';
import { toLatent } from '../model/arrays.ts';
import { controlOf, normOf, stageFace } from './derived.ts';
import type { WalkScene } from './scene.ts';
import { nearestCorner } from '../latent/pad.ts';

function face(...z: number[]): Face {
  return { modelId: 'm', z: toLatent(z, z.length), origin: { kind: 'free' } };
}

const scene: WalkScene = {
  modelId: 'm',
  keyframes: [face(3, 0), face(0, 4)],
  position: 0.5,
  interpolation: 'lerp',
  playMode: 'once',
  speed: 1,
  truncation: 1,
  amounts: {},
  held: [],
  paletteSeed: 1,
  sheetSeed: 1,
  source: 'path',
  pad: { corners: [face(1, 0), face(0, 1), face(-1, 0), face(0, -1)], x: 0.75, y: 0.25 },
  locked: [],
  instrument: 'none',
};

test('the control has the direction of the nearest keyframe and the length of the picture', () => {
  const control = controlOf({ ...scene, position: 0.75 });
  expect(control.from).toEqual({ kind: 'keyframe', index: 1, face: scene.keyframes[1] });
  expect(control.face.z[0]).toBe(0);
  expect(normOf(control.face)).toBeCloseTo(normOf(stageFace({ ...scene, position: 0.75 })), 5);
});

test('on the pad the nearest corner is the control', () => {
  const onPad: WalkScene = { ...scene, source: 'pad' };
  const control = controlOf(onPad);
  expect(control.from).toMatchObject({ kind: 'corner', index: 1 });
  expect(control.face.z[0]).toBe(0);
  expect(normOf(control.face)).toBeCloseTo(normOf(stageFace(onPad)), 5);
});

test('corners by quarter', () => {
  expect([
    nearestCorner(0, 0),
    nearestCorner(1, 0),
    nearestCorner(0, 1),
    nearestCorner(1, 1),
  ]).toEqual([0, 1, 2, 3]);
});
