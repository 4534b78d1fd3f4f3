/** The keyframes of the path, over the slider at their places, with room between them to drop into. */
import { Repeat } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { Fragment, memo, useCallback, useLayoutEffect, useRef } from 'react';
import type { Face } from '../../latent/face.ts';
import type { Shift } from '../../state/derived.ts';
import { isClosed, dressFace } from '../../state/derived.ts';
import { useStrings } from '../../teaching/language.tsx';
import { useAnnounce } from '../parts/Announcer.tsx';
import { DropSlot } from '../parts/DropSlot.tsx';
import { Tile } from '../parts/Tile.tsx';
import { useActions, useStore, useStoreApi } from '../services.tsx';
import styles from './Keyframes.module.css';
import { useShift } from './look.ts';
import { describeOrigin } from './describe.ts';
import { useScene } from './scene.ts';

interface KeyframeProps {
  readonly face: Face;
  readonly index: number;
  readonly count: number;
  readonly truncation: number;
  readonly shift: Shift;
  readonly selected: boolean;
  readonly scale: number;
}

/** One keyframe: a place that another face can take, and the tile in it. */
const Keyframe = memo(function Keyframe({
  face,
  index,
  count,
  truncation,
  shift,
  selected,
  scale,
}: KeyframeProps) {
  const walk = useStrings().walk;
  const actions = useActions();
  const place = String(index + 1);
  const choose = useCallback(() => {
    actions.selectKeyframe(index);
    actions.setPosition(index);
  }, [actions, index]);
  return (
    <li className={styles.keyframe} data-keyframe={index}>
      <DropSlot target={{ kind: 'keyframe', index }} label={walk.path.slot(place)}>
        <Tile
          face={face}
          drawn={dressFace(face, truncation, shift)}
          source={{ kind: 'keyframe', index }}
          label={walk.path.keyframe(place, String(count), describeOrigin(face.origin, walk))}
          scale={scale}
          selected={selected}
          badge={place}
          onActivate={choose}
          removable={count > 1}
        />
      </DropSlot>
    </li>
  );
});

/** Index of the keyframe that an element belongs to. */
function keyframeOf(target: EventTarget): number | null {
  const item = target instanceof Element ? target.closest<HTMLElement>('[data-keyframe]') : null;
  return item === null ? null : Number(item.dataset['keyframe']);
}

/** The row of keyframes. */
export const Keyframes = memo(function Keyframes({ scale }: { readonly scale: number }) {
  const walk = useStrings().walk;
  const actions = useActions();
  const store = useStoreApi();
  const announce = useAnnounce();
  const keyframes = useScene((scene) => scene.keyframes);
  const truncation = useScene((scene) => scene.truncation);
  const shift = useShift();
  const closed = useScene(isClosed);
  const selected = useStore((state) => state.selectedKeyframe);
  const list = useRef<HTMLDivElement>(null);
  const focusNext = useRef<number | null>(null);

  useLayoutEffect(() => {
    if (focusNext.current === null) return;
    const next = list.current?.querySelector<HTMLButtonElement>(
      `[data-keyframe="${focusNext.current}"] button`,
    );
    focusNext.current = null;
    next?.focus();
  }, [keyframes]);

  const onKey = useCallback(
    (event: KeyboardEvent): void => {
      const index = keyframeOf(event.target);
      if (index === null) return;
      const count = store.getState().scene?.keyframes.length ?? 0;
      if (event.key === 'Delete' || event.key === 'Backspace') {
        event.preventDefault();
        if (count < 2) {
          announce(walk.path.lastStays);
          return;
        }
        focusNext.current = Math.min(index, count - 2);
        actions.removeKeyframe(index);
        announce(walk.path.removed(String(index + 1), String(count - 1)));
        return;
      }
      const by = event.key === 'ArrowLeft' ? -1 : event.key === 'ArrowRight' ? 1 : 0;
      if (by === 0) return;
      event.preventDefault();
      const to = index + by;
      if (to < 0 || to >= count) return;
      if (!event.altKey) {
        list.current?.querySelector<HTMLButtonElement>(`[data-keyframe="${to}"] button`)?.focus();
        return;
      }
      focusNext.current = to;
      actions.moveKeyframe(index, to);
      announce(walk.path.moved(String(to + 1), String(count)));
    },
    [actions, announce, store, walk],
  );

  const gapName = (index: number): string => {
    if (index === 0) return walk.path.gapFirst;
    if (index === keyframes.length) return walk.path.gapLast;
    return walk.path.gapBetween(String(index), String(index + 1));
  };
  const gap = (index: number) => (
    <li
      className={styles.gap}
      data-edge={index === 0 || index === keyframes.length ? '' : undefined}
    >
      <DropSlot
        target={{ kind: 'keyframe-gap', index }}
        label={gapName(index)}
        className={styles.slot ?? ''}
      />
    </li>
  );

  return (
    <div
      ref={list}
      className={styles.scroller}
      role="toolbar"
      tabIndex={-1}
      aria-label={walk.path.keyframes}
      aria-describedby="keyframe-help"
      onKeyDown={onKey}
      onFocus={(event) => {
        const index = keyframeOf(event.target);
        if (index !== null) actions.selectKeyframe(index);
      }}
    >
      <ul className={styles.row} data-closed={closed && keyframes.length > 1 ? '' : undefined}>
        {keyframes.map((face, index) => (
          // Keyframes have no name but their place; the focus is carried along by `focusNext`.
          <Fragment key={index}>
            {gap(index)}
            <Keyframe
              face={face}
              index={index}
              count={keyframes.length}
              truncation={truncation}
              shift={shift}
              selected={index === selected}
              scale={scale}
            />
          </Fragment>
        ))}
        {gap(keyframes.length)}
        {closed && keyframes.length > 1 && (
          <li className={styles.back} aria-hidden="true">
            <Repeat />
          </li>
        )}
      </ul>
      <p id="keyframe-help" hidden>
        {walk.path.keyframeHelp}
      </p>
    </div>
  );
});
