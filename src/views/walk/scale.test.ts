import { expect, test } from 'vitest';
import { stageScale } from './scale.ts';

test('a laptop shows 6×, a 4K wall 12×, a phone 5×', () => {
  expect(stageScale(64, { width: 1328, height: 740, below: 330 })).toBe(6);
  expect(stageScale(64, { width: 3700, height: 1900, below: 460 })).toBe(12);
  expect(stageScale(64, { width: 358, height: 720, below: 330 })).toBe(5);
});

test('a low window keeps a picture of 256 pixels', () => {
  expect(stageScale(64, { width: 1168, height: 420, below: 330 })).toBe(4);
});

test('other sizes get whole multiples of their own', () => {
  expect(stageScale(28, { width: 1328, height: 740, below: 330 })).toBe(14);
  expect(stageScale(128, { width: 1328, height: 740, below: 330 })).toBe(3);
  expect(stageScale(512, { width: 358, height: 700, below: 330 })).toBe(1);
});
