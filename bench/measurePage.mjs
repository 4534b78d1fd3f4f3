// @ts-check
/** What a visitor waits for, measured on the built page as a browser shows it. */
import { readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

/** @typedef {import('@playwright/test').Browser} Browser */
/** @typedef {import('../src/console.ts').PlaygroundApi} PlaygroundApi `window.playground` */
/** @typedef {import('@playwright/test').Page} Page */

/**
 * @typedef {object} StartTimes Milliseconds from navigation, one entry a run.
 * @property {number[]} firstPicture a stored face is on the stage
 * @property {number[]} firstLiveFace a face drawn by this machine is on the stage
 * @property {Record<string, number[]>} milestones of the engine, by name (`engine/milestones.ts`)
 */

/**
 * Opens the page with nothing cached, in a new browser each time, and then once more, with everything
 * kept from the first visit.
 * @param {() => Promise<Browser>} launch
 * @param {string} url
 * @param {number} runs
 * @returns {Promise<{cold: StartTimes, warm: StartTimes}>}
 */
export async function measureStart(launch, url, runs) {
  const empty = () => ({ firstPicture: [], firstLiveFace: [], milestones: {} });
  const [cold, warm] = /** @type {[StartTimes, StartTimes]} */ ([empty(), empty()]);
  for (let run = 0; run < runs; run += 1) {
    const browser = await launch();
    try {
      const context = await browser.newContext({ viewport: { width: 1280, height: 720 } });
      const first = await context.newPage();
      // Its own start is the browser's business.
      await whenIdle(browser);
      await visit(first, url, cold);
      await whenKept(first);
      const second = await context.newPage();
      await first.close();
      await whenIdle(browser);
      // By name, so that no other backend is timed beside what is measured.
      await visit(second, `${url}?backend=wasm`, warm);
    } finally {
      await browser.close();
    }
  }
  return { cold, warm };
}

/** How often the browser's work is looked at, and the share of that time which counts as none. */
const lookEveryMs = 500;
const idleShare = 0.1;
/** A browser that never rests is measured all the same. */
const mostLooks = 20;

/** Waits until the processes of a browser do next to nothing. @param {Browser} browser */
async function whenIdle(browser) {
  const session = await browser.newBrowserCDPSession();
  const worked = async () => {
    const { processInfo } = await session.send('SystemInfo.getProcessInfo');
    return processInfo.reduce((sum, { cpuTime }) => sum + cpuTime * 1000, 0);
  };
  let before = await worked();
  for (let look = 0; look < mostLooks; look += 1) {
    await new Promise((resolve) => {
      setTimeout(resolve, lookEveryMs);
    });
    const now = await worked();
    if (now - before < idleShare * lookEveryMs) break;
    before = now;
  }
  await session.detach();
}

/** One start. @param {Page} page @param {string} url @param {StartTimes} times */
async function visit(page, url, times) {
  await page.goto(url);
  times.firstPicture.push(await markOf(page, 'playground:first-picture'));
  times.firstLiveFace.push(await markOf(page, 'playground:first-live-face'));
  const origin = await page.evaluate(() => performance.timeOrigin);
  for (const worker of page.workers()) {
    const found = await worker.evaluate(() => ({
      origin: performance.timeOrigin,
      marks: performance
        .getEntriesByType('mark')
        .map(({ name, startTime }) => ({ name, startTime })),
    }));
    // The first worker has fetched the files; those on trial behind it only install them.
    if (!found.marks.some(({ name }) => name === 'engine:fetched')) continue;
    const marks = [{ name: 'engine:worker', startTime: 0 }, ...found.marks];
    for (const name of new Set(marks.map((mark) => mark.name))) {
      const startTime = marks.find((mark) => mark.name === name)?.startTime ?? Number.NaN;
      (times.milestones[name] ??= []).push(found.origin - origin + startTime);
    }
  }
}

/** Waits for a mark; its time after navigation. @param {Page} page @param {string} name */
async function markOf(page, name) {
  await page.waitForFunction((wanted) => performance.getEntriesByName(wanted).length > 0, name, {
    polling: 50,
    timeout: 60_000,
  });
  return page.evaluate(
    (wanted) => performance.getEntriesByName(wanted)[0]?.startTime ?? Number.NaN,
    name,
  );
}

/**
 * @typedef {object} DragResult
 * @property {string | null} backend that drew
 * @property {number} faces measured: the most recent ones that the page keeps
 * @property {number | null} meanMs from input event to drawn picture
 * @property {number | null} medianMs
 * @property {number | null} p95Ms
 * @property {number | null} maxMs
 * @property {ReturnType<PlaygroundApi['latency']>['parts']} parts of that way
 * @property {number} browserMs mean time an input event waits for the page to be told
 * @property {number} frameMs mean time from the drawn canvas to the end of the frame that shows it
 * @property {number} seconds that the drag took
 * @property {number[]} longTasksMs tasks over 50 ms on the main thread while dragging
 */

/**
 * Drags the position slider to and fro with the mouse, one move every 16 ms.
 * @param {Browser} browser
 * @param {string} url
 * @param {string} sliderName accessible name of the slider
 * @param {number} seconds
 * @param {string} backend
 * @returns {Promise<DragResult>}
 */
export async function measureDrag(browser, url, sliderName, seconds, backend) {
  const page = await browser.newPage({ viewport: { width: 1280, height: 720 } });
  await page.goto(`${url}?backend=${backend}`);
  await page.waitForFunction(() => 'playground' in window);
  await page.evaluate(() => window.playground.ready);
  await whenSettled(page);
  const slider = page.getByRole('slider', { name: sliderName, exact: true });
  const box = await slider.boundingBox();
  if (box === null) throw new Error(`The slider "${sliderName}" is not in sight.`);
  const middle = box.y + box.height / 2;
  /** @param {number} share */
  const at = (share) => box.x + box.width * (0.05 + 0.9 * share);
  await page.mouse.move(at(0), middle);
  await page.mouse.down();
  const watch = await page.evaluateHandle(watchDrag);
  const start = performance.now();
  await moveFor(page, seconds, at, middle);
  const measuredMs = performance.now() - start;
  const latency = await page.evaluate(() => window.playground.latency());
  const { longTasks, waits, frames } = await watch.jsonValue();
  await page.mouse.up();
  const { backend: drew } = await page.evaluate(() => window.playground.backend());
  await page.close();
  const { count, meanMs, medianMs, p95Ms, maxMs, parts } = latency;
  const mean = (/** @type {number[]} */ values) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    backend: drew,
    faces: count,
    meanMs,
    medianMs,
    p95Ms,
    maxMs,
    parts,
    browserMs: mean(waits),
    frameMs: mean(frames),
    seconds: measuredMs / 1000,
    longTasksMs: longTasks.map((duration) => Math.round(duration)),
  };
}

/** Runs in the page: notes what the page itself cannot see of a drag. */
function watchDrag() {
  const seen = {
    /** @type {number[]} */ longTasks: [],
    /** @type {number[]} */ waits: [],
    /** @type {number[]} */ frames: [],
  };
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) seen.longTasks.push(duration);
  }).observe({ type: 'longtask' });
  window.addEventListener(
    'input',
    (event) => seen.waits.push(performance.now() - event.timeStamp),
    { capture: true },
  );
  const stage = document.querySelector('main canvas');
  const context = CanvasRenderingContext2D.prototype;
  context.putImageData = new Proxy(context.putImageData, {
    apply(put, self, rest) {
      Reflect.apply(put, self, rest);
      if (self.canvas === stage) whenShown();
    },
  });
  function whenShown() {
    const drawn = performance.now();
    requestAnimationFrame(() => {
      // A task of its own comes after the frame has been laid out and painted.
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => {
        seen.frames.push(performance.now() - drawn);
        port1.close();
      });
      port1.start();
      port2.postMessage(null);
    });
  }
  return seen;
}

/** @param {Page} page @param {number} seconds @param {(share: number) => number} at @param {number} y */
async function moveFor(page, seconds, at, y) {
  const start = performance.now();
  for (let step = 0; performance.now() - start < seconds * 1000; step += 1) {
    // A triangle of two seconds: one way, then back.
    const phase = (((performance.now() - start) / 1000) % 2) - 1;
    await page.mouse.move(at(1 - Math.abs(phase)), y);
    const next = start + (step + 1) * 16;
    await new Promise((resolve) => {
      setTimeout(resolve, Math.max(0, next - performance.now()));
    });
  }
}

/**
 * Waits until the engine has settled on a backend and timed it, and the page is kept for use without
 * a network: all of that works in the background of the first visit. @param {Page} page
 */
async function whenSettled(page) {
  const isSettled = () => {
    const { choosing, timing } = window.playground.backend();
    return !choosing && !timing;
  };
  await page.waitForFunction(isSettled, undefined, { polling: 200, timeout: 120_000 });
  await whenKept(page);
}

/** Waits until the page is kept for use without a network. @param {Page} page */
async function whenKept(page) {
  await page.waitForFunction(
    async () => {
      const registration = await navigator.serviceWorker.getRegistration();
      return registration !== undefined && registration.active !== null;
    },
    undefined,
    { polling: 200, timeout: 60_000 },
  );
}

/**
 * @typedef {object} PageWeight
 * @property {number} scriptBytes gzip -9 of the entry and all it imports statically
 * @property {number} generatorBytes weights of the model that is loaded first
 */

/**
 * Weighs what must arrive before the first picture, from the build's own manifest.
 * @param {string} dist
 * @param {string} modelId
 * @returns {PageWeight}
 */
export function weighPage(dist, modelId) {
  /** @type {Record<string, {file: string, isEntry?: boolean, imports?: string[]}>} */
  const manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
  const waiting = Object.keys(manifest).filter((key) => manifest[key]?.isEntry);
  /** @type {Set<string>} */
  const found = new Set();
  for (let key = waiting.pop(); key !== undefined; key = waiting.pop()) {
    if (found.has(key)) continue;
    found.add(key);
    waiting.push(...(manifest[key]?.imports ?? []));
  }
  const scriptBytes = [...found]
    .map((key) => manifest[key]?.file ?? '')
    .filter((file) => file.endsWith('.js'))
    .map((file) => gzipSync(readFileSync(join(dist, file)), { level: 9 }).length)
    .reduce((sum, bytes) => sum + bytes, 0);
  const folder = join(dist, 'models', modelId);
  const config = JSON.parse(readFileSync(join(folder, 'config.json'), 'utf8'));
  return { scriptBytes, generatorBytes: statSync(join(folder, config.generator.file)).size };
}
