/** The pieces of WGSL that all kernels share: bindings, where an output lies, and the epilogue. */
import type { FoldedActivation } from '../executor.ts';
import type { KernelSpec } from './variant.ts';

/** Extensions and bindings. `V` is four numbers of an activation or of a weight. */
export function declarations({ variant, precision, output }: KernelSpec): string {
  const half = precision !== 'float32';
  const result = { activations: 'V', floats: 'vec4f', pixels: 'u32' }[output];
  return `
${half ? 'enable f16;' : ''}
${variant.family === 'quad' ? 'enable subgroups;' : ''}
alias V = ${half ? 'vec4<f16>' : 'vec4<f32>'};
@group(0) @binding(0) var<storage, read> plan : array<vec4u>;
@group(0) @binding(1) var<storage, read> weights : array<V>;
@group(0) @binding(2) var<storage, read> tail : array<vec4f>;
@group(0) @binding(3) var<storage, read> source : array<V>;
@group(0) @binding(4) var<storage, read_write> result : array<${result}>;
`;
}

/** First lines of every kernel: the shape of the block and of the phase of this workgroup. */
export const readPlan = `
  let sizes = plan[0];
  let planes = plan[1];
  let places = plan[2];
  let phase = plan[4u + 2u * group.z];
  let firstTap = plan[5u + 2u * group.z].x;
  let inQuads = sizes.y;
  let outQuads = sizes.w;
  let area = phase.x * phase.y;
  let count = sizes.x * area;
`;

/** Expression: the product of four inputs and four weights as f32. */
export function product(spec: KernelSpec, x: string, w: string): string {
  switch (spec.precision) {
    case 'float32':
      return `dot(${x}, ${w})`;
    case 'half-storage':
      return `dot(vec4f(${x}), vec4f(${w}))`;
    case 'half':
      return `f32(dot(${x}, ${w}))`;
  }
}

/** Functions that tell where input and output pixel number `pixel` of a phase lie. */
export const placeFunctions = `
fn split(pixel : u32, area : u32, columns : u32) -> vec3u {
  let inside = pixel % area;
  return vec3u(pixel / area, inside / columns, inside % columns);
}
fn sourceOf(at : vec3u) -> u32 {
  return at.x * plan[0].y * plan[1].x + (at.y * plan[1].y + at.z) * plan[2].z;
}
fn resultOf(at : vec3u, place : u32) -> u32 {
  return at.x * plan[0].w * plan[1].z + plan[2].x + place
    + (at.y * plan[1].w + at.z) * plan[2].y;
}
`;

/**
 * The epilogue `finish(sum, quad, at)`: bias, activation, channel scale, and the write. Comparisons
 * are made on the bits, so that a compiler that assumes there are no NaN cannot lose one.
 */
export function epilogue(spec: KernelSpec): string {
  return `
fn isNegative(v : vec4f) -> vec4<bool> {
  let bits = bitcast<vec4u>(v);
  return (bits > vec4u(0x80000000u)) & (bits <= vec4u(0xff800000u));
}
fn isNan(v : vec4f) -> vec4<bool> {
  return (bitcast<vec4u>(v) & vec4u(0x7fffffffu)) > vec4u(0x7f800000u);
}
fn activate(v : vec4f) -> vec4f {
${activationBody(spec.activation)}
}
fn finish(sum : vec4f, quad : u32, at : u32) {
  let full = activate(sum + tail[quad]) * tail[plan[0].w + quad];
  let channel = vec4u(4u * quad) + vec4u(0u, 1u, 2u, 3u);
  let value = select(vec4f(), full, channel < vec4u(plan[0].z));
${writeBody(spec)}
}
`;
}

function activationBody(activation: FoldedActivation): string {
  switch (activation) {
    case 'none':
      return '  return v;';
    case 'relu':
      return '  return select(v, vec4f(), isNegative(v));';
    case 'leaky_relu':
      return '  return select(v, v * bitcast<f32>(plan[2].w), isNegative(v));';
    case 'tanh':
      // tanh itself may overflow for large arguments on some adapters; this form cannot.
      return `
  let e = exp(-2.0 * abs(v));
  let t = (1.0 - e) / (1.0 + e);
  return select(select(t, -t, isNegative(v)), v, isNan(v));`;
    case 'sigmoid':
      return `
  let e = exp(-abs(v));
  return select(select(1.0 / (1.0 + e), e / (1.0 + e), isNegative(v)), v, isNan(v));`;
  }
}

function writeBody(spec: KernelSpec): string {
  switch (spec.output) {
    case 'activations':
      return '  result[at + quad * plan[1].z] = V(value);';
    case 'floats':
      return '  result[at + quad * plan[1].z] = value;';
    case 'pixels':
      // ⌊(v + 1) · 127.5 + ½⌋ in 0 … 255, NaN as 0, one channel repeated, alpha 255.
      return `
  let rgb = select(value.xyz, value.xxx, vec3<bool>(plan[0].z == 1u));
  let scaled = clamp((rgb + 1.0) * 127.5 + 0.5, vec3f(0.0), vec3f(255.0));
  let byte = select(vec3u(scaled), vec3u(), isNan(vec4f(rgb, 0.0)).xyz);
  result[at] = byte.x | (byte.y << 8u) | (byte.z << 16u) | 0xff000000u;`;
  }
}
