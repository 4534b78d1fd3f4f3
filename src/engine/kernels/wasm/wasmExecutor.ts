/** A whole network on the WebAssembly kernels, in memory of its own. */
import { PlaygroundError } from '../../../errors.ts';
import type { FoldedBlock, KernelExecutor, RunOptions, RunResult } from '../executor.ts';
import { blocksNeeded } from '../executor.ts';
import { Arena } from './arena.ts';
import { makeDirectStage } from './directStage.ts';
import type { KernelExports, KernelModule } from './kernelModule.ts';
import { startKernels } from './kernelModule.ts';
import { winogradFloats } from './packing.ts';
import type { Border } from './phases.ts';
import { axisPhases, borderOf } from './phases.ts';
import type { Place } from './place.ts';
import { makePlace, paddedBytes, readPictures, writePictures } from './place.ts';
import type { Stage, StageContext } from './stage.ts';
import { Constants } from './stage.ts';
import { fitsWinograd, makeWinogradStage, tilesOf } from './winogradStage.ts';

/** Choices of an executor. */
export interface WasmExecutorOptions {
  /** `auto` takes Winograd's way where it was measured to pay; the others are for tests. */
  readonly winograd?: 'auto' | 'never' | 'always';
  /** Most faces computed at once; larger batches run in slices. Default: by memory, at most 16. */
  readonly faces?: number;
  /** Told, by its index, of each block that has been computed for a slice: for timing blocks. */
  readonly onBlock?: (index: number) => void;
}

/** Working memory for pictures between blocks, over all faces of a slice. */
const sliceBytes = 12 * 1024 * 1024;
const mostFaces = 16;

/** Tiles in a run from which reading 36 instead of 16 weights costs less than the products saved. */
const winogradTiles = 16;

/** Weights for Winograd's way take 9/4 of the plain ones, beside them; larger blocks go without. */
const mostWinogradBytes = 24 * 1024 * 1024;

const noBorder: Border = { before: 0, after: 0 };

/**
 * Plans the network; weights of a block are packed when it first runs, in the way it runs.
 * @throws PlaygroundError `backend-unavailable` when the kernels do not start or memory is missing.
 */
export async function createWasmExecutor(
  compiled: KernelModule,
  blocks: readonly FoldedBlock[],
  options: WasmExecutorOptions = {},
): Promise<KernelExecutor> {
  const arena = new Arena();
  const kernels = await startKernels(compiled, arena.memory);
  return new WasmExecutor(arena, kernels, blocks, options);
}

/** Borders that the patches of a block need around its input. */
function bordersOf(block: FoldedBlock): { readonly rows: Border; readonly columns: Border } {
  return {
    rows: borderOf(axisPhases(block, 'rows'), block.inHeight),
    columns: borderOf(axisPhases(block, 'columns'), block.inWidth),
  };
}

function inputBytes(block: FoldedBlock): number {
  const { rows, columns } = bordersOf(block);
  return paddedBytes(block.inHeight, block.inWidth, block.in, rows, columns);
}

class WasmExecutor implements KernelExecutor {
  private parts: Parts | null;
  private readonly inputFloats: number;
  private readonly outputFloats: number;

  constructor(
    arena: Arena,
    kernels: KernelExports,
    blocks: readonly FoldedBlock[],
    options: WasmExecutorOptions,
  ) {
    const first = blocks[0];
    const last = blocks.at(-1);
    if (first === undefined || last === undefined) {
      throw new PlaygroundError('bad-argument', 'A network needs at least one block.', {
        where: 'blocks',
        expected: 1,
        found: 0,
      });
    }
    this.inputFloats = first.inHeight * first.inWidth * first.in;
    this.outputFloats = last.outHeight * last.outWidth * last.out;
    const perFace = blocks.reduce((sum, block) => sum + inputBytes(block), this.outputFloats * 4);
    const affordable = Math.floor(sliceBytes / perFace);
    const faces = options.faces ?? Math.max(1, Math.min(mostFaces, affordable));

    const places = blocks.map((block) => {
      const { rows, columns } = bordersOf(block);
      return makePlace(arena, faces, block.inHeight, block.inWidth, block.in, rows, columns);
    });
    const { outHeight, outWidth, out } = last;
    places.push(makePlace(arena, faces, outHeight, outWidth, out, noBorder, noBorder));
    const steps = blocks.map((block, index) => {
      const [input, output] = places.slice(index, index + 2) as [Place, Place];
      const constants = new Constants(arena, block);
      const context = { arena, kernels, block, faces, input, output, constants };
      return new Step(context, options.winograd ?? 'auto');
    });
    this.parts = { arena, steps, faces, onBlock: options.onBlock };
  }

  get bytes(): number {
    return this.parts?.arena.bytes ?? 0;
  }

  async run(input: Float32Array, n: number, options: RunOptions = {}): Promise<RunResult> {
    const { arena, steps, faces, onBlock } = this.living();
    const expected = n * this.inputFloats;
    if (!Number.isInteger(n) || n < 0 || input.length !== expected) {
      throw new PlaygroundError(
        'bad-argument',
        `${n} inputs are ${expected} numbers; ${input.length} were given.`,
        { where: 'input', expected, found: input.length },
      );
    }
    steps.forEach((step, index) => step.setScale(options.scales?.[index] ?? null));
    const wantsOutput = options.tapsOnly !== true;
    const needed = blocksNeeded(options, steps.length);
    const output = new Float32Array(wantsOutput ? n * this.outputFloats : 0);
    const taps = new Map<number, Float32Array<ArrayBuffer>>();
    for (const index of options.taps ?? []) {
      const place = steps[index]?.context.output;
      if (place === undefined) {
        throw new PlaygroundError('bad-argument', `There is no block ${index}.`, {
          where: 'taps',
          expected: `0 … ${steps.length - 1}`,
          found: index,
        });
      }
      taps.set(index, new Float32Array(n * place.height * place.width * place.channels));
    }
    const [head] = steps;
    const tail = wantsOutput ? steps.at(-1) : undefined;
    for (let first = 0; first < n; first += faces) {
      const count = Math.min(faces, n - first);
      if (head !== undefined) writePictures(arena, head.context.input, input, first, count);
      for (const [index, step] of steps.slice(0, needed).entries()) {
        step.run(count);
        onBlock?.(index);
      }
      for (const [index, target] of taps) {
        const place = steps[index]?.context.output;
        if (place !== undefined) readPictures(arena, place, target, first, count);
      }
      if (tail !== undefined) readPictures(arena, tail.context.output, output, first, count);
    }
    return { output, taps };
  }

  dispose(): void {
    this.parts = null;
  }

  private living(): Parts {
    if (this.parts === null) {
      throw new PlaygroundError('internal', 'The executor was disposed.', { where: 'executor' });
    }
    return this.parts;
  }
}

interface Parts {
  readonly arena: Arena;
  readonly steps: readonly Step[];
  readonly faces: number;
  readonly onBlock: WasmExecutorOptions['onBlock'];
}

/** A block with the ways it has been computed in so far. */
class Step {
  readonly context: StageContext;
  private readonly leastTiles: number;
  private direct: Stage | null = null;
  private winograd: Stage | null = null;

  constructor(context: StageContext, choice: 'auto' | 'never' | 'always') {
    this.context = context;
    const { block } = context;
    const small = winogradFloats(block) * 4 <= mostWinogradBytes;
    const wanted = choice === 'always' || (choice === 'auto' && small);
    const least = choice === 'always' ? 1 : winogradTiles;
    this.leastTiles = wanted && fitsWinograd(block) ? least : Number.POSITIVE_INFINITY;
  }

  setScale(scale: Float32Array | null): void {
    const { block, constants } = this.context;
    if (scale !== null && scale.length !== block.out) {
      throw new PlaygroundError('bad-argument', `A scale needs ${block.out} factors.`, {
        where: 'scales',
        expected: block.out,
        found: scale.length,
      });
    }
    constants.setScale(scale);
  }

  run(faces: number): void {
    if (faces * tilesOf(this.context.block) >= this.leastTiles) {
      this.winograd ??= makeWinogradStage(this.context);
      if (this.winograd.run(faces)) return;
    }
    this.direct ??= makeDirectStage(this.context);
    this.direct.run(faces);
  }
}
