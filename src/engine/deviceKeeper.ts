/**
 * Keeps a backend running though its device may go away: tasks run one after the other, each on a
 * device that is there. When it is lost under one, what lay on it is built again on a new device and
 * the task is repeated.
 */
import { PlaygroundError, toPlainError } from '../errors.ts';
import type { Runtime } from './runtime.ts';
import type { SessionEvent } from './sessionTypes.ts';
import type { BackendName } from './types.ts';

/** A backend and the line of what is done on it. */
export interface DeviceKeeper {
  /** Starts the backend. Once a keeper. */
  start(backend: BackendName): Promise<Runtime>;
  /** What `start` has returned; null before it. */
  readonly starting: Promise<Runtime> | null;
  /** What runs now. @throws PlaygroundError `device-lost` once it is lost for good. */
  need(): Runtime;
  /**
   * Runs a task after those before it; on a new device if this one is lost.
   * @throws PlaygroundError `device-lost` if it could not be brought back
   */
  enqueue<T>(task: () => Promise<T>): Promise<T>;
  /** Resolves when what was asked for so far has ended. */
  whenIdle(): Promise<void>;
  /** Ends the backend. */
  stop(): void;
}

/** What a keeper needs of its session. */
export interface KeeperParts {
  /** Opens a device for a backend. */
  open(backend: BackendName): Promise<Runtime>;
  /** Told that what lay on the device is gone with it. */
  forget(): void;
  /**
   * Builds it again on a new device.
   * @param whileAlive runs a task that ends when that device does
   */
  restore(on: Runtime, whileAlive: <T>(task: () => Promise<T>) => Promise<T>): Promise<void>;
  onEvent(event: SessionEvent): void;
  /** Milliseconds from any origin. */
  now(): number;
}

/** Attempts to bring back a lost device before the backend is given up. */
const rebuildAttempts = 2;
/** Pause before the second one: the browser may still be restarting its GPU process. */
const rebuildPauseMs = 1000;
/** Losses under one and the same task before the backend is given up: the task may be the cause. */
const lossesPerTask = 2;
/** Failures that have nothing to do with the device. */
const innocentCodes: ReadonlySet<string> = new Set(['bad-argument', 'bad-file', 'shape-mismatch']);

/** Thrown inside a keeper when the device goes away under a task. */
class DeviceLost extends Error {}

/** Creates a keeper without a backend. */
export function createDeviceKeeper(parts: KeeperParts): DeviceKeeper {
  const { open, forget, restore, onEvent, now } = parts;
  let runtime: Runtime | null = null;
  let lostRuntime: Runtime | null = null;
  let starting: Promise<Runtime> | null = null;
  let goneForGood: PlaygroundError | null = null;
  /** Ends the task in progress; a read on a lost device may never settle by itself. */
  let abandonTask: ((reason: DeviceLost) => void) | null = null;
  let queue: Promise<unknown> = Promise.resolve();

  const need = (): Runtime => {
    if (runtime !== null) return runtime;
    if (goneForGood !== null) throw goneForGood;
    throw new PlaygroundError('internal', 'The session has no backend.');
  };

  const run = async (backend: BackendName): Promise<Runtime> => {
    const started = await open(backend);
    void started.lost.then((reason) => {
      lostRuntime = started;
      abandonTask?.(new DeviceLost(reason));
      // Nobody may be calling; what is on screen has to be drawable again all the same. If that
      // fails, `giveUp` has told so.
      return enqueue(async () => undefined).catch(() => undefined);
    });
    return started;
  };

  const stop = (): void => {
    runtime?.stop();
    runtime = null;
  };

  /** Leaves the session without a backend, and says so. */
  const giveUp = (backend: BackendName, cause: unknown): PlaygroundError => {
    stop();
    forget();
    const found = toPlainError(cause).message;
    goneForGood = new PlaygroundError(
      'device-lost',
      `The device of ${backend} was lost and could not be brought back: ${found}`,
      { backend, found },
      cause,
    );
    onEvent({ kind: 'device-gone', error: toPlainError(goneForGood) });
    return goneForGood;
  };

  const rebuild = async (backend: BackendName): Promise<void> => {
    onEvent({ kind: 'device-lost' });
    const start = now();
    let failure: unknown;
    for (let attempt = 0; attempt < rebuildAttempts; attempt += 1) {
      stop();
      forget();
      if (attempt > 0) await pause(rebuildPauseMs);
      try {
        const started = await run(backend);
        runtime = started;
        await restore(started, async (task) => whileAlive(started, task));
        onEvent({ kind: 'device-restored', milliseconds: now() - start });
        return;
      } catch (thrown) {
        failure = thrown;
      }
    }
    throw giveUp(backend, failure);
  };

  /** Runs a task that ends when the device does. */
  const whileAlive = async <T>(on: Runtime, task: () => Promise<T>): Promise<T> => {
    on.takeError();
    const abandoned = new Promise<never>((_, reject) => {
      abandonTask = reject;
    });
    try {
      const result = await Promise.race([task(), abandoned]);
      const error = on.takeError();
      if (error === null) return result;
      throw new PlaygroundError('internal', `The device reported: ${error}`, { found: error });
    } finally {
      abandonTask = null;
    }
  };

  const enqueue = async <T>(task: () => Promise<T>): Promise<T> => {
    const attempt = async (): Promise<T> => {
      for (let losses = 0; ; losses += 1) {
        const on = need();
        if (lostRuntime === on) await rebuild(on.backend);
        const current = need();
        try {
          return await whileAlive(current, task);
        } catch (thrown) {
          if (!(await isLossOf(current, thrown))) throw thrown;
          lostRuntime = current;
          if (losses === lossesPerTask) throw giveUp(current.backend, thrown);
        }
      }
    };
    const result = queue.then(attempt);
    queue = result.catch(() => undefined);
    return result;
  };

  return {
    async start(backend) {
      starting = run(backend);
      runtime = await starting;
      return runtime;
    },
    get starting() {
      return starting;
    },
    need,
    enqueue,
    async whenIdle() {
      await queue;
    },
    stop,
  };
}

/** Whether a call failed because the device is gone. */
async function isLossOf(runtime: Runtime, thrown: unknown): Promise<boolean> {
  if (thrown instanceof DeviceLost) return true;
  const isInnocent = thrown instanceof PlaygroundError && innocentCodes.has(thrown.code);
  if (isInnocent || runtime.adapter === null) return false;
  // A read on a lost device fails a moment before the loss itself is announced.
  return Promise.race([runtime.lost.then(() => true), pause(50).then(() => false)]);
}

async function pause(milliseconds: number): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, milliseconds);
  });
}
