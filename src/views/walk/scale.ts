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

/**
 * Largest multiple of `imageSize` that fits: on a phone the width counts (and at most half of the
 * height), else the height that the path leaves, two fifths of the width at most; never beyond
 * 768 pixels, and from 256 pixels even where the page must then be scrolled.
 */
export function stageScale(imageSize: number, room: StageRoom): number {
  const { width, height, below } = room;
  if (width < wideFrom) {
    const side = Math.min(width, Math.max(height * 0.55, 256));
    return Math.max(1, Math.floor(side / imageSize));
  }
  const side = Math.min(height - below, width * 0.4, 768);
  return Math.max(1, Math.floor(Math.max(side, 256) / imageSize));
}

/** Multiple for the tiles of path and palette: about 64 pixels, about 128 on a wall. */
export function tileScale(imageSize: number, width: number): number {
  const side = width >= 2400 ? 128 : 64;
  return Math.max(1, Math.floor(side / imageSize));
}

/**
 * Multiple for the palette's tiles beside a picture of `scale`: the largest at which twelve tiles
 * fit into the height of the picture, at most half of the picture's own, at least `tiles`.
 */
export function paletteScale(
  imageSize: number,
  scale: number,
  tiles: number,
  room: StageRoom,
): number {
  if (room.width < wideFrom) return tiles;
  const gap = 4;
  const heading = 96;
  const width = room.width - imageSize * scale - 280;
  const height = imageSize * scale - heading;
  for (let larger = Math.floor(scale / 2); larger > tiles; larger -= 1) {
    const pitch = imageSize * larger + gap;
    const columns = Math.floor((width + gap) / pitch);
    if (columns > 0 && Math.ceil(12 / columns) * pitch <= height) return larger;
  }
  return tiles;
}
