/** Ships the licences of all packages whose code is in the build, workers included. */
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Plugin } from 'vite';

/** Packages that say Apache-2.0 and bring no text; this one brings it. */
const apacheText = 'node_modules/@playwright/test/LICENSE';

interface PackageFacts {
  readonly name: string;
  readonly version: string;
  readonly license: string;
}

/** The folder of the package a module belongs to; null for the project's own modules. */
function packageFolder(moduleId: string): string | null {
  return /^\0?(.*\/node_modules\/(?:@[^/]+\/)?[^/?]+)/.exec(moduleId)?.[1] ?? null;
}

/** Heading and licence text of the package in a folder. */
function describe(folder: string): string {
  const facts = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as PackageFacts;
  const file = readdirSync(folder).find((name) => /^(licen[cs]e|copying)(\.|$)/i.test(name));
  const isApache = facts.license === 'Apache-2.0';
  const path = file === undefined ? (isApache ? apacheText : null) : join(folder, file);
  if (path === null) throw new Error(`${facts.name} brings no licence text; find one.`);
  const text = readFileSync(path, 'utf8').trim();
  return `## ${facts.name} ${facts.version} (${facts.license})\n\n${text}\n`;
}

/**
 * Two plugins that share one list: `collect` goes into every build of scripts, `emit` into the
 * last one, which writes `fileName`. `also` names packages of builds that come later still.
 */
export function createLicencePlugins(fileName: string, also: readonly string[]) {
  const folders = new Set(also.map((name) => join(process.cwd(), 'node_modules', name)));
  const collect = (): Plugin => ({
    name: 'collect-licences',
    apply: 'build',
    generateBundle(_options, bundle) {
      const chunks = Object.values(bundle).filter((output) => output.type === 'chunk');
      for (const id of chunks.flatMap(({ moduleIds }) => moduleIds)) {
        const folder = packageFolder(id);
        if (folder !== null && existsSync(join(folder, 'package.json'))) folders.add(folder);
      }
    },
  });
  const emit = (): Plugin => ({
    name: 'emit-licences',
    apply: 'build',
    enforce: 'post',
    generateBundle() {
      const parts = [...folders].map(describe).toSorted();
      const source = `# Packages in this build and their licences\n\n${parts.join('\n')}`;
      this.emitFile({ type: 'asset', fileName, source });
    },
  });
  return { collect, emit };
}
