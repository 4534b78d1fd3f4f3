/** A lab whose runs are real, on plain loops in this thread, and whose snapshots rest in memory. */
import type { StoreApi } from 'zustand/vanilla';
import type { ImageSet } from '../../../model/imageSet.ts';
import type { RunConfig } from '../../../trainer/config.ts';
import { recipe } from '../../../trainer/config.ts';
import { goldenPictures } from '../../../trainer/testing/golden.ts';
import { createTrainerHere } from '../../../trainer/testing/trainerHere.ts';
import type { RunOptions, Snapshot } from '../../../trainer/types.ts';
import type { Kept, TrainingStore } from '../lab.ts';
import { createTrainingLab } from '../lab.ts';

/** Networks small enough for plain loops. */
export const smallConfig: RunConfig = {
  ...recipe,
  imageSize: 16,
  width: 4,
  latentDim: 6,
  batchSize: 8,
};

/** Pictures for {@link smallConfig}. */
export const smallSet: ImageSet = goldenPictures(smallConfig, 64);

/** The lab, and what its world saw. */
export interface LabHere {
  readonly lab: StoreApi<TrainingStore>;
  readonly kept: Map<string, { readonly kept: Kept; readonly snapshot: Snapshot }>;
  /** Ends the newest worker as a crash does. */
  crash(): void;
  /** Workers that were started. */
  readonly workers: { onerror: ((event: ErrorEvent) => void) | null }[];
  /** Makes keeping fail from now on; null lets it be. */
  refuse(error: Error | null): void;
  /** What happens elsewhere while the next snapshot is being removed. */
  meanwhile(happens: () => Promise<void>): void;
}

/** Makes a lab; every run has `options` beside the defaults. The caller disposes it. */
export function createLabHere(options: Partial<RunOptions> = {}): LabHere {
  const kept: LabHere['kept'] = new Map();
  const workers: LabHere['workers'] = [];
  let refusal: Error | null = null;
  let elsewhere: (() => Promise<void>) | null = null;
  let ids = 0;
  let time = 0;
  const lab = createTrainingLab({
    createTrainer: () => createTrainerHere((worker) => workers.push(worker)),
    snapshots: {
      list: async () => [...kept.values()].map((one) => one.kept),
      load: async (id) => {
        const found = kept.get(id);
        if (found === undefined) throw new Error(`no snapshot ${id}`);
        return structuredClone(found.snapshot);
      },
      save: async (facts, snapshot) => {
        if (refusal !== null) throw refusal;
        kept.set(facts.id, { kept: facts, snapshot });
      },
      remove: async (id) => {
        kept.delete(id);
        const happens = elsewhere;
        elsewhere = null;
        await happens?.();
      },
    },
    createId: () => `a${(ids += 1)}`,
    today: () => (time += 1),
    options,
  });
  return {
    lab,
    kept,
    workers,
    crash: () => {
      const event = { message: 'out of the blue', preventDefault: () => undefined };
      workers.at(-1)?.onerror?.(event as unknown as ErrorEvent);
    },
    refuse: (error) => {
      refusal = error;
    },
    meanwhile: (happens) => {
      elsewhere = happens;
    },
  };
}

/** Resolves when the state of the lab is so. */
export async function reach(
  lab: StoreApi<TrainingStore>,
  isSo: (state: TrainingStore) => boolean,
): Promise<void> {
  if (isSo(lab.getState())) return;
  await new Promise<void>((resolve) => {
    const leave = lab.subscribe((state) => {
      if (!isSo(state)) return;
      leave();
      resolve();
    });
  });
}
