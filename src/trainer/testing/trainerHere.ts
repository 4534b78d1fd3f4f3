/** A trainer that computes in this thread, on plain loops, behind a real message channel. */
import { connectWorker } from '../../workers/connection.ts';
import type { WorkerLike } from '../../workers/connection.ts';
import { openChannel } from '../../workers/testing/channel.ts';
import type { Device } from '../device.ts';
import { createReferenceDevice } from '../reference/referenceDevice.ts';
import { createTrainer } from '../trainer.ts';
import type { TrainerService, TrainerServiceEvent } from '../trainerService.ts';
import { createTrainerService } from '../trainerService.ts';
import type { Trainer } from '../types.ts';

/** What a trainer has in place of plain loops and of the time of day. */
export interface TrainerHereParts {
  readonly make?: () => Promise<Device>;
  /** Milliseconds. */
  readonly now?: () => number;
}

/** Makes a trainer; `onWorker` gets what stands in for its workers. The caller disposes it. */
export function createTrainerHere(
  onWorker: (worker: WorkerLike) => void,
  {
    make = async () => createReferenceDevice(),
    now = () => performance.now(),
  }: TrainerHereParts = {},
): Trainer {
  return createTrainer({
    connect(handlers) {
      const worker = openChannel<TrainerService>((onEvent) =>
        createTrainerService(onEvent as (event: TrainerServiceEvent) => void, {
          makers: { reference: make },
          now,
          rest: async () =>
            new Promise((resolve) => {
              setImmediate(resolve);
            }),
        }),
      );
      onWorker(worker);
      return connectWorker<TrainerService, TrainerServiceEvent>(
        worker,
        'The training worker',
        handlers,
      );
    },
  });
}
