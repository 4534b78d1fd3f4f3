/**
 * Compiles the WebAssembly kernels (AssemblyScript) into the files that are committed beside them.
 * `--check` writes nothing and fails when a committed file is not what the source compiles to.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileAssembly, featuresOfBuild } from './compileAssembly.mjs';

const folder = fileURLToPath(new URL('../src/engine/kernels/wasm/', import.meta.url));
const memory = ['--importMemory', '--initialMemory', '1', '--zeroFilledMemory', '--noExportMemory'];

const check = process.argv.includes('--check');
for (const [build, features] of Object.entries(featuresOfBuild)) {
  const name = `kernels.${build}.wasm`;
  const options = [...memory, ...features];
  const bytes = await compileAssembly(join(folder, 'assembly'), 'kernels', options);
  const path = join(folder, name);
  if (check) {
    const committed = await readFile(path);
    if (!committed.equals(bytes)) {
      console.error(`${name} is not what its source compiles to: run node tools/buildKernels.mjs.`);
      process.exitCode = 1;
    } else {
      console.log(`${name}: ${bytes.length} bytes, as its source compiles to.`);
    }
  } else {
    await writeFile(path, bytes);
    console.log(`${name}: ${bytes.length} bytes`);
  }
}
