/** A trainer that computes in this thread, on plain loops, behind a real message channel. */
import { connectWorker } from '../../workers/connection.ts';
import type { WorkerLike } from '../../workers/connection.ts';
import { openChannel } from '../../workers/testing/channel.ts';
import { createReferenceDevice } from '../reference/referenceDevice.ts';
import { createTrainer } from '../trainer.ts';
import type { TrainerService, TrainerServiceEvent } from '../trainerService.ts';
import { createTrainerService } from '../trainerService.ts';
import type { Trainer } from '../types.ts';

/** Makes a trainer; `onWorker` gets what stands in for its workers. The caller disposes it. */
export function createTrainerHere(onWorker: (worker: WorkerLike) => void): Trainer {
  return createTrainer({
    connect(handlers) {
      const worker = openChannel<TrainerService>((onEvent) =>
        createTrainerService(onEvent as (event: TrainerServiceEvent) => void, {
          makers: { reference: async () => createReferenceDevice() },
          now: () => performance.now(),
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
