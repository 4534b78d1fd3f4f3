/** The rule that carries shapes to a layer, made visible on the picture. */
import { useMemo } from 'react';
import type { Shape } from '../../model/markings.ts';
import { insideCells } from '../../state/filters/derived.ts';
import styles from './MarkEditor.module.css';
import { useLayer } from './scene.ts';

/** The cells of the layer that count as inside, and its grid. */
export function LayerCells({
  shapes,
  size,
}: {
  readonly shapes: readonly Shape[];
  readonly size: number;
}) {
  const layer = useLayer();
  const inside = useMemo(
    () => (layer === null ? [] : insideCells(shapes, size, layer)),
    [shapes, size, layer],
  );
  if (layer === null) return null;
  const [width, height] = [size / layer.width, size / layer.height];
  const lines = [
    ...Array.from({ length: layer.width - 1 }, (_, i) => `M${(i + 1) * width} 0V${size}`),
    ...Array.from({ length: layer.height - 1 }, (_, i) => `M0 ${(i + 1) * height}H${size}`),
  ];
  return (
    <>
      {inside.map((cell) => (
        <rect
          key={cell}
          className={styles.cell}
          x={(cell % layer.width) * width}
          y={Math.floor(cell / layer.width) * height}
          width={width}
          height={height}
        />
      ))}
      <path className={styles.lines} d={lines.join('')} />
    </>
  );
}
