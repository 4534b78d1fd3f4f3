/** What made a picture, in words: where its z came from and what is between. */
import type { Face, Origin } from '../../latent/face.ts';
import type { WalkScene } from '../../state/scene.ts';
import type { WalkStrings } from '../../teaching/strings/en/walk.ts';

type PathPart = Pick<WalkScene, 'keyframes' | 'position'>;

/** "sample 3 of seed 2015", or that it was made by hand. */
export function describeOrigin(origin: Origin, walk: WalkStrings): string {
  if (origin.kind === 'free') return walk.origin.free;
  return walk.origin.sample(String(origin.index), String(origin.seed));
}

/** "samples 0, 1, 2 of seed 2015" where all are draws of one seed, else one after the other. */
export function describeOrigins(faces: readonly Face[], walk: WalkStrings): string {
  const origins = faces.map((face) => face.origin);
  const first = origins[0];
  if (first?.kind === 'sample' && origins.length > 1) {
    const indices = origins.flatMap((origin) =>
      origin.kind === 'sample' && origin.seed === first.seed ? [String(origin.index)] : [],
    );
    if (indices.length === origins.length) {
      return walk.origin.samples(walk.origin.list(indices), String(first.seed));
    }
  }
  return walk.origin.list(origins.map((origin) => describeOrigin(origin, walk)));
}

/** The keyframe at this very position, or null in between. A closed path ends on its first. */
export function keyframeAt({ keyframes, position }: PathPart): number | null {
  return Number.isInteger(position) ? position % keyframes.length : null;
}

/** A place on the path: a keyframe, or a share of the way between two. */
export function describePosition(scene: PathPart, walk: WalkStrings): string {
  const { keyframes, position } = scene;
  const here = keyframeAt(scene);
  const segment = Math.floor(position);
  const from = keyframes[here ?? segment % keyframes.length];
  const to = keyframes[(segment + 1) % keyframes.length];
  if (from === undefined || to === undefined) return '';
  if (here !== null) {
    return walk.origin.keyframe(String(here + 1), describeOrigin(from.origin, walk));
  }
  const fraction = walk.numbers.number(position - segment, 2);
  const a = from.origin;
  const b = to.origin;
  if (a.kind === 'sample' && b.kind === 'sample' && a.seed === b.seed) {
    return walk.origin.betweenSamples(fraction, String(a.index), String(b.index), String(a.seed));
  }
  return walk.origin.between(fraction, describeOrigin(a, walk), describeOrigin(b, walk));
}

/** What the large picture shows: a place on the path or on the pad. */
export function describeStage(
  scene: PathPart & Pick<WalkScene, 'source' | 'pad'>,
  walk: WalkStrings,
): string {
  if (scene.source === 'path') return describePosition(scene, walk);
  const { x, y, corners } = scene.pad;
  const { number } = walk.numbers;
  return walk.origin.pad(number(x, 2), number(y, 2), describeOrigins(corners, walk));
}
