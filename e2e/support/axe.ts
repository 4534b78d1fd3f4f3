/** WCAG 2.2 AA as far as axe can see it, and pages that are wider than the window. */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';

const levels = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'];
/** A list of a hundred alike entries says with its first eight what it says with all. */
const repeated = 'ol > li:nth-child(n+9)';

/**
 * What axe finds on the page, or in the part of it that `within` selects, and by how many pixels the
 * page is too wide; nothing is [].
 */
export async function findFaults(page: Page, within?: string): Promise<string[]> {
  // Half a megabyte of script, which the builder would send twice for each look: once a page will do.
  const isThere = await page.evaluate(() => 'axe' in window);
  const builder = new AxeBuilder(isThere ? { page, axeSource: 'undefined' } : { page })
    // There are no frames to be joined, for which axe would open another page each time.
    .setLegacyMode()
    // What passes need not be told element by element.
    .options({ resultTypes: ['violations'] })
    .withTags(levels)
    .exclude(repeated);
  const { violations } = await (within === undefined ? builder : builder.include(within)).analyze();
  return [
    ...violations.flatMap(({ id, nodes }) =>
      nodes.map((node) => `${id}: ${node.target.join(' ')}`),
    ),
    ...(await findOverflow(page)),
  ];
}

/** By how many pixels the page, or its main part, is wider than there is room; nothing is []. */
export async function findOverflow(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    ['html', 'main'].flatMap((name) => {
      const element = document.querySelector(name);
      const overflow = element === null ? 0 : element.scrollWidth - element.clientWidth;
      return overflow > 0 ? [`${name} is ${overflow} px too wide`] : [];
    }),
  );
}
