/** Pictures as patches: each square of pixels becomes the numbers of one cell. */
import type { FeatureMapBatch, PixelImage } from '../model/arrays.ts';
import type { Grid } from './boxes.ts';

/** Cells a side that patches aim at. */
const wantedCells = 8;

/** The grid of patches of a square picture: of its divisors the one nearest to 8 cells a side. */
export function patchGrid(imageSize: number): Grid {
  let best = 1;
  for (let cells = 2; cells <= imageSize; cells += 1) {
    const isNearer = Math.abs(cells - wantedCells) <= Math.abs(best - wantedCells);
    if (imageSize % cells === 0 && isNearer) best = cells;
  }
  return { height: best, width: best };
}

/** Patches of square pictures [count, height, width, colours of a patch], 0 … 1. */
export function patchesOf(
  images: readonly PixelImage[],
  grid: Grid,
): Omit<FeatureMapBatch, 'layer'> {
  const size = images[0]?.width ?? grid.width;
  const side = size / grid.width;
  const channels = side * side * 3;
  const data = new Float32Array(images.length * grid.height * grid.width * channels);
  let next = 0;
  for (const image of images) {
    for (let cell = 0; cell < grid.height * grid.width; cell += 1) {
      const top = Math.floor(cell / grid.width) * side;
      const left = (cell % grid.width) * side;
      for (let y = top; y < top + side; y += 1) {
        for (let x = left; x < left + side; x += 1) {
          const pixel = (y * size + x) * 4;
          for (let colour = 0; colour < 3; colour += 1) {
            data[next] = (image.data[pixel + colour] as number) / 255;
            next += 1;
          }
        }
      }
    }
  }
  return { count: images.length, ...grid, channels, data };
}
