import { expect, test } from 'vitest';
import { Pace } from './pace.ts';

test('a submission has as many faces as the device does in 40 ms, at least four', () => {
  const pace = new Pace();
  expect(pace.faces).toBe(8);
  pace.observe(1, 1300);
  expect(pace.faces).toBe(4);
  // The first call compiled programs; the next one says more.
  pace.observe(8, 16);
  expect(pace.faces).toBe(20);
  pace.observe(64, 6.4);
  expect(pace.faces).toBe(400);
});

test('a call of one face, which is mostly waiting, and a busy moment change little', () => {
  const pace = new Pace();
  pace.observe(64, 64);
  pace.observe(1, 5);
  expect(pace.faces).toBe(20);
  pace.observe(64, 64);
  expect(pace.faces).toBe(40);
  for (let call = 0; call < 10; call += 1) pace.observe(64, 6400);
  expect(pace.faces).toBe(4);
});
