/**
 * A transposed convolution as stride² ordinary convolutions of stride 1, one for each phase of the
 * output, interleaved afterwards (`phases.ts` has the arithmetic). On WebAssembly this is 8 to 11
 * times faster than the stock operation, because it reaches XNNPACK's convolution. Slow twin:
 * `transposedConvolution.ts`.
 */
import type { Block } from '../../model/architecture.ts';
import type { FoldedConvolution } from '../fold.ts';
import type { Tensor4D } from '../tf.ts';
import { add, concat, fill, fused, reshape, slice, tensor1d, tensor4d } from '../tf.ts';
import { arrangeFilter } from './filters.ts';
import type { Phase } from './phases.ts';
import { planPhases } from './phases.ts';
import type { Stage } from './stage.ts';
import { activate, fuseActivation } from './stage.ts';

/** The block as stride² convolutions. The caller disposes the stage. */
export function createPhaseSplit(block: Block, folded: FoldedConvolution): Stage {
  const { convolution, activation, input, output } = block;
  const { kernel, stride, padding } = convolution;
  const down = planPhases(input.height, kernel, stride, padding);
  const across = planPhases(input.width, kernel, stride, padding);
  const shape = { a: convolution.in, b: convolution.out, kernel };
  const { fusedOptions, rest } = fuseActivation(activation);
  const bias = tensor1d(folded.bias);

  /** Filters [taps, taps, in, out] of each pair of phases; null where no tap meets the output. */
  const filters = down.phases.map((row) =>
    across.phases.map((column) =>
      row.taps.length === 0 || column.taps.length === 0
        ? null
        : tensor4d(arrangeFilter(folded.weight, shape, row.taps, column.taps, 'ab'), [
            row.taps.length,
            column.taps.length,
            convolution.in,
            convolution.out,
          ]),
    ),
  );

  const runPhase = (x: Tensor4D, row: Phase, column: Phase, filter: Tensor4D | null): Tensor4D => {
    const [n] = x.shape;
    if (filter === null || row.length === 0 || column.length === 0) {
      const zeros = fill([n, down.count, across.count, convolution.out], 0) as Tensor4D;
      return activate(add(zeros, bias), activation);
    }
    const y = fused.conv2d({
      x: cut(x, row, column),
      filter,
      strides: 1,
      pad: [
        [0, 0],
        [row.before, row.after],
        [column.before, column.after],
        [0, 0],
      ],
      bias,
      ...fusedOptions,
    }); // [n, count, count, out]
    return activate(y, rest);
  };

  return {
    run(x) {
      const [n] = x.shape;
      const rows = down.phases.map((row, i) => {
        const columns = across.phases.map((column, j) =>
          reshape(runPhase(x, row, column, filters[i]?.[j] ?? null), [
            n * down.count * across.count,
            1,
            convolution.out,
          ]),
        );
        const woven = columns.length === 1 ? columns[0] : concat(columns, 1);
        return reshape(woven ?? x, [n * down.count, 1, across.count * stride * convolution.out]);
      });
      const woven = rows.length === 1 ? rows[0] : concat(rows, 1);
      const [height, width] = [down.count * stride, across.count * stride];
      const y = reshape(woven ?? x, [n, height, width, convolution.out]) as Tensor4D;
      return height === output.height && width === output.width
        ? y
        : slice(y, [0, 0, 0, 0], [n, output.height, output.width, convolution.out]);
    },
    dispose() {
      bias.dispose();
      for (const row of filters) for (const filter of row) filter?.dispose();
    },
  };
}

/** The inputs that a phase meets. */
function cut(x: Tensor4D, row: Phase, column: Phase): Tensor4D {
  const [n, height, width, channels] = x.shape;
  return row.length === height && column.length === width
    ? x
    : slice(x, [0, row.start, column.start, 0], [n, row.length, column.length, channels]);
}
