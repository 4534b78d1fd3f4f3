import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRandomStream, drawNormal } from '../maths/random.ts';
import { dot, norm } from '../maths/vector.ts';
import type { Latent } from '../model/arrays.ts';
import { toLatent } from '../model/arrays.ts';
import type { Direction } from './direction.ts';
import { cosineBetween, holdFixed, judge, moveAlong } from './direction.ts';
import { drawSample, sigmaOf } from './prior.ts';
import { turnAmounts, turnFaces, turnPositions, turnSheet } from './turnSheet.ts';

function draw(latentDim: number, ...keys: number[]): Direction {
  const stream = createRandomStream(...keys);
  const values = Array.from({ length: latentDim }, () => drawNormal(stream));
  const length = norm(values);
  return { name: keys.join('.'), vector: Float32Array.from(values, (value) => value / length) };
}

const along = (...vector: number[]): Direction => ({
  name: 'given',
  vector: Float32Array.from(vector, (value) => value / norm(vector)),
});

test('cosines: 1 with itself, −1 with its opposite, 0 at a right angle', () => {
  expect(cosineBetween(along(1, 2, 3), along(2, 4, 6))).toBeCloseTo(1, 6);
  expect(cosineBetween(along(1, 2, 3), along(-1, -2, -3))).toBeCloseTo(-1, 6);
  expect(cosineBetween(along(1, 1, 0), along(1, -1, 5))).toBeCloseTo(0, 6);
  expect(cosineBetween(along(1, 0), along(1, 1))).toBeCloseTo(Math.SQRT1_2, 6);
});

describe('holding others fixed', () => {
  test('what is left has a right angle to every other one, whatever their number and order', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 12 }), fc.nat(), (count, seed) => {
        const direction = draw(40, seed, 0);
        const others = Array.from({ length: count }, (_, i) => draw(40, seed, i + 1));
        const { direction: freed, remaining } = holdFixed(direction, others);
        if (freed === null) throw new Error('random directions are not each other');
        expect(norm(freed.vector)).toBeCloseTo(1, 6);
        for (const other of others) expect(cosineBetween(freed, other)).toBeCloseTo(0, 6);
        expect(cosineBetween(freed, direction)).toBeCloseTo(remaining, 6);
        const reversed = holdFixed(direction, others.toReversed());
        expect(reversed.remaining).toBeCloseTo(remaining, 9);
      }),
      { numRuns: 60 },
    );
  });

  test('in the plane it is the other axis, and its share is the sine of the angle', () => {
    const { direction, remaining } = holdFixed(along(1, 1), [along(1, 0)]);
    expect([...(direction?.vector ?? [])]).toEqual([0, 1]);
    expect(remaining).toBeCloseTo(Math.SQRT1_2, 6);
  });

  test('with nothing to hold it stays, and the same one twice is held once', () => {
    const direction = along(3, 4, 0);
    expect(holdFixed(direction, [])).toMatchObject({ direction });
    const once = holdFixed(direction, [along(0, 1, 1)]);
    const thrice = holdFixed(direction, [along(0, 1, 1), along(0, -1, -1), along(0, 1, 1)]);
    expect(thrice.remaining).toBeCloseTo(once.remaining, 6);
  });

  test('a direction that is made of the others is refused, just above the limit it is not', () => {
    const others = [along(1, 0, 0), along(1, 1, 0)];
    expect(holdFixed(along(2, -3, 0), others)).toEqual({
      direction: null,
      remaining: expect.closeTo(0, 6),
    });
    expect(holdFixed(along(1, 0, 0.0499), others).direction).toBeNull();
    expect(holdFixed(along(1, 0, 0.0502), others).direction).not.toBeNull();
  });
});

describe('moving', () => {
  test.each(['normal', 'uniform'] as const)('an amount is in deviations of w·z, %s', (prior) => {
    const direction = draw(100, 7);
    const projections = Array.from({ length: 4000 }, (_, i) =>
      dot(direction.vector, drawSample(prior, 100, 3, i)),
    );
    const mean = projections.reduce((sum, value) => sum + value, 0) / 4000;
    const spread = projections.reduce((sum, value) => sum + (value - mean) ** 2, 0) / 4000;
    const z = drawSample(prior, 100, 1, 0);
    const moved = moveAlong(z, [{ direction, amount: 1 }], prior);
    const step = dot(direction.vector, moved) - dot(direction.vector, z);
    expect(step).toBeCloseTo(sigmaOf(prior), 5);
    expect(Math.abs(step / Math.sqrt(spread) - 1)).toBeLessThan(0.04);
  });

  test('there and back is where it was; several moves add up; nothing changes nothing', () => {
    const z = drawSample('normal', 100, 1, 0);
    const [a, b] = [draw(100, 1), draw(100, 2)];
    const there = moveAlong(
      z,
      [
        { direction: a, amount: 2 },
        { direction: b, amount: -1 },
      ],
      'normal',
    );
    const back = moveAlong(
      there,
      [
        { direction: b, amount: 1 },
        { direction: a, amount: -2 },
      ],
      'normal',
    );
    back.forEach((value, i) => expect(value).toBeCloseTo(z[i] as number, 5));
    expect(moveAlong(z, [], 'normal')).toEqual(z);
    expect(moveAlong(z, [{ direction: a, amount: 0 }], 'normal', { keepLength: true })).toEqual(z);
  });

  test('the length can be kept', () => {
    const z = drawSample('uniform', 100, 1, 0);
    const moves = [{ direction: draw(100, 1), amount: 6 }];
    expect(norm(moveAlong(z, moves, 'uniform'))).not.toBeCloseTo(norm(z), 1);
    expect(norm(moveAlong(z, moves, 'uniform', { keepLength: true }))).toBeCloseTo(norm(z), 4);
  });

  test('a freed move leaves the score of what is held as it was', () => {
    const [smile, glasses] = [draw(100, 1), draw(100, 2)];
    const z = drawSample('normal', 100, 1, 0);
    const { direction } = holdFixed(smile, [glasses]);
    if (direction === null) throw new Error('two random directions');
    const judged = { ...glasses, weightLength: 3, bias: -1 };
    const moved = moveAlong(z, [{ direction, amount: 3 }], 'normal');
    expect(judge(judged, moved)).toBeCloseTo(judge(judged, z), 4);
    expect(judge(judged, toLatent(glasses.vector, 100))).toBeCloseTo(2, 5);
  });

  test('a direction of another model does not fit', () => {
    const z: Latent = drawSample('normal', 100, 1, 0);
    const moves = [{ direction: draw(64, 1), amount: 1 }];
    expect(() => moveAlong(z, moves, 'normal')).toThrow(
      expect.objectContaining({
        code: 'bad-argument',
        details: { where: 'direction', expected: 100, found: 64 },
      }),
    );
  });
});

test('the turn sheet has the paper’s five faces at eleven positions, the face itself in the middle', () => {
  const faces = Array.from({ length: turnFaces }, (_, i) => drawSample('normal', 100, 4, i));
  const direction = draw(100, 9);
  const sheet = turnSheet(faces, direction, 3, 'normal');
  expect(sheet.map((row) => row.length)).toEqual(Array.from(faces, () => turnPositions));
  expect(sheet.map((row) => row[5])).toEqual(faces);
  expect(turnAmounts(3)).toEqual(
    [-3, -2.4, -1.8, -1.2, -0.6, 0, 0.6, 1.2, 1.8, 2.4, 3].map((a) => expect.closeTo(a, 12)),
  );
  sheet.forEach((row, k) => {
    const steps = row.map(
      (z) => dot(direction.vector, z) - dot(direction.vector, faces[k] as Latent),
    );
    expect(steps[0]).toBeCloseTo(-3, 4);
    expect(steps[10]).toBeCloseTo(3, 4);
  });
  const kept = turnSheet(faces, direction, 3, 'normal', { keepLength: true, positions: 3 });
  expect(kept[1]?.map((z) => norm(z))).toEqual(
    [0, 1, 2].map(() => expect.closeTo(norm(faces[1] as Latent), 4)),
  );
  expect(turnAmounts(3, 1)).toEqual([0]);
});
