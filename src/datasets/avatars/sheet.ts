/** Many avatars as one SVG: to draw a hundred at once costs a browser little more than to draw one. */
import type { AvatarDrawer } from './drawer.ts';
import type { AvatarOptions } from './recipe.ts';

/** One SVG with cells of `size` pixels, `columns` in a row, row by row. */
export interface AvatarSheet {
  readonly svg: string;
  readonly width: number;
  readonly height: number;
}

/** Two fifths of an avatar say who drew it, and have to be parsed for every picture. */
const metadata = /<metadata[^]*?<\/metadata>/;

/** Draws avatars side by side, each clipped to its cell. At least one. */
export function drawAvatarSheet(
  draw: AvatarDrawer,
  avatars: readonly AvatarOptions[],
  size: number,
  columns: number,
): AvatarSheet {
  const width = Math.min(columns, avatars.length) * size;
  const height = Math.ceil(avatars.length / columns) * size;
  const cells = avatars.map((options, i) => {
    const place = `x="${(i % columns) * size}" y="${Math.floor(i / columns) * size}"`;
    const drawing = draw(options).replace(metadata, '');
    return `<svg ${place} width="${size}" height="${size}">${drawing}</svg>`;
  });
  const open = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">`;
  return { svg: `${open}${cells.join('')}</svg>`, width, height };
}
