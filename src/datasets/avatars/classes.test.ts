import { expect, test } from 'vitest';
import { createAvatarClasses } from './classes.ts';

const names = ['glasses', 'smile', 'long_hair', 'hat'];

test('two attributes make four classes, with their names in the order of the labels', () => {
  const classes = createAvatarClasses(names, ['long_hair', 'glasses']);
  expect(classes.names).toEqual([
    'no long hair, no glasses',
    'no long hair, glasses',
    'long hair, no glasses',
    'long hair, glasses',
  ]);
  expect(classes.classOf([false, true, false, true])).toBe(0);
  expect(classes.classOf([true, false, false, false])).toBe(1);
  expect(classes.classOf([false, false, true, false])).toBe(2);
  expect(classes.classOf([true, true, true, true])).toBe(3);
});

test('nothing chosen is no classes', () => {
  const classes = createAvatarClasses(names, []);
  expect(classes.names).toBeUndefined();
  expect(classes.classOf([true, true, true, true])).toBe(0);
});

test.each([
  [['beard'], /labelBy: expected glasses, smile, long_hair, hat; found beard/],
  [['hat', 'hat'], /each attribute once/],
  [['glasses', 'smile', 'hat', 'long_hair'], /at most 3/],
])('%j is refused', (labelBy, message) => {
  expect(() => createAvatarClasses(names, labelBy)).toThrow(message);
});
