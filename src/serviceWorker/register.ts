/**
 * The page's side of the service worker: registers it when the start is over, says when the page
 * works offline and when a new build waits, and changes over only when asked.
 */
import { PlaygroundError } from '../errors.ts';
import { activateMessage } from './messages.ts';

/** What the page wants to hear of. Each is called at most once a page, `onUpdateReady` once a build. */
export interface OfflineListener {
  /** A new build is complete and waits for `applyUpdate`. */
  onUpdateReady(): void;
  /** Everything of this build is kept: the page opens without a network from now on. */
  onOfflineReady(): void;
  /** The browser refused to keep the page (`storage-failed`); the page works on, online only. */
  onFailure(error: PlaygroundError): void;
}

/** The visitor's answer to `onUpdateReady`. */
export interface OfflineControl {
  /** Changes over to the waiting build by reloading; without one it does nothing. */
  applyUpdate(): void;
}

/** Mark of the first face drawn by the engine; what is loaded for later waits for it. */
const firstFaceMark = 'playground:first-live-face';
/** A page whose engine never draws is kept as well, after this time. */
const patienceMs = 15_000;

/**
 * Registers the service worker of a built page; in development, and where the browser has none
 * (insecure addresses), it does nothing.
 */
export function registerServiceWorker(listener: OfflineListener): OfflineControl {
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return { applyUpdate() {} };
  const container = navigator.serviceWorker;
  let waiting: ServiceWorker | null = null;
  let wasControlled = container.controller !== null;
  let updateAsked = false;

  function announceUpdate(worker: ServiceWorker): void {
    if (waiting === worker) return;
    waiting = worker;
    listener.onUpdateReady();
  }

  function watch(worker: ServiceWorker): void {
    worker.addEventListener('statechange', () => {
      if (worker.state === 'installed' && wasControlled) announceUpdate(worker);
      if (worker.state === 'activated' && !wasControlled) {
        wasControlled = true;
        listener.onOfflineReady();
      }
    });
  }

  container.addEventListener('controllerchange', () => {
    if (updateAsked) location.reload();
    // Another tab changed over: this one still runs the former build, and may follow.
    else if (wasControlled && container.controller !== null) announceUpdate(container.controller);
  });

  async function register(): Promise<void> {
    await startIsOver();
    const address = new URL('serviceWorker.js', document.baseURI);
    const registration = await container.register(address, { updateViaCache: 'none' });
    if (registration.waiting !== null && wasControlled) announceUpdate(registration.waiting);
    if (registration.installing !== null) watch(registration.installing);
    registration.addEventListener('updatefound', () => {
      if (registration.installing !== null) watch(registration.installing);
    });
  }

  register().catch((error: unknown) => {
    const found = error instanceof Error ? error.message : String(error);
    const sentence = `The page could not be kept for use offline: ${found}`;
    listener.onFailure(new PlaygroundError('storage-failed', sentence, { found }, error));
  });

  return {
    applyUpdate() {
      if (waiting === null) return;
      updateAsked = true;
      if (waiting === container.controller) location.reload();
      else waiting.postMessage(activateMessage);
    },
  };
}

/** Resolves when the first live face was drawn (or patience ended) and the page is idle. */
async function startIsOver(): Promise<void> {
  await new Promise<void>((resolve) => {
    const timer = setTimeout(finish, patienceMs);
    const observer = new PerformanceObserver((list) => {
      if (list.getEntriesByName(firstFaceMark).length > 0) finish();
    });
    observer.observe({ type: 'mark', buffered: true });

    function finish(): void {
      clearTimeout(timer);
      observer.disconnect();
      resolve();
    }
  });
  await new Promise<void>((resolve) => {
    // Safari has no requestIdleCallback; a task of its own is late enough there.
    if ('requestIdleCallback' in globalThis)
      requestIdleCallback(() => resolve(), { timeout: 5000 });
    else setTimeout(resolve, 0);
  });
}
