/**
 * Compiled kernels, once a device: pipelines are shared by all networks on it, since shapes are
 * data and not part of the program.
 */
import { PlaygroundError } from '../../../errors.ts';
import { registerKernel } from './registerKernel.ts';
import { splitKernel } from './splitKernel.ts';
import { tileKernel } from './tileKernel.ts';
import { type KernelSpec, kernelKey } from './variant.ts';

/** What is kept for a device. */
interface DeviceKernels {
  readonly bindings: GPUBindGroupLayout;
  readonly layout: GPUPipelineLayout;
  readonly pipelines: Map<string, Promise<GPUComputePipeline>>;
}

const devices = new WeakMap<GPUDevice, DeviceKernels>();

function kernelsOf(device: GPUDevice): DeviceKernels {
  const known = devices.get(device);
  if (known !== undefined) return known;
  const types: GPUBufferBindingType[] = [
    'read-only-storage', // plan
    'read-only-storage', // weights
    'read-only-storage', // tail
    'read-only-storage', // source
    'storage', // result
  ];
  const bindings = device.createBindGroupLayout({
    label: 'block',
    entries: types.map((type, binding) => ({
      binding,
      visibility: GPUShaderStage.COMPUTE,
      buffer: { type },
    })),
  });
  const layout = device.createPipelineLayout({ label: 'block', bindGroupLayouts: [bindings] });
  const kernels = { bindings, layout, pipelines: new Map() };
  devices.set(device, kernels);
  return kernels;
}

/** The layout of the five buffers of a block: plan, weights, tail, source, result. */
export function blockBindings(device: GPUDevice): GPUBindGroupLayout {
  return kernelsOf(device).bindings;
}

/**
 * The compiled kernel, from the cache where it was asked for before.
 * @throws PlaygroundError `backend-unavailable` when the device refuses the program; details where =
 *   the kernel, found = what the compiler says.
 */
export function compileKernel(device: GPUDevice, spec: KernelSpec): Promise<GPUComputePipeline> {
  const key = kernelKey(spec);
  return compileProgram(device, key, kernelsOf(device).layout, () => kernelSource(spec));
}

/** As {@link compileKernel}, for any program with an entry point `main`. */
export function compileProgram(
  device: GPUDevice,
  key: string,
  layout: GPUPipelineLayout | 'auto',
  source: () => string,
): Promise<GPUComputePipeline> {
  const { pipelines } = kernelsOf(device);
  const known = pipelines.get(key);
  if (known !== undefined) return known;
  const pipeline = compile(device, key, layout, source());
  pipelines.set(key, pipeline);
  return pipeline;
}

/** WGSL of a kernel. */
export function kernelSource(spec: KernelSpec): string {
  switch (spec.variant.family) {
    case 'plain':
    case 'quad':
      return registerKernel(spec);
    case 'tile':
      return tileKernel(spec);
    case 'split':
      return splitKernel(spec);
  }
}

async function compile(
  device: GPUDevice,
  key: string,
  layout: GPUPipelineLayout | 'auto',
  code: string,
): Promise<GPUComputePipeline> {
  // The scope keeps a faulty program from reaching `uncapturederror` as well.
  device.pushErrorScope('validation');
  const module = device.createShaderModule({ label: key, code });
  const scope = device.popErrorScope();
  try {
    const [pipeline] = await Promise.all([
      device.createComputePipelineAsync({
        label: key,
        layout,
        compute: { module, entryPoint: 'main' },
      }),
      scope,
    ]);
    return pipeline;
  } catch (cause) {
    const info = await module.getCompilationInfo();
    const said = info.messages
      .filter((message) => message.type === 'error')
      .map(({ lineNum, linePos, message }) => `${lineNum}:${linePos} ${message}`)
      .join('; ');
    const found = said === '' && cause instanceof Error ? cause.message : said;
    throw new PlaygroundError(
      'backend-unavailable',
      `The GPU program ${key} does not compile: ${found}`,
      { backend: 'webgpu', where: key, found },
      cause,
    );
  }
}
