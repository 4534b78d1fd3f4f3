/** A training run in a worker of its own: the page's end. */
import { PlaygroundError, toPlainError } from '../errors.ts';
import type { Connection, EventHandlers } from '../workers/connection.ts';
import { connectWorker } from '../workers/connection.ts';
import type { TrainerService, TrainerServiceEvent } from './trainerService.ts';
import type { Snapshot, Trainer, TrainerStatus, TrainingEvent } from './types.ts';
import { idleStatus } from './types.ts';

/** What a trainer is made of. */
export interface TrainerOptions {
  /** Opens the service; a worker by default. Tests pass their own. */
  readonly connect?: (handlers: EventHandlers<TrainerServiceEvent>) => Connection<TrainerService>;
}

/** Creates a trainer; its worker starts with the first call. The caller disposes of it. */
export function createTrainer({ connect = startTrainerWorker }: TrainerOptions = {}): Trainer {
  let status = idleStatus;
  let connection: Connection<TrainerService> | null = null;
  let lastSnapshot: Snapshot | null = null;
  /** What the start that was asked for last goes on from. */
  let startsFrom: Snapshot | null = null;
  let isHidden = false;
  let isDisposed = false;
  const watchers = new Set<() => void>();
  const listeners = new Set<(event: TrainingEvent) => void>();

  const setStatus = (next: TrainerStatus): void => {
    status = next;
    for (const watcher of watchers) watcher();
  };
  const hear = (event: TrainerServiceEvent): void => {
    if (event.kind === 'status') {
      // A start that was refused leaves the run that is, and its snapshot.
      if (event.status.phase === 'starting') lastSnapshot = startsFrom;
      setStatus(event.status);
      return;
    }
    if (event.kind === 'snapshot') lastSnapshot = event.snapshot;
    for (const listener of listeners) listener(event);
  };
  const crash = (error: PlaygroundError): void => {
    connection = null;
    setStatus({
      ...status,
      phase: 'failed',
      failure: {
        reason: 'crashed',
        step: status.step,
        likelyCause: null,
        suggestedWidth: null,
        lastGood: lastSnapshot,
        error: toPlainError(error),
      },
    });
  };
  const service = (): Connection<TrainerService> => {
    if (isDisposed) throw new PlaygroundError('aborted', 'The trainer was ended.');
    if (connection === null) {
      connection = connect({ onEvent: hear, onCrash: crash });
      if (isHidden) tellHidden(connection);
    }
    return connection;
  };
  const tellHidden = (to: Connection<TrainerService>): void => {
    // A worker that is gone needs to know nothing.
    to.call('setHidden', isHidden).catch(() => undefined);
  };

  return {
    getStatus: () => status,
    subscribe(listener) {
      watchers.add(listener);
      return () => {
        watchers.delete(listener);
      };
    },
    onEvent(listener) {
      listeners.add(listener);
      return () => {
        listeners.delete(listener);
      };
    },
    async start(config, images, options = {}, from) {
      startsFrom = from ?? null;
      await service().call('start', config, images, options, startsFrom);
    },
    resume: async () => service().call('resume'),
    pause: async () => service().call('pause'),
    stepOnce: async () => service().call('stepOnce'),
    halfStep: async () => service().call('halfStep'),
    snapshot: async () => service().call('snapshot'),
    async restore(snapshot) {
      await service().call('restore', snapshot);
      lastSnapshot = snapshot;
    },
    draw: async (latents, snapshot, classes = []) =>
      service().call('draw', latents, snapshot ?? null, classes),
    setOptions: async (options) => service().call('setOptions', options),
    setHidden(hidden) {
      isHidden = hidden;
      if (connection !== null) tellHidden(connection);
    },
    async stop() {
      const ending = service();
      try {
        return await ending.call('stop');
      } finally {
        // The worker's memory never shrinks; the next run has a new one.
        ending.close();
        if (connection === ending) connection = null;
      }
    },
    dispose() {
      isDisposed = true;
      connection?.close();
      connection = null;
    },
  };
}

function startTrainerWorker(
  handlers: EventHandlers<TrainerServiceEvent>,
): Connection<TrainerService> {
  const worker = new Worker(new URL('./trainerWorker.ts', import.meta.url), {
    type: 'module',
    name: 'training',
  });
  return connectWorker(worker, 'The training worker', handlers);
}
