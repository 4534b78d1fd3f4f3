/** Where the film strip scrolls to, so that the frame in force stays in sight. */

/**
 * The scroll offset that keeps `at` (a place along the strip, in pixels) inside the middle three
 * fifths of what is visible; the present offset when it already is.
 */
export function followScroll(
  at: number,
  strip: { readonly offset: number; readonly visible: number; readonly whole: number },
): number {
  const margin = strip.visible * 0.2;
  const wanted = Math.min(Math.max(strip.offset, at - (strip.visible - margin)), at - margin);
  return Math.min(Math.max(wanted, 0), Math.max(0, strip.whole - strip.visible));
}
