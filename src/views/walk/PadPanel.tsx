/** The four-corner pad: a point between four faces. */
import type { KeyboardEvent, PointerEvent as ReactPointerEvent } from 'react';
import { memo, useCallback, useRef } from 'react';
import { dressFace } from '../../state/derived.ts';
import { useStrings } from '../../teaching/language.tsx';
import { DropSlot } from '../parts/DropSlot.tsx';
import { NumberBox } from '../parts/NumberBox.tsx';
import { Tile } from '../parts/Tile.tsx';
import { useActions } from '../services.tsx';
import { Explain } from '../parts/Explain.tsx';
import styles from './PadPanel.module.css';
import { describeOrigin } from './describe.ts';
import { useShift } from './look.ts';
import { useInputStamp, useScene } from './scene.ts';

const step = 0.02;
const largeStep = 0.1;

/** Directions of the arrow keys, to the right and downwards. */
const directions: Readonly<Record<string, readonly [number, number]>> = {
  ArrowLeft: [-1, 0],
  ArrowRight: [1, 0],
  ArrowUp: [0, -1],
  ArrowDown: [0, 1],
};

function clampShare(value: number): number {
  return Math.min(1, Math.max(0, Number(value.toFixed(4))));
}

/** One corner: a place for a face, and the face in it. */
const Corner = memo(function Corner({ corner }: { readonly corner: 0 | 1 | 2 | 3 }) {
  const walk = useStrings().walk;
  const face = useScene((scene) => scene.pad.corners[corner]);
  const truncation = useScene((scene) => scene.truncation);
  const shift = useShift();
  const name = walk.pad.corners[corner] ?? '';
  return (
    <DropSlot
      target={{ kind: 'pad-corner', corner }}
      label={walk.pad.cornerSlot(name)}
      className={styles.corner ?? ''}
    >
      <Tile
        face={face}
        drawn={dressFace(face, truncation, shift)}
        source={{ kind: 'pad-corner', corner }}
        label={walk.pad.corner(name, describeOrigin(face.origin, walk))}
      />
    </DropSlot>
  );
});

/** Moves of the point; the input that caused them is remembered. */
function useMove(): (x: number, y: number, timeStamp: number) => void {
  const actions = useActions();
  const stampInput = useInputStamp();
  return useCallback(
    (x, y, timeStamp) => {
      actions.setPad(clampShare(x), clampShare(y), { live: true });
      stampInput(timeStamp);
    },
    [actions, stampInput],
  );
}

/** The surface with the point: dragged by pointer, moved by arrow keys. */
function Surface() {
  const walk = useStrings().walk;
  const actions = useActions();
  const move = useMove();
  const held = useRef(false);
  const x = useScene((scene) => scene.pad.x);
  const y = useScene((scene) => scene.pad.y);
  const onPad = useScene((scene) => scene.source === 'pad');
  const { number } = walk.numbers;

  const follow = (event: ReactPointerEvent<HTMLDivElement>): void => {
    const box = event.currentTarget.getBoundingClientRect();
    move(
      (event.clientX - box.left) / box.width,
      (event.clientY - box.top) / box.height,
      event.timeStamp,
    );
  };
  const end = (): void => {
    if (!held.current) return;
    held.current = false;
    actions.commit();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const direction = directions[event.key];
    if (direction === undefined) return;
    event.preventDefault();
    const by = event.shiftKey ? largeStep : step;
    move(x + direction[0] * by, y + direction[1] * by, event.timeStamp);
  };

  return (
    <div
      className={styles.surface}
      role="slider"
      tabIndex={0}
      aria-label={walk.pad.label}
      aria-describedby="pad-help"
      aria-valuemin={0}
      aria-valuemax={1}
      aria-valuenow={x}
      aria-valuetext={walk.pad.point(number(x, 2), number(y, 2))}
      data-quiet={onPad ? undefined : ''}
      onPointerDown={(event) => {
        if (event.button !== 0) return;
        held.current = true;
        event.currentTarget.setPointerCapture(event.pointerId);
        follow(event);
      }}
      onPointerMove={(event) => {
        if (held.current) follow(event);
      }}
      onPointerUp={end}
      onPointerCancel={end}
      onKeyDown={onKeyDown}
      onKeyUp={(event) => {
        if (event.key in directions) actions.commit();
      }}
    >
      <div className={styles.across} style={{ top: `${y * 100}%` }} />
      <div className={styles.down} style={{ left: `${x * 100}%` }} />
      <div className={styles.point} style={{ left: `${x * 100}%`, top: `${y * 100}%` }} />
    </div>
  );
}

/** The point as two numbers. */
function Point() {
  const walk = useStrings().walk;
  const actions = useActions();
  const pad = useScene((scene) => scene.pad);
  const set = (x: number, y: number): void => actions.setPad(x, y);
  const shared = { min: 0, max: 1, step: 0.01 };
  return (
    <div className={styles.numbers}>
      <NumberBox label={walk.pad.x} value={pad.x} {...shared} onValue={(x) => set(x, pad.y)} />
      <NumberBox label={walk.pad.y} value={pad.y} {...shared} onValue={(y) => set(pad.x, y)} />
    </div>
  );
}

/** The pad and its corners. */
export function PadPanel() {
  const walk = useStrings().walk;
  return (
    <div className={styles.panel}>
      <div className={styles.pad}>
        <Corner corner={0} />
        <Corner corner={1} />
        <Corner corner={2} />
        <Corner corner={3} />
        <Surface />
      </div>
      <p id="pad-help" className={styles.help}>
        {walk.pad.help}
      </p>
      <Point />
      <Explain text={walk.pad.why} more={walk.pad.moreText} />
    </div>
  );
}
