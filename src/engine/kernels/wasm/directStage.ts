/** A block computed as the sums that define it, phase by phase. */
import {
  fewFloats,
  fewOutputs,
  packFew,
  packPanels,
  panelFloats,
  panelOutputs,
} from './packing.ts';
import type { Phase } from './phases.ts';
import { phasesOf } from './phases.ts';
import type { PixelTable } from './pixelTable.ts';
import { coverWithTiles, phaseTable } from './pixelTable.ts';
import type { Stage, StageContext } from './stage.ts';
import { activationCode } from './stage.ts';

/** Input that one pass over all panels reads: it should stay in a second-level cache. */
const chunkBytes = 256 * 1024;

interface PhasePlan {
  readonly table: PixelTable;
  readonly weights: number;
  readonly rows: number;
  readonly run: number;
}

/** Plans every phase of the block and packs its weights. Takes any block. */
export function makeDirectStage(context: StageContext): Stage {
  const few = context.block.out <= fewOutputs;
  const phases = phasesOf(context.block).map((phase) => planPhase(context, phase, few));
  return {
    run(faces) {
      for (const phase of phases) {
        if (few) runFew(context, phase, faces);
        else runPanels(context, phase, faces);
      }
      return true;
    },
  };
}

function planPhase(context: StageContext, phase: Phase, few: boolean): PhasePlan {
  const { arena, block } = context;
  const floats = few ? fewFloats(block, phase) : panelFloats(block, phase);
  const weights = arena.allocate(floats * 4);
  const target = arena.floats.subarray(weights / 4, weights / 4 + floats);
  if (few) packFew(block, phase, target);
  else packPanels(block, phase, target);
  return {
    table: phaseTable(arena, context.faces, phase, context.input, context.output),
    weights,
    rows: phase.rows.kernel.length,
    run: phase.columns.kernel.length * block.in,
  };
}

function runFew(context: StageContext, phase: PhasePlan, faces: number): void {
  const { kernels, block, input, output } = context;
  kernels.convolveFew(
    phase.table.at(faces),
    Math.ceil((faces * phase.table.pixelsPerFace) / 3),
    input.address,
    phase.weights,
    phase.rows,
    phase.run,
    input.rowBytes,
    block.out,
    context.constants.address,
    output.address,
    activationCode(block),
    block.slope,
  );
}

function runPanels(context: StageContext, phase: PhasePlan, faces: number): void {
  const { kernels, block, input, output } = context;
  const table = phase.table.at(faces);
  const pixels = faces * phase.table.pixelsPerFace;
  const panels = Math.ceil(block.out / panelOutputs);
  const { address } = context.constants;
  const code = activationCode(block);
  const { weights, rows, run } = phase;
  if (pixels === 1 && panels % 4 === 0 && block.out === panels * panelOutputs) {
    kernels.convolveOne(
      table,
      input.address,
      weights,
      rows,
      run,
      input.rowBytes,
      panels,
      address,
      output.address,
      code,
      block.slope,
    );
    return;
  }
  const widest = Number(kernels.widest.value);
  const step = block.kind === 'conv' ? block.stride ** 2 : 1;
  // A multiple of every tile, so that only the last chunk repeats pixels.
  const chunk = Math.max(4, Math.floor(chunkBytes / (input.pixelBytes * step * 12))) * 12;
  for (let first = 0; first < pixels; first += chunk) {
    const { sixes, fours } = coverWithTiles(Math.min(chunk, pixels - first), widest);
    kernels.convolve(
      table + first * 8,
      sixes,
      fours,
      input.address,
      weights,
      rows,
      run,
      input.rowBytes,
      panels,
      block.out,
      address,
      output.address,
      code,
      block.slope,
    );
  }
}
