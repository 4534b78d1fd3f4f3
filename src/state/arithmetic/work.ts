/**
 * Long work of the Arithmetic view: the wall of random triples, and the test of a direction that was
 * fitted to the visitor's groups. What was computed names its causes, so that a view can tell whether
 * it still holds for the bench.
 */
import type { PlainError } from '../../errors.ts';
import { toPlainError } from '../../errors.ts';
import type { Labels } from '../../formats/labels.ts';
import { problemOfGroups } from '../../latent/fitDirection.ts';
import type { Face } from '../../latent/face.ts';
import type { ModelConfig } from '../../model/config.ts';
import { sceneOf } from '../context.ts';
import type { StoreContext } from '../context.ts';
import { canFit, groupsOf } from './attributes.ts';
import { poolsOf } from './pools.ts';
import type { Pools } from './pools.ts';
import { findPreset } from './presets.ts';
import type { ArithmeticScene } from './scene.ts';
import { runWall } from './wall.ts';
import type { WallResult, WallTask } from './wall.ts';

/** The wall so far. */
export interface WallState {
  /** All causes; see {@link wallKey}. */
  readonly key: string;
  readonly isRunning: boolean;
  readonly requested: number;
  readonly results: readonly WallResult[];
  readonly poolSizes: Readonly<Record<keyof Pools, number>>;
  /** When it began, and how long the results so far took, on the clock of `performance.now()`. */
  readonly startedMs: number;
  readonly tookMs: number;
  /** Why it ended early; null if it did not, or was stopped. */
  readonly failure: PlainError | null;
}

/** The direction of the visitor's own, tried on faces that it was not fitted to. */
export interface OwnTest {
  readonly withFaces: readonly Face[];
  readonly withoutFaces: readonly Face[];
  /** Share of faces that are judged right when each is left out in turn; null if that failed. */
  readonly accuracy: number | null;
  readonly failure: PlainError | null;
}

/** Everything computed in this visit. */
export interface ArithmeticWork {
  readonly wall: WallState | null;
  readonly ownTest: OwnTest | null;
}

export const noArithmeticWork: ArithmeticWork = { wall: null, ownTest: null };

/** The verbs of long work; their ends are in the state. */
export interface ArithmeticWorkActions {
  /** Runs the wall for the preset, seed and number of the bench; needs exemplars, labels, a classifier. */
  startWall(): Promise<void>;
  stopWall(): void;
  /** Tests the direction that the groups make, if they can be fitted. */
  testOwnDirection(): Promise<void>;
}

/** Names all causes of a wall. */
export function wallKey(
  { preset, wallSeed, wallCount }: Pick<ArithmeticScene, 'preset' | 'wallSeed' | 'wallCount'>,
  modelId: string,
): string {
  return [modelId, preset, wallSeed, wallCount].join(' ');
}

/** Makes the verbs. */
export function createArithmeticWork(context: StoreContext): ArithmeticWorkActions {
  const { engine, fitter, now } = context.services;
  let wallStop: AbortController | null = null;
  let testStop: AbortController | null = null;
  const change = (part: Partial<ArithmeticWork>): void => {
    context.set({ arithmeticWork: { ...context.get().arithmeticWork, ...part } });
  };

  return {
    startWall: async () => {
      const prepared = prepareWall(context);
      if (prepared === null) return;
      wallStop?.abort();
      const stop = new AbortController();
      wallStop = stop;
      const { bench, task, poolSizes } = prepared;
      const startedMs = now();
      let wall: WallState = {
        key: wallKey(bench, task.model.id),
        isRunning: true,
        requested: task.count,
        results: [],
        poolSizes,
        startedMs,
        tookMs: 0,
        failure: null,
      };
      change({ wall });
      const follow = (part: Partial<WallState>): void => {
        if (wallStop !== stop) return; // a newer run is shown
        wall = { ...wall, ...part };
        change({ wall });
      };
      try {
        await runWall({ generate: engine.generate, classify: engine.classify }, task, {
          signal: stop.signal,
          onResults: (batch) =>
            follow({ results: [...wall.results, ...batch], tookMs: now() - startedMs }),
        });
        follow({ isRunning: false });
      } catch (thrown) {
        follow({ isRunning: false, failure: toPlainError(thrown) });
      }
    },
    stopWall: () => wallStop?.abort(),
    testOwnDirection: async () => {
      testStop?.abort();
      const { arithmetic } = context.get();
      if (arithmetic === null || !canFit(arithmetic)) return;
      const stop = new AbortController();
      testStop = stop;
      const { withFaces, withoutFaces } = arithmetic;
      const end = (accuracy: number | null, failure: PlainError | null): void =>
        change({ ownTest: { withFaces, withoutFaces, accuracy, failure } });
      try {
        const request = { ...problemOfGroups(groupsOf(arithmetic)), signal: stop.signal };
        end((await fitter.leaveOneOut(request)).accuracy, null);
      } catch (thrown) {
        if (!stop.signal.aborted) end(null, toPlainError(thrown));
      }
    },
  };
}

interface PreparedWall {
  readonly bench: ArithmeticScene;
  readonly task: WallTask;
  readonly poolSizes: WallState['poolSizes'];
}

function prepareWall(context: StoreContext): PreparedWall | null {
  const model = sceneOf(context)?.model;
  const { arithmetic: bench, known } = context.get();
  if (model === undefined || bench === null) return null;
  const { exemplars, labels } = known[model.id] ?? {};
  const preset = exemplars == null ? null : findPreset(exemplars, bench.preset);
  if (preset === null || labels == null || model.classifier === null) return null;
  const concepts = {
    a: preset.a.concept,
    b: preset.b.concept,
    c: preset.c.concept,
    expected: preset.expected,
  };
  return {
    bench,
    task: taskOf(bench, model, labels, concepts, model.classifier.attributes),
    poolSizes: sizesOf(poolsOf(labels, concepts)),
  };
}

function taskOf(
  bench: ArithmeticScene,
  model: ModelConfig,
  labels: Labels,
  concepts: WallTask['concepts'],
  attributes: readonly string[],
): WallTask {
  return { model, labels, concepts, attributes, seed: bench.wallSeed, count: bench.wallCount };
}

function sizesOf({ a, b, c }: Pools): WallState['poolSizes'] {
  return { a: a.length, b: b.length, c: c.length };
}
