/** Paints the rows of the grid that are in sight; where only single maps changed, those only. */
import { gridGap, placeAt, rowsInSight } from './gridLayout.ts';
import type { GridLayout } from './gridLayout.ts';
import type { Atlas } from './mapPicture.ts';

/** What the canvas of a grid shows. */
export interface GridDrawing {
  /** Null before the first maps: places only. */
  readonly atlas: Atlas | null;
  readonly layout: GridLayout;
  /** Side of a map in the atlas. */
  readonly side: number;
  /** The stretch in sight, in CSS pixels. */
  readonly scrollTop: number;
  readonly height: number;
  /** Channels in the order in which they stand. */
  readonly order: readonly number[];
  readonly opened: number;
  readonly dropped: ReadonlySet<number>;
}

/** Thickness of the frame around the opened map, and how far it reaches out of the cell. */
const frameWidth = 2;
const frameReach = 1.5 * frameWidth;
/** Side of the cross on a dropped map. */
const crossSide = 16;

/** Whether maps stand in both drawings at the same places. */
export function standsStill(now: GridDrawing, former: GridDrawing): boolean {
  return (
    now.atlas === former.atlas &&
    now.layout === former.layout &&
    now.scrollTop === former.scrollTop &&
    now.height === former.height &&
    now.order === former.order
  );
}

/** The places in sight that do not look as in a drawing that stands still; all of them without one. */
export function changedPlaces(now: GridDrawing, former: GridDrawing | null): readonly number[] {
  const { layout, order } = now;
  const { first, last } = rowsInSight(layout, now.scrollTop, now.height);
  const start = first * layout.columns;
  const end = Math.min(order.length, (last + 1) * layout.columns);
  const places = Array.from({ length: Math.max(0, end - start) }, (_, i) => start + i);
  if (former === null) return places;
  return places.filter((place) => {
    const channel = order[place] as number;
    const wasFramed = channel === former.opened;
    const isFramed = channel === now.opened;
    return wasFramed !== isFramed || now.dropped.has(channel) !== former.dropped.has(channel);
  });
}

/**
 * Brings the canvas from one drawing to the next.
 * @param atlas the maps of `now.atlas` on a canvas
 * @param former what the canvas shows; null to paint all that is in sight
 */
export function paintGrid(
  canvas: HTMLCanvasElement,
  atlas: HTMLCanvasElement,
  now: GridDrawing,
  former: GridDrawing | null,
): void {
  const ratio = window.devicePixelRatio;
  const width = Math.round(canvas.clientWidth * ratio);
  const height = Math.round(now.height * ratio);
  // A canvas of another size is empty.
  const isKept = canvas.width === width && canvas.height === height;
  if (canvas.width !== width) canvas.width = width;
  if (canvas.height !== height) canvas.height = height;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser gives no 2D canvas.');
  // The style sheet hands the tokens over in properties that arrive as plain colours.
  const { caretColor: frame, backgroundColor: ground, color: ink } = getComputedStyle(canvas);
  const { layout, side } = now;
  const { cell } = layout;
  context.setTransform(ratio, 0, 0, ratio, 0, -now.scrollTop * ratio);
  context.imageSmoothingEnabled = false;
  const still = isKept && former !== null && standsStill(now, former) ? former : null;
  if (still === null) context.clearRect(0, now.scrollTop, canvas.clientWidth, now.height);
  for (const place of changedPlaces(now, still)) {
    const channel = now.order[place] as number;
    const { x, y } = placeAt(layout, place);
    if (still !== null) {
      const whole = cell + 2 * frameReach;
      context.clearRect(x - frameReach, y - frameReach, whole, whole);
    }
    if (now.atlas === null) {
      context.globalAlpha = 0.08;
      context.fillStyle = ink;
      context.fillRect(x, y, cell, cell);
      context.globalAlpha = 1;
    } else {
      const left = (channel % now.atlas.columns) * side;
      const top = Math.floor(channel / now.atlas.columns) * side;
      context.drawImage(atlas, left, top, side, side, x, y, cell, cell);
    }
    if (now.dropped.has(channel)) markDropped(context, { x, y, cell }, ground, ink);
  }
  // Last, since a neighbour that was cleared may have taken a piece of it.
  const place = now.order.indexOf(now.opened);
  if (place < 0) return;
  const { x, y } = placeAt(layout, place);
  context.strokeStyle = frame;
  context.lineWidth = frameWidth;
  const framed = cell + gridGap;
  context.strokeRect(x - gridGap / 2, y - gridGap / 2, framed, framed);
}

/** Fades a map and puts a cross into its corner. */
function markDropped(
  context: CanvasRenderingContext2D,
  { x, y, cell }: { readonly x: number; readonly y: number; readonly cell: number },
  ground: string,
  ink: string,
): void {
  context.globalAlpha = 0.6;
  context.fillStyle = ground;
  context.fillRect(x, y, cell, cell);
  context.globalAlpha = 1;
  const [left, top, inset] = [x + cell - crossSide, y + cell - crossSide, 4.5];
  context.fillRect(left, top, crossSide, crossSide);
  context.strokeStyle = ink;
  context.lineWidth = 1.75;
  context.beginPath();
  context.moveTo(left + inset, top + inset);
  context.lineTo(left + crossSide - inset, top + crossSide - inset);
  context.moveTo(left + crossSide - inset, top + inset);
  context.lineTo(left + inset, top + crossSide - inset);
  context.stroke();
}
