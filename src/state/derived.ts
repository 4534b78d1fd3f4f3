/**
 * What follows from a scene: the faces that are shown, lengths and positions. Pure functions, so a
 * view may call them in a selector, in an effect, or on every move of a slider.
 */
import { norm, weightedSum } from '../maths/vector.ts';
import type { Latent } from '../model/arrays.ts';
import { nearestKeyframe, rescale } from '../latent/control.ts';
import { createSampleFace } from '../latent/createFace.ts';
import type { LatentSpace } from '../latent/createFace.ts';
import type { Face } from '../latent/face.ts';
import { latentOnPad, nearestCorner } from '../latent/pad.ts';
import type { PadCorners } from '../latent/pad.ts';
import { countSegments, framePositions, latentAt, normsAlong } from '../latent/path.ts';
import type { Path } from '../latent/path.ts';
import { shellOf } from '../latent/prior.ts';
import type { Shell } from '../latent/prior.ts';
import { drawSheetPoints, sheetColumns, sheetFrame, sheetRows } from '../latent/sheet.ts';
import { truncate } from '../latent/truncation.ts';
import { framesPerSegment, paletteSize } from './scene.ts';
import type { Interpolation, WalkScene } from './scene.ts';

/** The parts of a scene that the path depends on. */
export type PathScene = Pick<WalkScene, 'modelId' | 'keyframes' | 'interpolation' | 'playMode'>;

/** Played in a loop the path comes round: it has a closing segment back to keyframe 0. */
export function isClosed(scene: Pick<WalkScene, 'playMode'>): boolean {
  return scene.playMode === 'loop';
}

/** Segments of the scene's path; the position goes from 0 to this. */
export function segmentsOf(scene: Pick<WalkScene, 'keyframes' | 'playMode'>): number {
  return countSegments(scene.keyframes.length, isClosed(scene));
}

/** The scene's path; `interpolation` may be overruled, to compare. */
export function pathOf(scene: PathScene, interpolation: Interpolation = scene.interpolation): Path {
  return {
    keyframes: scene.keyframes.map((face) => face.z),
    closed: isClosed(scene),
    interpolation,
  };
}

/** The face at a position of the path, before truncation; on a keyframe that keyframe itself. */
export function faceAt(scene: PathScene, position: number): Face {
  const z = latentAt(pathOf(scene), position);
  return scene.keyframes.find((face) => face.z === z) ?? createDerivedFace(scene.modelId, z);
}

/** The face at the pad's point, before truncation; in a corner that corner itself. */
export function padFace(scene: Pick<WalkScene, 'modelId' | 'pad' | 'interpolation'>): Face {
  const { corners, x, y } = scene.pad;
  if ((x === 0 || x === 1) && (y === 0 || y === 1)) return corners[x + 2 * y] as Face;
  const latents = corners.map((corner) => corner.z) as unknown as PadCorners<Latent>;
  return createDerivedFace(scene.modelId, latentOnPad(latents, x, y, scene.interpolation));
}

/** The face on the stage before truncation: what "add this" takes. */
export function untruncatedStageFace(scene: WalkScene): Face {
  return scene.source === 'pad' ? padFace(scene) : faceAt(scene, scene.position);
}

/**
 * What is added to every z of the walk after truncation: a sum of steps along directions of
 * attributes; null for none.
 */
export type Shift = Latent | null;

/** The face on the stage as it is drawn, truncation and shift included. */
export function stageFace(scene: WalkScene, shift: Shift = null): Face {
  return dressFace(untruncatedStageFace(scene), scene.truncation, shift);
}

/** One unmixed face at the length of the face on the stage. */
export interface Control {
  readonly face: Face;
  /** What was rescaled: the nearest keyframe, or on the pad the nearest corner. */
  readonly from: {
    readonly kind: 'keyframe' | 'corner';
    readonly index: number;
    readonly face: Face;
  };
}

/** The control beside the stage: the nearest keyframe or corner at the |z| of the stage as drawn. */
export function controlOf(scene: WalkScene, shift: Shift = null): Control {
  const { keyframes, position, pad, source } = scene;
  const onPath = source === 'path';
  const index = onPath
    ? nearestKeyframe(position, keyframes.length, isClosed(scene))
    : nearestCorner(pad.x, pad.y);
  const face = (onPath ? keyframes[index] : pad.corners[index]) as Face;
  const z = rescale(face.z, norm(stageFace(scene, shift).z));
  return {
    face: z === face.z ? face : createDerivedFace(scene.modelId, z),
    from: { kind: onPath ? 'keyframe' : 'corner', index, face },
  };
}

/** A face with the scene's truncation and shift applied, ready for a picture wish. */
export function dressFace(face: Face, truncation: number, shift: Shift = null): Face {
  if (truncation === 1 && shift === null) return face;
  const z = truncate(face.z, truncation);
  return createDerivedFace(face.modelId, shift === null ? z : addLatents(z, shift));
}

/** Positions of the film strip's frames: ten a segment, end points once. */
export function stripPositions(scene: Pick<WalkScene, 'keyframes' | 'playMode'>): number[] {
  return framePositions(scene.keyframes.length, isClosed(scene), framesPerSegment);
}

/** |z| along the path as it is drawn, `perSegment` places a segment and the end. */
export function normsOf(
  scene: PathScene & Pick<WalkScene, 'truncation'>,
  perSegment: number,
  interpolation: Interpolation = scene.interpolation,
  shift: Shift = null,
): number[] {
  const path = pathOf(scene, interpolation);
  if (shift === null) return normsAlong(path, perSegment).map((n) => n * scene.truncation);
  const places = segmentsOf(scene) * perSegment + 1;
  return Array.from({ length: places }, (_, i) =>
    norm(addLatents(truncate(latentAt(path, i / perSegment), scene.truncation), shift)),
  );
}

/** The palette's tiles: samples 0 … 11 of the seed. */
export function paletteFaces(model: LatentSpace, seed: number): Face[] {
  return Array.from({ length: paletteSize }, (_, index) => createSampleFace(model, seed, index));
}

/** The 100 frames of the authors' sheet in reading order, before truncation. */
export function sheetFaces(model: LatentSpace, seed: number, how: Interpolation): Face[] {
  const points = drawSheetPoints(model.prior, model.latentDim, seed);
  return Array.from({ length: sheetRows * sheetColumns }, (_, frame) => {
    const column = frame % sheetColumns;
    if (column === 0) return createSampleFace(model, seed, frame / sheetColumns);
    return createDerivedFace(model.id, sheetFrame(points, frame, how));
  });
}

/** |z| of a face. */
export function normOf(face: Face): number {
  return norm(face.z);
}

/** The shell of a model's prior: mean and deviation of |z|. */
export function shellOfModel(model: LatentSpace): Shell {
  return shellOf(model.prior, model.latentDim);
}

function addLatents(a: Latent, b: Latent): Latent {
  return weightedSum(a, 1, b, 1) as Latent;
}

/** A face that was computed; it is rounded when it is kept (`toKeptFace`), not when it is shown. */
function createDerivedFace(modelId: string, z: Latent): Face {
  return { modelId, z, origin: { kind: 'free' } };
}
