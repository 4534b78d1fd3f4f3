/** A figure of pictures and letters as one PNG file, with its caption in the picture and in the file. */
import { PlaygroundError } from '../errors.ts';
import type { PixelImage } from '../model/arrays.ts';
import { enlarge, maxEdge } from './enlarge.ts';
import type { FigureLayout } from './figureLayout.ts';
import { canvasToPng, contextOf } from './png.ts';
import type { PictureRecord } from './record.ts';
import { fontFamily, ink, loadFont, paper } from './strip.ts';
import { wrapText } from './stripLayout.ts';

/** Letters of slots on white paper: the page's tokens in their light form (Okabe and Ito). */
const letterColours = [
  '#0072b2',
  '#a05300',
  '#00795a',
  '#9c3d7a',
  '#736200',
  '#a8320a',
  '#1f6690',
  '#55555a',
];

/**
 * Draws a figure; `images` in the order of the layout's pictures.
 * @throws PlaygroundError `bad-argument` for another number of pictures or a figure too large,
 *   `export-failed` when the browser cannot write it.
 */
export async function renderFigure(
  images: readonly PixelImage[],
  layout: FigureLayout,
  options: {
    readonly scale: number;
    readonly caption: readonly string[];
    readonly metadata?: PictureRecord;
  },
): Promise<Blob> {
  const { scale, caption } = options;
  if (images.length !== layout.pictures.length) {
    throw new PlaygroundError('bad-argument', 'A figure needs all of its pictures.', {
      where: 'pictures',
      expected: layout.pictures.length,
      found: images.length,
    });
  }
  const canvas = document.createElement('canvas');
  const context = contextOf(canvas);
  await loadFont(16, caption.join(''));
  const bodyWidth = layout.width * scale;
  const fontPx = Math.min(32, Math.max(14, Math.round(bodyWidth / 64)));
  const margin = fontPx;
  const lineHeight = Math.round(fontPx * 1.5);
  context.font = `${fontPx}px ${fontFamily}`;
  const lines = caption.flatMap((text) =>
    wrapText(text, bodyWidth, (part) => context.measureText(part).width),
  );
  const width = bodyWidth + 2 * margin;
  const bodyBottom = margin + layout.height * scale;
  const height = Math.ceil(bodyBottom + margin / 2 + lines.length * lineHeight + margin);
  if (Math.max(width, height) > maxEdge) {
    throw new PlaygroundError('bad-argument', `A figure may have ${maxEdge} pixels an edge.`, {
      where: 'scale',
      expected: `at most ${maxEdge} pixels`,
      found: Math.max(width, height),
    });
  }
  canvas.width = width;
  canvas.height = height;
  context.fillStyle = paper;
  context.fillRect(0, 0, width, height);
  for (const [i, image] of images.entries()) {
    const place = layout.pictures[i];
    if (place === undefined) continue;
    const larger = enlarge(image, scale);
    const [x, y] = [margin + place.x * scale, margin + place.y * scale];
    context.putImageData(new ImageData(larger.data, larger.width, larger.height), x, y);
    if (layout.framed === i) {
      context.strokeStyle = ink;
      context.lineWidth = 2 * scale;
      context.strokeRect(x - scale, y - scale, larger.width + 2 * scale, larger.height + 2 * scale);
    }
  }
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.font = `italic ${layout.labelSize * scale}px ${fontFamily}`;
  for (const { text, letter, x, y } of layout.labels) {
    context.fillStyle = (letter === undefined ? undefined : letterColours[letter]) ?? ink;
    context.fillText(text, margin + x * scale, margin + y * scale);
  }
  context.textAlign = 'start';
  context.textBaseline = 'alphabetic';
  context.font = `${fontPx}px ${fontFamily}`;
  context.fillStyle = ink;
  for (const [i, line] of lines.entries()) {
    const y = Math.round(bodyBottom + margin / 2 + i * lineHeight + fontPx * 1.1);
    context.fillText(line, margin, y);
  }
  return canvasToPng(canvas, { ...options.metadata, Description: caption.join('\n') });
}
