/** A static host for tests that need more than one address or build: a folder, under any path. */
import { readFile } from 'node:fs/promises';
import type { Server } from 'node:http';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.md': 'text/markdown',
  '.svg': 'image/svg+xml',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.webp': 'image/webp',
  '.woff2': 'font/woff2',
};

/** The built page. */
export const dist = fileURLToPath(new URL('../../dist', import.meta.url));

/** A running host. `close` ends it and resolves when the address answers no more. */
export interface FolderHost {
  /** Address of the folder, ending in a slash. */
  readonly url: string;
  close(): Promise<void>;
}

/** What the host answers instead of a file's bytes, by path below the folder. */
export type Rewrite = (path: string, bytes: Buffer) => Buffer | string;

/**
 * Serves `folder` at `http://localhost:<free port><under>`; everything else is 404. `rewrite` is
 * asked at each request, so that a test can put a new build online.
 */
export async function serveFolder(
  folder: string,
  under = '/',
  rewrite: Rewrite = (_path, bytes) => bytes,
): Promise<FolderHost> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    const below = pathname.startsWith(under) ? pathname.slice(under.length) : '..';
    const path = normalize(below === '' ? 'index.html' : decodeURIComponent(below));
    if (path.startsWith('..')) {
      response.writeHead(404).end();
      return;
    }
    readFile(join(folder, path)).then(
      (bytes) => {
        const type = types[extname(path)] ?? 'application/octet-stream';
        response.writeHead(200, { 'Content-Type': type, 'Cache-Control': 'no-cache' });
        response.end(rewrite(path, bytes));
      },
      () => response.writeHead(404).end(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, 'localhost', resolve));
  // A server that listens on a port has an address with a port.
  const { port } = server.address() as AddressInfo;
  return { url: `http://localhost:${port}${under}`, close: async () => closeServer(server) };
}

async function closeServer(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise<void>((resolve, reject) => {
    server.close((error) => (error === undefined ? resolve() : reject(error)));
  });
}
