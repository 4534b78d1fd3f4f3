/** What follows from the Filters scene: layers, faces, masks. Pure functions, cheap enough for selectors. */
import { createSampleFace, toKeptFace } from '../../latent/createFace.ts';
import type { LatentSpace } from '../../latent/createFace.ts';
import type { Face } from '../../latent/face.ts';
import { interpolate } from '../../latent/interpolate.ts';
import { cellsOf } from '../../filters/boxes.ts';
import { drawControls } from '../../filters/control.ts';
import { leastPictures } from '../../filters/dataset.ts';
import { maskOf, selectChannels } from '../../filters/selection.ts';
import type { ChannelMask } from '../../model/arrays.ts';
import type { LayerInfo, ModelConfig } from '../../model/config.ts';
import type { Concept, SampleRange, Shape } from '../../model/markings.ts';
import type { MaskOrigin } from '../../model/namedMask.ts';
import type { FittedConcept } from './fitConcept.ts';
import { hiddenLayers } from './readers.ts';
import type { FilterScene, SelectionKind } from './scene.ts';
import { pairCount } from './scene.ts';

/**
 * The layer that is looked at. A model starts with its second one: 256 maps in the paper's G, one of
 * the two layers that its "second highest" can mean (§6.3.1). Null for a G without hidden layers.
 */
export function layerOf(scene: Pick<FilterScene, 'layer'>, config: ModelConfig): LayerInfo | null {
  const layers = hiddenLayers(config);
  return layers.find(({ name }) => name === scene.layer) ?? layers[1] ?? layers[0] ?? null;
}

/** The face that is looked at: the chosen one, or a place between two. */
export function lookedAt(scene: Pick<FilterScene, 'faces' | 'blend'>): Face {
  const [from, to] = scene.faces;
  if (from === undefined) throw new Error('The Filters scene holds no face.');
  if (to === undefined || scene.blend === 0) return from;
  if (scene.blend === 1) return to;
  const z = interpolate(from.z, to.z, scene.blend, 'lerp');
  return toKeptFace({ modelId: from.modelId, z, origin: { kind: 'free' } });
}

/** The selected concept, or null while there is none. */
export function conceptOf(scene: Pick<FilterScene, 'concepts' | 'concept'>): Concept | null {
  return scene.concepts[scene.concept] ?? null;
}

/** The samples that are marked: those of the selected concept, or those that a new one would get. */
export function sheetOf(
  scene: Pick<FilterScene, 'concepts' | 'concept' | 'sheetSeed' | 'sheetCount'>,
): SampleRange {
  const concept = conceptOf(scene);
  return concept?.sheet ?? { seed: scene.sheetSeed, firstIndex: 0, count: scene.sheetCount };
}

/** Number of shapes of a concept, and of samples that have one. */
export function countShapes({ shapes }: Concept): { shapes: number; samples: number } {
  const lists = Object.values(shapes).filter((list) => list.length > 0);
  return { shapes: lists.reduce((sum, list) => sum + list.length, 0), samples: lists.length };
}

/** Samples of a range as faces. */
export function rangeFaces(model: LatentSpace, { seed, firstIndex, count }: SampleRange): Face[] {
  return Array.from({ length: count }, (_, i) => createSampleFace(model, seed, firstIndex + i));
}

/** New samples for the result: `count` that no concept of the scene was marked on. */
export function resultRange(
  scene: Pick<FilterScene, 'concepts' | 'resultSeed'>,
  count = pairCount,
): SampleRange {
  const ends = scene.concepts
    .filter(({ sheet }) => sheet.seed === scene.resultSeed)
    .map(({ sheet }) => sheet.firstIndex + sheet.count);
  return { seed: scene.resultSeed, firstIndex: Math.max(0, ...ends), count };
}

/**
 * The maps that the scene drops, ascending. What rests on weights (of standardised maps) is nothing
 * before a fit.
 */
export function droppedChannels(
  { selection, topCount, hand }: Pick<FilterScene, 'selection' | 'topCount' | 'hand'>,
  fitted: FittedConcept | null,
): readonly number[] {
  if (selection === 'hand') return hand;
  if (fitted === null) return [];
  const chosen =
    selection === 'positive'
      ? ({ kind: 'positive' } as const)
      : ({ kind: 'top', count: topCount, ranking: 'effect' } as const);
  return selectChannels(chosen, fitted.strengths, fitted.own.detector);
}

/** What the scene drops: maps of the layer and the mask that does it. */
export function draftOf(
  scene: Pick<FilterScene, 'selection' | 'topCount' | 'hand' | 'factor'>,
  layer: LayerInfo,
  fitted: FittedConcept | null,
): { readonly channels: readonly number[]; readonly mask: ChannelMask } {
  const chosen = droppedChannels(scene, fitted);
  const channels = chosen.filter((channel) => channel < layer.channels);
  return { channels, mask: maskOf(layer.name, channels, scene.factor) };
}

/** The cells of a layer that shapes on a picture count as inside, as row · width + column. */
export function insideCells(
  shapes: readonly Shape[],
  imageSize: number,
  { height, width }: LayerInfo,
): readonly number[] {
  return cellsOf(shapes, imageSize, { height, width }).inside;
}

/** How many samples must have shapes before a concept can be fitted, if there are too few. */
export function shortOfSamples(concept: Concept): { least: number; found: number } | null {
  const { samples } = countShapes(concept);
  return samples >= leastPictures ? null : { least: leastPictures, found: samples };
}

/** The random sets that a measurement would use; none before a fit, or where no other set matches. */
export function controlSetsOf(
  channels: readonly number[],
  fitted: FittedConcept | null,
  controlSeed: number,
): readonly (readonly number[])[] {
  if (fitted === null || channels.length === 0) return [];
  return drawControls(channels, fitted.strengths, controlSeed).sets;
}

/** How a mask of the draft came about, to be kept with it. */
export function originOf(
  selection: SelectionKind,
  fitted: FittedConcept | null,
  isPrepared: boolean,
): MaskOrigin {
  if (fitted === null) return { kind: 'hand' };
  const { concept, options, own } = fitted;
  return {
    kind: 'fit',
    concept: concept.name === '' ? '–' : concept.name,
    isPrepared,
    selection,
    shapes: own.sampling.shapes,
    pictures: own.sampling.pictures,
    seed: options.seed,
    auc: own.validation.auc,
  };
}
