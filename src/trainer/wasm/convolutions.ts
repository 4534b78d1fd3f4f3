/**
 * Convolutions, their adjoints and the gradients of their weights with the WebAssembly kernels. What
 * is read in patches is copied once into a place with a border of zeros; from there patches are read
 * where they lie. A transposed convolution of stride 2 is four ordinary ones, one for each parity.
 */
import type { Arena } from '../../engine/kernels/wasm/arena.ts';
import type { Phase } from '../../engine/kernels/wasm/phases.ts';
import { borderOf, phasesOf } from '../../engine/kernels/wasm/phases.ts';
import type { PixelTable } from '../../engine/kernels/wasm/pixelTable.ts';
import { coverWithTiles, phaseTable } from '../../engine/kernels/wasm/pixelTable.ts';
import type { Place as Pictures } from '../../engine/kernels/wasm/place.ts';
import { makePlace } from '../../engine/kernels/wasm/place.ts';
import type { Geometry, Shape } from '../layers.ts';
import type { TrainingExports } from './trainingModule.ts';

/** Outputs of a panel, and the most that the kernel for few outputs takes. */
const panelOutputs = 8;
const fewOutputs = 3;
/** Input that one pass over all panels reads: it should stay in a second-level cache. */
const chunkBytes = 256 * 1024;

/** Addresses in bytes; `n` items. Weights are [kernel, kernel, big, small]. */
export interface Convolutions {
  convolve(
    g: Geometry,
    n: number,
    big: number,
    weight: number,
    bias: number | null,
    small: number,
  ): void;
  convolveTransposed(
    g: Geometry,
    n: number,
    small: number,
    weight: number,
    bias: number | null,
    big: number,
  ): void;
  filterGradient(g: Geometry, n: number, big: number, small: number, gradient: number): void;
}

interface PhasePlan {
  readonly phase: Phase;
  readonly table: PixelTable;
  /** Runs of a patch and floats of a run. */
  readonly rows: number;
  readonly run: number;
  /** Packed weights. */
  readonly weights: number;
}

/** One direction of a geometry for a number of items. */
interface Plan {
  readonly geometry: Geometry;
  readonly input: Shape;
  readonly outputs: number;
  /** Channels that a bias is for. */
  readonly biases: number;
  /** Where the input is copied, with its border; null where none is needed. */
  readonly bordered: Pictures | null;
  readonly rowBytes: number;
  readonly pixelBytes: number;
  /** Input pixels from one patch to the next. */
  readonly step: number;
  readonly phases: readonly PhasePlan[];
  readonly isFew: boolean;
  /** Bias, then ones, as the kernels want them. */
  readonly constants: number;
}

/** A kernel that covers all of the big side is a matrix: the same numbers as one of 1×1. */
function simplified(g: Geometry): Geometry {
  const isMatrix = g.padding === 0 && g.kernel === g.big.height && g.kernel === g.big.width;
  if (!isMatrix || g.kernel === 1) return g;
  const channels = g.kernel * g.kernel * g.big.channels;
  return { ...g, big: { height: 1, width: 1, channels }, kernel: 1, stride: 1 };
}

/** Plans are made when they are first needed, and kept. */
export function createConvolutions(arena: Arena, kernels: TrainingExports): Convolutions {
  const widest = Number(kernels.widest.value);
  const plans = new Map<Geometry, Map<string, Plan>>();

  const makePlan = (given: Geometry, transposed: boolean, n: number): Plan => {
    const geometry = simplified(given);
    const { kernel, stride, padding, big, small } = geometry;
    const [input, output] = transposed ? [small, big] : [big, small];
    const phases = phasesOf({
      kind: transposed ? 'conv_transpose' : 'conv',
      in: input.channels,
      out: output.channels,
      kernel,
      stride,
      padding,
      inHeight: input.height,
      inWidth: input.width,
      outHeight: output.height,
      outWidth: output.width,
      activation: 'none',
      slope: 0,
    });
    const rows = borderOf(
      phases.map((phase) => phase.rows),
      input.height,
    );
    const columns = borderOf(
      phases.map((phase) => phase.columns),
      input.width,
    );
    const hasBorder = rows.before + rows.after + columns.before + columns.after > 0;
    const bordered = hasBorder
      ? makePlace(arena, n, input.height, input.width, input.channels, rows, columns)
      : null;
    const from = bordered ?? plainPictures(input);
    const to = plainPictures(output);
    const isFew = output.channels <= fewOutputs;
    const panels = Math.ceil(output.channels / panelOutputs);
    const constants = arena.allocate((isFew ? 8 : 2 * panels * panelOutputs) * 4);
    const ones = constants / 4 + (isFew ? 4 : panels * panelOutputs);
    arena.floats.fill(1, ones, ones + (isFew ? 4 : panels * panelOutputs));
    return {
      geometry,
      input,
      outputs: output.channels,
      biases: transposed ? given.big.channels : given.small.channels,
      bordered,
      rowBytes: from.rowBytes,
      pixelBytes: from.pixelBytes,
      step: transposed ? 1 : stride * stride,
      phases: phases.map((phase) => {
        const phaseRows = phase.rows.kernel.length;
        const run = phase.columns.kernel.length * input.channels;
        const floats = isFew
          ? fewOutputs * phaseRows * Math.ceil(run / 4) * 4
          : panels * panelOutputs * phaseRows * run;
        return {
          phase,
          table: phaseTable(arena, n, phase, from, to),
          rows: phaseRows,
          run,
          weights: arena.allocate(floats * 4),
        };
      }),
      isFew,
      constants,
    };
  };

  const planOf = (g: Geometry, transposed: boolean, n: number): Plan => {
    let ofGeometry = plans.get(g);
    if (ofGeometry === undefined) plans.set(g, (ofGeometry = new Map<string, Plan>()));
    const key = `${transposed ? 'up' : 'down'} ${n}`;
    let plan = ofGeometry.get(key);
    if (plan === undefined) ofGeometry.set(key, (plan = makePlan(g, transposed, n)));
    return plan;
  };

  /** Copies the input to its place with a border; gives the address that patches are read from. */
  const placeInput = (plan: Plan, n: number, x: number): number => {
    const { bordered, input } = plan;
    if (bordered === null) return x;
    const rowBytes = input.width * input.channels * 4;
    const inside = bordered.address + bordered.insideBytes;
    const { rowBytes: toRow, faceBytes } = bordered;
    kernels.copyPictures(x, n, input.height, rowBytes, inside, toRow, faceBytes);
    return bordered.address;
  };

  const run = (plan: Plan, n: number, x: number, bias: number | null, y: number): void => {
    const { floats } = arena;
    const constants = plan.constants / 4;
    if (bias === null) floats.fill(0, constants, constants + plan.outputs);
    else {
      // As a matrix, all pixels of the big side are outputs, each with the bias of its channel.
      for (let first = 0; first < plan.outputs; first += plan.biases) {
        floats.copyWithin(constants + first, bias / 4, bias / 4 + plan.biases);
      }
    }
    const from = placeInput(plan, n, x);
    for (const phase of plan.phases) {
      const pixels = n * phase.table.pixelsPerFace;
      const table = phase.table.at(n);
      const { weights, rows, run: floatsOfRun } = phase;
      if (plan.isFew) {
        kernels.convolveFew(
          table,
          Math.ceil(pixels / 3),
          from,
          weights,
          rows,
          floatsOfRun,
          plan.rowBytes,
          plan.outputs,
          plan.constants,
          y,
          0,
          0,
        );
        continue;
      }
      const panels = Math.ceil(plan.outputs / panelOutputs);
      // A multiple of every tile, so that only the last chunk repeats pixels.
      const chunk = Math.max(4, Math.floor(chunkBytes / (plan.pixelBytes * plan.step * 12))) * 12;
      for (let first = 0; first < pixels; first += chunk) {
        const { sixes, fours } = coverWithTiles(Math.min(chunk, pixels - first), widest);
        kernels.convolve(
          table + first * 8,
          sixes,
          fours,
          from,
          weights,
          rows,
          floatsOfRun,
          plan.rowBytes,
          panels,
          plan.outputs,
          plan.constants,
          y,
          0,
          0,
        );
      }
    }
  };

  return {
    convolve(g, n, big, weight, bias, small) {
      const plan = planOf(g, false, n);
      const [phase] = plan.phases;
      if (phase === undefined) return;
      const { kernel, big: from, small: to } = plan.geometry;
      const rows = kernel * kernel * from.channels;
      if (plan.isFew) {
        packFewColumns(arena.floats, weight / 4, phase, to.channels, phase.weights / 4);
      } else kernels.packColumns(weight, rows, to.channels, phase.weights);
      run(plan, n, big, bias, small);
    },
    convolveTransposed(g, n, small, weight, bias, big) {
      const plan = planOf(g, true, n);
      const { kernel, big: to, small: from } = plan.geometry;
      for (const phase of plan.phases) {
        const { rows, columns } = phase.phase;
        const taps = rows.kernel.flatMap((u) => columns.kernel.map((v) => u * kernel + v));
        const matrix = to.channels * from.channels;
        if (plan.isFew) {
          packFewTaps(arena.floats, weight / 4, taps, phase, plan.geometry, phase.weights / 4);
          continue;
        }
        taps.forEach((tap, i) => {
          kernels.packTransposed(
            weight + tap * matrix * 4,
            to.channels,
            from.channels,
            phase.weights + i * from.channels * panelOutputs * 4,
            taps.length * from.channels * panelOutputs * 4,
          );
        });
      }
      run(plan, n, small, bias, big);
    },
    filterGradient(g, n, big, small, gradient) {
      const plan = planOf(g, false, n);
      const [phase] = plan.phases;
      if (phase === undefined) return;
      const from = placeInput(plan, n, big);
      kernels.accumulateFilter(
        phase.table.at(n),
        n * phase.table.pixelsPerFace,
        from,
        small,
        phase.rows,
        phase.run,
        plan.rowBytes,
        plan.outputs,
        gradient,
      );
    },
  };
}

/** Pictures without a border, wherever they are. */
function plainPictures({ height, width, channels }: Shape): Pictures {
  const pixelBytes = channels * 4;
  return {
    height,
    width,
    channels,
    address: 0,
    pixelBytes,
    rowBytes: width * pixelBytes,
    faceBytes: height * width * pixelBytes,
    insideBytes: 0,
  };
}

/** [rows · run, outputs] → [3][row][run, rounded up to four]. */
function packFewColumns(
  floats: Float32Array,
  weight: number,
  { rows, run }: PhasePlan,
  outputs: number,
  to: number,
): void {
  const padded = Math.ceil(run / 4) * 4;
  for (let output = 0; output < outputs; output += 1) {
    for (let row = 0; row < rows; row += 1) {
      const at = to + (output * rows + row) * padded;
      const from = weight + row * run * outputs + output;
      for (let i = 0; i < run; i += 1) floats[at + i] = floats[from + i * outputs] ?? Number.NaN;
    }
  }
}

/** The taps of a phase, each [big, small], → [3][row][column, small, rounded up to four]. */
function packFewTaps(
  floats: Float32Array,
  weight: number,
  taps: readonly number[],
  { rows, run }: PhasePlan,
  { big, small }: Geometry,
  to: number,
): void {
  const padded = Math.ceil(run / 4) * 4;
  const columns = taps.length / rows;
  for (let output = 0; output < big.channels; output += 1) {
    taps.forEach((tap, i) => {
      const row = Math.floor(i / columns);
      const at = to + (output * rows + row) * padded + (i - row * columns) * small.channels;
      const from = weight + (tap * big.channels + output) * small.channels;
      floats.copyWithin(at, from, from + small.channels);
    });
  }
}
