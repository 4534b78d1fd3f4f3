/**
 * Blocks of kernel 4, stride 2, padding 1 computed by Winograd's F(2 × 2, 2 × 2). Measured in
 * Chromium (x86-64) on the blocks of the faces model, one face, as a share of the time of the plain
 * kernel of the same build, relaxed and plain SIMD: 16 tiles 0.69 and 0.66 (G), 0.64 and 0.62 (D);
 * 64 tiles 0.75 and 0.72 (G), 0.67 and 0.65 (D); 4 tiles 1.0 and 0.7 (G), with the weights, nine
 * quarters of the plain ones, in the cache. Chunks from 128 kB to 4 MB made no difference.
 */
import type { FoldedBlock } from '../executor.ts';
import type { TapPairs } from './packing.ts';
import { fewOutputs, packWinograd, panelOutputs, winogradFloats } from './packing.ts';
import { coverWithTiles, PixelTable } from './pixelTable.ts';
import type { Stage, StageContext } from './stage.ts';
import { activationCode } from './stage.ts';

/** Weights whose sums could overflow, or are not numbers, are left to the plain kernel. */
const largestWeight = 1e15;

/** Whether {@link makeWinogradStage} takes the block. */
export function fitsWinograd(block: FoldedBlock): boolean {
  const { kernel, stride, padding, outHeight, outWidth } = block;
  const tiled =
    block.kind === 'conv'
      ? outHeight % 2 === 0 &&
        outWidth % 2 === 0 &&
        outHeight * 2 === block.inHeight &&
        outWidth * 2 === block.inWidth
      : block.inHeight % 2 === 0 && block.inWidth % 2 === 0;
  return (
    kernel === 4 &&
    stride === 2 &&
    padding === 1 &&
    tiled &&
    block.in % 4 === 0 &&
    block.out > fewOutputs &&
    areModerate(block.weights)
  );
}

/** A plain loop: a call for each of millions of weights is felt at the start. */
function areModerate(weights: Float32Array): boolean {
  for (let at = 0; at < weights.length; at += 1) {
    if (!(Math.abs(weights[at] ?? Number.NaN) <= largestWeight)) return false;
  }
  return true;
}

/** Tiles of a face: two by two input pixels going up, two by two output pixels going down. */
export function tilesOf(block: FoldedBlock): number {
  const [height, width] =
    block.kind === 'conv' ? [block.outHeight, block.outWidth] : [block.inHeight, block.inWidth];
  return (height / 2) * (width / 2);
}

/** What the differences of a chunk of tiles may take: more would leave the caches. */
const chunkBytes = 512 * 1024;

/** Plans the block and packs its weights; `fitsWinograd` must hold. */
export function makeWinogradStage(context: StageContext): Stage {
  const { arena, kernels, block, input, output } = context;
  const up = block.kind === 'conv_transpose';
  const widest = Number(kernels.widest.value);

  const floats = winogradFloats(block);
  const weights = arena.allocate(floats * 4);
  const target = arena.floats.subarray(weights / 4, weights / 4 + floats);
  packWinograd(block, up ? pairsUp : pairsDown, target);

  const tiles = tileTable(context);
  const planes = up ? 25 : 9;
  const run = up ? block.in : 4 * block.in;
  const chunk = Math.min(
    Math.ceil((context.faces * tilesOf(block)) / 12) * 12,
    Math.max(2, Math.floor(chunkBytes / (planes * run * 4 * 12))) * 12,
  );
  const plane = chunk * run * 4;
  const differences = arena.allocate(planes * plane);
  const mPlane = chunk * panelOutputs * 4;
  const products = arena.allocate(9 * mPlane);
  const line = lineTable(context, chunk, run);
  const zeros = arena.allocate(64);
  const ones = arena.allocate(64);
  arena.floats.fill(1, ones / 4, ones / 4 + panelOutputs);

  const panels = Math.ceil(block.out / panelOutputs);
  const outStep = up ? 2 : 1;
  const code = activationCode(block);
  const spread = up ? kernels.spreadUp : kernels.spreadDown;

  function multiply(parity: number, first: number, count: number, table: number): void {
    const row = parity >> 1;
    const column = parity & 1;
    const { sixes, fours } = coverWithTiles(count, widest);
    kernels.multiplyTiles(
      line,
      sixes,
      fours,
      differences + (up ? row * 10 + column * 2 : 0) * plane,
      plane,
      (up ? 5 : 3) * plane,
      run,
      weights + parity * panels * 9 * run * panelOutputs * 4,
      panels,
      block.out,
      context.constants.address,
      products,
      mPlane,
      table + first * 8,
      count,
      output.address + row * output.rowBytes + column * output.pixelBytes,
      outStep * output.rowBytes,
      outStep * output.pixelBytes,
      zeros,
      ones,
      code,
      block.slope,
    );
  }

  return {
    run(faces) {
      const table = tiles.at(faces);
      const all = faces * tiles.pixelsPerFace;
      for (let first = 0; first < all; first += chunk) {
        const count = Math.min(chunk, all - first);
        const fit = spread(
          table + first * 8,
          count,
          input.address,
          input.rowBytes,
          block.in,
          differences,
          plane,
        );
        if (fit === 0) return false;
        for (let parity = 0; parity < (up ? 4 : 1); parity += 1) {
          multiply(parity, first, count, table);
        }
      }
      return true;
    },
  };
}

/**
 * Going up, even output rows meet input rows q − 1 and q through kernel rows 3 and 1, odd ones
 * through 2 and 0. Going down, even rows of the padded input meet kernel rows 0 and 2.
 */
const pairsUp: TapPairs = [
  [3, 1],
  [2, 0],
];
const pairsDown: TapPairs = [
  [0, 2],
  [1, 3],
];

function tileTable({ arena, block, faces, input, output }: StageContext): PixelTable {
  const up = block.kind === 'conv_transpose';
  const inStep = up ? 2 : 4;
  const outStep = up ? 4 : 2;
  const inputs: number[] = [];
  const outputs: number[] = [];
  const corner = input.insideBytes - input.rowBytes - input.pixelBytes;
  const rows = (up ? block.inHeight : block.outHeight) / 2;
  const columns = (up ? block.inWidth : block.outWidth) / 2;
  for (let i = 0; i < rows; i += 1) {
    for (let j = 0; j < columns; j += 1) {
      inputs.push(corner + i * inStep * input.rowBytes + j * inStep * input.pixelBytes);
      const out = i * outStep * output.rowBytes + j * outStep * output.pixelBytes;
      outputs.push(output.insideBytes + out);
    }
  }
  return new PixelTable(arena, {
    faces,
    inputs,
    outputs,
    inputFaceBytes: input.faceBytes,
    outputFaceBytes: output.faceBytes,
  });
}

/** Tiles one behind the other. A tile beyond the last is computed from leftovers and never read. */
function lineTable({ arena }: StageContext, chunk: number, run: number): number {
  const address = arena.allocate(chunk * 8);
  const { words } = arena;
  for (let tile = 0; tile < chunk; tile += 1) {
    words[address / 4 + tile * 2] = tile * run * 4;
    words[address / 4 + tile * 2 + 1] = tile * panelOutputs * 4;
  }
  return address;
}
