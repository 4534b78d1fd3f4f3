// What the module exports. Compiled twice by tools/buildKernels.mjs: with SIMD, and with relaxed
// SIMD for machines that have it.
export { convolve, convolveOne, widest } from './panels';
export { convolveFew } from './few';
export { multiplyTiles, spreadDown, spreadUp } from './winograd';
