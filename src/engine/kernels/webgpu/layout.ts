/**
 * How values lie in GPU memory. Activations are planes of four channels: [face, ⌈channels / 4⌉, row,
 * column] of four numbers each, with a border of zeros around every plane that kernels read but
 * never write, so that no kernel tests for the edge. Channels added to fill four are zero.
 */
import { decodeFloat16, encodeFloat16 } from '../../../maths/float16.ts';
import type { BlockShape } from '../executor.ts';
import { type BlockGeometry, type Border, blockGeometry } from './geometry.ts';

/** Sizes of the activations between two blocks. */
export interface ActivationLayout {
  readonly height: number;
  readonly width: number;
  readonly channels: number;
  /** ⌈channels / 4⌉ */
  readonly quads: number;
  /** Rows and columns of a plane, border included. */
  readonly rows: number;
  readonly columns: number;
  /** Position of the first value inside its plane. */
  readonly origin: number;
  /** Groups of four numbers a face takes. */
  readonly quadsPerFace: number;
}

const noBorder: Border = { top: 0, bottom: 0, left: 0, right: 0 };

/** Layout of values of a given size inside a border. */
export function activationLayout(
  height: number,
  width: number,
  channels: number,
  border: Border = noBorder,
): ActivationLayout {
  const quads = Math.ceil(channels / 4);
  const rows = height + border.top + border.bottom;
  const columns = width + border.left + border.right;
  return {
    height,
    width,
    channels,
    quads,
    rows,
    columns,
    origin: border.top * columns + border.left,
    quadsPerFace: quads * rows * columns,
  };
}

/** Copies `faces` NHWC inputs, from face `first` on, into planes; borders and fill stay 0. */
export function packInput(
  layout: ActivationLayout,
  input: Float32Array,
  first: number,
  faces: number,
): Float32Array<ArrayBuffer> {
  const { height, width, channels, columns, rows, origin, quadsPerFace } = layout;
  const packed = new Float32Array(faces * quadsPerFace * 4);
  let from = first * height * width * channels;
  for (let face = 0; face < faces; face += 1) {
    for (let row = 0; row < height; row += 1) {
      for (let column = 0; column < width; column += 1) {
        const at = (face * quadsPerFace + origin + row * columns + column) * 4;
        for (let channel = 0; channel < channels; channel += 1) {
          const plane = (channel >> 2) * rows * columns * 4;
          packed[at + plane + (channel & 3)] = input[from] ?? 0;
          from += 1;
        }
      }
    }
  }
  return packed;
}

/** Half precision of packed values, by its bits. */
export function packHalves(packed: Float32Array): Uint16Array<ArrayBuffer> {
  return Uint16Array.from(packed, encodeFloat16);
}

/** Copies `faces` faces out of planes into NHWC `output` from face `first` on. */
export function unpackFloats(
  layout: ActivationLayout,
  packed: Float32Array,
  faces: number,
  output: Float32Array,
  first: number,
): void {
  unpack(layout, faces, output, first, (at) => packed[at] ?? 0);
}

/** As {@link unpackFloats}, from half precision given by its bits. */
export function unpackHalves(
  layout: ActivationLayout,
  packed: Uint16Array,
  faces: number,
  output: Float32Array,
  first: number,
): void {
  unpack(layout, faces, output, first, (at) => decodeFloat16(packed[at] ?? 0));
}

function unpack(
  layout: ActivationLayout,
  faces: number,
  output: Float32Array,
  first: number,
  valueAt: (at: number) => number,
): void {
  const { height, width, channels, columns, rows, origin, quadsPerFace } = layout;
  let to = first * height * width * channels;
  for (let face = 0; face < faces; face += 1) {
    for (let row = 0; row < height; row += 1) {
      for (let column = 0; column < width; column += 1) {
        const at = (face * quadsPerFace + origin + row * columns + column) * 4;
        for (let channel = 0; channel < channels; channel += 1) {
          output[to] = valueAt(at + (channel >> 2) * rows * columns * 4 + (channel & 3));
          to += 1;
        }
      }
    }
  }
}

/**
 * Weights as kernels read them: for each phase and tap [⌈out / 4⌉, ⌈in / 4⌉, 4 outputs, 4 inputs],
 * filled with zeros. Phases and taps follow each other as in the geometry.
 * @param weights in PyTorch's axis order, see `FoldedBlock`
 */
export function packWeights(
  shape: BlockShape,
  weights: Float32Array,
  geometry: BlockGeometry = blockGeometry(shape),
): Float32Array<ArrayBuffer> {
  const { kernel, out } = shape;
  const ins = shape.in;
  const inQuads = Math.ceil(ins / 4);
  const outQuads = Math.ceil(out / 4);
  const area = kernel * kernel;
  const [inStep, outStep] = shape.kind === 'conv' ? [area, ins * area] : [out * area, area];
  const tapCount = geometry.phases.reduce((sum, phase) => sum + phase.taps.length, 0);
  const packed = new Float32Array(tapCount * outQuads * inQuads * 16);
  let base = 0;
  for (const phase of geometry.phases) {
    for (const tap of phase.taps) {
      const element = tap.kernelRow * kernel + tap.kernelColumn;
      for (let o = 0; o < out; o += 1) {
        const row = base + ((o >> 2) * inQuads * 4 + (o & 3)) * 4;
        const from = o * outStep + element;
        for (let c = 0; c < ins; c += 1) {
          packed[row + (c >> 2) * 16 + (c & 3)] = weights[from + c * inStep] ?? 0;
        }
      }
      base += outQuads * inQuads * 16;
    }
  }
  return packed;
}
