/**
 * The frame of every WGSL program of training: up to seven arrays of floats and sixteen numbers;
 * `u(i)` reads one as a whole number, `f(i)` as a float. Tiles are kept in registers and nothing is
 * shared between threads but in reductions, which suits software adapters and leaves little on the
 * table of real ones at these sizes.
 */

/** Threads of a workgroup. */
export const groupSize = 64;
/** Workgroups along x; what is more goes along y. */
export const groupsPerRow = 32_768;
/** Numbers of a dispatch. */
export const numbersPerDispatch = 16;

/** A program: its arrays in order, and what it does. */
export interface Program {
  readonly arrays: readonly string[];
  /** Those of the arrays that are read and written by fours. */
  readonly vectors?: readonly string[];
  readonly code: string;
}

/** The whole text of a program. */
export function sourceOf({ arrays, vectors = [], code }: Program): string {
  const bindings = arrays.map((name, i) => {
    const type = vectors.includes(name) ? 'vec4f' : 'f32';
    return `@group(0) @binding(${i + 1}) var<storage, read_write> ${name}: array<${type}>;`;
  });
  return `
@group(0) @binding(0) var<uniform> numbers: array<vec4u, ${numbersPerDispatch / 4}>;
${bindings.join('\n')}
fn u(i: u32) -> u32 { return numbers[i / 4u][i % 4u]; }
fn f(i: u32) -> f32 { return bitcast<f32>(u(i)); }
${code}`;
}

/** Runs `body` for each `i` below u(0). */
export function each(body: string, before = ''): string {
  return `${before}
@compute @workgroup_size(${groupSize})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x + id.y * ${groupsPerRow * groupSize}u;
  if (i >= u(0)) { return; }
  ${body}
}`;
}

/** One workgroup a column c; `total(value of the thread)` sums over its threads. */
export function eachColumn(body: string, before = ''): string {
  return `${before}
var<workgroup> parts: array<f32, ${groupSize}>;
fn total(value: f32, t: u32) -> f32 {
  parts[t] = value;
  workgroupBarrier();
  for (var reach = ${groupSize / 2}u; reach > 0u; reach /= 2u) {
    if (t < reach) { parts[t] += parts[t + reach]; }
    workgroupBarrier();
  }
  let sum = parts[0];
  workgroupBarrier();
  return sum;
}
@compute @workgroup_size(${groupSize})
fn main(@builtin(workgroup_id) group: vec3u, @builtin(local_invocation_id) local: vec3u) {
  let c = group.x;
  let t = local.x;
  let rows = u(0);
  let channels = u(1);
  ${body}
}`;
}
