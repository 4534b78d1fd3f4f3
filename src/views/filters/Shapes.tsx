/** Boxes and brush strokes over a picture. */
import { memo } from 'react';
import type { Box, Shape } from '../../model/markings.ts';
import styles from './Shapes.module.css';
import type { Corner } from './shapeEditing.ts';
import { corners, rowsOfPixels } from './shapeEditing.ts';

/** Where a corner of a box is. */
export function cornerPoint(box: Box, corner: Corner): { readonly x: number; readonly y: number } {
  return {
    x: corner.endsWith('w') ? box.x0 : box.x1,
    y: corner.startsWith('n') ? box.y0 : box.y1,
  };
}

/** One shape, as SVG in pixels of the picture; `chosen` shows the handles of a box. */
export const ShapeMark = memo(function ShapeMark({
  shape,
  size,
  scale,
  chosen = false,
}: {
  readonly shape: Shape;
  readonly size: number;
  /** CSS pixels per picture pixel. */
  readonly scale: number;
  readonly chosen?: boolean;
}) {
  if (shape.kind === 'brush') {
    return (
      <g className={styles.brush} data-chosen={chosen ? '' : undefined}>
        {rowsOfPixels(shape.pixels, size).map(({ x, y, width }) => (
          <rect key={y * size + x} x={x} y={y} width={width} height={1} />
        ))}
      </g>
    );
  }
  const at = { x: shape.x0, y: shape.y0, width: shape.x1 - shape.x0, height: shape.y1 - shape.y0 };
  return (
    <g className={styles.box} data-chosen={chosen ? '' : undefined}>
      <rect {...at} className={styles.halo} />
      <rect {...at} className={styles.edge} />
      {chosen &&
        corners.map((corner) => {
          const { x, y } = cornerPoint(shape, corner);
          return <circle key={corner} cx={x} cy={y} r={5 / scale} className={styles.handle} />;
        })}
    </g>
  );
});
