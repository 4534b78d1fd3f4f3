/** Carries out an export: draws the pictures and hands them to the writer of the file. */
import type { Face } from '../../latent/face.ts';
import type { PixelImage } from '../../model/arrays.ts';
import type { VideoFormat } from '../../exporting/video.ts';
import type { PictureService } from '../../state/pictureTypes.ts';
import type { ExportPlan } from './exportPlan.ts';

/** How far an export is. */
export interface ExportState {
  readonly phase: 'drawing' | 'encoding';
  readonly done: number;
  readonly total: number;
  readonly remainingMs: number | null;
}

/** What an export needs beside its plan. */
export interface ExportOptions {
  readonly scale: number;
  readonly framesPerSecond: number;
  readonly loop: boolean;
  readonly interpolation: string;
  readonly licence: string;
  /** Link that opens the scene. */
  readonly link: string;
  /** Needed for videos. */
  readonly format: VideoFormat | null;
  readonly signal: AbortSignal;
  readonly onState: (state: ExportState) => void;
}

/** A finished file. */
export interface ExportedFile {
  readonly blob: Blob;
  readonly name: string;
}

/** Faces drawn at once on the way into a GIF or a video; so many pictures are held at a time. */
const batchSize = 8;

/** Pictures of the faces, a few at a time, so that a long walk never lies in memory as a whole. */
async function* drawFrames(
  faces: readonly Face[],
  pictures: PictureService,
  signal: AbortSignal,
): AsyncGenerator<PixelImage> {
  for (let first = 0; first < faces.length; first += batchSize) {
    yield* await pictures.drawAll(faces.slice(first, first + batchSize), { signal });
  }
}

/** All pictures, with the time that is left at the pace so far. */
async function drawAtOnce(
  faces: readonly Face[],
  pictures: PictureService,
  { signal, onState }: ExportOptions,
): Promise<PixelImage[]> {
  const start = performance.now();
  onState({ phase: 'drawing', done: 0, total: faces.length, remainingMs: null });
  return pictures.drawAll(faces, {
    signal,
    onProgress: (done, total) => {
      const each = done === 0 ? null : (performance.now() - start) / done;
      const remainingMs = each === null ? null : each * (total - done);
      onState({ phase: 'drawing', done, total, remainingMs });
    },
  });
}

/**
 * Makes the file of a plan. The writers are loaded when they are needed.
 * @throws PlaygroundError `aborted` when stopped; `export-failed`; what drawing throws.
 */
export async function runExport(
  plan: ExportPlan,
  pictures: PictureService,
  options: ExportOptions,
): Promise<ExportedFile> {
  const { scale, framesPerSecond, signal, onState, link, licence, interpolation } = options;
  const { recordOfPath } = await import('../../exporting/record.ts');
  const [title] = plan.caption;
  const metadata = recordOfPath(plan.sources, {
    link,
    licence,
    interpolation,
    ...(title === undefined ? {} : { title }),
  });

  if (plan.kind === 'face') {
    const { encodeFacePng } = await import('../../exporting/png.ts');
    const [image] = await drawAtOnce(plan.faces, pictures, options);
    if (image === undefined) throw new Error('A face was asked for and none was drawn.');
    return { blob: await encodeFacePng(image, { scale, metadata }), name: `${plan.fileStem}.png` };
  }
  if (plan.kind === 'strip' || plan.kind === 'sheet') {
    const { renderStrip } = await import('../../exporting/strip.ts');
    const frames = await drawAtOnce(plan.faces, pictures, options);
    const { caption, columns } = plan;
    const blob = await renderStrip(frames, { scale, caption, columns, metadata });
    return { blob, name: `${plan.fileStem}.png` };
  }

  const work = {
    frameCount: plan.faces.length,
    scale,
    framesPerSecond,
    metadata,
    signal,
    onProgress: (progress: Omit<ExportState, 'phase'>) =>
      onState({ phase: 'encoding', ...progress }),
  };
  const frames = drawFrames(plan.faces, pictures, signal);
  if (plan.kind === 'gif') {
    const { encodeGif } = await import('../../exporting/gif.ts');
    return {
      blob: await encodeGif(frames, { ...work, loop: options.loop }),
      name: `${plan.fileStem}.gif`,
    };
  }
  const { encodeVideo } = await import('../../exporting/video.ts');
  if (options.format === null) throw new Error('A video was asked for without a format.');
  const blob = await encodeVideo(frames, { ...work, format: options.format });
  return { blob, name: `${plan.fileStem}.${options.format.extension}` };
}
