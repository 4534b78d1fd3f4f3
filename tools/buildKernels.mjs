/**
 * Compiles the WebAssembly kernels (AssemblyScript) into the files that are committed beside them.
 * `--check` writes nothing and fails when a committed file is not what the source compiles to.
 */
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const folder = fileURLToPath(new URL('../src/engine/kernels/wasm/', import.meta.url));
const common = ['--optimizeLevel', '3', '--shrinkLevel', '0', '--noAssert', '--runtime', 'stub'];
const memory = ['--importMemory', '--initialMemory', '1', '--zeroFilledMemory', '--noExportMemory'];
const builds = {
  'kernels.simd.wasm': ['--enable', 'simd'],
  'kernels.relaxed.wasm': ['--enable', 'simd', '--enable', 'relaxed-simd'],
};

/** Sources end in .as, so that nothing takes them for TypeScript; the compiler asks for .ts. */
async function readSource(name) {
  const path = join(folder, 'assembly', name.replace(/\.ts$/, '.as'));
  try {
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error.code === 'ENOENT') return null;
    throw error;
  }
}

/** The bytes of one build. */
async function compile(features) {
  let bytes = null;
  let complaints = '';
  const { error } = await asc.main(
    ['kernels.ts', '--outFile', 'out.wasm', ...common, ...memory, ...features],
    {
      readFile: readSource,
      writeFile: (_name, contents) => {
        bytes = contents;
      },
      listFiles: () => [],
      stderr: {
        write: (text) => {
          complaints += text;
        },
      },
    },
  );
  if (error !== null || bytes === null) {
    /** @type {{toString(): string}} */
    const messages = stderr;
    throw new Error(`The kernels do not compile.\n${messages.toString()}`, { cause: error });
  }
  return Buffer.from(bytes);
}

const check = process.argv.includes('--check');
for (const [name, features] of Object.entries(builds)) {
  const bytes = await compile(features);
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
