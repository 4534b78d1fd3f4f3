/** Colours to what a set keeps of them. */

/** The weights of red, green and blue in grey: ITU-R BT.601, as `training/` has it from Pillow. */
const luma = [0.299, 0.587, 0.114] as const;

/** The grey of a colour, 0 … 255. */
export function greyOf(red: number, green: number, blue: number): number {
  return Math.round(luma[0] * red + luma[1] * green + luma[2] * blue);
}

/**
 * Writes `count` pixels of RGBA bytes as grey (1 channel) or colour (3) into `into` from `offset` on.
 * Alpha is not looked at: what is transparent has been laid on a ground before.
 */
export function toDepth(
  rgba: ArrayLike<number>,
  channels: 1 | 3,
  into: Uint8Array,
  offset: number,
  count: number,
): void {
  for (let pixel = 0; pixel < count; pixel += 1) {
    const from = pixel * 4;
    const red = rgba[from] ?? 0;
    const green = rgba[from + 1] ?? 0;
    const blue = rgba[from + 2] ?? 0;
    if (channels === 1) {
      into[offset + pixel] = greyOf(red, green, blue);
    } else {
      const to = offset + pixel * 3;
      into[to] = red;
      into[to + 1] = green;
      into[to + 2] = blue;
    }
  }
}
