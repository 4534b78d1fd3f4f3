/** Tables that tell the kernels where each pixel's patch and value lie. */
import type { Arena } from './arena.ts';
import type { Phase } from './phases.ts';
import type { Place } from './place.ts';

/** A count of entries as register tiles of six and of four, which cover at least that many. */
export interface TileCounts {
  readonly sixes: number;
  readonly fours: number;
}

/** The cheapest cover of `entries` by tiles of six and four; only fours when six is not offered. */
export function coverWithTiles(entries: number, widest: number): TileCounts {
  if (widest < 6) return { sixes: 0, fours: Math.ceil(entries / 4) };
  const sixes = Math.floor(entries / 6);
  const rest = entries - sixes * 6;
  if (rest === 0) return { sixes, fours: 0 };
  if (rest === 5) return { sixes: sixes + 1, fours: 0 };
  if (rest <= 2 && sixes > 0) return { sixes: sixes - 1, fours: 2 };
  return { sixes, fours: 1 };
}

/** Entries beyond the last that a cover by any tile may touch. */
const spare = 6;

/** What a table is written from: byte offsets within one face, and the way to the next face. */
export interface TableSource {
  readonly faces: number;
  readonly inputs: readonly number[];
  readonly outputs: readonly number[];
  readonly inputFaceBytes: number;
  readonly outputFaceBytes: number;
}

/**
 * The pixels of a phase, face by face, for up to `faces` faces. Entries behind the last repeat it,
 * so that a tile may run over the end and only writes the same value again. Kept for the full
 * number of faces and for the number asked last.
 */
export class PixelTable {
  readonly pixelsPerFace: number;
  private readonly arena: Arena;
  private readonly source: TableSource;
  private readonly full: { faces: number; readonly address: number };
  private readonly part: { faces: number; readonly address: number };

  constructor(arena: Arena, source: TableSource) {
    this.arena = arena;
    this.source = source;
    this.pixelsPerFace = source.inputs.length;
    const bytes = (source.faces * this.pixelsPerFace + spare) * 8;
    this.full = { faces: 0, address: arena.allocate(bytes) };
    this.part = { faces: 0, address: arena.allocate(bytes) };
  }

  /** Address of the table for so many faces. */
  at(faces: number): number {
    const slot = faces === this.source.faces ? this.full : this.part;
    if (slot.faces !== faces) {
      this.write(slot.address, faces);
      slot.faces = faces;
    }
    return slot.address;
  }

  private write(address: number, faces: number): void {
    const { words } = this.arena;
    const { inputs, outputs, inputFaceBytes, outputFaceBytes } = this.source;
    const entries = faces * this.pixelsPerFace;
    for (let entry = 0; entry < entries + spare; entry += 1) {
      const own = Math.min(entry, entries - 1);
      const face = Math.floor(own / this.pixelsPerFace);
      const pixel = own - face * this.pixelsPerFace;
      const at = address / 4 + entry * 2;
      words[at] = face * inputFaceBytes + (inputs[pixel] ?? 0);
      words[at + 1] = face * outputFaceBytes + (outputs[pixel] ?? 0);
    }
  }
}

/** The table of a phase: patches in `input`, values in `output`. */
export function phaseTable(
  arena: Arena,
  faces: number,
  phase: Phase,
  input: Place,
  output: Place,
): PixelTable {
  const inputs: number[] = [];
  const outputs: number[] = [];
  phase.rows.outputs.forEach((row, i) => {
    phase.columns.outputs.forEach((column, j) => {
      // Without taps nothing is read; the place just has to exist.
      const firstRow = phase.rows.kernel.length === 0 ? 0 : (phase.rows.first[i] ?? 0);
      const firstColumn = phase.columns.kernel.length === 0 ? 0 : (phase.columns.first[j] ?? 0);
      const patch = firstRow * input.rowBytes + firstColumn * input.pixelBytes;
      inputs.push(input.insideBytes + patch);
      outputs.push(output.insideBytes + row * output.rowBytes + column * output.pixelBytes);
    });
  });
  return new PixelTable(arena, {
    faces,
    inputs,
    outputs,
    inputFaceBytes: input.faceBytes,
    outputFaceBytes: output.faceBytes,
  });
}
