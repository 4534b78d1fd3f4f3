/** The floating-point limit of a WebGPU device, from a loop in the language of our kernels. */

/** Invocations of a run: enough to fill a large GPU. */
const invocations = 256 * 256;
/** Sums of an invocation, of four lanes each. */
const sums = 8;
/** A run should take about this long, so that submitting and reading back do not count. */
const wantedMs = 80;

const names = Array.from({ length: sums }, (_, i) => `s${i}`);
const shaderOf = (step: (sum: string) => string): string => `
struct Loop { factor: vec4f, term: vec4f, rounds: u32 }
@group(0) @binding(0) var<storage, read_write> result: array<vec4f>;
@group(0) @binding(1) var<uniform> loop_: Loop;
@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let x = loop_.factor;
  let y = loop_.term;
  ${names.map((name, i) => `var ${name} = vec4f(f32(id.x % 7u) * 0.1 + ${i}.0);`).join('\n  ')}
  for (var round = 0u; round < loop_.rounds; round += 1u) {
    ${names.map((name) => `${name} = ${step(name)};`).join('\n    ')}
  }
  result[id.x] = ${names.join(' + ')};
}`;

/** A device may have an instruction for it, or be faster with two. */
const spellings = [
  shaderOf((sum) => `fma(${sum}, x, y)`),
  shaderOf((sum) => `${sum} * x + y`),
] as const;

/** Compiles the loop in both spellings; each call measures the faster one. */
export async function openWebgpuLimit(device: GPUDevice): Promise<() => Promise<number>> {
  const result = device.createBuffer({
    size: invocations * 16,
    usage: GPUBufferUsage.STORAGE | GPUBufferUsage.COPY_SRC,
  });
  const back = device.createBuffer({
    size: 16,
    usage: GPUBufferUsage.MAP_READ | GPUBufferUsage.COPY_DST,
  });
  const loop = device.createBuffer({
    size: 48,
    usage: GPUBufferUsage.UNIFORM | GPUBufferUsage.COPY_DST,
  });

  const run = async (pipeline: GPUComputePipeline, rounds: number): Promise<number> => {
    const values = new ArrayBuffer(48);
    new Float32Array(values).fill(0.5, 0, 4).fill(1, 4, 8);
    new Uint32Array(values)[8] = rounds;
    device.queue.writeBuffer(loop, 0, values);
    const entries = [result, loop].map((buffer, binding) => ({ binding, resource: { buffer } }));
    const group = device.createBindGroup({ layout: pipeline.getBindGroupLayout(0), entries });
    const start = performance.now();
    const encoder = device.createCommandEncoder();
    const pass = encoder.beginComputePass();
    pass.setPipeline(pipeline);
    pass.setBindGroup(0, group);
    pass.dispatchWorkgroups(invocations / 64);
    pass.end();
    encoder.copyBufferToBuffer(result, 0, back, 0, 16);
    device.queue.submit([encoder.finish()]);
    await back.mapAsync(GPUMapMode.READ);
    const milliseconds = performance.now() - start;
    const [sum = Number.NaN] = new Float32Array(back.getMappedRange().slice(0));
    back.unmap();
    // Every sum tends to 2: a loop that was left out would be told from one that ran.
    if (rounds >= 64 && !(Math.abs(sum - 2 * sums) < 1e-3)) {
      throw new Error(`the multiply-add loop gave ${sum}, not ${2 * sums}`);
    }
    return milliseconds;
  };

  const loops = await Promise.all(
    spellings.map(async (code) => {
      const module = device.createShaderModule({ code });
      const compute = { module, entryPoint: 'main' };
      return device.createComputePipelineAsync({ layout: 'auto', compute });
    }),
  );
  const speeds: { pipeline: GPUComputePipeline; rounds: number; speed: number }[] = [];
  for (const pipeline of loops) {
    let rounds = 64;
    let milliseconds = await run(pipeline, rounds);
    while (milliseconds < wantedMs && rounds < 2 ** 20) {
      rounds *= 2;
      milliseconds = await run(pipeline, rounds);
    }
    speeds.push({ pipeline, rounds, speed: rounds / milliseconds });
  }
  const best = speeds.reduce((one, other) => (other.speed > one.speed ? other : one));
  return async () => {
    const milliseconds = await run(best.pipeline, best.rounds);
    return (invocations * best.rounds * sums * 4) / milliseconds / 1e6;
  };
}
