/** Recognises pictures that were there already. */

/** Remembers pictures by a hash of 64 bits and answers whether one is new. */
export function trackDuplicates(): (pixels: ArrayLike<number>) => boolean {
  const seen = new Set<string>();
  return (pixels) => {
    const digest = hashPixels(pixels);
    if (seen.has(digest)) return false;
    seen.add(digest);
    return true;
  };
}

/** Two FNV-1a hashes of 32 bits with different beginnings and orders, as text. */
function hashPixels(pixels: ArrayLike<number>): string {
  let forward = 0x811c9dc5;
  let backward = 0x2f1b3d77;
  const last = pixels.length - 1;
  for (let i = 0; i <= last; i += 1) {
    forward = Math.imul(forward ^ (pixels[i] ?? 0), 0x01000193);
    backward = Math.imul(backward ^ (pixels[last - i] ?? 0), 0x01000193);
  }
  return `${forward >>> 0}.${backward >>> 0}`;
}
