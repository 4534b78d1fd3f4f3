/** Draws shapes by their signed distance, with soft edges one pixel wide. */
import type { ShapeKind, ShapePlan } from './recipe.ts';

/** Radius of the inner corners of the star, in radii. */
const starInner = 0.45;

/** Corners on a circle of radius 1, the first at the top; every second one at `inner`. */
function corners(count: number, inner = 1): readonly (readonly [number, number])[] {
  return Array.from({ length: count }, (_, i) => {
    const angle = (2 * Math.PI * i) / count - Math.PI / 2;
    const radius = i % 2 === 1 ? inner : 1;
    return [radius * Math.cos(angle), radius * Math.sin(angle)] as const;
  });
}

const polygons: Readonly<
  Record<Exclude<ShapeKind, 'circle'>, readonly (readonly [number, number])[]>
> = { square: corners(4), triangle: corners(3), star: corners(10, starInner) };

/** Distance to the edge of a shape of radius 1 at the origin; negative inside. */
export function signedDistance(kind: ShapeKind, x: number, y: number): number {
  if (kind === 'circle') return Math.hypot(x, y) - 1;
  const points = polygons[kind];
  let nearest = Infinity;
  let isInside = false;
  for (const [i, [ax, ay]] of points.entries()) {
    const [bx, by] = points[(i + 1) % points.length] ?? [ax, ay];
    const [ex, ey] = [bx - ax, by - ay];
    const along = ((x - ax) * ex + (y - ay) * ey) / (ex * ex + ey * ey);
    const t = Math.min(1, Math.max(0, along));
    nearest = Math.min(nearest, Math.hypot(x - ax - t * ex, y - ay - t * ey));
    // A ray to the right crosses the edge (even-odd rule).
    if (ay > y !== by > y && x < ax + ((y - ay) / (by - ay)) * ex) isInside = !isInside;
  }
  return isInside ? -nearest : nearest;
}

/** Draws one shape: RGBA bytes, [size, size, 4], alpha 255. */
export function drawShape(plan: ShapePlan, size: number): Uint8ClampedArray<ArrayBuffer> {
  const { kind, ink, ground, x, y, radius, turn, line } = plan;
  const rgba = new Uint8ClampedArray(size * size * 4);
  const [cos, sin] = [Math.cos(turn), Math.sin(turn)];
  const scale = radius * size;
  for (let row = 0; row < size; row += 1) {
    for (let column = 0; column < size; column += 1) {
      const dx = (column + 0.5 - x * size) / scale;
      const dy = (row + 0.5 - y * size) / scale;
      const distance = signedDistance(kind, cos * dx + sin * dy, cos * dy - sin * dx) * scale;
      // The line lies inside the edge, so that an outline is as large as a filled shape.
      const width = line * size;
      const edge = line === 0 ? distance : Math.abs(distance + width / 2) - width / 2;
      const cover = Math.min(1, Math.max(0, 0.5 - edge));
      const at = (row * size + column) * 4;
      for (let channel = 0; channel < 3; channel += 1) {
        const [back, front] = [ground[channel] ?? 0, ink[channel] ?? 0];
        rgba[at + channel] = back + (front - back) * cover;
      }
      rgba[at + 3] = 255;
    }
  }
  return rgba;
}
