/** The page as the tests see it: opening, waiting, reading pictures, and what went wrong in it. */
import type { Locator, Page } from '@playwright/test';
import { expect } from '@playwright/test';
// For the type of `window.playground`.
import type { PlaygroundApi } from '../../src/console.ts';

/** What `window.playground.ready` resolves to. */
export type Ready = Awaited<PlaygroundApi['ready']>;

/** Search parameters that the page reads. */
export interface OpenOptions {
  readonly lang?: 'en' | 'ko';
  readonly backend?: 'auto' | 'webgpu' | 'webgl' | 'wasm' | 'cpu';
  readonly theme?: 'light' | 'dark' | 'system';
}

/** A picture read from a canvas: RGBA, row after row. */
export interface ReadPicture {
  readonly width: number;
  readonly height: number;
  readonly data: readonly number[];
}

/** Everything that a page should not do, collected from the moment of `watch`. */
export interface Complaints {
  /** Uncaught errors and messages of console.error. */
  readonly errors: string[];
  /** Violations of the content security policy. */
  readonly violations: string[];
  /** Requests to another origin than the page's own. */
  readonly foreign: string[];
}

/** Pages whose sites find no service worker. */
const withoutServiceWorker = new WeakSet<Page>();

/** One open page of the playground. */
export class PlaygroundPage {
  readonly page: Page;
  /** Address of the page; ends in a slash, or empty for the configured one. */
  readonly base: string;

  /** True leaves the page its service worker, which answers from its own copies. */
  private readonly offlineCopy: boolean;

  constructor(page: Page, base = '', { offlineCopy = false } = {}) {
    this.page = page;
    this.base = base;
    this.offlineCopy = offlineCopy;
  }

  /** Opens the page with a scene (`#/walk?…` or nothing) and settings. */
  async open(hash = '', options: OpenOptions = {}): Promise<void> {
    const search = new URLSearchParams({ ...options }).toString();
    if (!this.offlineCopy && !withoutServiceWorker.has(this.page)) {
      withoutServiceWorker.add(this.page);
      // A browser without service workers; a test that replaces files would otherwise get old ones.
      await this.page.addInitScript(() => {
        Reflect.deleteProperty(Navigator.prototype, 'serviceWorker');
      });
    }
    await this.page.goto(`${this.base}./${search === '' ? '' : `?${search}`}${hash}`);
  }

  /** Waits for the first live face; resolves to what draws it. */
  async whenReady(): Promise<Ready> {
    await this.page.waitForFunction(() => 'playground' in window);
    return this.page.evaluate(async () => window.playground.ready);
  }

  /** `open`, then `whenReady`. */
  async openReady(hash = '', options: OpenOptions = {}): Promise<Ready> {
    await this.open(hash, options);
    return this.whenReady();
  }

  /** `openReady`, or on a page that a test before has loaded (`keepPage`): `follow`. */
  async show(hash: string, options: OpenOptions): Promise<void> {
    if (this.page.url() === 'about:blank') await this.openReady(hash, options);
    else await this.follow(hash);
  }

  /** Follows a link to another scene on the open page; resolves when it has been shown. */
  async follow(hash: string): Promise<void> {
    await this.page.evaluate(
      async (to) =>
        new Promise<void>((resolve) => {
          const shown = (): void => {
            requestAnimationFrame(() => requestAnimationFrame(() => resolve()));
          };
          if (window.location.hash === to) {
            shown();
            return;
          }
          window.addEventListener('hashchange', shown, { once: true });
          window.location.hash = to;
        }),
      hash,
    );
  }

  /** The canvas of the large picture on the stage. */
  stagePicture(): Locator {
    return this.page.getByRole('main').locator('canvas').first();
  }

  /** Waits until the large picture shows what the engine has drawn, not a stored picture. */
  async whenStageIsLive(): Promise<void> {
    await expect(this.stagePicture()).toHaveAttribute('data-source', 'live', { timeout: 30_000 });
  }

  /** The pixels of a canvas, at its own resolution. */
  async pixelsOf(canvas: Locator): Promise<ReadPicture> {
    return canvas.evaluate((element) => {
      if (!(element instanceof HTMLCanvasElement)) throw new Error('This is not a canvas.');
      const context = element.getContext('2d');
      if (context === null) throw new Error('The canvas is not a 2D canvas.');
      const { width, height } = element;
      return { width, height, data: Array.from(context.getImageData(0, 0, width, height).data) };
    });
  }

  /** Ends the browser's GPU process, and every GPU device of every page with it. */
  async crashGpuProcess(): Promise<void> {
    const browser = this.page.context().browser();
    if (browser === null) throw new Error('This page belongs to no browser of its own.');
    const session = await browser.newBrowserCDPSession();
    await session.send('Browser.crashGpuProcess');
    await session.detach();
  }

  /** Collects uncaught errors and messages of console.error; call it before `open`. */
  watchErrors(): string[] {
    const errors: string[] = [];
    this.page.on('pageerror', (error) => errors.push(error.message));
    this.page.on('console', (message) => {
      const isOfPolicy = message.text().includes('Content Security Policy');
      if (message.type() === 'error' && !isOfPolicy) errors.push(message.text());
    });
    return errors;
  }

  /** Collects what the page should not do; call it before `open`, once a page. */
  async watch(): Promise<Complaints> {
    const complaints: Complaints = { errors: this.watchErrors(), violations: [], foreign: [] };
    const { page } = this;
    await page.exposeFunction('reportViolation', (text: string) => {
      complaints.violations.push(text);
    });
    await page.addInitScript(() => {
      document.addEventListener('securitypolicyviolation', (event) => {
        const report = (window as unknown as { reportViolation(text: string): void })
          .reportViolation;
        report(`${event.effectiveDirective} ${event.blockedURI} ${event.sourceFile}`);
      });
    });
    page.on('console', (message) => {
      const text = message.text();
      if (text.includes('Content Security Policy')) complaints.violations.push(text);
    });
    page.context().on('request', (request) => {
      const { protocol, origin } = new URL(request.url());
      if (protocol === 'data:' || protocol === 'blob:' || page.url() === 'about:blank') return;
      if (origin !== new URL(page.url()).origin) complaints.foreign.push(request.url());
    });
    return complaints;
  }
}

/** Largest difference between two pictures of the same size, 0 … 255. */
export function largestDifference(a: ReadPicture, b: ReadPicture): number {
  if (a.width !== b.width || a.height !== b.height) {
    throw new Error(`${a.width} × ${a.height} cannot be compared with ${b.width} × ${b.height}.`);
  }
  return a.data.reduce((most, value, i) => Math.max(most, Math.abs(value - (b.data[i] ?? 0))), 0);
}
