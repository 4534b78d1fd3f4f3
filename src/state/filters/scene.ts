/**
 * The causes of every picture in the Filters view (§6.3.1, Figure 6): a face whose maps are looked
 * at, concepts marked on a sheet of samples, which maps are dropped, and what that is measured on.
 * What follows from them (the fit, the pictures) is computed again. `filters/table.ts` writes it.
 */
import type { Face } from '../../latent/face.ts';
import type { Concept } from '../../model/markings.ts';

/** See the maps, mark a concept, fit a detector, drop maps: the way through the view. */
export type FilterStep = 'see' | 'mark' | 'fit' | 'drop';
/** Orders of the maps: by number, by mean activation over the sheet, by the fitted weight. */
export type MapOrder = 'index' | 'strength' | 'rank';
/** One scale of brightness for all maps of a layer, or one for each. */
export type MapScaling = 'common' | 'own';
/** Which maps are dropped: those of positive weight (the paper), the first k, or chosen by hand. */
export type SelectionKind = 'positive' | 'top' | 'hand';
/** What the pointer draws. */
export type MarkTool = 'box' | 'brush';

/** Everything the Filters view's pictures depend on. Its model is the page's. */
export interface FilterScene {
  readonly step: FilterStep;
  /** The face whose maps are shown, and a second one to move towards if there is one. */
  readonly faces: readonly Face[];
  /** Place between the two faces, 0 … 1. */
  readonly blend: number;
  /** PyTorch name of the layer; empty for the one that a model starts with. */
  readonly layer: string;
  /** The opened map. */
  readonly map: number;
  readonly order: MapOrder;
  readonly scaling: MapScaling;
  /** Opacity of the opened map over the face, 0 … 1. */
  readonly overlay: number;
  /** Samples of the sheet that a new concept is marked on. */
  readonly sheetSeed: number;
  readonly sheetCount: number;
  readonly concepts: readonly Concept[];
  /** Which concept is being marked and fitted. */
  readonly concept: number;
  /** Sample of the sheet that is open for marking. */
  readonly sample: number;
  readonly tool: MarkTool;
  /** Whether samples without boxes give negatives to the fit; the paper takes none from them. */
  readonly usesUnmarked: boolean;
  readonly selection: SelectionKind;
  /** Maps that `top` drops. */
  readonly topCount: number;
  /** Maps that `hand` drops, ascending. */
  readonly hand: readonly number[];
  /** Factor on the chosen maps: 0 gone, 1 as is, 3 boosted. */
  readonly factor: number;
  /** Seed of the new samples that show the result. */
  readonly resultSeed: number;
  /** Seed of the random sets, and which of them is shown as pictures. */
  readonly controlSeed: number;
  readonly control: number;
}

export const maxConcepts = 6;
/** Samples on a sheet; the paper marked 150 (§6.3.1). */
export const sheetRange = { min: 8, max: 300 } as const;
export const paperSheet = 150;
/** Factor of the chosen maps. */
export const factorRange = { min: 0, max: 3 } as const;
/** More maps than any layer has. */
export const mostMaps = 65_536;
/** Longest text of all concepts in a link: beyond it, messengers and servers cut links off. */
export const longestConcepts = 24_000;
/** New samples that are shown with and without, and that are measured. */
export const pairCount = 12;
export const measuredCount = 64;
