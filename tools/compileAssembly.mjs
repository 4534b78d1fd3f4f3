// @ts-check
/** Compiles AssemblyScript to WebAssembly. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import asc from 'assemblyscript/asc';

const common = ['--optimizeLevel', '3', '--shrinkLevel', '0', '--noAssert', '--runtime', 'stub'];

/** What each build may use of WebAssembly. */
export const featuresOfBuild = {
  simd: ['--enable', 'simd'],
  relaxed: ['--enable', 'simd', '--enable', 'relaxed-simd'],
};

/**
 * The bytes of one build. Sources end in .as, so that nothing takes them for TypeScript.
 * @param {string} folder where the sources are
 * @param {string} entry name of the first one, without its ending
 * @param {readonly string[]} options of the compiler, besides those that all builds share
 * @returns {Promise<Buffer>}
 * @throws Error with the compiler's complaints
 */
export async function compileAssembly(folder, entry, options) {
  /** The compiler asks for .ts. @param {string} name */
  const readSource = async (name) => {
    try {
      return await readFile(join(folder, name.replace(/\.ts$/, '.as')), 'utf8');
    } catch (error) {
      if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
      throw error;
    }
  };
  /** @type {Uint8Array[]} */
  const written = [];
  let complaints = '';
  const { error } = await asc.main(
    [`${entry}.ts`, '--outFile', 'out.wasm', ...common, ...options],
    {
      readFile: readSource,
      writeFile: (_name, contents) => {
        if (typeof contents !== 'string') written.push(contents);
      },
      listFiles: () => [],
      stderr: {
        write: (text) => {
          complaints += text;
          return true;
        },
      },
    },
  );
  const [bytes] = written;
  if (error !== null || bytes === undefined) {
    throw new Error(`${entry}.as does not compile.\n${complaints}`, { cause: error });
  }
  return Buffer.from(bytes);
}
