/** Dispatches, copies, writes and reads of one WebGPU device, in order. */
import { PlaygroundError } from '../../errors.ts';
import type { Place } from '../device.ts';
import { groupSize, groupsPerRow, numbersPerDispatch, sourceOf } from './frame.ts';
import type { ProgramName } from './programs.ts';
import { programs } from './programs.ts';

/** A run of floats of a buffer, at a multiple of 64 of them. */
export interface GpuPlace extends Place {
  readonly buffer: GPUBuffer;
  /** In floats. */
  readonly offset: number;
}

/** A dispatch: arrays and numbers as the program wants them; `f32` marks floats among the numbers. */
export interface Dispatch {
  readonly program: ProgramName;
  readonly arrays: readonly Place[];
  readonly numbers: readonly (number | { readonly f32: number })[];
  /** Threads, or whole workgroups where the program has one a column. */
  readonly size: { readonly threads: number } | { readonly groups: number };
}

/** See the head of the file. */
export interface GpuQueue {
  readonly bytes: number;
  allocate(length: number): GpuPlace;
  dispatch(dispatch: Dispatch): void;
  copy(from: Place, to: Place): void;
  clear(place: Place): void;
  write(place: Place, values: Float32Array): void;
  read(place: Place): Promise<Float32Array<ArrayBuffer>>;
  dispose(): void;
}

/** Bytes from one dispatch's numbers to the next (the least that every device allows). */
const slotBytes = 256;
/** Dispatches between two submissions, at most. */
const slots = 512;

/** Compiles the programs and opens the queue. The device is destroyed with it. */
export async function createGpuQueue(device: GPUDevice): Promise<GpuQueue> {
  let failure: PlaygroundError | null = null;
  const fail = (error: PlaygroundError): void => {
    failure ??= error;
  };
  device.addEventListener('uncapturederror', ({ error }) => {
    const isMemory = error instanceof GPUOutOfMemoryError;
    const details = isMemory ? { backend: 'webgpu', expected: 'memory' } : { backend: 'webgpu' };
    const code = isMemory ? 'backend-unavailable' : 'internal';
    fail(new PlaygroundError(code, `WebGPU: ${error.message}`, details));
  });
  let isDisposed = false;
  void device.lost.then(({ message }) => {
    if (!isDisposed) fail(new PlaygroundError('device-lost', `The device was lost: ${message}`));
  });

  const names = Object.keys(programs) as ProgramName[];
  const compiled = await Promise.all(
    names.map(async (name) => {
      const module = device.createShaderModule({ code: sourceOf(programs[name]), label: name });
      const pipeline = await device.createComputePipelineAsync({
        layout: 'auto',
        compute: { module, entryPoint: 'main' },
        label: name,
      });
      return [name, pipeline] as const;
    }),
  );
  const pipelines = new Map(compiled);

  const usage = GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC | GPUBufferUsage.COPY_DST;
  const buffers: GPUBuffer[] = [];
  const numbers = device.createBuffer({
    size: slots * slotBytes,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });
  buffers.push(numbers);
  const words = new Uint32Array((slots * slotBytes) / 4);
  const floats = new Float32Array(words.buffer);
  let bytes = 0;
  let used = 0;
  let encoder: GPUCommandEncoder | null = null;
  let pass: GPUComputePassEncoder | null = null;
  const ids = new Map<GPUBuffer, number>();
  const groups = new Map<string, GPUBindGroup>();
  let staging: GPUBuffer | null = null;

  const open = (): GPUCommandEncoder => (encoder ??= device.createCommandEncoder());
  const endPass = (): void => {
    pass?.end();
    pass = null;
  };
  const flush = (): void => {
    endPass();
    if (encoder === null) return;
    if (used > 0) device.queue.writeBuffer(numbers, 0, words, 0, (used * slotBytes) / 4);
    device.queue.submit([encoder.finish()]);
    encoder = null;
    used = 0;
  };
  const gpu = (place: Place): GpuPlace => place as GpuPlace;
  const bindGroup = (
    name: ProgramName,
    pipeline: GPUComputePipeline,
    slot: number,
    arrays: readonly Place[],
  ): GPUBindGroup => {
    const places = arrays.map(gpu);
    const key = `${name} ${slot} ${places
      .map(({ buffer, offset, length }) => `${ids.get(buffer)}:${offset}:${length}`)
      .join(' ')}`;
    let group = groups.get(key);
    if (group === undefined) {
      group = device.createBindGroup({
        layout: pipeline.getBindGroupLayout(0),
        entries: [
          {
            binding: 0,
            resource: {
              buffer: numbers,
              offset: slot * slotBytes,
              size: numbersPerDispatch * 4,
            },
          },
          ...places.map(({ buffer, offset, length }, i) => ({
            binding: i + 1,
            resource: { buffer, offset: offset * 4, size: length * 4 },
          })),
        ],
      });
      groups.set(key, group);
    }
    return group;
  };

  return {
    get bytes() {
      return bytes;
    },
    allocate(length) {
      // Whole spans, so that every part of a place is inside its buffer.
      const size = Math.ceil(length / 64) * 256;
      const buffer = device.createBuffer({ size, usage });
      ids.set(buffer, buffers.length);
      buffers.push(buffer);
      bytes += size;
      return { buffer, offset: 0, length };
    },
    dispatch({ program, arrays, numbers: values, size }) {
      const pipeline = pipelines.get(program);
      if (pipeline === undefined) throw new PlaygroundError('internal', `No program ${program}.`);
      if (used === slots) flush();
      const slot = used;
      used += 1;
      values.forEach((value, i) => {
        const at = (slot * slotBytes) / 4 + i;
        if (typeof value === 'number') words[at] = value;
        else floats[at] = value.f32;
      });
      pass ??= open().beginComputePass();
      pass.setPipeline(pipeline);
      pass.setBindGroup(0, bindGroup(program, pipeline, slot, arrays));
      const count = 'groups' in size ? size.groups : Math.ceil(size.threads / groupSize);
      pass.dispatchWorkgroups(Math.min(count, groupsPerRow), Math.ceil(count / groupsPerRow));
    },
    copy(from, to) {
      endPass();
      const [a, b] = [gpu(from), gpu(to)];
      open().copyBufferToBuffer(a.buffer, a.offset * 4, b.buffer, b.offset * 4, a.length * 4);
    },
    clear(place) {
      endPass();
      const { buffer, offset, length } = gpu(place);
      open().clearBuffer(buffer, offset * 4, length * 4);
    },
    write(place, values) {
      // A write overtakes what is not submitted yet.
      flush();
      const { buffer, offset } = gpu(place);
      const { buffer: data, byteOffset, byteLength } = values;
      device.queue.writeBuffer(buffer, offset * 4, data as ArrayBuffer, byteOffset, byteLength);
    },
    async read(place) {
      endPass();
      const { buffer, offset, length } = gpu(place);
      const size = length * 4;
      if (staging === null || staging.size < size) {
        staging?.destroy();
        staging = device.createBuffer({
          size,
          usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
        });
      }
      const target = staging;
      open().copyBufferToBuffer(buffer, offset * 4, target, 0, size);
      flush();
      try {
        await target.mapAsync(GPUMapMode.READ, 0, size);
      } catch (cause) {
        const message = 'The device was lost while it computed.';
        throw failure ?? new PlaygroundError('device-lost', message, {}, cause);
      }
      const values = new Float32Array(target.getMappedRange(0, size)).slice();
      target.unmap();
      if (failure !== null) throw failure;
      return values;
    },
    dispose() {
      isDisposed = true;
      for (const buffer of buffers) buffer.destroy();
      staging?.destroy();
      device.destroy();
    },
  };
}
