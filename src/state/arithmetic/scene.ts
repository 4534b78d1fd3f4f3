/**
 * The causes of every picture in the Arithmetic view. Slots are named by place: A, B, C … A sum takes
 * the mean z of each slot's faces times its weight (§6.3.2, Figure 7). `arithmetic/table.ts` writes and
 * reads it.
 */
import type { Face } from '../../latent/face.ts';

/** One term of the sum: weight · mean of the faces' z. A weight of 0 leaves the slot out. */
export interface ArithmeticSlot {
  readonly weight: number;
  /** 0 to {@link maxExemplars} faces; the paper takes three. */
  readonly faces: readonly Face[];
}

/** What is open beside the bench; `none` at first sight. */
export type ArithmeticPanel =
  | 'none'
  | 'controls'
  | 'attributes'
  | 'ownDirection'
  | 'turn'
  | 'wall'
  | 'export';

/** Everything the Arithmetic view's pictures depend on. Its model is the page's. */
export interface ArithmeticScene {
  /** {@link minSlots} to {@link maxSlots}; the letter of a slot is its place. */
  readonly slots: readonly ArithmeticSlot[];
  /** 0 is A alone, 1 the whole sum, beyond 1 further in the same direction. */
  readonly strength: number;
  /** Factor on the paper's noise of ±0.25, which is scaled to the prior. */
  readonly noise: number;
  /** Seed of the eight neighbours. */
  readonly noiseSeed: number;
  /** Seed of "draw again": random triples, nothing rejected. */
  readonly redrawSeed: number;
  /** Preset whose concepts are drawn and judged; empty when the slots are the visitor's own. */
  readonly preset: string;
  /** Which of the preset's triples is in the slots. */
  readonly triple: number;
  /** Attribute sliders on the result: name of the direction to amount, in deviations of the prior. */
  readonly amounts: Readonly<Record<string, number>>;
  /** Directions that the sliders leave alone (projected out). */
  readonly held: readonly string[];
  /** Faces with and without what a direction of the visitor's own shall mean. */
  readonly withFaces: readonly Face[];
  readonly withoutFaces: readonly Face[];
  /** Direction of the turn sheet; empty for the first that there is. */
  readonly turnDirection: string;
  /** Seed of the five faces that the turn sheet moves (Figure 8). */
  readonly turnSeed: number;
  /** Seed and number of the triples on the wall. */
  readonly wallSeed: number;
  readonly wallCount: number;
  readonly panel: ArithmeticPanel;
}

/** What is set on the bench beside its faces. */
export type BenchSettings = Omit<ArithmeticScene, 'slots' | 'withFaces' | 'withoutFaces'>;

export const minSlots = 1;
export const maxSlots = 8;
/** Faces that a slot takes. */
export const maxExemplars = 9;
/** Faces that a group of a direction of one's own takes. */
export const maxGroup = 40;
/** Largest weight of a slot, either sign. */
export const maxWeight = 4;
export const strengthRange = { min: 0, max: 2 } as const;
export const noiseRange = { min: 0, max: 4 } as const;
export const wallRange = { min: 1, max: 1000 } as const;
