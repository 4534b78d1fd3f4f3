import { expect, test } from 'vitest';
import { createNumberFormats } from './numbers.ts';

const { number, bytes, milliseconds, small } = createNumberFormats('en-GB');

test('numbers have fixed decimals and a true minus sign', () => {
  expect(number(-1.005, 2)).toBe('−1.01');
  expect(number(4_294_967_295)).toBe('4,294,967,295');
  expect(number(7.0499, 2)).toBe('7.05');
});

test('small numbers keep two digits that count', () => {
  expect(small(0.0000023456)).toBe('0.0000023');
  expect(small(0.001)).toBe('0.001');
  expect(small(0)).toBe('0');
});

test('sizes and times say what can be told apart', () => {
  expect(bytes(7_165_540)).toBe('7.2 MB');
  expect(bytes(63_000)).toBe('63 kB');
  expect(milliseconds(4.26)).toBe('4.3 ms');
  expect(milliseconds(14.2)).toBe('14 ms');
});
