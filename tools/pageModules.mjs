// @ts-check
/** The page's own TypeScript modules, for scripts that run in Node. */
import { createServer } from 'vite';
import { projectFolder } from './runCommand.mjs';

/** Opens a Vite that reads the TypeScript of the page (`ssrLoadModule('/src/…')`); nothing listens. Close it. */
export function openPageModules() {
  return createServer({
    root: projectFolder,
    configFile: false,
    logLevel: 'error',
    appType: 'custom',
    server: { middlewareMode: true, hmr: false, ws: false, watch: null },
    optimizeDeps: { noDiscovery: true },
  });
}
