/** z as a picture: one square a component, negative, zero, positive. */
import type { PointerEvent as ReactPointerEvent } from 'react';
import { memo, useRef } from 'react';
import { useStrings } from '../../teaching/language.tsx';
import { joinClasses } from './classes.ts';
import styles from './ZPicture.module.css';

/** One move of a pointer over a paintable picture. */
export interface ZStroke {
  readonly phase: 'start' | 'move' | 'end';
  /** Component under the pointer; the last one touched when the pointer has left the picture. */
  readonly component: number;
  /** Component where the stroke began. */
  readonly startComponent: number;
  /** CSS pixels moved upwards since the stroke began. */
  readonly rise: number;
  /** `event.timeStamp` of the move. */
  readonly inputTime: number;
}

export interface ZPictureProps {
  readonly z: ArrayLike<number>;
  /** CSS pixels a component. */
  readonly scale: number;
  readonly label: string;
  /** Value that has the full colour; 2.5 suits N(0, 1), 1 suits U(−1, 1). */
  readonly limit?: number;
  /** Components marked as locked. */
  readonly locked?: readonly number[];
  /** Component marked as being edited. */
  readonly marked?: number;
  /** Makes it paintable. The keyboard's way are the number boxes beside it. */
  readonly onPaint?: (stroke: ZStroke) => void;
}

const Cell = memo(function Cell({ x, y, value }: { x: number; y: number; value: number }) {
  const colour = value < 0 ? 'var(--z-negative)' : 'var(--z-positive)';
  const share = Math.min(1, Math.abs(value)) * 100;
  return (
    <rect
      x={x}
      y={y}
      width={1}
      height={1}
      style={{ fill: `color-mix(in oklab, ${colour} ${share.toFixed(1)}%, var(--z-zero))` }}
    />
  );
});

/** Columns of the picture: 10 for 100 components. */
export function columnsOf(components: number): number {
  return Math.ceil(Math.sqrt(components));
}

/** The 10×10 picture of z (any number of components makes the smallest square that holds them). */
export function ZPicture({
  z,
  scale,
  label,
  limit = 2.5,
  locked = [],
  marked,
  onPaint,
}: ZPictureProps) {
  const strings = useStrings();
  const columns = columnsOf(z.length);
  const rows = Math.ceil(z.length / columns);
  const stroke = useRef<{ component: number; start: number; y: number } | null>(null);

  const componentAt = (event: ReactPointerEvent<SVGSVGElement>): number | null => {
    const box = event.currentTarget.getBoundingClientRect();
    const column = Math.floor(((event.clientX - box.left) / box.width) * columns);
    const row = Math.floor(((event.clientY - box.top) / box.height) * rows);
    const component = row * columns + column;
    const inside = column >= 0 && column < columns && row >= 0 && component < z.length;
    return inside ? component : null;
  };

  const report = (phase: ZStroke['phase'], event: ReactPointerEvent<SVGSVGElement>): void => {
    const under = componentAt(event);
    if (phase === 'start') {
      if (under === null || event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      stroke.current = { component: under, start: under, y: event.clientY };
    }
    const now = stroke.current;
    if (now === null) return;
    if (under !== null) now.component = under;
    if (phase === 'end') stroke.current = null;
    onPaint?.({
      phase,
      component: now.component,
      startComponent: now.start,
      rise: now.y - event.clientY,
      inputTime: event.timeStamp,
    });
  };

  const painting =
    onPaint === undefined
      ? {}
      : {
          onPointerDown: (event: ReactPointerEvent<SVGSVGElement>) => report('start', event),
          onPointerMove: (event: ReactPointerEvent<SVGSVGElement>) => report('move', event),
          onPointerUp: (event: ReactPointerEvent<SVGSVGElement>) => report('end', event),
          onPointerCancel: (event: ReactPointerEvent<SVGSVGElement>) => report('end', event),
        };

  return (
    <svg
      role="img"
      aria-label={label}
      className={joinClasses(styles.picture, onPaint !== undefined && styles.paintable)}
      width={columns * scale}
      height={rows * scale}
      viewBox={`0 0 ${columns} ${rows}`}
      {...painting}
    >
      {Array.from(z, (value, i) => (
        <Cell key={i} x={i % columns} y={Math.floor(i / columns)} value={value / limit} />
      ))}
      {locked.map((i) => (
        <circle
          key={i}
          className={styles.lock}
          cx={(i % columns) + 0.5}
          cy={Math.floor(i / columns) + 0.5}
          r={0.16}
        />
      ))}
      {marked !== undefined && (
        <rect
          className={styles.marked}
          x={marked % columns}
          y={Math.floor(marked / columns)}
          width={1}
          height={1}
        >
          <title>{strings.parts.zPicture.component(marked, z[marked] ?? 0)}</title>
        </rect>
      )}
    </svg>
  );
}
