/** What goes to the engine next; the service as a whole is tried in `pictures.test.ts`. */
import { expect, test } from 'vitest';
import { chooseBatch } from './batching.ts';
import type { Candidate, Situation } from './batching.ts';

const sides: readonly Candidate[] = Array.from({ length: 20 }, (_, i) => ({
  key: `face ${i}`,
  priority: 'visible',
  inputTime: null,
  order: i,
  hasStored: false,
}));
const calm: Situation = {
  now: 10_000,
  millisecondsPerFace: 8,
  lastInputSent: -Infinity,
  lastLiveSent: -Infinity,
  lastSideSent: 9_990,
};

test('what stands beside waits while the hand moves, comes by the frame soon after, then by three', () => {
  const sizeAfter = (ms: number): number => {
    const sent = calm.now - ms;
    return chooseBatch(sides, { ...calm, lastInputSent: sent, lastLiveSent: sent }).batch.length;
  };
  const dear = { ...calm, millisecondsPerFace: 10, lastInputSent: 9_900, lastLiveSent: 9_900 };
  expect(chooseBatch(sides, dear)).toEqual({ batch: [], waitMs: 50 });
  expect(sizeAfter(200)).toBe(2);
  expect(sizeAfter(2000)).toBe(6);
  expect(chooseBatch(sides, calm).batch).toHaveLength(6);
});

test('what an input asks for goes before everything, the latest input first', () => {
  const byHand = (key: string, inputTime: number): Candidate => ({
    ...(sides[0] as Candidate),
    key,
    priority: 'live',
    inputTime,
  });
  const waiting = [...sides, byHand('first', 9_980), byHand('second', 9_990)];
  const { batch } = chooseBatch(waiting, { ...calm, lastInputSent: 9_970 });
  expect(batch.map(({ key }) => key)).toEqual(['second']);
});
