/**
 * Training as the page sees it: one run at a time, the run before it to compare with, and the
 * snapshots that are kept. It outlives the view, so that a run goes on while other views are open.
 */
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { PlaygroundError, toPlainError } from '../../errors.ts';
import type { PlainError } from '../../errors.ts';
import type { ImageSet, ImageSetOrigin } from '../../model/imageSet.ts';
import type { KeptSnapshot, SnapshotStore } from '../../storage/snapshots.ts';
import type { RunConfig } from '../../trainer/config.ts';
import type {
  HalfStep,
  Measures,
  RunOptions,
  SampleSheet,
  Snapshot,
  Trainer,
  TrainerStatus,
  TrainingEvent,
} from '../../trainer/types.ts';
import { idleStatus } from '../../trainer/types.ts';
import { presetOf } from './presets.ts';
import type { PresetName } from './presets.ts';
import { checkRun } from './scene.ts';
import { chooseToForget } from './thinning.ts';
import type { RunTrace } from './trace.ts';
import { createTrace } from './trace.ts';

/** What a list shows of a snapshot. */
export interface SnapshotFacts {
  readonly run: string;
  readonly step: number;
  readonly seconds: number;
  readonly config: RunConfig;
  readonly preset: PresetName | null;
  readonly measures: Measures | null;
  readonly pictures: {
    readonly name: string;
    readonly origin: ImageSetOrigin;
    readonly classNames: readonly string[];
  };
  /** The sheet of its time; null for one without. */
  readonly sheet: SampleSheet | null;
}

export type Kept = KeptSnapshot<SnapshotFacts>;

/** One real step of a configuration, timed. */
export interface TimedStep {
  readonly config: RunConfig;
  readonly milliseconds: number;
}

/** What a run does beside what it computes. */
export type Behaviour = Pick<RunOptions, 'whenHidden' | 'duty'>;

/** How a run begins. */
export interface RunStart {
  /** Pauses after this many steps. */
  readonly length: number;
  /** Goes on from here, as part of the run of that id. */
  readonly from?: { readonly snapshot: Snapshot; readonly run: string };
}

export interface TrainingState {
  readonly status: TrainerStatus;
  readonly run: RunTrace | null;
  /** The run before, to compare with. */
  readonly former: RunTrace | null;
  /** The last half-step, until something else happens. */
  readonly half: HalfStep | null;
  /** A verb that is being waited for. */
  readonly busy: 'starting' | 'timing' | 'stepping' | 'pausing' | 'restoring' | 'stopping' | null;
  /** Why the last verb was refused. */
  readonly error: PlainError | null;
  /** Why snapshots cannot be kept; the run goes on. */
  readonly keepingError: PlainError | null;
  readonly timed: TimedStep | null;
  readonly behaviour: Behaviour;
  /** Kept snapshots, oldest first; null until they were listed. */
  readonly kept: readonly Kept[] | null;
}

/** The verbs. None rejects unless it says so: what goes wrong is in `error`. */
export interface TrainingActions {
  /**
   * Prepares a run and lets it go. A run in progress is paused and its last snapshot kept; it is
   * there to compare with. A start that is refused leaves it in its place.
   */
  start(config: RunConfig, images: ImageSet, how: RunStart): Promise<void>;
  resume(length: number): Promise<void>;
  pause(): Promise<void>;
  stepOnce(): Promise<void>;
  halfStep(): Promise<void>;
  /** Ends the run; its last snapshot is kept. */
  stop(): Promise<void>;
  /** Moves the run to one of its kept snapshots. */
  rewind(kept: Kept): Promise<void>;
  /** Times one real step of a configuration, in a worker of its own. */
  time(config: RunConfig, images: ImageSet): Promise<void>;
  setBehaviour(change: Partial<Behaviour>): void;
  forgetFormer(): void;
  listKept(): Promise<void>;
  removeKept(id: string): Promise<void>;
  /** The weights of a kept snapshot; rejects with `storage-failed`. */
  loadKept(id: string): Promise<Snapshot>;
  report(thrown: unknown): void;
  setHidden(isHidden: boolean): void;
  dispose(): void;
}

export type TrainingStore = TrainingState & TrainingActions;

/** The world outside of it. */
export interface TrainingPorts {
  /** Each has a worker of its own. */
  createTrainer(): Trainer;
  readonly snapshots: SnapshotStore<SnapshotFacts, Snapshot>;
  /** A new text of lower-case letters and digits. */
  createId(): string;
  /** Milliseconds since 1970. */
  today(): number;
  /** For tests: what every run has beside the defaults. */
  readonly options?: Partial<RunOptions>;
}

/** Snapshots of one run that are kept. */
export const snapshotsPerRun = 6;

/** Makes the store. Nothing starts before a verb asks for it. The caller disposes it. */
export function createTrainingLab(ports: TrainingPorts): StoreApi<TrainingStore> {
  let trainer: Trainer | null = null;
  let pictures: SnapshotFacts['pictures'] | null = null;
  let isHidden = false;
  /** Keeping goes one after another. */
  let keeping: Promise<void> = Promise.resolve();

  return createStore<TrainingStore>()((set, get) => {
    /** Takes a snapshot that is not kept any more off the list. */
    const strike = (id: string): void => {
      set({ kept: (get().kept ?? []).filter((one) => one.id !== id) });
    };
    const keep = (snapshot: Snapshot, run: RunTrace, from: SnapshotFacts['pictures']): void => {
      const { config, step, seconds, lastMeasures: measures } = snapshot;
      const sheet = run.sheets().findLast((one) => one.step <= step) ?? null;
      const facts = {
        run: run.id,
        step,
        seconds,
        config,
        preset: run.preset,
        measures,
        pictures: from,
        sheet,
      };
      const id = `${run.id}.${step}`;
      const kept: Kept = { id, savedAt: ports.today(), bytes: bytesOf(snapshot), facts };
      keeping = keeping.then(async () => {
        try {
          await ports.snapshots.save(kept, snapshot);
          const stored = get().kept === null ? await ports.snapshots.list() : [];
          // Read after the wait: the list may have changed meanwhile.
          const others = (get().kept ?? stored).filter((one) => one.id !== id);
          set({ kept: [...others, kept], keepingError: null });
          const own = [...others.filter((one) => one.facts.run === run.id), kept];
          for (const gone of chooseToForget(own, snapshotsPerRun)) {
            await ports.snapshots.remove(gone.id);
            strike(gone.id);
          }
        } catch (thrown) {
          set({ keepingError: toPlainError(thrown) });
        }
      });
    };
    const hear = (event: TrainingEvent): void => {
      const { run } = get();
      if (run === null) return;
      run.take(event);
      if (event.kind === 'snapshot' && pictures !== null) keep(event.snapshot, run, pictures);
    };
    const open = (): Trainer => {
      if (trainer !== null) return trainer;
      const made = ports.createTrainer();
      made.subscribe(() => set({ status: made.getStatus() }));
      made.onEvent(hear);
      made.setHidden(isHidden);
      trainer = made;
      return made;
    };
    /** Runs a verb of the trainer; a run that stopped by itself has said so in its status. */
    const attempt = async (
      busy: NonNullable<TrainingState['busy']>,
      work: (trainer: Trainer) => Promise<void>,
    ): Promise<void> => {
      if (get().busy !== null) return;
      const { failure: before } = get().status;
      set({ busy, error: null, ...(busy === 'timing' ? {} : { half: null }) });
      try {
        await work(open());
      } catch (thrown) {
        const { failure } = get().status;
        if (failure === null || failure === before) set({ error: toPlainError(thrown) });
      } finally {
        set({ busy: null });
      }
    };

    return {
      status: idleStatus,
      run: null,
      former: null,
      half: null,
      busy: null,
      error: null,
      keepingError: null,
      timed: null,
      behaviour: { whenHidden: 'slow', duty: 1 },
      kept: null,
      start: async (config, images, { length, from }) =>
        attempt('starting', async (to) => {
          checkRun(config, images);
          if (to.getStatus().phase === 'running' || to.getStatus().phase === 'paused') {
            await to.pause();
            await to.snapshot();
          }
          const run = createTrace({
            id: from?.run ?? ports.createId(),
            config,
            preset: presetOf(config),
            pictures: images.name,
          });
          const { name, origin, classNames = [] } = images;
          // What the trainer tells is of the new run from its first 'starting' on, not before.
          const leave = to.subscribe(() => {
            if (to.getStatus().phase !== 'starting') return;
            leave();
            const { run: before, former } = get();
            pictures = { name, origin, classNames };
            set({ run, former: (before?.curves.points().length ?? 0) > 0 ? before : former });
          });
          const options = { ...ports.options, ...get().behaviour, pauseAfterStep: length };
          try {
            await to.start(config, images, options, from?.snapshot);
          } finally {
            leave();
          }
          const milliseconds = timedStep(to.getStatus());
          if (milliseconds !== null) set({ timed: { config, milliseconds } });
          if (to.getStatus().step < length) await to.resume();
        }),
      resume: async (length) =>
        attempt('stepping', async (to) => {
          await to.setOptions({ pauseAfterStep: length });
          await to.resume();
        }),
      pause: async () => attempt('pausing', async (to) => to.pause()),
      stepOnce: async () =>
        attempt('stepping', async (to) => {
          await to.stepOnce();
        }),
      halfStep: async () =>
        attempt('stepping', async (to) => {
          const half = await to.halfStep();
          set({ half });
        }),
      stop: async () =>
        attempt('stopping', async (to) => {
          await to.stop();
          await keeping;
        }),
      rewind: async (kept) =>
        attempt('restoring', async (to) => {
          const snapshot = await ports.snapshots.load(kept.id);
          await to.pause();
          await to.restore(snapshot);
          // Only now: a snapshot that is refused takes nothing away.
          get().run?.rewind(kept.facts.step);
        }),
      time: async (config, images) =>
        attempt('timing', async () => {
          const alone = ports.createTrainer();
          try {
            await alone.start(config, images, { ...ports.options });
            const milliseconds = timedStep(alone.getStatus());
            if (milliseconds === null) {
              throw new PlaygroundError('internal', 'No step was timed.');
            }
            set({ timed: { config, milliseconds } });
          } finally {
            alone.dispose();
          }
        }),
      setBehaviour: (change) => {
        set({ behaviour: { ...get().behaviour, ...change } });
        if (get().status.phase === 'running' || get().status.phase === 'paused') {
          trainer?.setOptions(change).catch((thrown: unknown) => get().report(thrown));
        }
      },
      forgetFormer: () => set({ former: null }),
      listKept: async () => {
        try {
          set({ kept: await ports.snapshots.list() });
        } catch (thrown) {
          set({ error: toPlainError(thrown), kept: [] });
        }
      },
      removeKept: async (id) => {
        try {
          await ports.snapshots.remove(id);
          strike(id);
        } catch (thrown) {
          set({ error: toPlainError(thrown) });
        }
      },
      loadKept: async (id) => ports.snapshots.load(id),
      report: (thrown) => set({ error: toPlainError(thrown) }),
      setHidden: (hidden) => {
        isHidden = hidden;
        trainer?.setHidden(hidden);
      },
      dispose: () => {
        trainer?.dispose();
        trainer = null;
      },
    };
  });
}

/** Milliseconds of a step as its trial found them; null where none was timed. */
function timedStep({ backend }: TrainerStatus): number | null {
  return backend?.millisecondsPerStep ?? null;
}

function bytesOf({ generator, discriminator, average, statistics, statisticsD }: Snapshot): number {
  const arrays = [
    ...[generator, discriminator].flatMap(({ weights, moment1, moment2 }) => [
      weights,
      moment1,
      moment2,
    ]),
    average,
    statistics,
    statisticsD,
  ];
  return arrays.reduce((sum, array) => sum + array.byteLength, 0);
}
