/**
 * A network laid out for the GPU: geometry and layouts of every block, and the table of whole
 * numbers (`plan` in the shaders) from which one compiled kernel learns the shape of its block.
 */
import type { BlockShape } from '../executor.ts';
import { type BlockGeometry, blockGeometry, borderOf, multiplyAdds } from './geometry.ts';
import { type ActivationLayout, activationLayout } from './layout.ts';
import { misfit } from './misfit.ts';

/** A block with everything that follows from its shape. */
export interface PlannedBlock {
  readonly shape: BlockShape;
  readonly geometry: BlockGeometry;
  readonly input: ActivationLayout;
  readonly output: ActivationLayout;
  /** Output pixels of the largest phase, for one face. */
  readonly pixelsPerPhase: number;
  /** Multiply-adds for one face. */
  readonly multiplyAdds: number;
  /** The table of this block; word 0, the number of faces, is filled in at each call. */
  readonly table: Uint32Array<ArrayBuffer>;
}

/** Words of the table before its phases; each phase takes 8, each tap 4. */
const headWords = 16;

/**
 * Plans a network.
 * @throws PlaygroundError `bad-argument` when there is no block or one does not fit the next.
 */
export function planNetwork(shapes: readonly BlockShape[]): PlannedBlock[] {
  if (shapes.length === 0) throw misfit('blocks', 'at least one block', 'none');
  const geometries = shapes.map(blockGeometry);
  const layouts = shapes.map((shape, index) => {
    checkFit(shapes, index);
    const geometry = geometries[index] as BlockGeometry;
    return activationLayout(shape.inHeight, shape.inWidth, shape.in, borderOf(shape, geometry));
  });
  const last = shapes.at(-1) as BlockShape;
  layouts.push(activationLayout(last.outHeight, last.outWidth, last.out));
  return shapes.map((shape, index) => {
    const geometry = geometries[index] as BlockGeometry;
    const input = layouts[index] as ActivationLayout;
    const output = layouts[index + 1] as ActivationLayout;
    return {
      shape,
      geometry,
      input,
      output,
      pixelsPerPhase: Math.max(...geometry.phases.map((phase) => phase.rows * phase.columns)),
      multiplyAdds: multiplyAdds(shape, geometry),
      table: tableOf(shape, geometry, input, output),
    };
  });
}

function checkFit(shapes: readonly BlockShape[], index: number): void {
  const shape = shapes[index] as BlockShape;
  const { kind, kernel, stride, padding } = shape;
  const along = (size: number): number =>
    kind === 'conv'
      ? Math.floor((size + 2 * padding - kernel) / stride) + 1
      : (size - 1) * stride - 2 * padding + kernel;
  const expected = `[${along(shape.inHeight)}, ${along(shape.inWidth)}]`;
  const found = `[${shape.outHeight}, ${shape.outWidth}]`;
  if (expected !== found || shape.outHeight < 1 || shape.outWidth < 1) {
    throw misfit(`blocks[${index}]: output size`, expected, found);
  }
  const next = shapes[index + 1];
  if (next === undefined) return;
  const gives = `[${shape.out}, ${shape.outHeight}, ${shape.outWidth}]`;
  const takes = `[${next.in}, ${next.inHeight}, ${next.inWidth}]`;
  if (gives !== takes) throw misfit(`blocks[${index + 1}]: input`, gives, takes);
}

function tableOf(
  shape: BlockShape,
  geometry: BlockGeometry,
  input: ActivationLayout,
  output: ActivationLayout,
): Uint32Array<ArrayBuffer> {
  const { phases } = geometry;
  const firstTap = headWords + 8 * phases.length;
  const tapCount = phases.reduce((sum, phase) => sum + phase.taps.length, 0);
  const table = new Uint32Array(firstTap + 4 * tapCount);
  const slope = new Uint32Array(Float32Array.of(shape.slope).buffer)[0] ?? 0;
  table.set([0, input.quads, shape.out, output.quads]);
  table.set([input.rows * input.columns, input.columns], 4);
  table.set([output.rows * output.columns, output.columns], 6);
  table.set([output.origin, geometry.outStep, geometry.inStep, slope], 8);
  let at = firstTap;
  let weights = 0;
  phases.forEach((phase, index) => {
    const place = phase.row * output.columns + phase.column;
    const words = [phase.rows, phase.columns, place, phase.taps.length, at / 4];
    table.set(words, headWords + 8 * index);
    for (const tap of phase.taps) {
      // From the corner of the plane, so that no offset is negative.
      const offset = input.origin + tap.row * input.columns + tap.column;
      table.set([offset, weights], at);
      at += 4;
      weights += 4 * input.quads * output.quads;
    }
  });
  return table;
}
