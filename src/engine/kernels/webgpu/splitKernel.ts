/**
 * Kernels that split a sum: 64 invocations as 8 groups of pixels by 8 shares of the input channels;
 * each holds P pixels by 4Q outputs of its share, and the shares are added in workgroup memory. For
 * blocks with few outputs and many inputs, such as the first blocks of one face, or a last logit.
 */
import { declarations, epilogue, placeFunctions, product, readPlan } from './shaderParts.ts';
import { type KernelSpec, splitWays, workgroupTile } from './variant.ts';

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** WGSL of a `split` kernel. */
export function splitKernel(spec: KernelSpec): string {
  const { pixels, quads } = spec.variant;
  const tile = workgroupTile(spec.variant);
  const parts = tile.pixels * tile.quads;
  const perPixel = (line: (p: number) => string): string => range(pixels).map(line).join('\n');
  const perQuad = (line: (q: number) => string): string => range(quads).map(line).join('\n');
  const perOut = (line: (o: number) => string): string => range(4).map(line).join('\n');
  return `${declarations(spec)}${placeFunctions}${epilogue(spec)}
var<workgroup> shares : array<vec4f, ${splitWays * parts}>;
@compute @workgroup_size(64)
fn main(@builtin(workgroup_id) group : vec3u, @builtin(local_invocation_index) local : u32) {
  ${readPlan}
  let start = group.x * ${tile.pixels}u;
  if (start >= count) { return; }
  let firstQuad = group.y * ${quads}u;
  let column = local % 8u;
  let share = local / 8u;
  ${perQuad((q) => `let quad${q} = min(firstQuad + ${q}u, outQuads - 1u);`)}
  ${perPixel(
    (p) => `let place${p} = split(min(start + column + ${8 * p}u, count - 1u), area, phase.y);
  let base${p} = sourceOf(place${p});`,
  )}
  ${perPixel((p) => perQuad((q) => perOut((o) => `var sum${p}_${q}_${o} = 0.0;`)))}
  for (var t = 0u; t < phase.w; t++) {
    let tap = plan[firstTap + t];
    for (var c = share; c < inQuads; c += ${splitWays}u) {
      ${perPixel((p) => `let x${p} = source[base${p} + tap.x + c * planes.x];`)}
      ${perQuad((q) =>
        perOut(
          (o) => `{
        let w = weights[tap.y + (quad${q} * inQuads + c) * 4u + ${o}u];
        ${perPixel((p) => `sum${p}_${q}_${o} += ${product(spec, `x${p}`, 'w')};`)}
      }`,
        ),
      )}
    }
  }
  ${perPixel((p) =>
    perQuad((q) => {
      const sums = range(4)
        .map((o) => `sum${p}_${q}_${o}`)
        .join(', ');
      const part = `${(p * quads + q) * 8}u + column`;
      return `shares[share * ${parts}u + ${part}] = vec4f(${sums});`;
    }),
  )}
  workgroupBarrier();
  for (var part = local; part < ${parts}u; part += 64u) {
    var sum = vec4f();
    for (var s = 0u; s < ${splitWays}u; s++) { sum += shares[s * ${parts}u + part]; }
    let pixel = start + (part / ${8 * quads}u) * 8u + part % 8u;
    let quad = firstQuad + (part / 8u) % ${quads}u;
    if (pixel < count && quad < outQuads) {
      finish(sum, quad, resultOf(split(pixel, area, phase.y), phase.z));
    }
  }
}
`;
}
