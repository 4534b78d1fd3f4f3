/** The whole multiple at which the large picture is shown. */

/** Room for the large picture, in CSS pixels. */
export interface StageRoom {
  /** Width of the view. */
  readonly width: number;
  /** Height of what can be seen of the view at once. */
  readonly height: number;
  /** Height of everything that must be seen together with the picture. */
  readonly below: number;
}

/** From this width on the picture has its notes and the palette beside it. */
export const wideFrom = 720;
/** From this width on the instruments stand beside the picture. The style sheet says the same. */
export const sideFrom = 1080;
/** Width that notes, gaps and the widest instrument (the sheet) take beside the picture. */
const besidePx = 950;

/**
 * Largest multiple of `imageSize` that fits: on a phone the width counts (and at most half of the
 * height), else the height that the path leaves and the width that the instruments leave, so that
 * opening them does not change the picture; never beyond 768 pixels, and from 256 pixels even where
 * the page must then be scrolled.
 */
export function stageScale(imageSize: number, room: StageRoom): number {
  const { width, height, below } = room;
  if (width < wideFrom) {
    const side = Math.min(width, Math.max(height * 0.55, 256));
    return Math.max(1, Math.floor(side / imageSize));
  }
  const across = width < sideFrom ? width * 0.4 : width - besidePx;
  const side = Math.min(height - below, across, 768);
  return Math.max(1, Math.floor(Math.max(side, 256) / imageSize));
}

/** Multiple for the tiles of path and palette: about 64 pixels, 128 and 192 on large screens. */
export function tileScale(imageSize: number, width: number): number {
  const side = width >= 3200 ? 192 : width >= 2200 ? 128 : 64;
  return Math.max(1, Math.floor(side / imageSize));
}

/** How the palette's twelve tiles are shown. */
export interface PaletteLayout {
  readonly scale: number;
  readonly columns: number;
}

const tileGapPx = 4;
/** Columns that twelve tiles fill without a rest, widest first. */
const fullColumns = [6, 4, 3, 2] as const;

/**
 * The palette beside a picture of `scale`: the largest multiple, at most half of the picture's own,
 * at which twelve tiles in full rows fit into the height of the picture; else `tiles`, as wide as fits.
 * `width` is what stage and instruments leave, in CSS pixels.
 */
export function paletteLayout(
  imageSize: number,
  scale: number,
  tiles: number,
  width: number,
): PaletteLayout {
  const heading = 120;
  const height = imageSize * scale - heading;
  const columnsAt = (multiple: number): number | undefined =>
    fullColumns.find((columns) => columns * (imageSize * multiple + tileGapPx) <= width);
  for (let larger = Math.floor(scale / 2); larger > tiles; larger -= 1) {
    const columns = columnsAt(larger);
    if (columns !== undefined && (12 / columns) * (imageSize * larger + tileGapPx) <= height) {
      return { scale: larger, columns };
    }
  }
  return { scale: tiles, columns: columnsAt(tiles) ?? 2 };
}
