/**
 * Seeded random streams. A stream is named by whole numbers, so "sample 17 of seed 2015" is the same
 * on every machine and in every language that repeats these few lines (see `training/streams.py`).
 */

/** Returns the next number in [0, 1), 53 bits from two 32-bit draws. */
export type RandomStream = () => number;

/** Mixes whole numbers into 32 well-spread bits (murmur3's finaliser, applied over the keys). */
function mix(state: number, key: number): number {
  let h = (state ^ Math.imul(key | 0, 0x9e3779b1)) >>> 0;
  h = Math.imul(h ^ (h >>> 16), 0x85ebca6b) >>> 0;
  h = Math.imul(h ^ (h >>> 13), 0xc2b2ae35) >>> 0;
  return (h ^ (h >>> 16)) >>> 0;
}

/**
 * Opens the stream with the given keys (each a whole number below 2³²). The generator is sfc32
 * (PractRand, public domain): 128 bits of state, period at least 2³².
 */
export function createRandomStream(...keys: readonly number[]): RandomStream {
  let a = 0x6c617465;
  let b = 0x6e742070;
  let c = 0x6c617967;
  let counter = 1;
  for (const key of keys) {
    a = mix(a, key);
    b = mix(b ^ a, key + 1);
    c = mix(c ^ b, key + 2);
  }
  const next32 = (): number => {
    const t = (a + b + counter) | 0;
    counter = (counter + 1) | 0;
    a = b ^ (b >>> 9);
    b = (c + (c << 3)) | 0;
    c = (c << 21) | (c >>> 11);
    c = (c + t) | 0;
    return t >>> 0;
  };
  for (let warmUp = 0; warmUp < 12; warmUp += 1) next32();
  return () => ((next32() >>> 5) * 67108864 + (next32() >>> 6)) / 9007199254740992;
}

/** Draws from N(0, 1) by Box and Muller (1958), cosine branch only, so one draw uses two uniforms. */
export function drawNormal(stream: RandomStream): number {
  const radius = Math.sqrt(-2 * Math.log(1 - stream()));
  return radius * Math.cos(2 * Math.PI * stream());
}

/** Shuffles in place (Fisher and Yates), with one number of the stream for each value but one. */
export function shuffle<T>(
  values: { readonly length: number; [at: number]: T },
  stream: RandomStream,
): void {
  for (let i = values.length - 1; i > 0; i -= 1) {
    const j = Math.floor(stream() * (i + 1));
    [values[i], values[j]] = [values[j] as T, values[i] as T];
  }
}
