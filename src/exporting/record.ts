/** What made a picture, in words that travel inside the exported file. */
import type { Face } from '../latent/face.ts';

/** Named lines of text, written into the file in this order. Names are Latin, values any language. */
export type PictureRecord = Readonly<Record<string, string>>;

/** What is known of a picture beside its face. */
export interface RecordContext {
  /** Link that opens the page with this scene. */
  readonly link?: string;
  /** How points between keyframes were found, e.g. `slerp`. */
  readonly interpolation?: string;
  /** Title in the visitor's language. */
  readonly title?: string;
  /** Terms of the weights, from the model description. */
  readonly licence?: string;
}

/**
 * The latent in words: a numbered draw by its seed and index, anything else by its components with
 * six digits each, more than the float16 of a link and enough for the same picture.
 */
export function describeLatent(face: Face): string {
  if (face.origin.kind === 'sample') {
    return `sample ${face.origin.index} of seed ${face.origin.seed}`;
  }
  return JSON.stringify(Array.from(face.z, (value) => Number(value.toPrecision(6))));
}

/** The record of a picture that one face made. */
export function recordOfFace(face: Face, context: RecordContext = {}): PictureRecord {
  return recordOfPath([face], context);
}

/** The record of a film strip, a sheet or a walk: its keyframes, in order. */
export function recordOfPath(faces: readonly Face[], context: RecordContext = {}): PictureRecord {
  const models = [...new Set(faces.map((face) => face.modelId))];
  return {
    ...(context.title === undefined ? {} : { Title: context.title }),
    Software: 'Latent Playground',
    Model: models.join(', '),
    z: faces.map(describeLatent).join('\n'),
    ...(context.interpolation === undefined ? {} : { Interpolation: context.interpolation }),
    ...(context.licence === undefined ? {} : { Copyright: context.licence }),
    ...(context.link === undefined ? {} : { Source: context.link }),
  };
}

/** The record as lines `name: value`, for formats that keep one text only. */
export function recordAsText(record: PictureRecord): string {
  return Object.entries(record)
    .map(([name, value]) => `${name}: ${value}`)
    .join('\n');
}
