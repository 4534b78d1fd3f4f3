/**
 * Kernels that keep their tile in registers: `plain` and `quad`. No workgroup memory, no barriers.
 *
 * An invocation holds P pixels by 4Q output channels. For each group of four input channels it
 * loads P groups of inputs and 4Q of weights for 16·P·Q multiply-adds. Neighbouring invocations
 * take neighbouring pixels, so that their loads of inputs are contiguous and their loads of weights
 * are the same; in a `quad` each of four neighbours loads a quarter of those weights instead.
 */
import { declarations, epilogue, placeFunctions, product, readPlan } from './shaderParts.ts';
import type { KernelSpec } from './variant.ts';

const range = (count: number): number[] => Array.from({ length: count }, (_, i) => i);

/** WGSL of a `plain` or `quad` kernel. */
export function registerKernel(spec: KernelSpec): string {
  const { family, pixels, quads, workgroup } = spec.variant;
  const quad = family === 'quad';
  const perPixel = (line: (p: number) => string): string => range(pixels).map(line).join('\n');
  const perQuad = (line: (q: number) => string): string => range(quads).map(line).join('\n');
  const perSum = (line: (p: number, q: number, o: number) => string): string =>
    perPixel((p) =>
      perQuad((q) =>
        range(4)
          .map((o) => line(p, q, o))
          .join('\n'),
      ),
    );
  const weightsOf = (q: number): string =>
    quad
      ? `let w${q} = weights[at${q} + lane];
        ${range(4)
          .map((o) => `let w${q}${o} = quadBroadcast(w${q}, ${o}u);`)
          .join('\n')}`
      : range(4)
          .map((o) => `let w${q}${o} = weights[at${q} + ${o}u];`)
          .join('\n');
  return `${declarations(spec)}${placeFunctions}${epilogue(spec)}
@compute @workgroup_size(${workgroup})
fn main(@builtin(workgroup_id) group : vec3u, @builtin(local_invocation_index) local : u32
  ${quad ? ', @builtin(subgroup_invocation_id) subgroupLane : u32' : ''}) {
  ${readPlan}
  let start = group.x * ${pixels * workgroup}u;
  if (start >= count) { return; }
  ${quad ? 'let lane = subgroupLane & 3u;' : ''}
  let firstQuad = group.y * ${quads}u;
  ${perQuad((q) => `let quad${q} = min(firstQuad + ${q}u, outQuads - 1u);`)}
  ${perPixel(
    (p) => `let pixel${p} = start + ${p * workgroup}u + local;
  let place${p} = split(min(pixel${p}, count - 1u), area, phase.y);
  let base${p} = sourceOf(place${p});`,
  )}
  ${perSum((p, q, o) => `var sum${p}_${q}_${o} = 0.0;`)}
  for (var t = 0u; t < phase.w; t++) {
    let tap = plan[firstTap + t];
    ${perQuad((q) => `var at${q} = tap.y + quad${q} * inQuads * 4u;`)}
    var plane = tap.x;
    for (var c = 0u; c < inQuads; c++) {
      ${perPixel((p) => `let x${p} = source[base${p} + plane];`)}
      ${perQuad(
        (q) => `${weightsOf(q)}
      ${range(4)
        .map((o) => perPixel((p) => `sum${p}_${q}_${o} += ${product(spec, `x${p}`, `w${q}${o}`)};`))
        .join('\n')}
      at${q} += 4u;`,
      )}
      plane += planes.x;
    }
  }
  ${spec.variant.pixels * quads > mostUnrolled ? loopedEnd(spec) : unrolledEnd(spec)}
}
`;
}

/**
 * Tiles with more groups of four outputs than this are finished in a loop: the code of an epilogue
 * for each would take longer to compile than all the rest.
 */
const mostUnrolled = 8;

const sumsOf = (p: number, q: number): string =>
  `vec4f(sum${p}_${q}_0, sum${p}_${q}_1, sum${p}_${q}_2, sum${p}_${q}_3)`;

function unrolledEnd({ variant }: KernelSpec): string {
  const ends = range(variant.pixels).map((p) => {
    const finishes = range(variant.quads).map(
      (q) => `if (firstQuad + ${q}u < outQuads) { finish(${sumsOf(p, q)}, quad${q}, to); }`,
    );
    return `if (pixel${p} < count) {
    let to = resultOf(place${p}, phase.z);
    ${finishes.join('\n')}
  }`;
  });
  return ends.join('\n');
}

function loopedEnd({ variant }: KernelSpec): string {
  const { pixels, quads, workgroup } = variant;
  const sums = range(pixels).flatMap((p) => range(quads).map((q) => sumsOf(p, q)));
  return `var sums = array<vec4f, ${pixels * quads}>(${sums.join(', ')});
  for (var p = 0u; p < ${pixels}u; p++) {
    let pixel = start + p * ${workgroup}u + local;
    if (pixel < count) {
      let to = resultOf(split(pixel, area, phase.y), phase.z);
      for (var q = 0u; q < min(${quads}u, outQuads - firstQuad); q++) {
        finish(sums[p * ${quads}u + q], firstQuad + q, to);
      }
    }
  }`;
}
