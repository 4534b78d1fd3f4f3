/**
 * Kernels that share tiles through workgroup memory, with barriers: for adapters with real cores.
 * 64 invocations in 8 columns of pixels by 8 rows of output channels; each holds P pixels by 4Q
 * outputs, the workgroup 8P pixels by 32Q outputs, in steps of 16 input channels.
 */
import { declarations, epilogue, placeFunctions, product, readPlan } from './shaderParts.ts';
import { type KernelSpec, tileDepth, workgroupTile } from './variant.ts';

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** WGSL of a `tile` kernel. */
export function tileKernel(spec: KernelSpec): string {
  const { pixels, quads } = spec.variant;
  const tile = workgroupTile(spec.variant);
  const outs = tile.quads * 4;
  const inputLoads = (tileDepth * tile.pixels) / 64;
  const weightLoads = (tileDepth * outs) / 64;
  const perPixel = (line: (p: number) => string): string => range(pixels).map(line).join('\n');
  const perQuad = (line: (q: number) => string): string => range(quads).map(line).join('\n');
  const perOut = (line: (o: number) => string): string => range(4).map(line).join('\n');
  return `${declarations(spec)}${placeFunctions}${epilogue(spec)}
var<workgroup> inputs : array<V, ${tileDepth * tile.pixels}>;
var<workgroup> factors : array<V, ${tileDepth * outs}>;
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group : vec3u, @builtin(local_invocation_index) local : u32) {
  ${readPlan}
  let start = group.x * ${tile.pixels}u;
  if (start >= count) { return; }
  let firstQuad = group.y * ${tile.quads}u;
  let column = local % 8u;
  let row = local / 8u;
  let loaded = split(min(start + local % ${tile.pixels}u, count - 1u), area, phase.y);
  let base = sourceOf(loaded);
  ${perPixel((p) => perQuad((q) => perOut((o) => `var sum${p}_${q}_${o} = 0.0;`)))}
  for (var t = 0u; t < phase.w; t++) {
    let tap = plan[firstTap + t];
    for (var c = 0u; c < inQuads; c += ${tileDepth}u) {
      ${range(inputLoads)
        .map(
          (i) => `{
        let deep = c + local / ${tile.pixels}u + ${(i * 64) / tile.pixels}u;
        var x = V();
        if (deep < inQuads) { x = source[base + tap.x + deep * planes.x]; }
        inputs[local + ${i * 64}u] = x;
      }`,
        )
        .join('\n')}
      ${range(weightLoads)
        .map(
          (i) => `{
        let index = local + ${i * 64}u;
        let quad = index / ${tileDepth * 4}u;
        let deep = (index / 4u) % ${tileDepth}u;
        var w = V();
        if (c + deep < inQuads) {
          let outQuad = min(firstQuad + quad, outQuads - 1u);
          w = weights[tap.y + (outQuad * inQuads + c + deep) * 4u + index % 4u];
        }
        factors[deep * ${outs}u + quad * 4u + index % 4u] = w;
      }`,
        )
        .join('\n')}
      workgroupBarrier();
      for (var k = 0u; k < ${tileDepth}u; k++) {
        ${perPixel((p) => `let x${p} = inputs[k * ${tile.pixels}u + column + ${8 * p}u];`)}
        ${perQuad((q) =>
          perOut(
            (o) => `{
          let w = factors[k * ${outs}u + (row + ${8 * q}u) * 4u + ${o}u];
          ${perPixel((p) => `sum${p}_${q}_${o} += ${product(spec, `x${p}`, 'w')};`)}
        }`,
          ),
        )}
      }
      workgroupBarrier();
    }
  }
  ${perPixel(
    (p) => `{
    let pixel = start + column + ${8 * p}u;
    if (pixel < count) {
      let to = resultOf(split(pixel, area, phase.y), phase.z);
      ${perQuad((q) => {
        const sums = range(4)
          .map((o) => `sum${p}_${q}_${o}`)
          .join(', ');
        return `if (firstQuad + row + ${8 * q}u < outQuads) {
        finish(vec4f(${sums}), firstQuad + row + ${8 * q}u, to);
      }`;
      })}
    }
  }`,
  )}
}
`;
}
