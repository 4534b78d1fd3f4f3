// What the module of the training kernels exports: the convolutions that also draw, and what
// learning needs beside them. Compiled twice by tools/buildKernels.mjs, as the drawing kernels are.
export { convolve, widest } from '../../../engine/kernels/wasm/assembly/panels';
export { convolveFew } from '../../../engine/kernels/wasm/assembly/few';
export { accumulateFilter } from './filter';
export { copyPictures, packColumns, packTransposed } from './packing';
export { addColumns, applyColumns, normaliseBack, normaliseColumns } from './columns';
export { activateAll, activateBack, addNoise, adam, clip, moveAverage, sumOfSquares } from './values';
