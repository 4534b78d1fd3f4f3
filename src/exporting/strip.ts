/** A film strip or a sheet of faces as one PNG file, with a caption that says what it is. */
import { PlaygroundError } from '../errors.ts';
import type { PixelImage } from '../model/arrays.ts';
import { enlarge, maxEdge } from './enlarge.ts';
import { canvasToPng, contextOf } from './png.ts';
import type { PictureRecord } from './record.ts';
import { layOutStrip } from './stripLayout.ts';

/** Font of captions, as the page's. */
export const fontFamily = "'Playground Sans', system-ui, sans-serif";
/** Ground and ink of captioned pictures. */
export const paper = '#ffffff';
export const ink = '#1a1a1a';

/** How a strip is made. */
export interface StripOptions {
  /** Whole multiple by which every frame is enlarged. */
  readonly scale: number;
  /** Paragraphs below the pictures, in any language; none gives a bare strip. */
  readonly caption: readonly string[];
  /** Frames in a row: 10 for the film strip (Figure 4 of the paper) and the 10×10 sheet. */
  readonly columns: number;
  /** Text chunks of the file; see `record.ts`. */
  readonly metadata?: PictureRecord;
}

/** Waits for the caption's font; a face that cannot be loaded gives way to the next of the list. */
export async function loadFont(fontPx: number, text: string): Promise<void> {
  const font = `${fontPx}px ${fontFamily}`;
  await Promise.allSettled([document.fonts.load(font, text)]);
}

/**
 * Frames in rows, enlarged, dark caption on white below; frames may come from one model only.
 * @throws PlaygroundError `bad-argument` for no frames, unequal sizes or a sheet over 16,384 pixels
 * an edge; `export-failed` when the browser cannot write it.
 */
export async function renderStrip(
  frames: readonly PixelImage[],
  options: StripOptions,
): Promise<Blob> {
  const first = frames[0];
  if (
    first === undefined ||
    frames.some((frame) => frame.width !== first.width || frame.height !== first.height)
  ) {
    throw new PlaygroundError('bad-argument', 'A strip needs frames of one size.', {
      where: 'frames',
      expected: 'one frame or more of one size',
      found: frames.length,
    });
  }
  const canvas = document.createElement('canvas');
  const context = contextOf(canvas);
  const input = {
    frameCount: frames.length,
    frameWidth: first.width * options.scale,
    frameHeight: first.height * options.scale,
    columns: options.columns,
    caption: options.caption,
  };
  const measure = (text: string, fontPx: number): number => {
    context.font = `${fontPx}px ${fontFamily}`;
    return context.measureText(text).width;
  };
  await loadFont(16, options.caption.join(''));
  const layout = layOutStrip(input, measure);
  if (Math.max(layout.width, layout.height) > maxEdge) {
    throw new PlaygroundError('bad-argument', `A sheet may have ${maxEdge} pixels an edge.`, {
      where: 'scale',
      expected: `at most ${maxEdge} pixels`,
      found: Math.max(layout.width, layout.height),
    });
  }
  canvas.width = layout.width;
  canvas.height = layout.height;
  context.fillStyle = paper;
  context.fillRect(0, 0, layout.width, layout.height);
  frames.forEach((frame, index) => {
    const place = layout.frames[index];
    if (place === undefined) return;
    const { width, height, data } = enlarge(frame, options.scale);
    context.putImageData(new ImageData(data, width, height), place.x, place.y);
  });
  context.font = `${layout.fontPx}px ${fontFamily}`;
  context.fillStyle = ink;
  for (const line of layout.lines) context.fillText(line.text, line.x, line.y);
  return canvasToPng(canvas, { ...options.metadata, Description: options.caption.join('\n') });
}
