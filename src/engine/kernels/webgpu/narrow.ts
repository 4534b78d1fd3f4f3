/** Float32 to float16 on the device, for weights: rounding to nearest is the device's. */
import { compileProgram } from './pipelines.ts';

const source = `
enable f16;
@group(0) @binding(0) var<storage, read> wide : array<vec4f>;
@group(0) @binding(1) var<storage, read_write> slim : array<vec4<f16>>;
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group : vec3u, @builtin(local_invocation_index) local : u32) {
  let index = (group.y * 65535u + group.x) * 64u + local;
  if (index < arrayLength(&slim)) { slim[index] = vec4<f16>(wide[index]); }
}
`;

/** Compiles the program. */
export function compileNarrow(device: GPUDevice): Promise<GPUComputePipeline> {
  return compileProgram(device, 'narrow', 'auto', () => source);
}

/**
 * Fills `slim` (float16, groups of four) with the values of `wide` (float32); both are storage.
 * @param pipeline from {@link compileNarrow}
 */
export function narrow(
  device: GPUDevice,
  pipeline: GPUComputePipeline,
  wide: GPUBuffer,
  slim: GPUBuffer,
): void {
  const groups = Math.ceil(slim.size / 8 / 64);
  const bindings = device.createBindGroup({
    layout: pipeline.getBindGroupLayout(0),
    entries: [
      { binding: 0, resource: { buffer: wide } },
      { binding: 1, resource: { buffer: slim } },
    ],
  });
  const encoder = device.createCommandEncoder({ label: 'narrow' });
  const pass = encoder.beginComputePass();
  pass.setPipeline(pipeline);
  pass.setBindGroup(0, bindings);
  pass.dispatchWorkgroups(Math.min(groups, 65535), Math.ceil(groups / 65535));
  pass.end();
  device.queue.submit([encoder.finish()]);
}
