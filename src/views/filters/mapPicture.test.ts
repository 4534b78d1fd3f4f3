import { expect, test } from 'vitest';
import type { FeatureMaps } from '../../model/arrays.ts';
import { meansOf, rangeOfAll, rangeOfMap } from './mapPicture.ts';

const data = Float32Array.of(1, -2, 3, 0.5, 5, -1, 7, 0.5);

test('ranges hold zero; what rests on all maps is read once for each maps', () => {
  let reads = 0;
  const maps: FeatureMaps = {
    layer: 'c1',
    height: 2,
    width: 2,
    channels: 2,
    get data() {
      reads += 1;
      return data;
    },
  };
  expect(rangeOfMap(maps, 0)).toEqual({ min: 0, max: 7 });
  reads = 0;
  for (let time = 0; time < 3; time += 1) {
    expect(rangeOfAll(maps)).toEqual({ min: -2, max: 7 });
    expect([...meansOf(maps)]).toEqual([4, -0.5]);
  }
  expect(reads).toBe(2);
  expect(rangeOfAll({ ...maps, data: Float32Array.of(9) }).max).toBe(9);
});
