/** The film strip: ten frames a segment, one row that scrolls along with the position. */
import type { KeyboardEvent } from 'react';
import {
  memo,
  startTransition,
  useCallback,
  useEffect,
  useLayoutEffect,
  useMemo,
  useRef,
  useState,
} from 'react';
import type { StoreApi } from 'zustand';
import type { Face } from '../../latent/face.ts';
import { faceAt, segmentsOf, stripPositions, dressFace } from '../../state/derived.ts';
import { framesPerSegment } from '../../state/scene.ts';
import type { PlaygroundStore } from '../../state/types.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Why } from '../parts/Disclosure.tsx';
import { useImageSize } from '../parts/FaceCanvas.tsx';
import { Tile } from '../parts/Tile.tsx';
import { useActions, useStoreApi } from '../services.tsx';
import styles from './FilmStrip.module.css';
import { followScroll } from './frameScroll.ts';
import { useSettled } from '../parts/pacing.ts';
import { useShift } from './look.ts';
import { useScene } from './scene.ts';

/** CSS pixels between two frames. */
const gapPx = 2;
/** How long the path must stand still before the frames are drawn again. */
const settleMs = 150;
/** How far outside the visible part frames are already there, in CSS pixels. */
const reachPx = 1600;

/** One frame, as it travels and as it is drawn. */
interface Frame {
  readonly position: number;
  readonly face: Face;
  readonly drawn: Face;
}

interface SegmentProps {
  readonly frames: readonly Frame[];
  /** Number of the first of these frames. */
  readonly first: number;
  readonly total: number;
  readonly scale: number;
  readonly width: number;
  /** Frame that the tab key reaches. */
  readonly stop: number;
  readonly near: boolean;
  readonly onChoose: (position: number) => void;
}

/** The frames of one segment; tiles only while it is in sight or near. */
const Segment = memo(function Segment({
  frames,
  first,
  total,
  scale,
  width,
  stop,
  near,
  onChoose,
}: SegmentProps) {
  const walk = useStrings().walk;
  return (
    <ol className={styles.segment} style={{ width }} data-first={first}>
      {near &&
        frames.map((frame, i) => (
          <li key={frame.position} data-frame={first + i}>
            <Tile
              face={frame.face}
              drawn={frame.drawn}
              source={{ kind: 'frame', position: frame.position }}
              scale={scale}
              label={walk.strip.frame(
                String(first + i + 1),
                String(total),
                walk.numbers.number(frame.position, 1),
              )}
              tabIndex={first + i === stop ? 0 : -1}
              onActivate={() => onChoose(frame.position)}
            />
          </li>
        ))}
    </ol>
  );
});

/** Segments whose element has been in sight or near; what was shown once stays. */
function useSeen(scroller: HTMLElement | null, segments: number): ReadonlySet<number> {
  const [seen, setSeen] = useState<ReadonlySet<number>>(new Set([0]));
  useEffect(() => {
    if (scroller === null) return undefined;
    const observer = new IntersectionObserver(
      (entries) => {
        const come = entries
          .filter((entry) => entry.isIntersecting)
          .map(
            (entry) => Number((entry.target as HTMLElement).dataset['first']) / framesPerSegment,
          );
        // In slices, so that a hand on the slider never waits for tiles that are not yet in sight.
        startTransition(() =>
          setSeen((before) =>
            come.every((segment) => before.has(segment)) ? before : new Set([...before, ...come]),
          ),
        );
      },
      { root: scroller, rootMargin: `0px ${reachPx}px` },
    );
    for (const element of scroller.querySelectorAll('[data-first]')) observer.observe(element);
    return () => observer.disconnect();
  }, [scroller, segments]);
  return seen;
}

/** Keeps the marker under the present position and the strip around it, without rendering. */
function startFollowing(
  scroller: HTMLElement,
  marker: HTMLElement,
  pitch: number,
  store: StoreApi<PlaygroundStore>,
): () => void {
  // Kept here, because asking the element would lay the page out on every move.
  let visible = scroller.clientWidth;
  let offset = scroller.scrollLeft;
  let shown = Number.NaN;
  const follow = (): void => {
    const { scene } = store.getState();
    if (scene === null) return;
    const at = scene.position * framesPerSegment * pitch;
    if (at === shown) return;
    shown = at;
    marker.style.transform = `translateX(${at.toFixed(1)}px)`;
    const whole = (segmentsOf(scene) * framesPerSegment + 1) * pitch;
    const next = followScroll(at + pitch / 2, { offset, visible, whole });
    if (Math.abs(next - offset) < 1) return;
    offset = next;
    scroller.scrollLeft = next;
  };
  const sizes = new ResizeObserver(() => {
    visible = scroller.clientWidth;
  });
  const readOffset = (): void => {
    offset = scroller.scrollLeft;
  };
  sizes.observe(scroller);
  scroller.addEventListener('scroll', readOffset, { passive: true });
  follow();
  const leave = store.subscribe(follow);
  return () => {
    leave();
    scroller.removeEventListener('scroll', readOffset);
    sizes.disconnect();
  };
}

/** The strip. A click on a frame, or the arrow keys, go to its position. */
export const FilmStrip = memo(function FilmStrip({ scale }: { readonly scale: number }) {
  const walk = useStrings().walk;
  const actions = useActions();
  const store = useStoreApi();
  const modelId = useScene((scene) => scene.modelId);
  const keyframesNow = useScene((scene) => scene.keyframes);
  const truncationNow = useScene((scene) => scene.truncation);
  const interpolation = useScene((scene) => scene.interpolation);
  const playMode = useScene((scene) => scene.playMode);
  const keyframes = useSettled(keyframesNow, settleMs);
  const truncation = useSettled(truncationNow, settleMs);
  const shift = useSettled(useShift(), settleMs);
  const pitch = useImageSize(modelId) * scale + gapPx;

  const frames = useMemo(() => {
    const path = { modelId, keyframes, interpolation, playMode };
    return stripPositions(path).map((position): Frame => {
      const face = faceAt(path, position);
      return { position, face, drawn: dressFace(face, truncation, shift) };
    });
  }, [modelId, keyframes, interpolation, playMode, truncation, shift]);

  const segments = Math.ceil(frames.length / framesPerSegment);
  const [scroller, setScroller] = useState<HTMLElement | null>(null);
  const marker = useRef<HTMLDivElement>(null);
  const seen = useSeen(scroller, segments);
  const [stopWanted, setStop] = useState(0);
  const stop = Math.min(stopWanted, frames.length - 1);
  const focusStop = useRef(false);
  useEffect(() => {
    if (scroller === null || marker.current === null) return undefined;
    return startFollowing(scroller, marker.current, pitch, store);
  }, [scroller, pitch, store]);

  useLayoutEffect(() => {
    if (!focusStop.current) return;
    focusStop.current = false;
    scroller
      ?.querySelector<HTMLButtonElement>(`[data-frame="${stop}"] button`)
      ?.focus({ preventScroll: true });
  }, [scroller, stop]);

  const choose = useCallback((position: number): void => actions.setPosition(position), [actions]);
  const onKeyDown = (event: KeyboardEvent): void => {
    const to = {
      ArrowLeft: stop - 1,
      ArrowRight: stop + 1,
      Home: 0,
      End: frames.length - 1,
    }[event.key];
    const frame = to === undefined ? undefined : frames[to];
    if (to === undefined || frame === undefined) return;
    event.preventDefault();
    focusStop.current = true;
    setStop(to);
    actions.setPosition(frame.position, { live: true });
  };

  return (
    <section className={styles.strip} aria-labelledby="walk-strip">
      <div className={styles.heading}>
        <h3 id="walk-strip">{walk.strip.heading}</h3>
        <Why
          text={
            <>
              <p>{walk.strip.why}</p>
              <p>{walk.strip.moreText}</p>
            </>
          }
        />
      </div>
      <div
        ref={setScroller}
        className={styles.scroller}
        role="toolbar"
        tabIndex={-1}
        aria-label={`${walk.strip.label}. ${walk.strip.help}`}
        onKeyDown={onKeyDown}
        onKeyUp={(event) => {
          if (event.key.startsWith('Arrow') || event.key === 'Home' || event.key === 'End') {
            actions.commit();
          }
        }}
        onFocus={(event) => {
          const number = event.target.closest<HTMLElement>('[data-frame]')?.dataset['frame'];
          if (number !== undefined) setStop(Number(number));
        }}
      >
        <div className={styles.track} style={{ height: pitch - gapPx }}>
          {Array.from({ length: segments }, (_, segment) => {
            const first = segment * framesPerSegment;
            const own = frames.slice(first, first + framesPerSegment);
            return (
              <Segment
                key={segment}
                frames={own}
                first={first}
                total={frames.length}
                scale={scale}
                width={own.length * pitch}
                stop={stop >= first && stop < first + framesPerSegment ? stop : -1}
                near={seen.has(segment) || Math.floor(stop / framesPerSegment) === segment}
                onChoose={choose}
              />
            );
          })}
          <div
            ref={marker}
            className={styles.here}
            style={{ width: pitch - gapPx }}
            aria-hidden="true"
          />
        </div>
      </div>
    </section>
  );
});
