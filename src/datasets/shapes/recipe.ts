/** Shapes with known factors: what stands where, in which colour. Pure numbers from a seed. */
import { createRandomStream } from '../../maths/random.ts';

/** The shapes, in the order of their classes. */
export const shapeKinds = ['circle', 'square', 'triangle', 'star'] as const;
/** One of the shapes. */
export type ShapeKind = (typeof shapeKinds)[number];

/** The colours, in the order of their classes: those of Okabe and Ito, safe for colour-blind eyes. */
export const shapeColours = ['orange', 'blue', 'green', 'yellow'] as const;
/** One of the colours. */
export type ShapeColour = (typeof shapeColours)[number];

/** The factors by which shapes can be labelled. */
export const shapeLabels = ['kind', 'colour'] as const;
/** A factor by which shapes can be labelled. */
export type ShapeLabel = (typeof shapeLabels)[number];

/** Factors that are true or false; each holds for half of all shapes, independently. */
export const shapeAttributes = ['large', 'outlined', 'dark_ground'] as const;

const colours: Readonly<Record<ShapeColour, readonly [number, number, number]>> = {
  orange: [213, 94, 0],
  blue: [0, 114, 178],
  green: [0, 158, 115],
  yellow: [230, 179, 0],
};

/** Everything that makes one picture; lengths and places are shares of its width. */
export interface ShapePlan {
  readonly kind: ShapeKind;
  readonly colour: ShapeColour;
  readonly ink: readonly [number, number, number];
  readonly ground: readonly [number, number, number];
  readonly x: number;
  readonly y: number;
  readonly radius: number;
  /** Radians. */
  readonly turn: number;
  /** Width of the line; 0 is filled. */
  readonly line: number;
  /** In the order of {@link shapeAttributes}. */
  readonly attributes: readonly boolean[];
}

/** Decides shape number `index` of a seed. The shape lies wholly inside the picture. */
export function planShape(seed: number, index: number): ShapePlan {
  const stream = createRandomStream(seed, index, 3);
  const pick = <T>(values: readonly [T, ...T[]]): T =>
    values[Math.floor(stream() * values.length)] ?? values[0];
  const between = (low: number, high: number): number => low + (high - low) * stream();
  const kind = pick(shapeKinds);
  const colour = pick(shapeColours);
  const isLarge = stream() < 0.5;
  const isOutlined = stream() < 0.5;
  const isDark = stream() < 0.5;
  const radius = isLarge ? between(0.28, 0.36) : between(0.16, 0.22);
  const room = 0.5 - radius - 0.02;
  const x = 0.5 + between(-room, room);
  const y = 0.5 + between(-room, room);
  const grey = isDark ? 24 : 236;
  return {
    kind,
    colour,
    ink: colours[colour],
    ground: [grey, grey, grey],
    x,
    y,
    radius,
    turn: between(0, 2 * Math.PI),
    line: isOutlined ? 0.3 * radius : 0,
    attributes: [isLarge, isOutlined, isDark],
  };
}
