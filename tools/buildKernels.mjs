/**
 * Compiles the WebAssembly kernels (AssemblyScript) into the files that are committed beside them.
 * `--check` writes nothing and fails when a committed file is not what the source compiles to.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { compileAssembly, featuresOfBuild } from './compileAssembly.mjs';

/** Where each module lies: sources in `assembly/`, compiled files beside that folder. */
const modules = [
  { folder: '../src/engine/kernels/wasm/', entry: 'kernels' },
  { folder: '../src/trainer/wasm/', entry: 'training' },
];
const memory = ['--importMemory', '--initialMemory', '1', '--zeroFilledMemory', '--noExportMemory'];

const check = process.argv.includes('--check');
const builds = modules.flatMap(({ folder, entry }) =>
  Object.entries(featuresOfBuild).map(([build, features]) => ({
    place: fileURLToPath(new URL(folder, import.meta.url)),
    entry,
    build,
    features,
  })),
);
for (const { place, entry, build, features } of builds) {
  const name = `${entry}.${build}.wasm`;
  const options = [...memory, ...features];
  const bytes = await compileAssembly(join(place, 'assembly'), entry, options);
  const path = join(place, name);
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
