/** The part that the workers of all backends share. */
import { toPlainError } from '../../src/errors.ts';
import type { FoldedBlock } from '../../src/engine/kernels/executor.ts';
import type { CaseResult, TimedNetwork } from './measureCase.ts';
import { measureCase } from './measureCase.ts';
import type { ScalingAnswer, ScalingRequest, ScalingResult } from './protocol.ts';
import { randomGenerator } from './randomNetwork.ts';

/** A backend ready to be measured. */
export interface ScalingBackend {
  readonly kernels: string;
  /** Milliards of multiply-adds a second that a plain loop reaches. */
  measureLimit(): Promise<number>;
  open(blocks: readonly FoldedBlock[]): Promise<TimedNetwork>;
}

/** Measurements of the limit around each network: the machine may slow down in between. */
const limitRuns = 5;

async function measureAll(request: ScalingRequest, backend: ScalingBackend) {
  const limits: number[] = [];
  const cases: CaseResult[] = [];
  for (const { runs, ...shape } of request.cases) {
    for (let run = 0; run < limitRuns; run += 1) limits.push(await backend.measureLimit());
    const blocks = randomGenerator(shape);
    const network = await backend.open(blocks);
    try {
      for (const limit of runs) {
        const found = await measureCase(shape, blocks, network, limit);
        cases.push(found);
        if (found.perFace.median * limit.faces > request.longestRunMs) break;
      }
    } finally {
      network.dispose();
    }
  }
  return { kernels: backend.kernels, limit: Math.max(...limits), cases } satisfies ScalingResult;
}

/** Answers the one request of the page. */
export function serveScaling(start: (request: ScalingRequest) => Promise<ScalingBackend>): void {
  self.addEventListener('message', ({ data }: MessageEvent<ScalingRequest>) => {
    start(data)
      .then(async (backend) => measureAll(data, backend))
      .then(
        (result): ScalingAnswer => ({ kind: 'measured', result }),
        (thrown: unknown): ScalingAnswer => ({
          kind: 'failed',
          message: toPlainError(thrown).message,
        }),
      )
      .then((answer) => self.postMessage(answer))
      .catch(reportError);
  });
}
