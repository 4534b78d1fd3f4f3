/** Pieces of WGSL that convolutions share: a thread has four pixels × four channels in registers. */

/** A function `load_name`: four values from `name[at]` on, those beyond the first `left` being 0. */
export const loadFour = (name: string): string => `
fn load_${name}(at: u32, left: u32) -> vec4f {
  if (left >= 4u) { return vec4f(${name}[at], ${name}[at + 1u], ${name}[at + 2u], ${name}[at + 3u]); }
  var value = vec4f();
  for (var i = 0u; i < left; i++) { value[i] = ${name}[at + i]; }
  return value;
}`;
/** A function `store_name`: writes the first `left` of four values to `name[at]` and on. */
export const storeFour = (name: string): string => `
fn store_${name}(at: u32, left: u32, value: vec4f) {
  for (var i = 0u; i < min(left, 4u); i++) { ${name}[at + i] = value[i]; }
}`;

/** Text for each of the four pixels (or rows) of a register tile. */
export const four4 = (text: (q: number) => string): string => [0, 1, 2, 3].map(text).join('\n');

/**
 * Numbers of the convolutions: 1 n, 2 big height, 3 big width, 4 big channels, 5 small height,
 * 6 small width, 7 small channels, 8 kernel, 9 stride, 10 padding, 11 has a bias, 12 pixels of a
 * chunk.
 */
export const geometry = `
  let n = u(1); let bh = i32(u(2)); let bw = i32(u(3)); let bc = u(4);
  let sh = u(5); let sw = u(6); let sc = u(7);
  let k = u(8); let stride = i32(u(9)); let padding = i32(u(10));`;

/** The sums of a tile that begin with the bias, and where its pixels are; `four4` spells them out. */
export const plainTile = `
  var acc: array<vec4f, 4>;
  var start = vec4f();
  if (u(11) == 1u) { start = load_b(o, left); }
  var item: array<i32, 4>; var row: array<i32, 4>; var column: array<i32, 4>;`;
