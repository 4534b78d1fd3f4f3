/** A walk as a video file, through the browser's own encoders (WebCodecs) and mediabunny. */
import {
  BufferTarget,
  canEncodeVideo,
  Mp4OutputFormat,
  Output,
  Quality,
  VideoSample,
  VideoSampleSource,
  WebMOutputFormat,
} from 'mediabunny';
import { PlaygroundError } from '../errors.ts';
import type { PixelImage } from '../model/arrays.ts';
import { checkScale, enlarge } from './enlarge.ts';
import type { LongWork } from './progress.ts';
import { checkNotStopped, createProgress } from './progress.ts';
import type { PictureRecord } from './record.ts';
import { recordAsText } from './record.ts';

/** A file format with an encoding that this browser can write. */
export interface VideoFormat {
  readonly container: 'mp4' | 'webm';
  readonly codec: 'avc' | 'vp9' | 'vp8';
  readonly extension: 'mp4' | 'webm';
}

const candidates: readonly VideoFormat[] = [
  { container: 'mp4', codec: 'avc', extension: 'mp4' },
  { container: 'webm', codec: 'vp9', extension: 'webm' },
  { container: 'webm', codec: 'vp8', extension: 'webm' },
];

/** How the video of a walk is made. */
export interface VideoExport extends LongWork {
  readonly format: VideoFormat;
  /** Frames that `frames` will give; for progress and estimate only. */
  readonly frameCount: number;
  /** Whole multiple by which every frame is enlarged; edges of the result must be even. */
  readonly scale: number;
  readonly framesPerSecond: number;
  /** Tags kept in the file; see `record.ts`. */
  readonly metadata?: PictureRecord;
}

/** Whether this browser has WebCodecs, and an encoder for the format at that size. */
async function canWrite(format: VideoFormat, width: number, height: number): Promise<boolean> {
  return (
    typeof VideoEncoder !== 'undefined' && (await canEncodeVideo(format.codec, { width, height }))
  );
}

/**
 * What this browser can write at a size in pixels, at most one a container, MP4 first because it
 * plays in most places. Empty where there is no WebCodecs: then only GIF is left.
 */
export async function supportedVideoFormats(width: number, height: number): Promise<VideoFormat[]> {
  const formats: VideoFormat[] = [];
  for (const format of candidates) {
    if (formats.some((found) => found.container === format.container)) continue;
    if (await canWrite(format, width, height)) formats.push(format);
  }
  return formats;
}

function createOutput(
  format: VideoFormat,
  framesPerSecond: number,
  metadata: PictureRecord,
): { output: Output; target: BufferTarget; source: VideoSampleSource } {
  const target = new BufferTarget();
  const output = new Output({
    format: format.container === 'mp4' ? new Mp4OutputFormat() : new WebMOutputFormat(),
    target,
  });
  const source = new VideoSampleSource({ codec: format.codec, quality: new Quality('very-high') });
  output.addVideoTrack(source, { frameRate: framesPerSecond });
  const { Title: title, ...rest } = metadata;
  output.setMetadataTags({
    ...(title === undefined ? {} : { title }),
    comment: recordAsText(rest),
  });
  return { output, target, source };
}

/** Encodes one enlarged frame and frees it. */
async function addFrame(
  source: VideoSampleSource,
  frame: PixelImage,
  index: number,
  framesPerSecond: number,
): Promise<void> {
  const sample = new VideoSample(frame.data, {
    format: 'RGBA',
    codedWidth: frame.width,
    codedHeight: frame.height,
    timestamp: index / framesPerSecond,
    duration: 1 / framesPerSecond,
  });
  try {
    await source.add(sample);
  } finally {
    sample.close();
  }
}

/** Codec errors of the browser become ours; ours pass. */
function toExportError(thrown: unknown, format: VideoFormat): PlaygroundError {
  if (thrown instanceof PlaygroundError) return thrown;
  const found = thrown instanceof Error ? thrown.message : String(thrown);
  return new PlaygroundError(
    'export-failed',
    `The browser could not write the video: ${found}`,
    { where: format.extension, found },
    thrown,
  );
}

/**
 * Writes the frames, given at the model's size, into a video. Frames are pulled one at a time and
 * the encoder's own pace is kept, so only a few exist at full size.
 * @throws PlaygroundError `aborted` when stopped, `bad-argument`, `export-failed` when this browser
 * cannot encode the format at that size or gives up.
 */
export async function encodeVideo(
  frames: AsyncIterable<PixelImage> | Iterable<PixelImage>,
  options: VideoExport,
): Promise<Blob> {
  const { format, frameCount, scale, framesPerSecond, signal, metadata = {} } = options;
  checkNotStopped(signal);
  const progress = createProgress(frameCount, options.onProgress);
  const { output, target, source } = createOutput(format, framesPerSecond, metadata);
  try {
    let index = 0;
    for await (const frame of frames) {
      checkNotStopped(signal);
      checkScale(scale, frame.width, frame.height);
      if (index === 0) {
        await checkSupported(format, frame.width * scale, frame.height * scale);
        await output.start();
      }
      await addFrame(source, enlarge(frame, scale), index, framesPerSecond);
      index += 1;
      progress.advance();
    }
    checkNotStopped(signal);
    if (index === 0) {
      throw new PlaygroundError('bad-argument', 'A video needs one frame or more.', {
        where: 'frames',
        expected: 'one frame or more',
        found: 0,
      });
    }
    await output.finalize();
    checkNotStopped(signal);
    if (target.buffer === null) throw new Error('no bytes were written');
    return new Blob([target.buffer], { type: `video/${format.container}` });
  } catch (thrown) {
    await output.cancel();
    throw toExportError(thrown, format);
  }
}

/** @throws PlaygroundError `export-failed` when the browser cannot encode the format at that size. */
async function checkSupported(format: VideoFormat, width: number, height: number): Promise<void> {
  if (await canWrite(format, width, height)) return;
  const { extension, codec } = format;
  throw new PlaygroundError(
    'export-failed',
    `This browser cannot write ${extension} (${codec}) at ${width} × ${height}.`,
    { where: extension, expected: codec, found: `${width} × ${height}` },
  );
}
