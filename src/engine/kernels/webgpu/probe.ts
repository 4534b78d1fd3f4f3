/** Times single blocks on the device, with buffers of its own and numbers that are not zeros. */
import { createRandomStream } from '../../../maths/random.ts';
import { filledBuffer } from './buffers.ts';
import { blockBindings, compileKernel } from './pipelines.ts';
import type { PlannedBlock } from './plan.ts';
import { type Precision, type Variant, workgroupTile } from './variant.ts';

/** A measurement goes on until it has taken this long, so that the clock's grain does not matter. */
const shortestMilliseconds = 2;

/** Dispatches a measurement has at most. */
const mostDispatches = 64;

/** Times the variants of one block for up to a number of faces. */
export class BlockProbe {
  readonly #device: GPUDevice;
  readonly #plan: PlannedBlock;
  readonly #precision: Precision;
  readonly #buffers: readonly GPUBuffer[];
  readonly #bindGroup: GPUBindGroup;

  constructor(device: GPUDevice, plan: PlannedBlock, precision: Precision, faces: number) {
    this.#device = device;
    this.#plan = plan;
    this.#precision = precision;
    const { geometry, input, output, table } = plan;
    const tapCount = geometry.phases.reduce((sum, phase) => sum + phase.taps.length, 0);
    const weights = noise(tapCount * input.quads * output.quads * 16, precision);
    const source = noise(faces * input.quadsPerFace * 4, precision);
    const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_DST;
    this.#buffers = [
      filledBuffer(device, 'probe plan', table, usage),
      filledBuffer(device, 'probe weights', weights, usage),
      filledBuffer(device, 'probe tail', new Float32Array(8 * output.quads).fill(0.5), usage),
      filledBuffer(device, 'probe source', source, usage),
      device.createBuffer({ label: 'probe result', size: faces * output.quadsPerFace * 16, usage }),
    ];
    this.#bindGroup = device.createBindGroup({
      layout: blockBindings(device),
      entries: this.#buffers.map((buffer, binding) => ({ binding, resource: { buffer } })),
    });
  }

  /**
   * Milliseconds of one run of a variant, or null when it is clearly slower than `limit`. The first
   * run, in which some devices compile, does not count.
   */
  async milliseconds(variant: Variant, faces: number, limit: number): Promise<number | null> {
    const { activation } = this.#plan.shape;
    const spec = { variant, precision: this.#precision, activation, output: 'floats' as const };
    const pipeline = await compileKernel(this.#device, spec);
    this.#device.queue.writeBuffer(this.#buffers[0] as GPUBuffer, 0, Uint32Array.of(faces));
    await this.#run(pipeline, variant, faces, 1);
    let best = await this.#run(pipeline, variant, faces, 1);
    if (best > 2 * limit + shortestMilliseconds) return null;
    let count = Math.min(mostDispatches, Math.ceil(shortestMilliseconds / Math.max(best, 0.01)));
    for (let round = 0; round < 3; round += 1) {
      const total = await this.#run(pipeline, variant, faces, count);
      best = round === 0 && count > 1 ? total / count : Math.min(best, total / count);
      if (best > 1.5 * limit) return null;
      if (total < shortestMilliseconds) count = Math.min(mostDispatches, 4 * count);
    }
    return best;
  }

  dispose(): void {
    for (const buffer of this.#buffers) buffer.destroy();
  }

  async #run(
    pipeline: GPUComputePipeline,
    variant: Variant,
    faces: number,
    count: number,
  ): Promise<number> {
    const tile = workgroupTile(variant);
    const { pixelsPerPhase, output, geometry } = this.#plan;
    const encoder = this.#device.createCommandEncoder({ label: 'probe' });
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, this.#bindGroup);
    for (let i = 0; i < count; i += 1) {
      pass.dispatchWorkgroups(
        Math.ceil((faces * pixelsPerPhase) / tile.pixels),
        Math.ceil(output.quads / tile.quads),
        geometry.phases.length,
      );
    }
    pass.end();
    const commands = encoder.finish();
    const start = performance.now();
    this.#device.queue.submit([commands]);
    await this.#device.queue.onSubmittedWorkDone();
    return performance.now() - start;
  }
}

/** Numbers in −1 … 1; in half precision any bits of a number around 1 will do. */
function noise(length: number, precision: Precision): Float32Array | Uint32Array {
  const random = createRandomStream(length);
  const period = 4096;
  if (precision === 'float32') {
    const tile = Float32Array.from({ length: period }, () => 2 * random() - 1);
    return new Float32Array(length).map((_, i) => tile[i % period] ?? 0);
  }
  const half = (): number => 0x3800 + Math.floor(random() * 0x400) + (random() < 0.5 ? 0x8000 : 0);
  const tile = Uint32Array.from({ length: period }, () => half() | (half() << 16));
  return new Uint32Array(length / 2).map((_, i) => tile[i % period] ?? 0);
}
