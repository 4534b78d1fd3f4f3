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

// `?backend=`, `?lang=` and the like are read by the page and change no file.
precacheAndRoute(self.__WB_MANIFEST, { ignoreURLParametersMatching: [/./] });
cleanupOutdatedCaches();

// An address that is no file of this build: ask the host, and show the page when it is away.
registerRoute(
  new NavigationRoute(async ({ request }) => {
    try {
      return await fetch(request);
    } catch (error) {
      const page = await matchPrecache('index.html');
      if (page === undefined) throw error;
      return page;
    }
  }),
);

self.addEventListener('activate', (event) => {
  // The page that installed this worker is served by it from now on, lazy parts included.
  event.waitUntil(self.clients.claim());
});

self.addEventListener('message', (event) => {
  if (event.data === activateMessage) event.waitUntil(self.skipWaiting());
});
