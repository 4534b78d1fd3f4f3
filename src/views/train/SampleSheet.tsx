/** Pictures of the same z, by the moving average of G, and where they moved most. */
import { useEffect, useRef } from 'react';
import type { SampleSheet as Sheet } from '../../trainer/types.ts';
import { useStore } from '../services.tsx';
import { paintImage } from '../parts/facePainter.ts';
import styles from './SampleSheet.module.css';

/** One sheet; the tile that moved most is framed if asked for. */
export function SampleSheet({
  sheet,
  label,
  framesMoved = false,
}: {
  readonly sheet: Sheet;
  readonly label: string;
  readonly framesMoved?: boolean;
}) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const scaling = useStore((state) => state.scaling);
  useEffect(() => {
    if (canvas.current !== null) paintImage(canvas.current, sheet.picture);
  }, [sheet]);
  const { movedMost, columns, rows, picture } = sheet;
  const column = (movedMost ?? 0) % columns;
  const row = Math.floor((movedMost ?? 0) / columns);
  return (
    <div className={styles.sheet} data-step={sheet.step}>
      <canvas
        ref={canvas}
        role="img"
        aria-label={label}
        width={picture.width}
        height={picture.height}
        data-scaling={scaling}
      />
      {framesMoved && movedMost !== null && (
        <span
          className={styles.frame}
          aria-hidden="true"
          style={{
            left: `${(100 * column) / columns}%`,
            top: `${(100 * row) / rows}%`,
            width: `${100 / columns}%`,
            height: `${100 / rows}%`,
          }}
        />
      )}
    </div>
  );
}
