/** Where frames and caption lines of a strip or sheet lie; all lengths in pixels of the file. */

/** Measures of one sheet. Frame i lies at column `i % columns` and row `⌊i / columns⌋`. */
export interface StripLayout {
  readonly width: number;
  readonly height: number;
  readonly columns: number;
  /** Left and top edge of each frame. */
  readonly frames: readonly { readonly x: number; readonly y: number }[];
  /** Lines of the caption; `y` is the baseline. */
  readonly lines: readonly { readonly text: string; readonly x: number; readonly y: number }[];
  readonly fontPx: number;
}

/** Width of a text in pixels at the layout's font size. */
export type MeasureText = (text: string, fontPx: number) => number;

/** Splits a word that alone is wider than the line, so that a long link still fits. */
function breakWord(word: string, width: number, measure: (text: string) => number): string[] {
  const parts: string[] = [];
  let part = '';
  for (const letter of word) {
    if (part !== '' && measure(part + letter) > width) {
      parts.push(part);
      part = '';
    }
    part += letter;
  }
  return [...parts, part];
}

/** Breaks a text at spaces, and inside words only where a word is wider than the line. */
export function wrapText(text: string, width: number, measure: (text: string) => number): string[] {
  const lines: string[] = [];
  for (const paragraph of text.split('\n')) {
    let line = '';
    for (const word of paragraph.split(' ')) {
      const longer = line === '' ? word : `${line} ${word}`;
      if (measure(longer) <= width) {
        line = longer;
        continue;
      }
      if (line !== '') lines.push(line);
      const parts = breakWord(word, width, measure);
      lines.push(...parts.slice(0, -1));
      line = parts.at(-1) ?? '';
    }
    lines.push(line);
  }
  return lines;
}

/**
 * Lays out frames in rows of `columns`, and the caption below them over the whole width. The font
 * grows with the sheet (1/64 of its width, 14 to 32 pixels), so it can be read on a slide.
 */
export function layOutStrip(
  input: {
    readonly frameCount: number;
    readonly frameWidth: number;
    readonly frameHeight: number;
    readonly columns: number;
    readonly caption: readonly string[];
  },
  measure: MeasureText,
): StripLayout {
  const { frameCount, frameWidth, frameHeight, caption } = input;
  const columns = Math.max(1, Math.min(input.columns, frameCount));
  const rows = Math.ceil(frameCount / columns);
  const gap = 2;
  const picturesWidth = columns * (frameWidth + gap) - gap;
  const fontPx = Math.min(32, Math.max(14, Math.round(picturesWidth / 64)));
  const margin = fontPx;
  const lineHeight = Math.round(fontPx * 1.5);
  const wrapped = caption.flatMap((text) =>
    wrapText(text, picturesWidth, (part) => measure(part, fontPx)),
  );
  const picturesBottom = margin + rows * (frameHeight + gap) - gap;
  const captionHeight = wrapped.length === 0 ? 0 : margin / 2 + wrapped.length * lineHeight;
  return {
    width: picturesWidth + 2 * margin,
    height: Math.ceil(picturesBottom + captionHeight + margin),
    columns,
    frames: Array.from({ length: frameCount }, (_, index) => ({
      x: margin + (index % columns) * (frameWidth + gap),
      y: margin + Math.floor(index / columns) * (frameHeight + gap),
    })),
    lines: wrapped.map((text, index) => ({
      text,
      x: margin,
      y: Math.round(picturesBottom + margin / 2 + index * lineHeight + fontPx * 1.1),
    })),
    fontPx,
  };
}
