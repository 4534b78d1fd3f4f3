/** From boxes to detectors: maps of the marked samples, a logistic regression, and what it is worth. */
import { takeRows } from '../../engine/takeRows.ts';
import type { PictureCells, SamplingReport } from '../../filters/dataset.ts';
import { labelRows, sampleCells } from '../../filters/dataset.ts';
import type { Detector } from '../../filters/detector.ts';
import { createDetector, poseDetector } from '../../filters/detector.ts';
import { patchesOf } from '../../filters/patches.ts';
import type { FeatureRows, Latent } from '../../model/arrays.ts';
import type { ModelConfig } from '../../model/config.ts';
import type { Concept } from '../../model/markings.ts';
import { checkStopped } from './ports.ts';
import type { FilterPorts, FilterRun } from './ports.ts';
import { drawMany } from './readPictures.ts';
import type { ReaderPlace } from './readers.ts';
import { hiddenLayer, pictureReader } from './readers.ts';
import { sampleLatents } from './sampleLatents.ts';

/** How the rows are chosen. */
export interface FitOptions {
  readonly layer: string;
  /** Seed of the negatives and of the parts held out. */
  readonly seed: number;
  /** Whether pictures without shapes give negatives too (not in the paper). */
  readonly usesUnmarked: boolean;
}

/** What rows that were held out say; no picture is both learnt from and held out. */
export interface Validation {
  readonly folds: number;
  readonly accuracy: number;
  readonly balancedAccuracy: number;
  /** Area under the ROC curve; null if no part held out has both labels. */
  readonly auc: number | null;
}

/** A detector, where it looks, what it was fitted to, and what it is worth. */
export interface FittedReader {
  readonly place: ReaderPlace;
  readonly detector: Detector;
  readonly sampling: SamplingReport;
  readonly validation: Validation;
  /** Whether the fit came to its end (gradient below 1e-6). */
  readonly converged: boolean;
}

/** A concept as a layer of G knows it. */
export interface FittedConcept {
  readonly concept: Concept;
  readonly options: FitOptions;
  /** Reads the layer whose maps are dropped; its weights say which. */
  readonly own: FittedReader;
  /** Reads pictures only; says how much of the concept is left in them. */
  readonly picture: FittedReader;
  /** Mean activation of every map of the layer over the whole sheet [channels]. */
  readonly strengths: Float64Array<ArrayBuffer>;
}

/** Largest component of the gradient at which a fit is done; the loss is near log 2 at the start. */
const tolerance = 1e-6;
/** Parts held out in turn, if there are so many pictures. */
const mostFolds = 5;

/**
 * Fits a concept on a hidden layer of G.
 * @throws PlaygroundError as `sampleCells`, `hiddenLayer` and the ports; `aborted`
 */
export async function fitConcept(
  ports: FilterPorts,
  config: ModelConfig,
  concept: Concept,
  options: FitOptions,
  run: FilterRun = {},
): Promise<FittedConcept> {
  const { name, height, width } = hiddenLayer(config, options.layer);
  const latents = sampleLatents(config, concept.sheet);
  const fitReader = async (
    place: ReaderPlace,
    progress: (share: number, step: 'maps' | 'fit') => void,
  ): Promise<FittedReader> => {
    const sampling = sampleCells(concept, config.imageSize, place.grid, options);
    progress(0, 'maps');
    const rows = await readRows(ports, place, latents, sampling.pictures, run);
    progress(0.5, 'fit');
    const { labels, groups } = labelRows(sampling.pictures);
    const { problem, standardisation } = poseDetector(rows.data, labels, rows.channels);
    const job = { ...problem, tolerance, signal: run.signal };
    const fit = await ports.fitting.fit(job);
    checkStopped(run);
    progress(0.6, 'fit');
    const folds = Math.min(mostFolds, sampling.report.pictures);
    const { accuracy, balancedAccuracy, auc } = await ports.fitting.crossValidate({
      ...job,
      folds,
      seed: options.seed,
      groups,
      onProgress: ({ done, fits }) => progress(0.6 + (0.4 * done) / fits, 'fit'),
    });
    checkStopped(run);
    return {
      place,
      detector: createDetector(fit, standardisation),
      sampling: sampling.report,
      validation: { folds, accuracy, balancedAccuracy, auc },
      converged: fit.converged,
    };
  };

  const ownPlace = { kind: 'layer', layer: name, grid: { height, width } } as const;
  const own = await fitReader(ownPlace, (share, step) => run.onProgress?.(share * 0.45, step));
  const picture = await fitReader(pictureReader(config), (share, step) =>
    run.onProgress?.(0.45 + share * 0.45, step),
  );
  run.onProgress?.(0.9, 'maps');
  const strengths = await readStrengths(ports, latents, name, run);
  run.onProgress?.(1, 'maps');
  return { concept, options, own, picture, strengths };
}

/** Mean activation of every map of a layer over latents [channels]. */
export async function readStrengths(
  { engine }: Pick<FilterPorts, 'engine'>,
  latents: readonly Latent[],
  layer: string,
  run: FilterRun = {},
): Promise<Float64Array<ArrayBuffer>> {
  const take = { kind: 'mean' } as const;
  const { channels, data, rows } = await engine.featureRows(latents, layer, take, {}, run.signal);
  const strengths = new Float64Array(channels);
  for (const [i, value] of data.entries()) {
    strengths[i % channels] = (strengths[i % channels] as number) + value / rows;
  }
  return strengths;
}

/** The rows of a regression: cells of each picture, positives first. */
async function readRows(
  ports: FilterPorts,
  place: ReaderPlace,
  latents: readonly Latent[],
  pictures: readonly PictureCells[],
  run: FilterRun,
): Promise<FeatureRows> {
  const wanted = pictures.map(({ sample }) => latents[sample] as Latent);
  const cells = pictures.map(({ positive, negative }) => [...positive, ...negative]);
  const take = { kind: 'cells', cells } as const;
  if (place.kind !== 'patches') {
    return ports.engine.featureRows(wanted, place.layer, take, {}, run.signal);
  }
  const images = await drawMany(ports, wanted, {}, run);
  return takeRows({ layer: place.kind, ...patchesOf(images, place.grid) }, take);
}
