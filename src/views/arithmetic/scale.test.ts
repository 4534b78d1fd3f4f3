import { expect, test } from 'vitest';
import { benchLayout, resultWidth } from './scale.ts';

test.each([
  ['laptop', { width: 1305, height: 740 }, { mean: 3, result: 2 }],
  ['projector', { width: 1145, height: 560 }, { mean: 3, result: 2 }],
  ['phone', { width: 358, height: 640 }, { mean: 1, result: 1 }],
  ['large', { width: 1800, height: 940 }, { mean: 4, result: 3 }],
])('%s', (_, room, wanted) => {
  const layout = benchLayout(64, 1, room);
  expect(layout).toMatchObject(wanted);
  expect(resultWidth(64, layout.result)).toBeLessThanOrEqual(room.width);
});

test('exemplars fill the width of the mean in whole columns', () => {
  for (let width = 320; width < 3000; width += 50) {
    const { mean, exemplar } = benchLayout(64, width > 2200 ? 2 : 1, { width, height: 800 });
    expect(mean % exemplar).toBe(0);
  }
});
