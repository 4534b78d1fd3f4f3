/**
 * What dropping maps did, on samples that nobody boxed, beside random sets of as many maps: how far
 * the concept's detectors fell, how far pixels moved where they responded and elsewhere, and what an
 * attribute classifier makes of it.
 */
import { PlaygroundError } from '../../errors.ts';
import type { SampleRange } from '../../model/markings.ts';
import type { Rank } from '../../filters/control.ts';
import { drawControls, rankAmong } from '../../filters/control.ts';
import { respond } from '../../filters/detector.ts';
import type { PixelChange, Response } from '../../filters/effect.ts';
import { areaOf, pixelChange, regionOf, summarise } from '../../filters/effect.ts';
import { maskOf } from '../../filters/selection.ts';
import { logistic } from '../../maths/logistic.ts';
import type { ChannelMask, PixelImage } from '../../model/arrays.ts';
import type { ModelConfig } from '../../model/config.ts';
import type { FittedConcept } from './fitConcept.ts';
import { checkStopped } from './ports.ts';
import type { FilterPorts, FilterRun } from './ports.ts';
import { drawMany, readResponses } from './readPictures.ts';
import { hiddenLayer } from './readers.ts';
import { overlaps, sampleLatents } from './sampleLatents.ts';

/** What is done, and on which samples it is measured. */
export interface EffectOptions {
  /** Maps of the fitted layer, each once. */
  readonly channels: readonly number[];
  /** What they are multiplied by: 0 is gone, above 1 boosted. */
  readonly factor: number;
  /** New samples: none of the sheet with the boxes. */
  readonly samples: SampleRange;
  /** Seed of the random sets. */
  readonly controlSeed: number;
}

/** A response before, after, and under each random set. */
export interface ResponseChange {
  readonly before: Response;
  readonly after: Response;
  readonly controls: readonly Response[];
  /** Of the fall (for a factor above 1: the rise) of the mean response among those of the random sets. */
  readonly rank: Rank;
}

/** How often the classifier sees an attribute: share of pictures with a probability above ½, 0 … 1. */
export interface AttributeChange {
  readonly name: string;
  readonly before: number;
  readonly after: number;
  readonly controls: readonly number[];
}

/** Everything measured. */
export interface EffectReport {
  readonly options: EffectOptions;
  /** Maps of the layer. */
  readonly of: number;
  /** By the detector that reads pictures only: the one to go by. */
  readonly picture: ResponseChange;
  /**
   * By the detector of the masked layer itself, on its maps after masking. Its own maps of positive
   * weight being gone, it has to fall: shown for completeness, it proves nothing.
   */
  readonly own: ResponseChange;
  /** Pixels by the fitted set and by each random one. */
  readonly pixels: PixelChange;
  readonly controlPixels: readonly PixelChange[];
  /** Share of the pictures' area in which the layer's detector responded before, 0 … 1. */
  readonly area: number;
  /** Null without a classifier. */
  readonly attributes: readonly AttributeChange[] | null;
  /** The random sets; empty if no other set of as many maps is matched. */
  readonly controlSets: readonly (readonly number[])[];
  /** Σ mean activation of each ÷ that of the fitted set. */
  readonly matching: readonly number[];
}

/** What one mask does to the samples. */
interface Condition {
  readonly picture: Response;
  readonly own: Response;
  readonly pixels: PixelChange;
  readonly rates: readonly number[] | null;
}

/**
 * Measures on new samples.
 * @throws PlaygroundError `bad-argument` if no map is chosen or samples are among the boxed ones; as
 *   the ports; `aborted`
 */
export async function measureEffect(
  ports: FilterPorts,
  config: ModelConfig,
  fitted: FittedConcept,
  options: EffectOptions,
  run: FilterRun = {},
): Promise<EffectReport> {
  const { channels, factor, samples } = options;
  const layer = hiddenLayer(config, fitted.options.layer);
  checkOptions(fitted, options);
  const { sets, matching } = drawControls(channels, fitted.strengths, options.controlSeed);
  const latents = sampleLatents(config, samples);

  run.onProgress?.(0, 'pictures');
  const maps = await ports.engine.featureMapsOf(latents, layer.name, {}, { signal: run.signal });
  const plainOwn = respond(fitted.own.detector, maps);
  const region = regionOf(plainOwn);
  const plain = await drawMany(ports, latents, {}, run);

  const measure = async (set: readonly number[]): Promise<Condition> => {
    checkStopped(run);
    const mask: ChannelMask = maskOf(layer.name, set, factor);
    const images = set.length === 0 ? plain : await drawMany(ports, latents, mask, run);
    const picture = await readResponses(ports, fitted.picture, latents, images, mask, run);
    const factors = new Float64Array(layer.channels).fill(1);
    for (const channel of set) factors[channel] = factor;
    return {
      picture: summarise(picture, latents.length),
      own: summarise(respond(fitted.own.detector, maps, factors), latents.length),
      pixels: pixelChange(plain, images, region, layer),
      rates: ports.attributes === null ? null : await attributeRates(ports.attributes, images),
    };
  };

  const total = sets.length + 2;
  const before = await measure([]);
  run.onProgress?.(1 / total, 'pictures');
  const after = await measure(channels);
  const controls: Condition[] = [];
  for (const set of sets) {
    run.onProgress?.((2 + controls.length) / total, 'controls');
    controls.push(await measure(set));
  }
  run.onProgress?.(1, 'controls');

  const change = (response: (of: Condition) => Response): ResponseChange => {
    const direction = factor < 1 ? 1 : -1;
    const fall = (condition: Condition): number =>
      direction * (response(before).mean - response(condition).mean);
    return {
      before: response(before),
      after: response(after),
      controls: controls.map((condition) => response(condition)),
      rank: rankAmong(
        fall(after),
        controls.map((condition) => fall(condition)),
      ),
    };
  };
  return {
    options,
    of: layer.channels,
    picture: change(({ picture }) => picture),
    own: change(({ own }) => own),
    pixels: after.pixels,
    controlPixels: controls.map(({ pixels }) => pixels),
    area: areaOf(region),
    attributes:
      ports.attributes?.names.map((name, i) => ({
        name,
        before: before.rates?.[i] as number,
        after: after.rates?.[i] as number,
        controls: controls.map(({ rates }) => rates?.[i] as number),
      })) ?? null,
    controlSets: sets,
    matching,
  };
}

function checkOptions(fitted: FittedConcept, { channels, samples }: EffectOptions): void {
  if (channels.length === 0) {
    throw new PlaygroundError('bad-argument', 'No map is chosen.', {
      where: 'channels',
      expected: 'at least one map',
      found: 0,
    });
  }
  if (overlaps(samples, fitted.concept.sheet)) {
    throw new PlaygroundError('bad-argument', 'The samples are among those with boxes.', {
      where: 'samples',
      expected: 'samples without boxes',
      found: `seed ${samples.seed}, ${samples.firstIndex} …`,
    });
  }
}

/** Share of pictures in which each attribute is likelier than not. */
async function attributeRates(
  { names, classify }: NonNullable<FilterPorts['attributes']>,
  images: readonly PixelImage[],
): Promise<number[]> {
  const logits = await classify(images);
  return names.map(
    (_, i) => logits.filter((scores) => logistic(scores[i] as number) > 0.5).length / logits.length,
  );
}
