/** Positions of the frames of an exported walk. */
import type { PlayMode } from '../../state/scene.ts';

/**
 * Positions, in segments, of a walk at `speed` segments a second and `framesPerSecond`. Once: from
 * the first to the last keyframe, both shown. Loop: the closing segment leads back, so the end is
 * left out. Ping-pong: there and back, each end shown once, so that it can be repeated.
 */
export function walkPositions(
  segments: number,
  mode: PlayMode,
  speed: number,
  framesPerSecond: number,
): number[] {
  if (segments === 0) return [0];
  const steps = Math.max(1, Math.round((segments / speed) * framesPerSecond));
  const at = (step: number): number => (segments * step) / steps;
  const there = Array.from({ length: mode === 'loop' ? steps : steps + 1 }, (_, i) => at(i));
  if (mode !== 'pingPong') return there;
  return [...there, ...there.slice(1, -1).toReversed()];
}
