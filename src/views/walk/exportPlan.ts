/** What is exported: the faces in order, the caption, and the record that travels in the file. */
import type { Face } from '../../latent/face.ts';
import type { LatentSpace } from '../../latent/createFace.ts';
import {
  faceAt,
  isClosed,
  normOf,
  segmentsOf,
  sheetFaces,
  stageFace,
  stripPositions,
  dressFace,
} from '../../state/derived.ts';
import type { Shift } from '../../state/derived.ts';
import type { WalkScene } from '../../state/scene.ts';
import { framesPerSegment } from '../../state/scene.ts';
import type { WalkStrings } from '../../teaching/strings/en/walk.ts';
import { describeOrigins, describeStage } from './describe.ts';
import { walkPositions } from './walkFrames.ts';

export const exportKinds = ['face', 'strip', 'sheet', 'gif', 'video'] as const;
export type ExportKind = (typeof exportKinds)[number];

/** A list of pictures to draw, and what is said of them. */
export interface ExportPlan {
  readonly kind: ExportKind;
  /** As they are drawn, truncation included. */
  readonly faces: readonly Face[];
  /** What the record names: the faces that the others were made of. */
  readonly sources: readonly Face[];
  /** Frames in a row, for strip and sheet. */
  readonly columns: number;
  readonly caption: readonly string[];
  /** File name without its ending. */
  readonly fileStem: string;
}

/** What is known of the model and said in captions. */
export interface ExportModel extends LatentSpace {
  readonly title: string;
  readonly licence: string;
}

/** Steps along directions of attributes: what they add, and each in words. */
export interface PlannedLook {
  readonly shift: Shift;
  readonly words: readonly string[];
}

const noLook: PlannedLook = { shift: null, words: [] };

/** Faces of an export, in order. */
function facesOf(
  kind: ExportKind,
  scene: WalkScene,
  model: ExportModel,
  fps: number,
  shift: Shift,
): Face[] {
  const drawn = (face: Face): Face => dressFace(face, scene.truncation, shift);
  const along = (positions: readonly number[]): Face[] =>
    positions.map((position) => drawn(faceAt(scene, position)));
  if (kind === 'face') return [stageFace(scene, shift)];
  if (kind === 'strip') return along(stripPositions(scene));
  if (kind === 'sheet') {
    return sheetFaces(model, scene.sheetSeed, scene.interpolation).map(drawn);
  }
  return along(walkPositions(segmentsOf(scene), scene.playMode, scene.speed, fps));
}

/** Plans an export; `framesPerSecond` counts for walks only. */
export function planExport(
  kind: ExportKind,
  scene: WalkScene,
  model: ExportModel,
  framesPerSecond: number,
  walk: WalkStrings,
  look: PlannedLook = noLook,
): ExportPlan {
  const faces = facesOf(kind, scene, model, framesPerSecond, look.shift);
  const { number } = walk.numbers;
  const way = walk.stage.interpolation[scene.interpolation];
  const origins = describeOrigins(scene.keyframes, walk);
  const what = {
    face: [
      `${describeStage(scene, walk)}; ${way}`,
      walk.caption.norm(number(normOf(stageFace(scene, look.shift)), 2)),
    ],
    sheet: [walk.caption.sheet(String(scene.sheetSeed), way)],
    path: [
      isClosed(scene) ? walk.caption.pathClosed(origins, way) : walk.caption.path(origins, way),
    ],
  };
  const perSegment = walk.caption.frames(String(framesPerSegment));
  const truncation =
    scene.truncation === 1 ? [] : [walk.stage.truncation(number(scene.truncation, 2))];
  const lines =
    kind === 'face'
      ? what.face
      : kind === 'sheet'
        ? [...what.sheet, perSegment]
        : kind === 'strip'
          ? [...what.path, perSegment]
          : what.path;
  return {
    kind,
    faces,
    sources: kind === 'face' || kind === 'sheet' ? faces.slice(0, 1) : scene.keyframes,
    columns: framesPerSegment,
    caption: [
      [...lines, ...truncation, ...look.words].join('; '),
      walk.caption.model(model.title, model.licence),
    ],
    fileStem: `${model.id}-${kind === 'gif' || kind === 'video' ? 'walk' : kind}`,
  };
}
