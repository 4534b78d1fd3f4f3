/** From boxes to detectors: maps of the marked samples, a logistic regression, and what it is worth. */
import { takeRows } from '../../engine/takeRows.ts';
import type { Sampling, SamplingReport } from '../../filters/dataset.ts';
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
/** What the parts of a run are of all of it, roughly as they take time. */
const shares = { ownRows: 0.1, ownFit: 0.15, pictureRows: 0.5, pictureFit: 0.2, strengths: 0.05 };
type Part = keyof typeof shares;

/**
 * Fits a concept on a hidden layer of G. Maps are read where pictures are drawn and regressions are
 * fitted elsewhere, so the first detector is fitted while the maps for the second one are read.
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
  const choose = (place: ReaderPlace): ChosenRows => {
    const sampling = sampleCells(concept, config.imageSize, place.grid, options);
    return { place, sampling, seed: options.seed };
  };
  const own = choose({ kind: 'layer', layer: name, grid: { height, width } });
  const picture = choose(pictureReader(config));

  // What fails, or is stopped, stops the rest.
  const end = new AbortController();
  const signal = AbortSignal.any([end.signal, ...(run.signal === undefined ? [] : [run.signal])]);
  const follow = followParts(run);
  const part = (of: Part): FilterRun => ({ signal, onProgress: (done) => follow(of, done) });
  const readPictures = async () => {
    const rows = await readRows(ports, picture, latents, part('pictureRows'));
    const fitting = fitRows(ports, picture, rows, part('pictureFit'));
    return Promise.all([fitting, readStrengths(ports, latents, name, part('strengths'))]);
  };
  run.onProgress?.(0, 'maps');
  try {
    const rows = await readRows(ports, own, latents, part('ownRows'));
    const [ownReader, [picturesReader, strengths]] = await Promise.all([
      fitRows(ports, own, rows, part('ownFit')),
      readPictures(),
    ]);
    run.onProgress?.(1, 'fit');
    return { concept, options, own: ownReader, picture: picturesReader, strengths };
  } finally {
    end.abort();
  }
}

/** Adds up parts that overlap; the run is said to fit once all rows of both detectors are read. */
function followParts(run: FilterRun): (part: Part, done: number) => void {
  const parts = new Map<Part, number>();
  return (part, done) => {
    parts.set(part, done);
    let sum = 0;
    for (const [one, share] of parts) sum += shares[one] * share;
    run.onProgress?.(Math.min(sum, 1), parts.get('pictureRows') === 1 ? 'fit' : 'maps');
  };
}

/** The rows of a regression, not yet read. */
interface ChosenRows {
  readonly place: ReaderPlace;
  readonly sampling: Sampling;
  readonly seed: number;
}

/** Fits a detector to rows and holds parts of them out. */
async function fitRows(
  { fitting }: Pick<FilterPorts, 'fitting'>,
  { place, sampling, seed }: ChosenRows,
  { data, channels }: FeatureRows,
  run: FilterRun,
): Promise<FittedReader> {
  const { labels, groups } = labelRows(sampling.pictures);
  const { problem, standardisation } = poseDetector(data, labels, channels);
  const job = { ...problem, tolerance, signal: run.signal };
  const fit = await fitting.fit(job);
  checkStopped(run);
  const fits = Math.min(mostFolds, sampling.report.pictures);
  run.onProgress?.(1 / (fits + 1), 'fit');
  const { accuracy, balancedAccuracy, auc } = await fitting.crossValidate({
    ...job,
    folds: fits,
    seed,
    groups,
    start: fit,
    moveX: true,
    onProgress: ({ done }) => run.onProgress?.((1 + done) / (1 + fits), 'fit'),
  });
  checkStopped(run);
  run.onProgress?.(1, 'fit');
  return {
    place,
    detector: createDetector(fit, standardisation),
    sampling: sampling.report,
    validation: { folds: fits, accuracy, balancedAccuracy, auc },
    converged: fit.converged,
  };
}

/** Mean activation of every map of a layer over latents [channels]. */
export async function readStrengths(
  { engine }: Pick<FilterPorts, 'engine'>,
  latents: readonly Latent[],
  layer: string,
  run: FilterRun = {},
): Promise<Float64Array<ArrayBuffer>> {
  const take = { kind: 'mean' } as const;
  const { channels, data, rows } = await engine.featureRows(
    latents,
    layer,
    take,
    {},
    {
      signal: run.signal,
      onProgress: (done) => run.onProgress?.(done / latents.length, 'maps'),
    },
  );
  const strengths = new Float64Array(channels);
  for (const [i, value] of data.entries()) {
    strengths[i % channels] = (strengths[i % channels] as number) + value / rows;
  }
  return strengths;
}

/** The rows of a regression: cells of each picture, positives first. */
async function readRows(
  ports: FilterPorts,
  { place, sampling: { pictures } }: ChosenRows,
  latents: readonly Latent[],
  run: FilterRun,
): Promise<FeatureRows> {
  const wanted = pictures.map(({ sample }) => latents[sample] as Latent);
  const cells = pictures.map(({ positive, negative }) => [...positive, ...negative]);
  const take = { kind: 'cells', cells } as const;
  const follow = (done: number): void => run.onProgress?.(done / wanted.length, 'maps');
  if (place.kind !== 'patches') {
    const { signal } = run;
    return ports.engine.featureRows(wanted, place.layer, take, {}, { signal, onProgress: follow });
  }
  const images = await drawMany(ports, wanted, {}, run);
  follow(wanted.length);
  return takeRows({ layer: place.kind, ...patchesOf(images, place.grid) }, take);
}
