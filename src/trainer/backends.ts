/** Which backend trains: each that this machine has runs a real step of the run, the fastest stays. */
import { PlaygroundError, toPlainError } from '../errors.ts';
import type { ImageSet } from '../model/imageSet.ts';
import type { RunConfig } from './config.ts';
import type { Device } from './device.ts';
import type { Gan } from './gan.ts';
import { createGan } from './gan.ts';
import type { RunOptions, TrainingBackend, TrainingBackendReport } from './types.ts';

/**
 * How devices are made; a backend that this machine does not have rejects with `backend-unavailable`.
 * `isAsked` says that the visitor wants this one, however slow.
 */
export type DeviceMakers = Partial<
  Readonly<Record<TrainingBackend, (isAsked: boolean) => Promise<Device>>>
>;

/** A run on the backend that was chosen, at its first step. */
export interface ChosenRun {
  readonly device: Device;
  readonly gan: Gan;
  readonly report: TrainingBackendReport;
  readonly reports: readonly TrainingBackendReport[];
}

interface Trial {
  readonly report: TrainingBackendReport;
  readonly made: { readonly device: Device; readonly gan: Gan } | null;
  readonly thrown: unknown;
}

/**
 * Tries backends for a run. Plain loops are the last resort: they run only where nothing else does,
 * or when they are asked for.
 * @throws what the last backend failed with, when none works
 */
export async function chooseBackend(
  makers: DeviceMakers,
  wanted: RunOptions['backend'],
  config: RunConfig,
  images: ImageSet,
  now: () => number,
): Promise<ChosenRun> {
  const fast: readonly TrainingBackend[] = ['wasm', 'webgpu'];
  const names = wanted === 'auto' ? fast.filter((name) => makers[name] !== undefined) : [wanted];
  const trials: Trial[] = [];
  const isAsked = wanted !== 'auto';
  for (const name of names) {
    trials.push(await tryBackend(makers, name, isAsked, config, images, now));
  }
  if (wanted === 'auto' && trials.every(({ made }) => made === null)) {
    trials.push(await tryBackend(makers, 'reference', false, config, images, now));
  }
  const reports = trials.map(({ report }) => report);
  const [best, ...others] = trials
    .filter(({ made }) => made !== null)
    .toSorted((a, b) => millisecondsOf(a) - millisecondsOf(b));
  if (best === undefined || best.made === null) throw trials.at(-1)?.thrown;
  for (const { made } of others) made?.device.dispose();
  best.made.gan.restart();
  return { ...best.made, report: best.report, reports };
}

function millisecondsOf({ report }: Trial): number {
  return report.millisecondsPerStep ?? Infinity;
}

/** One step to warm up, one that is timed. */
async function tryBackend(
  makers: DeviceMakers,
  backend: TrainingBackend,
  isAsked: boolean,
  config: RunConfig,
  images: ImageSet,
  now: () => number,
): Promise<Trial> {
  let device: Device | null = null;
  try {
    const make = makers[backend];
    if (make === undefined) {
      const message = `There are no training kernels for ${backend} here.`;
      throw new PlaygroundError('backend-unavailable', message, { backend });
    }
    device = await make(isAsked);
    const gan = createGan(device, config, images);
    await gan.runStep();
    const start = now();
    const { lossD } = await gan.runStep();
    const millisecondsPerStep = now() - start;
    if (Number.isNaN(lossD)) {
      throw new PlaygroundError('self-test-failed', `${backend}: the loss is not a number.`, {
        backend,
      });
    }
    const report = { backend, detail: device.detail, millisecondsPerStep, failure: null };
    return { report, made: { device, gan }, thrown: null };
  } catch (thrown) {
    const detail = device?.detail ?? null;
    device?.dispose();
    const failure = toPlainError(thrown);
    return { report: { backend, detail, millisecondsPerStep: null, failure }, made: null, thrown };
  }
}
