/** How the cost of a face grows on our WebAssembly kernels, one thread. */
import { loadKernels } from '../../src/engine/kernels/wasm/loadKernels.ts';
import { createWasmExecutor } from '../../src/engine/kernels/wasm/wasmExecutor.ts';
import { randomLatents } from './randomNetwork.ts';
import { serveScaling } from './serveScaling.ts';
import { openLimit } from './wasmLimit.ts';

serveScaling(async ({ limits }) => {
  const compiled = await loadKernels();
  const measure = await openLimit(limits, compiled.build);
  return {
    kernels: `WebAssembly, ${compiled.build === 'relaxed' ? 'relaxed SIMD' : 'SIMD'}, one thread`,
    measureLimit: async () => measure(),
    async open(blocks) {
      let last = 0;
      let spent: number[] = [];
      const executor = await createWasmExecutor(compiled, blocks, {
        onBlock(index) {
          const now = performance.now();
          spent[index] = (spent[index] ?? 0) + now - last;
          last = now;
        },
      });
      return {
        async run(faces) {
          const input = randomLatents(faces);
          spent = [];
          const start = performance.now();
          last = start;
          await executor.run(input, faces);
          return { total: performance.now() - start, blocks: spent };
        },
        dispose: () => executor.dispose(),
      };
    },
  };
});
