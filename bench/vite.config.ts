/** Builds the page on which the generators are timed; its packages never reach the product. */
import { fileURLToPath } from 'node:url';
import { defineConfig } from 'vite';

const here = (path: string): string => fileURLToPath(new URL(path, import.meta.url));

export default defineConfig({
  root: here('.'),
  base: './',
  publicDir: here('../public'),
  appType: 'mpa',
  logLevel: 'warn',
  worker: { format: 'es' },
  // A page isolated from other origins has clocks of 5 µs; others count in steps of 100.
  preview: {
    headers: {
      'Cross-Origin-Opener-Policy': 'same-origin',
      'Cross-Origin-Embedder-Policy': 'require-corp',
    },
  },
  build: {
    outDir: here('../dist-bench/generators'),
    emptyOutDir: true,
    target: 'chrome123',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 4000,
  },
});
