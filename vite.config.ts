/** The build: a static folder that works from any address, with nothing from anywhere else. */
import { readFileSync } from 'node:fs';
import react from '@vitejs/plugin-react';
import type { Plugin } from 'vite';
import { defineConfig } from 'vite';
import { VitePWA } from 'vite-plugin-pwa';
import { downloadTable } from './src/datasets/downloadTable.ts';
import { createLicencePlugins } from './tools/thirdPartyLicences.ts';

/**
 * The only addresses beyond its own host that the page may fetch from: two folders of well-known
 * pictures, when a visitor asks for them (`src/datasets/downloadTable.ts`).
 */
const pictureFolders = Object.values(downloadTable).map(({ folder }) => folder);

/** What the built page may do. Headers are the host's business, so it stands in a meta element. */
const contentSecurityPolicy = [
  "default-src 'none'",
  "script-src 'self' 'wasm-unsafe-eval'",
  "style-src 'self'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  `connect-src 'self' ${pictureFolders.join(' ')}`,
  "worker-src 'self'",
  "manifest-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
].join('; ');

/** Every file of styles begins with the order of the layers: whichever comes first decides it. */
function layerOrder(): Plugin {
  const tokens = readFileSync(new URL('./src/views/tokens.css', import.meta.url), 'utf8');
  const order = /@layer [a-z, ]+;/.exec(tokens)?.[0];
  if (order === undefined) throw new Error('tokens.css does not say the order of the layers.');
  return {
    name: 'layer-order',
    apply: 'build',
    enforce: 'post',
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== 'asset' || !file.fileName.endsWith('.css')) continue;
        file.source = `${order}${String(file.source)}`;
      }
    },
  };
}

/** Puts the policy at the top of the built page; the development server needs inline scripts. */
function securityPolicy(): Plugin {
  return {
    name: 'security-policy',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: () => [
        {
          tag: 'meta',
          attrs: { 'http-equiv': 'Content-Security-Policy', content: contentSecurityPolicy },
          injectTo: 'head-prepend',
        },
      ],
    },
  };
}

/**
 * Asks for the strings of the usual language together with the script that will want them: one way to
 * the host and back less before the first render. Another language costs its visitors 16 kB more.
 */
function preloadStrings(): Plugin {
  return {
    name: 'preload-strings',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_html, { bundle = {} }) => {
        const chunk = Object.values(bundle).find(
          (file) => file.type === 'chunk' && file.facadeModuleId?.endsWith('/strings/en/index.ts'),
        );
        if (chunk === undefined) throw new Error('There is no chunk with the English strings.');
        const attrs = { rel: 'modulepreload', crossorigin: true, href: `./${chunk.fileName}` };
        return [{ tag: 'link', attrs, injectTo: 'head' }];
      },
    },
  };
}

/** Ships the licences beside what they license: the font's, and the project's own. */
function licences(): Plugin {
  const files = { 'LICENSE.txt': 'LICENSE', 'fonts/OFL.txt': 'src/views/fonts/OFL.txt' };
  return {
    name: 'licences',
    apply: 'build',
    generateBundle() {
      for (const [fileName, path] of Object.entries(files)) {
        this.emitFile({ type: 'asset', fileName, source: readFileSync(path) });
      }
    },
  };
}

/** The service worker is built after everything else. */
const thirdParty = createLicencePlugins('THIRD_PARTY_LICENCES.md', [
  'workbox-core',
  'workbox-precaching',
  'workbox-routing',
  'workbox-strategies',
]);

export default defineConfig({
  base: './',
  // Several pages, not one: a file that is missing is answered with 404, never with the page.
  appType: 'mpa',
  plugins: [
    react(),
    layerOrder(),
    securityPolicy(),
    preloadStrings(),
    licences(),
    thirdParty.collect(),
    thirdParty.emit(),
    VitePWA({
      strategies: 'injectManifest',
      srcDir: 'src/serviceWorker',
      filename: 'serviceWorker.ts',
      injectRegister: false,
      manifest: false,
      injectManifest: {
        // Everything but the weights, which the engine keeps by their digest.
        globPatterns: [
          '**/*.{js,css,html,wasm,woff2,svg,png,webmanifest,txt}',
          'models/index.json',
          'models/*/*.{json,webp,md}',
          'models/*/golden.safetensors',
        ],
        dontCacheBustURLsMatching: /(^|\/)assets\//,
      },
    }),
  ],
  worker: { format: 'es', plugins: () => [thirdParty.collect()] },
  build: {
    // The first versions that know light-dark() and everything else the page uses.
    target: ['chrome123', 'edge123', 'firefox128', 'safari17.5'],
    manifest: true,
    sourcemap: false,
    // Data addresses would need a wider policy for scripts that fetch them.
    assetsInlineLimit: 0,
  },
  preview: { headers: { 'Cache-Control': 'no-cache' } },
});
