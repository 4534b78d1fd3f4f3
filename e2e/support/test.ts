/**
 * Tests that share one page, each with a clean slate.
 *
 * A page in a new browser context costs three times the work of one that was open before: its
 * process starts, and nothing is compiled or cached. So a spec that does not ask about a first
 * visit imports `test` from here. What a former test left is taken away first: what the site has
 * stored (but for the weights, which are kept by hash), routes, listeners, and the address. Init
 * scripts, exposed functions, emulated media and listeners on the context stay: a spec that needs
 * them uses Playwright's own `test`.
 */
import type { Page } from '@playwright/test';
import { test as freshTest } from '@playwright/test';

/** What a spec may choose by `test.use`. */
interface Choices {
  /** False: a test begins without stored weights, and downloads them. */
  readonly keepWeights: boolean;
  /**
   * True: the tests of a describe go on with the page as the one before left it, loaded and all; each
   * says by `PlaygroundPage.show` what it begins with. Only for tests that a link sets back.
   */
  readonly keepPage: boolean;
}

/** The describe whose tests a page is kept for. */
const keptFor = new WeakMap<Page, string>();

/** Takes away what a former test has attached to the page. */
async function detach(page: Page): Promise<void> {
  await page.unrouteAll({ behavior: 'wait' });
  for (const event of ['console', 'download', 'pageerror'] as const) {
    await page.removeAllListeners(event, { behavior: 'wait' });
  }
}

/** Takes away what a former test left on the page, and in the browser for `origin`. */
async function cleanUp(page: Page, origin: string, keepWeights: boolean): Promise<void> {
  // A spec may have served a page of its own.
  const { origin: left } = new URL(page.url());
  await page.goto('about:blank');
  const session = await page.context().newCDPSession(page);
  for (const each of new Set([origin, left])) {
    if (each === 'null') continue;
    await session.send('Storage.clearDataForOrigin', {
      origin: each,
      storageTypes: `cookies,local_storage,indexeddb${keepWeights ? '' : ',cache_storage'}`,
    });
  }
  await session.detach();
}

export const test = freshTest.extend<Choices, { sharedPage: Page }>({
  keepWeights: [true, { option: true }],
  keepPage: [false, { option: true }],
  sharedPage: [
    async ({ browser }, use, { project }) => {
      const { baseURL, locale } = project.use;
      const context = await browser.newContext({
        ...(baseURL === undefined ? {} : { baseURL }),
        ...(locale === undefined ? {} : { locale }),
        permissions: [],
      });
      await use(await context.newPage());
      await context.close();
    },
    { scope: 'worker' },
  ],
  page: async ({ sharedPage, viewport, baseURL, keepWeights, keepPage }, use, info) => {
    if (viewport === null || baseURL === undefined) {
      throw new Error('The configuration must say viewport and baseURL.');
    }
    await detach(sharedPage);
    const describe = [info.repeatEachIndex, ...info.titlePath.slice(0, -1)].join(' › ');
    if (!keepPage || keptFor.get(sharedPage) !== describe) {
      await cleanUp(sharedPage, new URL(baseURL).origin, keepWeights);
    }
    if (keepPage) keptFor.set(sharedPage, describe);
    else keptFor.delete(sharedPage);
    await sharedPage.setViewportSize(viewport);
    await use(sharedPage);
  },
});
