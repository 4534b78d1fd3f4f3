import { expect, test } from 'vitest';
import {
  decodeFloat16,
  encodeFloat16,
  packFloat16,
  roundToFloat16,
  unpackFloat16,
} from './float16.ts';

test.each([
  // value, bits and rounded value by numpy.float16
  [0, 0x0000, 0],
  [-0, 0x8000, -0],
  [1, 0x3c00, 1],
  [-2, 0xc000, -2],
  [0.1, 0x2e66, 0.0999755859375],
  [1 / 3, 0x3555, 0.333251953125],
  [65504, 0x7bff, 65504],
  [65519.9, 0x7bff, 65504],
  [65520, 0x7c00, Infinity],
  [6e-8, 0x0001, 5.960464477539063e-8],
  [2.9e-8, 0x0000, 0],
  [3e-8, 0x0001, 5.960464477539063e-8],
  [1e-5, 0x00a8, 1.0013580322265625e-5],
  [6.1e-5, 0x03ff, 6.097555160522461e-5],
  [1.00048828125, 0x3c00, 1], // a tie, to even
  [1.00146484375, 0x3c02, 1.001953125], // a tie, to even
  [0.99998, 0x3c00, 1], // carries into the exponent
  [2047.5, 0x6800, 2048],
  [-3.14159, 0xc248, -3.140625],
])('%s has the bits numpy gives it', (value, bits, rounded) => {
  expect(encodeFloat16(value)).toBe(bits);
  expect(decodeFloat16(bits)).toBe(rounded);
});

test('every half but the NaNs survives decoding and encoding', () => {
  for (let bits = 0; bits < 65536; bits += 1) {
    const value = decodeFloat16(bits);
    if (Number.isNaN(value)) expect(Number.isNaN(roundToFloat16(value))).toBe(true);
    else if (encodeFloat16(value) !== bits) throw new Error(`${bits} came back changed`);
  }
});

test('packed low byte first, as numpy does on little-endian machines', () => {
  expect([...packFloat16([0.5, -1.25, 3])]).toEqual([0x00, 0x38, 0x00, 0xbd, 0x00, 0x42]);
  expect([...unpackFloat16(packFloat16([0.5, -1.25, 3]))]).toEqual([0.5, -1.25, 3]);
});
