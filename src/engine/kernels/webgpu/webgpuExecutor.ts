/**
 * Runs a network on a GPU device that somebody else owns: one fused kernel a block for all faces of
 * a slice, one command buffer and one submission a slice, results through a ring of staging buffers.
 */
import { PlaygroundError } from '../../../errors.ts';
import type { KernelExecutor, RunOptions, RunResult } from '../executor.ts';
import { blocksNeeded } from '../executor.ts';
import {
  bytesPerFace,
  createWorkingMemory,
  destroyWorkingMemory,
  type WorkingMemory,
  workingBytes,
} from './buffers.ts';
import { checkCall, valuesPerFace } from './call.ts';
import { manyFaces } from './choice.ts';
import type { DeviceWatch } from './deviceWatch.ts';
import { packHalves, packInput, unpackFloats, unpackHalves } from './layout.ts';
import { misfit } from './misfit.ts';
import { Pace } from './pace.ts';
import { destroyNetworkParts, type NetworkParts } from './networkParts.ts';
import { blockBindings } from './pipelines.ts';
import type { PlannedBlock } from './plan.ts';
import { StagingRing } from './staging.ts';
import { type OutputFormat, workgroupTile } from './variant.ts';

/** Pictures of a call, and the taps that were asked for. */
export interface PixelResult {
  /** RGBA, face after face; v in −1 … 1 becomes ⌊(v + 1)·127.5 + ½⌋, one channel is repeated. */
  readonly pixels: Uint8ClampedArray<ArrayBuffer>;
  readonly taps: RunResult['taps'];
}

/** Working memory is kept below this, by slices of fewer faces. */
const workingLimitBytes = 256 * 2 ** 20;

/** A part of a staging buffer and what it holds. */
interface Segment {
  /** Block whose output it is, or null for pictures. */
  readonly block: number | null;
  readonly offset: number;
  readonly size: number;
}

/** Where a call puts what it reads back. */
interface Destination {
  readonly output: Float32Array<ArrayBuffer> | Uint8ClampedArray<ArrayBuffer>;
  readonly taps: Map<number, Float32Array<ArrayBuffer>>;
}

/**
 * A {@link KernelExecutor} that can also write pictures, which is a quarter to read back. Calls may
 * overlap; they run in the order they were made. Made by `createWebgpuExecutor`.
 */
export class WebgpuExecutor implements KernelExecutor {
  readonly #device: GPUDevice;
  readonly #watch: DeviceWatch;
  readonly #parts: NetworkParts;
  readonly #staging: StagingRing;
  readonly #pace = new Pace();
  readonly #maxFaces: number;
  /** Calls under way. */
  #calls = 0;
  #memory: WorkingMemory | null = null;
  #bindGroups: GPUBindGroup[] = [];
  #pixelBindGroup: GPUBindGroup | null = null;
  /** Number of faces the tables on the device say, and whether channel scales differ from 1 there. */
  #plannedFaces = 0;
  #scaled = false;

  constructor(device: GPUDevice, watch: DeviceWatch, parts: NetworkParts, maxFaces: number) {
    this.#device = device;
    this.#watch = watch;
    this.#parts = parts;
    this.#staging = new StagingRing(device);
    const { plans, choice } = parts;
    const perFace = bytesPerFace(plans, choice.precision);
    const { maxStorageBufferBindingSize, maxBufferSize } = device.limits;
    const mostPixels = Math.max(...plans.map((plan) => plan.pixelsPerPhase));
    this.#maxFaces = Math.max(
      1,
      Math.min(
        maxFaces,
        Math.floor(Math.min(maxStorageBufferBindingSize, maxBufferSize) / Math.max(...perFace)),
        Math.floor(workingLimitBytes / perFace.reduce((sum, bytes) => sum + bytes, 0)),
        // A workgroup computes at least four pixels.
        Math.floor((4 * device.limits.maxComputeWorkgroupsPerDimension) / mostPixels),
      ),
    );
  }

  get bytes(): number {
    const { plan, tail, weights } = this.#parts;
    const fixed = [plan.buffer, tail.buffer, ...weights].reduce((sum, { size }) => sum + size, 0);
    const memory = this.#memory === null ? 0 : workingBytes(this.#memory);
    return fixed + memory + this.#staging.bytes;
  }

  async run(input: Float32Array, n: number, options: RunOptions = {}): Promise<RunResult> {
    const floats = options.tapsOnly === true ? 0 : n * valuesPerFace(this.#last.output);
    const output = new Float32Array(floats);
    const taps = await this.#run(input, n, options, 'floats', output);
    return { output, taps };
  }

  /**
   * As `run`, with the output as pictures. The output must have 1 or 3 channels, and the last block
   * cannot be tapped.
   */
  async runPixels(input: Float32Array, n: number, options: RunOptions = {}): Promise<PixelResult> {
    const { output, shape } = this.#last;
    if (output.channels !== 1 && output.channels !== 3) {
      throw misfit('blocks', 'an output of 1 or 3 channels', `${output.channels}`);
    }
    if (options.taps?.includes(this.#parts.plans.length - 1) === true) {
      throw misfit('taps', 'blocks before the last', 'the last, which gives pictures');
    }
    const pixels = new Uint8ClampedArray(n * shape.outHeight * shape.outWidth * 4);
    const taps = await this.#run(input, n, options, 'pixels', pixels);
    return { pixels, taps };
  }

  dispose(): void {
    this.#watch.close();
    this.#staging.dispose();
    if (this.#memory !== null) destroyWorkingMemory(this.#memory);
    this.#memory = null;
    destroyNetworkParts(this.#parts);
  }

  get #last(): PlannedBlock {
    return this.#parts.plans.at(-1) as PlannedBlock;
  }

  async #run(
    input: Float32Array,
    n: number,
    options: RunOptions,
    format: OutputFormat,
    output: Destination['output'],
  ): Promise<Destination['taps']> {
    checkCall(this.#parts.plans, input, n, options);
    const taps = new Map<number, Float32Array<ArrayBuffer>>();
    for (const tap of options.taps ?? []) {
      taps.set(
        tap,
        new Float32Array(n * valuesPerFace((this.#parts.plans[tap] as PlannedBlock).output)),
      );
    }
    if (n === 0) return taps;
    const isAlone = this.#calls === 0;
    const start = performance.now();
    this.#calls += 1;
    try {
      await this.#watch.guard(async () =>
        this.#runSlices(input, n, options, format, { output, taps }),
      );
    } finally {
      this.#calls -= 1;
    }
    // What ends early says nothing of whole faces.
    if (isAlone && options.tapsOnly !== true) this.#pace.observe(n, performance.now() - start);
    return taps;
  }

  async #runSlices(
    input: Float32Array,
    n: number,
    options: RunOptions,
    format: OutputFormat,
    destination: Destination,
  ): Promise<void> {
    const most = Math.min(n, this.#maxFaces, this.#pace.faces);
    const reads: Promise<void>[] = [];
    for (let first = 0; first < n; first += most) {
      const faces = Math.min(most, n - first);
      const read = this.#watch.checked(() => {
        const { segments, staging, size } = this.#submit(input, first, faces, options, format);
        return this.#staging.read(staging, size, (bytes) => {
          for (const segment of segments) this.#unpack(segment, bytes, faces, first, destination);
        });
      });
      reads.push(read);
    }
    const outcomes = await Promise.allSettled(reads);
    const failed = outcomes.find((outcome) => outcome.status === 'rejected');
    if (failed !== undefined) throw failed.reason;
  }

  /** Everything the device is told for one slice; no await, so that slices and calls keep order. */
  #submit(
    input: Float32Array,
    first: number,
    faces: number,
    options: RunOptions,
    format: OutputFormat,
  ): { segments: Segment[]; staging: GPUBuffer; size: number } {
    const { plans, choice } = this.#parts;
    const memory = this.#memoryFor(faces);
    const packed = packInput((plans[0] as PlannedBlock).input, input, first, faces);
    const bits = choice.precision === 'float32' ? packed : packHalves(packed);
    this.#device.queue.writeBuffer(memory.activations[0] as GPUBuffer, 0, bits);
    this.#writeTables(faces, options.scales ?? []);

    const encoder = this.#device.createCommandEncoder({ label: `${faces} faces` });
    const pass = encoder.beginComputePass();
    plans.slice(0, blocksNeeded(options, plans.length)).forEach((plan, index) => {
      const isLast = index === plans.length - 1;
      const kernels = this.#parts.kernels[index]?.[faces >= manyFaces ? 'many' : 'few'];
      const kernel = kernels?.get(isLast ? format : 'activations');
      if (kernel === undefined) throw new PlaygroundError('internal', `Block ${index}: no kernel.`);
      const tile = workgroupTile(kernel.variant);
      const asPixels = isLast && format === 'pixels';
      pass.setPipeline(kernel.pipeline);
      pass.setBindGroup(0, asPixels ? this.#pixelBindGroup : this.#bindGroups[index]);
      pass.dispatchWorkgroups(
        Math.ceil((faces * plan.pixelsPerPhase) / tile.pixels),
        Math.ceil(plan.output.quads / tile.quads),
        plan.geometry.phases.length,
      );
    });
    pass.end();

    const wanted = [...new Set(options.taps)].map((block): [number | null, GPUBuffer] => [
      block,
      memory.activations[block + 1] as GPUBuffer,
    ]);
    const lastIndex = plans.length - 1;
    if (format === 'pixels') wanted.push([null, memory.pixels as GPUBuffer]);
    else if (options.tapsOnly !== true && !wanted.some(([block]) => block === lastIndex)) {
      wanted.push([lastIndex, memory.activations.at(-1) as GPUBuffer]);
    }
    let size = 0;
    const segments = wanted.map(([block, buffer]) => {
      const bytes = (buffer.size / memory.faces) * faces;
      const segment = { block, offset: size, size: bytes };
      size += Math.ceil(bytes / 16) * 16;
      return segment;
    });
    const staging = this.#staging.lend(size);
    segments.forEach((segment, index) => {
      const [, buffer] = wanted[index] as [number | null, GPUBuffer];
      encoder.copyBufferToBuffer(buffer, 0, staging, segment.offset, segment.size);
    });
    this.#device.queue.submit([encoder.finish()]);
    return { segments, staging, size };
  }

  #unpack(
    segment: Segment,
    bytes: ArrayBuffer,
    faces: number,
    first: number,
    { output, taps }: Destination,
  ): void {
    const { plans, choice } = this.#parts;
    const { block, offset, size } = segment;
    if (block === null) {
      output.set(new Uint8Array(bytes, offset, size), first * (size / faces));
      return;
    }
    const isLast = block === plans.length - 1;
    const { output: layout } = plans[block] as PlannedBlock;
    const isOutput = isLast && output.length > 0;
    const targets = [taps.get(block), isOutput ? (output as Float32Array) : undefined];
    for (const target of targets) {
      if (target === undefined) continue;
      if (isLast || choice.precision === 'float32') {
        unpackFloats(layout, new Float32Array(bytes, offset, size / 4), faces, target, first);
      } else {
        unpackHalves(layout, new Uint16Array(bytes, offset, size / 2), faces, target, first);
      }
    }
  }

  /** Working memory for so many faces, with the bind groups on it; grows and never shrinks. */
  #memoryFor(faces: number): WorkingMemory {
    if (this.#memory !== null && this.#memory.faces >= faces) return this.#memory;
    const { plans, choice, weights, plan, tail } = this.#parts;
    const capacity = Math.min(2 ** Math.ceil(Math.log2(faces)), this.#maxFaces);
    if (this.#memory !== null) destroyWorkingMemory(this.#memory);
    const memory = createWorkingMemory(this.#device, plans, choice.precision, capacity);
    this.#memory = memory;
    const bindGroup = (index: number, result: GPUBuffer): GPUBindGroup => {
      const slotOf = ({ buffer, slots }: NetworkParts['plan'] | NetworkParts['tail']) => {
        const slot = slots[index] as (typeof slots)[number];
        return { buffer, offset: slot.offset * 4, size: slot.length * 4 };
      };
      const resources: GPUBufferBinding[] = [
        slotOf(plan),
        { buffer: weights[index] as GPUBuffer },
        slotOf(tail),
        { buffer: memory.activations[index] as GPUBuffer },
        { buffer: result },
      ];
      return this.#device.createBindGroup({
        label: `block ${index}`,
        layout: blockBindings(this.#device),
        entries: resources.map((resource, binding) => ({ binding, resource })),
      });
    };
    this.#bindGroups = plans.map((_, i) => bindGroup(i, memory.activations[i + 1] as GPUBuffer));
    const { pixels } = memory;
    this.#pixelBindGroup = pixels === null ? null : bindGroup(plans.length - 1, pixels);
    return memory;
  }

  /** Tells the device the number of faces and the channel scales, where they changed. */
  #writeTables(faces: number, scales: NonNullable<RunOptions['scales']>): void {
    const { plan, tail, plans } = this.#parts;
    if (faces !== this.#plannedFaces) {
      for (const { offset } of plan.slots) plan.values[offset] = faces;
      this.#device.queue.writeBuffer(plan.buffer, 0, plan.values);
      this.#plannedFaces = faces;
    }
    const scaled = scales.some((scale) => scale !== null);
    if (!scaled && !this.#scaled) return;
    plans.forEach(({ output }, index) => {
      const first = (tail.slots[index]?.offset ?? 0) + 4 * output.quads;
      tail.values.fill(1, first, first + 4 * output.quads);
      const scale = scales[index] ?? null;
      if (scale !== null) tail.values.set(scale, first);
    });
    this.#device.queue.writeBuffer(tail.buffer, 0, tail.values);
    this.#scaled = scaled;
  }
}
