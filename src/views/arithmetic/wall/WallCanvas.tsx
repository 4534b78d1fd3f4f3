/** All results of a wall on one canvas. */
import type { MouseEvent } from 'react';
import { memo, useLayoutEffect, useRef, useState } from 'react';
import type { Arm } from '../../../state/arithmetic/derived.ts';
import type { WallResult } from '../../../state/arithmetic/wall.ts';
import styles from './WallCanvas.module.css';

/** Width of an element, for a canvas of whole tiles. */
function useWidth(element: HTMLElement | null): number {
  const [width, setWidth] = useState(0);
  useLayoutEffect(() => {
    if (element === null) return undefined;
    const sizes = new ResizeObserver(() => setWidth(element.clientWidth));
    sizes.observe(element); // tells at once, before the next painting
    return () => sizes.disconnect();
  }, [element]);
  return width;
}

/** All results on one canvas; a press chooses one. */
export const WallCanvas = memo(function WallCanvas({
  results,
  arm,
  size,
  chosen,
  label,
  onChoose,
}: {
  readonly results: readonly WallResult[];
  readonly arm: Arm;
  readonly size: number;
  readonly chosen: number | null;
  readonly label: string;
  readonly onChoose: (number: number) => void;
}) {
  const [frame, setFrame] = useState<HTMLElement | null>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const columns = Math.max(1, Math.floor(useWidth(frame) / size));
  const rows = Math.ceil(results.length / columns);
  useLayoutEffect(() => {
    const element = canvas.current;
    const context = element?.getContext('2d');
    if (element == null || context == null) return;
    const [width, height] = [columns * size, Math.max(rows, 1) * size];
    if (element.width !== width) element.width = width;
    if (element.height !== height) element.height = height;
    context.clearRect(0, 0, width, height);
    for (const [i, result] of results.entries()) {
      const { image, succeeded } = result.results[arm];
      const [x, y] = [(i % columns) * size, Math.floor(i / columns) * size];
      context.putImageData(new ImageData(image.data, image.width, image.height), x, y);
      if (!succeeded) {
        context.fillStyle = 'rgb(0 0 0 / 0.72)';
        context.fillRect(x, y, 16, 16);
        context.strokeStyle = '#fff';
        context.lineWidth = 2;
        context.beginPath();
        context.moveTo(x + 4, y + 4);
        context.lineTo(x + 12, y + 12);
        context.moveTo(x + 12, y + 4);
        context.lineTo(x + 4, y + 12);
        context.stroke();
      }
      if (result.number === chosen) {
        context.strokeStyle = '#fff';
        context.lineWidth = 4;
        context.strokeRect(x + 2, y + 2, size - 4, size - 4);
        context.strokeStyle = '#c03a12';
        context.lineWidth = 2;
        context.strokeRect(x + 2, y + 2, size - 4, size - 4);
      }
    }
  }, [results, arm, size, columns, rows, chosen]);
  const onClick = (event: MouseEvent<HTMLCanvasElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    const column = Math.floor((event.clientX - box.left) / size);
    const row = Math.floor((event.clientY - box.top) / size);
    const result = results[row * columns + column];
    if (result !== undefined) onChoose(result.number);
  };
  return (
    <div ref={setFrame} className={styles.wall}>
      {/* By keyboard a triple is chosen by its number, in the box below. */}
      <canvas ref={canvas} role="img" aria-label={label} data-wall="" onClick={onClick} />
    </div>
  );
});
