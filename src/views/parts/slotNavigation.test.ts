import { expect, test } from 'vitest';
import { nextSlot } from './slotNavigation.ts';

const row = (top: number, ...lefts: number[]) =>
  lefts.map((left) => ({ left, top, width: 64, height: 64 }));
const boxes = [...row(0, 0, 100, 200), ...row(100, 0, 300), ...row(400, 180)];

test('left and right visit every place and come round', () => {
  const visited = [0];
  for (let i = 0; i < boxes.length; i += 1) {
    visited.push(nextSlot(boxes, visited.at(-1) ?? -1, 'ArrowRight'));
  }
  expect(visited).toEqual([0, 1, 2, 3, 4, 5, 0]);
  expect(nextSlot(boxes, 0, 'ArrowLeft')).toBe(5);
});

test('up and down go to the nearest place of another row', () => {
  expect(nextSlot(boxes, 0, 'ArrowDown')).toBe(3);
  expect(nextSlot(boxes, 2, 'ArrowDown')).toBe(4);
  expect(nextSlot(boxes, 5, 'ArrowUp')).toBe(4);
  expect(nextSlot(boxes, 4, 'ArrowUp')).toBe(2);
});

test('up from the first row and down from the last stay', () => {
  expect(nextSlot(boxes, 1, 'ArrowUp')).toBe(1);
  expect(nextSlot(boxes, 5, 'ArrowDown')).toBe(5);
});

test('without places there is nowhere to go', () => {
  expect(nextSlot([], 0, 'ArrowRight')).toBe(-1);
});
