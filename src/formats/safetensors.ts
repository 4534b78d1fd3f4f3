/**
 * Reads safetensors files (https://github.com/huggingface/safetensors): eight bytes of header
 * length, a JSON header, and the tensors' bytes, little endian. Foreign bytes are trusted in nothing.
 */
import { PlaygroundError } from '../errors.ts';
import type { WeightArray, Weights } from '../model/arrays.ts';

/** No header of ours is near this; a larger one is not read into memory. */
const maxHeaderBytes = 1_000_000;

const bytesPerValue = { F16: 2, BF16: 2, F32: 4 } as const;
type FloatType = keyof typeof bytesPerValue;
type Dtype = FloatType | 'U8';
const floatTypes = Object.keys(bytesPerValue) as readonly FloatType[];

/** An array of bytes, as stored. */
export interface ByteArray {
  readonly shape: readonly number[];
  readonly values: Uint8Array<ArrayBuffer>;
}

/** Arrays of a file that holds more than weights. */
export interface StoredArrays {
  readonly weights: Weights;
  readonly bytes: ReadonlyMap<string, ByteArray>;
  /** The file's `__metadata__`: whatever its writer had to say; not a record where there is none. */
  readonly metadata: unknown;
}

interface Entry<Type extends Dtype = Dtype> {
  readonly name: string;
  readonly dtype: Type;
  readonly shape: readonly number[];
  readonly start: number;
  readonly end: number;
}

function badFile(where: string, problem: string, expected: string, found: string): PlaygroundError {
  return new PlaygroundError(
    'bad-file',
    `${where}: ${problem}: expected ${expected}, found ${found}.`,
    { where, expected, found },
  );
}

/**
 * All floating-point tensors of the file by name, as float32; the counters that PyTorch's batch
 * norm adds (`…num_batches_tracked`) are left out.
 * @param where name of the file, for messages
 * @throws PlaygroundError `bad-file` for anything malformed, for tensors that overlap or leave gaps,
 *   for types other than F16, BF16 and F32, and for values that are not finite.
 */
export function readSafetensors(bytes: ArrayBuffer, where: string): Weights {
  return readArrays(bytes, where, floatTypes).weights;
}

/**
 * As {@link readSafetensors}, for files that hold U8 tensors as well.
 * @throws PlaygroundError `bad-file` as there; types other than U8, F16, BF16 and F32 are refused.
 */
export function readStoredArrays(bytes: ArrayBuffer, where: string): StoredArrays {
  return readArrays(bytes, where, [...floatTypes, 'U8']);
}

function readArrays(bytes: ArrayBuffer, where: string, dtypes: readonly Dtype[]): StoredArrays {
  const { header, dataStart } = readHeader(bytes, where);
  const dataLength = bytes.byteLength - dataStart;
  const spans: { name: string; start: number; end: number }[] = [];
  const entries: Entry[] = [];
  for (const [name, raw] of Object.entries(header)) {
    if (name === '__metadata__') continue;
    const [start, end] = readOffsets(raw, dataLength, `${where}: ${name}`);
    spans.push({ name, start, end });
    if (name.endsWith('.num_batches_tracked')) continue;
    entries.push(readEntry(name, raw, [start, end], dtypes, `${where}: ${name}`));
  }
  checkSpans(spans, dataLength, where);
  const weights = new Map<string, WeightArray>();
  const byteArrays = new Map<string, ByteArray>();
  for (const { name, dtype, shape, start, end } of entries) {
    if (dtype === 'U8') {
      const values = new Uint8Array(bytes, dataStart + start, end - start).slice();
      byteArrays.set(name, { shape, values });
    } else {
      const span = { name, dtype, shape, start, end };
      weights.set(name, decode(bytes, dataStart, span, where));
    }
  }
  return { weights, bytes: byteArrays, metadata: header['__metadata__'] };
}

function readHeader(
  bytes: ArrayBuffer,
  where: string,
): { header: Record<string, unknown>; dataStart: number } {
  if (bytes.byteLength < 8) {
    throw badFile(where, 'too short', 'at least 8 bytes', `${bytes.byteLength} bytes`);
  }
  const length = new DataView(bytes).getBigUint64(0, true);
  if (length > BigInt(Math.min(maxHeaderBytes, bytes.byteLength - 8))) {
    const limit = Math.min(maxHeaderBytes, bytes.byteLength - 8);
    throw badFile(where, 'header length', `at most ${limit}`, `${length}`);
  }
  const dataStart = 8 + Number(length);
  let header: unknown;
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(
      new Uint8Array(bytes, 8, Number(length)),
    );
    header = JSON.parse(text);
  } catch (cause) {
    throw new PlaygroundError(
      'bad-file',
      `${where}: the header is not JSON.`,
      { where, expected: 'a JSON header', found: String(cause) },
      cause,
    );
  }
  if (!isRecord(header)) throw badFile(where, 'header', 'a JSON object', typeof header);
  return { header, dataStart };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function isCount(value: unknown): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= 0;
}

function readOffsets(raw: unknown, dataLength: number, where: string): [number, number] {
  const offsets = isRecord(raw) ? raw['data_offsets'] : undefined;
  if (!Array.isArray(offsets) || offsets.length !== 2) {
    throw badFile(where, 'data_offsets', 'two numbers', JSON.stringify(offsets) ?? 'none');
  }
  const [start, end]: unknown[] = offsets;
  if (!isCount(start) || !isCount(end) || start > end || end > dataLength) {
    const found = JSON.stringify(offsets);
    throw badFile(where, 'data_offsets', `a range within ${dataLength} bytes`, found);
  }
  return [start, end];
}

function readEntry(
  name: string,
  raw: unknown,
  [start, end]: readonly [number, number],
  dtypes: readonly Dtype[],
  where: string,
): Entry {
  const { dtype, shape } = isRecord(raw) ? raw : {};
  const known = dtypes.find((one) => one === dtype);
  if (known === undefined) {
    throw badFile(where, 'dtype', `one of ${dtypes.join(', ')}`, JSON.stringify(dtype) ?? 'none');
  }
  if (!Array.isArray(shape) || !shape.every(isCount)) {
    throw badFile(where, 'shape', 'a list of whole numbers', JSON.stringify(shape) ?? 'none');
  }
  const each = known === 'U8' ? 1 : bytesPerValue[known];
  const expected = shape.reduce((product, n) => product * n, each);
  if (expected !== end - start) {
    const size = `${expected} bytes for ${known} [${shape.join(', ')}]`;
    throw badFile(where, 'size', size, `${end - start} bytes`);
  }
  return { name, dtype: known, shape, start, end };
}

/** The format wants tensors to cover the data without holes or overlaps. */
function checkSpans(
  spans: readonly { name: string; start: number; end: number }[],
  dataLength: number,
  where: string,
): void {
  let reached = 0;
  for (const { name, start, end } of spans.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (start !== reached) {
      throw badFile(`${where}: ${name}`, 'overlap or gap', `start at ${reached}`, `${start}`);
    }
    reached = end;
  }
  if (reached !== dataLength) {
    throw badFile(where, 'data length', `${reached} bytes`, `${dataLength} bytes`);
  }
}

function decode(
  bytes: ArrayBuffer,
  dataStart: number,
  entry: Entry<FloatType>,
  file: string,
): WeightArray {
  const start = dataStart + entry.start;
  const end = dataStart + entry.end;
  // Typed arrays need aligned offsets, which the format only suggests.
  const aligned = start % bytesPerValue[entry.dtype] === 0;
  const buffer = aligned ? bytes : bytes.slice(start, end);
  const offset = aligned ? start : 0;
  const count = (end - start) / bytesPerValue[entry.dtype];
  const halves = entry.dtype === 'F32' ? null : new Uint16Array(buffer, offset, count);
  const values =
    halves === null ? new Float32Array(buffer, offset, count).slice() : new Float32Array(count);
  const bad =
    halves === null
      ? values.findIndex((value) => !Number.isFinite(value))
      : widen(halves, entry.dtype === 'F16', new Uint32Array(values.buffer));
  if (bad !== -1) {
    const where = `${file}: ${entry.name}[${bad}]`;
    throw badFile(where, 'value', 'a finite number', String(values[bad]));
  }
  return { shape: entry.shape, values };
}

/**
 * Writes the bits of the float32 of every half (binary16, or else bfloat16); returns the position of
 * the first that is not finite, at which it ends, or −1. Millions of weights pass here at the start
 * of a page: one loop over whole numbers, without a table to be built first.
 */
function widen(halves: Uint16Array, isBinary16: boolean, bits: Uint32Array): number {
  const exponent = isBinary16 ? 0x7c00 : 0x7f80;
  for (let i = 0; i < halves.length; i += 1) {
    const half = halves[i] ?? 0;
    if (!isBinary16) bits[i] = half << 16;
    else if ((half & exponent) === 0) bits[i] = smallBits(half);
    else {
      // The same fraction; the exponent's bias grows from 15 to 127, or stays all ones.
      const bias = (half & exponent) === exponent ? (255 - 31) << 23 : (127 - 15) << 23;
      bits[i] = ((half & 0x8000) << 16) | (((half & 0x7fff) << 13) + bias);
    }
    if ((half & exponent) === exponent) return i;
  }
  return -1;
}

const small = new Float32Array(1);
const smallAsBits = new Uint32Array(small.buffer);

/** Bits of the float32 of a zero or subnormal binary16, which counts units of 2⁻²⁴. */
function smallBits(half: number): number {
  small[0] = (half & 1023) * 2 ** -24;
  return ((half & 0x8000) << 16) | (smallAsBits[0] ?? 0);
}
