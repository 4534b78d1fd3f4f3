/** One network at one number of faces: what a face costs, and which block of it costs how much. */
import type { FoldedBlock } from '../../src/engine/kernels/executor.ts';
import type { TimeSummary } from '../statistics.ts';
import { summariseTimes } from '../statistics.ts';
import { multiplyAddsOf } from './multiplyAdds.ts';
import type { NetworkShape } from './randomNetwork.ts';

/** What is measured, and for how long. */
export interface CaseLimits {
  readonly faces: number;
  readonly maxRuns: number;
  readonly minRuns: number;
  /** Milliseconds after which no further run is begun, where `minRuns` allow it. */
  readonly budgetMs: number;
}

/** A block of a measured network; milliseconds a face. */
export interface LayerTime {
  readonly name: string;
  readonly multiplyAdds: number;
  readonly perFace: TimeSummary;
}

/** What was found; milliseconds a face. */
export interface CaseResult extends NetworkShape {
  readonly faces: number;
  readonly multiplyAdds: number;
  readonly perFace: TimeSummary;
  readonly layers: readonly LayerTime[];
}

/** A network that runs, block times included where the backend can tell them. */
export interface TimedNetwork {
  /** Milliseconds of a run, and of each block in it. */
  run(faces: number): Promise<{ readonly total: number; readonly blocks: readonly number[] }>;
  dispose(): void;
}

/** Repeats runs within the limits, two or three warm-up runs discarded. */
export async function measureCase(
  shape: NetworkShape,
  blocks: readonly FoldedBlock[],
  network: TimedNetwork,
  limits: CaseLimits,
): Promise<CaseResult> {
  const { faces, maxRuns, minRuns, budgetMs } = limits;
  // Weights are packed, or programs compiled, in the first run.
  await network.run(faces);
  const warm = await network.run(faces);
  const affordable = Math.floor(budgetMs / warm.total);
  const runs = Math.max(minRuns, Math.min(maxRuns, affordable));
  const totals: number[] = [];
  const spent = blocks.map((): number[] => []);
  for (let run = 0; run < runs; run += 1) {
    const found = await network.run(faces);
    totals.push(found.total / faces);
    for (const [index, milliseconds] of found.blocks.entries()) {
      spent[index]?.push(milliseconds / faces);
    }
  }
  return {
    ...shape,
    faces,
    multiplyAdds: blocks.reduce((sum, block) => sum + multiplyAddsOf(block), 0),
    perFace: summariseTimes(totals),
    layers: blocks.flatMap((block, index) => {
      const times = spent[index] ?? [];
      if (times.length === 0) return [];
      return {
        name: nameBlock(block),
        multiplyAdds: multiplyAddsOf(block),
        perFace: summariseTimes(times),
      };
    }),
  };
}

/** "512@4² → 256@8²". */
function nameBlock({ in: inputs, out, inHeight, outHeight }: FoldedBlock): string {
  return `${inputs}@${inHeight}² → ${out}@${outHeight}²`;
}
