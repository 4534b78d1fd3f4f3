/** Playing the path: the position moves with the time, frame by frame. */
import type { PlayMode } from './scene.ts';

/** The page's clock; `requestAnimationFrame` and the visibility of the page, or a test's. */
export interface FrameClock {
  /** Calls back once at the next frame with the time in milliseconds. */
  request(callback: (timeMs: number) => void): number;
  cancel(handle: number): void;
  isHidden(): boolean;
  /** Calls back when the page is hidden. */
  onHidden(listener: () => void): () => void;
}

/** The clock of a page. */
export function createFrameClock(page: Document): FrameClock {
  return {
    request: (callback) => requestAnimationFrame(callback),
    cancel: (handle) => cancelAnimationFrame(handle),
    isHidden: () => page.hidden,
    onHidden: (listener) => {
      const onChange = (): void => {
        if (page.hidden) listener();
      };
      page.addEventListener('visibilitychange', onChange);
      return () => page.removeEventListener('visibilitychange', onChange);
    },
  };
}

/** Where the player is and which way it goes. */
export interface PlayPoint {
  readonly position: number;
  readonly direction: 1 | -1;
  /** The end was reached: `once` only. */
  readonly ended: boolean;
}

/**
 * Moves on by `distance` (segments, not negative) on a path of `segments`. `once` stops at the end,
 * `loop` goes on at the start (where the closing segment led), `pingPong` turns round at both ends.
 */
export function advance(
  { position, direction }: Pick<PlayPoint, 'position' | 'direction'>,
  distance: number,
  segments: number,
  mode: PlayMode,
): PlayPoint {
  if (mode === 'loop') {
    return { position: (position + distance) % segments, direction: 1, ended: false };
  }
  if (mode === 'once') {
    const reached = Math.min(position + distance, segments);
    return { position: reached, direction: 1, ended: reached === segments };
  }
  const lap = 2 * segments; // there and back
  const unfolded = (direction === 1 ? position : lap - position) + distance;
  const onLap = unfolded % lap;
  return onLap <= segments
    ? { position: onLap, direction: 1, ended: false }
    : { position: lap - onLap, direction: -1, ended: false };
}

/** A longer pause between two frames (a busy machine, a breakpoint) counts as this much. */
const longestFrameMs = 100;

/** The moving part of playback. */
export interface Player {
  /** Starts asking for frames. */
  start(): void;
  stop(): void;
}

/** Makes a player. `onFrame` gets the seconds since the last frame and says whether to go on. */
export function createPlayer(clock: FrameClock, onFrame: (seconds: number) => boolean): Player {
  let handle: number | null = null;
  let last: number | null = null;
  const frame = (timeMs: number): void => {
    const passed = last === null ? 0 : Math.min(Math.max(timeMs - last, 0), longestFrameMs);
    last = timeMs;
    handle = null;
    if (onFrame(passed / 1000)) handle = clock.request(frame);
  };
  return {
    start: () => {
      if (handle !== null) return;
      last = null;
      handle = clock.request(frame);
    },
    stop: () => {
      if (handle !== null) clock.cancel(handle);
      handle = null;
    },
  };
}
