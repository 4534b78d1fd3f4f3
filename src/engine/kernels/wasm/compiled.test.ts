/** The compiled files are what the source beside them compiles to. */
import { execFile } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';

test('the committed kernels are what their source compiles to', async () => {
  const tool = fileURLToPath(new URL('../../../../tools/buildKernels.mjs', import.meta.url));
  const { stdout } = await promisify(execFile)(process.execPath, [tool, '--check']);
  expect(stdout).toMatch(/kernels\.simd\.wasm: \d+ bytes, as its source compiles to/);
  expect(stdout).toMatch(/kernels\.relaxed\.wasm: \d+ bytes, as its source compiles to/);
});
