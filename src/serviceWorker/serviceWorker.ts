/**
 * The page without a network: keeps everything of one build but the weights, which the engine
 * keeps by their digest, and answers from there. A new build waits until the visitor agrees.
 */
import { cleanupOutdatedCaches, matchPrecache, precacheAndRoute } from 'workbox-precaching';
import { NavigationRoute, registerRoute } from 'workbox-routing';
import { activateMessage } from './messages.ts';

declare const self: ServiceWorkerGlobalScope & {
  readonly __WB_MANIFEST: { url: string; revision: string | null }[];
};

/*
 * The visitor's own reload takes up a new build that waits. Only where no second page is open: one
 * that still runs the former build may yet need a part of it.
 */
registerRoute(
  ({ request, url }) => isReload(request) && isThePage(url) && self.registration.waiting !== null,
  async ({ request }) => {
    const pages = await self.clients.matchAll({ type: 'window', includeUncontrolled: true });
    const { waiting } = self.registration;
    if (waiting === null || pages.length > 1) return keptPage(request);
    waiting.postMessage(activateMessage);
    // By script, because a `Refresh` header would lose the scene behind the `#` or not load at all.
    const again = '<!doctype html><script>location.reload()</script>';
    return new Response(again, { headers: { 'Content-Type': 'text/html' } });
  },
);

// `?backend=`, `?lang=` and the like are read by the page and change no file.
precacheAndRoute(self.__WB_MANIFEST, { ignoreURLParametersMatching: [/./] });
cleanupOutdatedCaches();

// An address that is no file of this build: ask the host, and show the page when it is away.
registerRoute(
  new NavigationRoute(async ({ request }) => {
    try {
      return await fetch(request);
    } catch {
      return keptPage(request);
    }
  }),
);

/** Whether a page is being loaded again: browsers then ask the host whether it has changed. */
function isReload(request: Request): boolean {
  return request.mode === 'navigate' && request.cache === 'no-cache';
}

/** Whether an address is the page itself, with or without its file name. */
function isThePage(url: URL): boolean {
  const { pathname } = new URL(self.registration.scope);
  return url.pathname === pathname || url.pathname === `${pathname}index.html`;
}

/** The page of this build; the host's if the browser has dropped it. */
async function keptPage(request: Request): Promise<Response> {
  return (await matchPrecache('index.html')) ?? fetch(request);
}

self.addEventListener('activate', (event) => {
  // The page that installed this worker is served by it from now on, lazy parts included.
  event.waitUntil(self.clients.claim());
});

self.addEventListener('message', (event) => {
  if (event.data === activateMessage) event.waitUntil(self.skipWaiting());
});
