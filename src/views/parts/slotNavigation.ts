/** Which place an arrow key goes to. */

/** A rectangle on the page. */
export interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** Keys that move between places. */
export type ArrowKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

/** True for the four arrows. */
export function isArrowKey(key: string): key is ArrowKey {
  return key === 'ArrowLeft' || key === 'ArrowRight' || key === 'ArrowUp' || key === 'ArrowDown';
}

/**
 * Index of the place that an arrow leads to. Left and right go through all places in reading order,
 * round and round; up and down go to the nearest place of another row, or stay.
 */
export function nextSlot(boxes: readonly Box[], current: number, key: ArrowKey): number {
  if (boxes.length === 0) return -1;
  if (key === 'ArrowRight') return (current + 1) % boxes.length;
  if (key === 'ArrowLeft') return (current - 1 + boxes.length) % boxes.length;
  const from = boxes[current];
  if (from === undefined) return 0;
  const up = key === 'ArrowUp';
  const middle = (box: Box): number => box.left + box.width / 2;
  let best = current;
  let bestCost = Number.POSITIVE_INFINITY;
  boxes.forEach((box, index) => {
    const gap = up ? from.top - (box.top + box.height) : box.top - (from.top + from.height);
    if (index === current || gap < -1) return;
    const cost = gap * 2 + Math.abs(middle(box) - middle(from));
    if (cost < bestCost) {
      best = index;
      bestCost = cost;
    }
  });
  return best;
}
