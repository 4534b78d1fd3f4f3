import { expect, test } from 'vitest';
import type { Detector } from './detector.ts';
import { maskOf, rankChannels, selectChannels } from './selection.ts';

const detector: Detector = {
  weights: Float64Array.of(4, -1, 0.5, 0, 1),
  bias: 0,
  standardised: Float64Array.of(1, -2, 3, 0, 2),
  means: new Float64Array(5),
};
const strengths = [0.2, 0.9, 0.1, 0, 0.9];

test.each([
  ['effect', [2, 4, 0, 3, 1]],
  ['weight', [0, 4, 2, 3, 1]],
  ['strength', [1, 4, 0, 2, 3]],
  ['index', [0, 1, 2, 3, 4]],
] as const)('maps in order of %s', (ranking, order) => {
  expect(rankChannels(ranking, strengths, detector)).toEqual(order);
});

test('before there is a fit, maps have no order but their own and by strength', () => {
  expect(rankChannels('effect', strengths, null)).toEqual([0, 1, 2, 3, 4]);
  expect(rankChannels('strength', strengths, null)).toEqual([1, 4, 0, 2, 3]);
});

test.each([
  [{ kind: 'positive' }, [0, 2, 4]],
  [{ kind: 'top', count: 2, ranking: 'effect' }, [2, 4]],
  [{ kind: 'top', count: 2, ranking: 'weight' }, [0, 4]],
  [{ kind: 'top', count: 99, ranking: 'strength' }, [0, 1, 2, 3, 4]],
  [{ kind: 'hand', channels: [3, 1, 3] }, [1, 3]],
] as const)('%j', (selection, channels) => {
  expect(selectChannels(selection, strengths, detector)).toEqual(channels);
});

test('a mask multiplies the chosen maps, and is empty when nothing changes', () => {
  expect(maskOf('main.5', [2, 4], 0)).toEqual({ 'main.5': { 2: 0, 4: 0 } });
  expect(maskOf('main.5', [2], 3)).toEqual({ 'main.5': { 2: 3 } });
  expect(maskOf('main.5', [2], 1)).toEqual({});
  expect(maskOf('main.5', [], 0)).toEqual({});
});
