/**
 * Where the pictures of a figure lie, in pixels of the model's own pictures; `figure.ts` enlarges it.
 * The layout of sums is that of Figure 7: a column for each term, its exemplars over their mean, signs
 * between the means, and the 3×3 result at the right.
 */

/** A letter or sign of the figure. */
export interface FigureLabel {
  readonly text: string;
  /** Place of the slot whose colour it has; none for plain ink. */
  readonly letter?: number;
}

/** A text and the point that its middle lies on. */
export interface PlacedLabel extends FigureLabel {
  readonly x: number;
  readonly y: number;
}

/** Pictures by their upper left corner, and labels. */
export interface FigureLayout {
  readonly width: number;
  readonly height: number;
  readonly pictures: readonly { readonly x: number; readonly y: number }[];
  readonly labels: readonly PlacedLabel[];
  /** Frame around one picture, by its number; the result of a sum. */
  readonly framed: number | null;
  /** Height of a label's letters. */
  readonly labelSize: number;
}

/** One term as a column. */
export interface FigureColumn {
  readonly exemplars: number;
  /** Empty before the first term where that is added. */
  readonly sign: string;
  readonly label: FigureLabel;
}

const gap = 2;

/** Pictures in the order of the columns (exemplars, then their mean), then the nine of the result. */
export function figureOfSum(columns: readonly FigureColumn[], size: number): FigureLayout {
  const head = Math.round(size / 2);
  const sign = Math.round(size / 2);
  const step = size + gap;
  const most = Math.max(1, ...columns.map((column) => column.exemplars));
  const gridSide = 3 * step - gap;
  const body = Math.max((most + 1) * step - gap, gridSide);
  const meanTop = head + body - size;
  const pictures: { x: number; y: number }[] = [];
  const labels: PlacedLabel[] = [];
  let x = 0;
  for (const { exemplars, sign: text, label } of columns) {
    if (text !== '') {
      labels.push({ text, x: x + sign / 2, y: meanTop + size / 2 });
      x += sign;
    }
    labels.push({ ...label, x: x + size / 2, y: head / 2 });
    for (let i = 0; i < exemplars; i += 1) {
      pictures.push({ x, y: meanTop - (exemplars - i) * step });
    }
    pictures.push({ x, y: meanTop });
    x += size;
  }
  labels.push({ text: '=', x: x + sign / 2, y: meanTop + size / 2 });
  x += sign;
  labels.push({ text: 'Y', x: x + gridSide / 2, y: head / 2 });
  const framed = pictures.length + 4;
  const gridTop = head + body - gridSide;
  for (let cell = 0; cell < 9; cell += 1) {
    pictures.push({ x: x + (cell % 3) * step, y: gridTop + Math.floor(cell / 3) * step });
  }
  return {
    width: x + gridSide,
    height: head + body,
    pictures,
    labels,
    framed,
    labelSize: Math.round(size / 3),
  };
}

/** Pictures in rows, without labels. */
export function figureOfSheet(count: number, columns: number, size: number): FigureLayout {
  const step = size + gap;
  return {
    width: columns * step - gap,
    height: Math.ceil(count / columns) * step - gap,
    pictures: Array.from({ length: count }, (_, i) => ({
      x: (i % columns) * step,
      y: Math.floor(i / columns) * step,
    })),
    labels: [],
    framed: null,
    labelSize: 0,
  };
}
