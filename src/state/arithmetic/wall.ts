/**
 * The un-cherry-picker: the arithmetic of section 6.3.2 over many random triples that satisfy the
 * concepts, nothing rejected, failures included, in the three arms of `latent/arithmetic.ts`, with
 * every picture judged by the same small classifier. `wallSummary.ts` counts.
 */
import { badArgument, PlaygroundError } from '../../errors.ts';
import type { Labels } from '../../formats/labels.ts';
import { arms, resultOf } from '../../latent/arithmetic.ts';
import type { Arm, Term } from '../../latent/arithmetic.ts';
import type { LatentSpace } from '../../latent/createFace.ts';
import { shellOf } from '../../latent/prior.ts';
import type { Latent, PixelImage } from '../../model/arrays.ts';
import { certaintyOf, drawTriple, facesOfRows, poolsOf } from './pools.ts';
import type { Pools, RowTriple, TripleConcepts } from './pools.ts';
import { exemplarsPerSlot } from './presets.ts';

/** Largest number of triples. */
export const largestWall = 1000;
/** Triples that are computed together: pictures come in at this grain, and others wait that long. */
const triplesPerBatch = 2;
/** The reference pictures of a triple, in the order in which they are drawn. */
const references = ['a', 'c'] as const;

/** Who draws and who judges; the engine, or a test. */
export interface WallPorts {
  /** G(z) for each latent. */
  generate(latents: readonly Latent[]): Promise<readonly PixelImage[]>;
  /** For each picture a logit for each attribute, in the order of `WallTask.attributes`. */
  classify(images: readonly PixelImage[]): Promise<readonly ArrayLike<number>[]>;
}

/** What to do. */
export interface WallTask {
  readonly model: LatentSpace;
  readonly labels: Labels;
  readonly concepts: TripleConcepts;
  /** Names of the judge's logits. */
  readonly attributes: readonly string[];
  readonly seed: number;
  /** Number of triples, 1 … {@link largestWall}. */
  readonly count: number;
  /** Exemplars for each slot in the arm `all`; three unless said otherwise. */
  readonly exemplars?: number;
}

/** A picture and what the judge says: a logit for each attribute. */
export interface JudgedPicture {
  readonly z: Latent;
  readonly image: PixelImage;
  readonly logits: ArrayLike<number>;
}

/** A result in one arm. */
export interface WallPicture extends JudgedPicture {
  /** Every condition of the expected concept reached its threshold. */
  readonly succeeded: boolean;
  /** The judge's certainty of its least certain condition, 0 … 1: what walls are sorted by. */
  readonly score: number;
}

/** Everything about one triple. */
export interface WallResult {
  /** 0 … count − 1, in the order drawn. */
  readonly number: number;
  readonly rows: RowTriple;
  readonly results: Readonly<Record<Arm, WallPicture>>;
  /** The first exemplars of A and of C, seen by the same judge: what a change is measured against. */
  readonly references: Readonly<Record<(typeof references)[number], JudgedPicture>>;
}

/** How a run ended. */
export interface WallRun {
  /** Triples in `results`; less than `requested` only if it was stopped. */
  readonly completed: number;
  readonly requested: number;
  readonly stopped: boolean;
  /** Faces that satisfy the concept of each slot. */
  readonly poolSizes: Readonly<Record<keyof Pools, number>>;
  readonly results: readonly WallResult[];
}

/** How a run tells and is told. */
export interface WallHooks {
  readonly signal: AbortSignal;
  /** New results in the order drawn, and how many of how many are done with them. */
  onResults(batch: readonly WallResult[], completed: number, requested: number): void;
}

/**
 * Runs the wall. A stop keeps what is there and is no failure: the run ends at once with `stopped`.
 * The arms share their exemplars: `one` and `oneRescaled` take the first of each slot.
 * @throws PlaygroundError `bad-argument` for a count or a number of exemplars out of range, a pool with
 *   too few faces, or a concept of an attribute that the labels or the judge do not know; whatever the
 *   ports reject with. Results reported before a failure stay good.
 */
export async function runWall(
  ports: WallPorts,
  task: WallTask,
  { signal, onResults }: WallHooks,
): Promise<WallRun> {
  const { count, exemplars = exemplarsPerSlot } = task;
  checkRange('count', count, largestWall);
  checkRange('exemplars', exemplars, 100);
  const judge = createJudge(task);
  const pools = poolsOf(task.labels, task.concepts);
  const results: WallResult[] = [];
  const stop = onStop(signal);
  try {
    while (results.length < count && !signal.aborted) {
      const size = Math.min(triplesPerBatch, count - results.length);
      const drawn = Array.from({ length: size }, (_, i) =>
        prepare(task, pools, exemplars, results.length + i),
      );
      const batch = await Promise.race([compute(ports, drawn, judge), stop.stopped]);
      // What arrives after a stop was never reported, so it does not count either.
      if (batch === null || signal.aborted) break;
      results.push(...batch);
      onResults(batch, results.length, count);
    }
  } finally {
    stop.release();
  }
  return {
    completed: results.length,
    requested: count,
    stopped: results.length < count,
    poolSizes: { a: pools.a.length, b: pools.b.length, c: pools.c.length },
    results,
  };
}

/** A triple before it is drawn: latents in the order of the arms, then the references. */
interface Prepared {
  readonly number: number;
  readonly rows: RowTriple;
  readonly latents: readonly Latent[];
}

const picturesPerTriple = arms.length + references.length;

function prepare(task: WallTask, pools: Pools, exemplars: number, number: number): Prepared {
  const rows = drawTriple(pools, exemplars, task.seed, number);
  const [a, b, c] = facesOfRows(task.model, task.labels, rows).map((faces) =>
    faces.map((face) => face.z),
  ) as [Latent[], Latent[], Latent[]];
  const terms: readonly Term[] = [
    { weight: 1, exemplars: a },
    { weight: -1, exemplars: b },
    { weight: 1, exemplars: c },
  ];
  const shell = shellOf(task.model.prior, task.model.latentDim);
  const y = arms.map((arm) => resultOf(terms, arm, shell));
  return { number, rows, latents: [...y, ...a.slice(0, 1), ...c.slice(0, 1)] };
}

type Judge = (logits: ArrayLike<number>) => Pick<WallPicture, 'succeeded' | 'score'>;

function createJudge({ attributes, concepts }: WallTask): Judge {
  const conditions = concepts.expected.map((condition) => {
    const column = attributes.indexOf(condition.attribute);
    if (column === -1)
      throw badArgument('expected', 'an attribute of the judge', condition.attribute);
    return { condition, column };
  });
  return (logits) => {
    const certainties = conditions.map(({ condition, column }) =>
      certaintyOf(condition, 1 / (1 + Math.exp(-(logits[column] ?? NaN)))),
    );
    return {
      succeeded: conditions.every(
        ({ condition }, i) => (certainties[i] ?? NaN) >= condition.threshold,
      ),
      score: Math.min(...certainties),
    };
  };
}

async function compute(
  ports: WallPorts,
  drawn: readonly Prepared[],
  judge: Judge,
): Promise<WallResult[]> {
  const latents = drawn.flatMap((triple) => triple.latents);
  const images = await ports.generate(latents);
  const verdicts = await ports.classify(images);
  if (images.length !== latents.length || verdicts.length !== latents.length) {
    const found = `${images.length} pictures and ${verdicts.length} verdicts`;
    throw new PlaygroundError('internal', `${found} for ${latents.length} latents.`, { found });
  }
  const judged = latents.map((z, i): JudgedPicture => ({
    z,
    image: images[i] as PixelImage,
    logits: verdicts[i] as ArrayLike<number>,
  }));
  return drawn.map(({ number, rows }, i): WallResult => {
    const own = judged.slice(i * picturesPerTriple, (i + 1) * picturesPerTriple);
    const [one, oneRescaled, all, a, c] = own as [
      JudgedPicture,
      JudgedPicture,
      JudgedPicture,
      JudgedPicture,
      JudgedPicture,
    ];
    const decide = (picture: JudgedPicture): WallPicture => ({
      ...picture,
      ...judge(picture.logits),
    });
    return {
      number,
      rows,
      results: { one: decide(one), oneRescaled: decide(oneRescaled), all: decide(all) },
      references: { a, c },
    };
  });
}

/** A promise of null for the moment of a stop; `release` lets go of the signal. */
function onStop(signal: AbortSignal): { stopped: Promise<null>; release(): void } {
  let release = (): void => undefined;
  const stopped = new Promise<null>((resolve) => {
    const listener = (): void => resolve(null);
    signal.addEventListener('abort', listener, { once: true });
    release = () => signal.removeEventListener('abort', listener);
  });
  return { stopped, release };
}

function checkRange(where: string, value: number, most: number): void {
  if (Number.isInteger(value) && value >= 1 && value <= most) return;
  throw badArgument(where, `a whole number from 1 to ${most}`, String(value));
}
