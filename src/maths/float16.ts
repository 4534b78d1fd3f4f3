/**
 * IEEE 754 half precision (binary16): 1 sign bit, 5 exponent bits, 10 fraction bits. Rounding is to
 * nearest, ties to even, as numpy and PyTorch do it.
 */

/** Largest finite half, 65504. */
export const maxFloat16 = 65504;

const scratch = new DataView(new ArrayBuffer(8));

/** Bits (0 … 65535) of the half nearest to `value`; beyond ±65519.99… ±Infinity; NaN stays NaN. */
export function encodeFloat16(value: number): number {
  scratch.setFloat64(0, value);
  const sign = (scratch.getUint8(0) & 0x80) << 8;
  if (Number.isNaN(value)) return sign | 0x7e00;
  const size = Math.abs(value);
  if (size >= 65520) return sign | 0x7c00;
  if (size < 2 ** -14) return sign | roundToEven(size * 2 ** 24); // subnormal: units of 2⁻²⁴
  const exponent = ((scratch.getUint16(0) >> 4) & 0x7ff) - 1023;
  // A fraction rounded up to 1024 carries into the exponent by itself.
  return sign | (((exponent + 15) << 10) + roundToEven((size / 2 ** exponent - 1) * 1024));
}

/** Value of a half given by its bits; only the low 16 bits count. */
export function decodeFloat16(bits: number): number {
  const sign = bits & 0x8000 ? -1 : 1;
  const exponent = (bits >> 10) & 0x1f;
  const fraction = bits & 0x3ff;
  if (exponent === 0x1f) return fraction === 0 ? sign * Infinity : NaN;
  if (exponent === 0) return sign * fraction * 2 ** -24;
  return sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
}

/** The half nearest to `value`, as a number. */
export function roundToFloat16(value: number): number {
  return decodeFloat16(encodeFloat16(value));
}

/** Halves of the values, two bytes each, low byte first. */
export function packFloat16(values: ArrayLike<number>): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(values.length * 2);
  for (let i = 0; i < values.length; i += 1) {
    const bits = encodeFloat16(values[i] as number);
    bytes[2 * i] = bits & 0xff;
    bytes[2 * i + 1] = bits >> 8;
  }
  return bytes;
}

/** Values of packed halves; an odd last byte is left out. */
export function unpackFloat16(bytes: Uint8Array): Float32Array<ArrayBuffer> {
  const values = new Float32Array(bytes.length >> 1);
  for (let i = 0; i < values.length; i += 1) {
    values[i] = decodeFloat16((bytes[2 * i] as number) | ((bytes[2 * i + 1] as number) << 8));
  }
  return values;
}

function roundToEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  if (rest !== 0.5) return rest < 0.5 ? floor : floor + 1;
  return floor % 2 === 0 ? floor : floor + 1;
}
