/** WCAG 2.2 AA as far as axe can see, in both languages, light and dark, on a desk and on a phone. */
import { expect } from '@playwright/test';
import { en, ko } from './support/words.ts';
import { findFaults, findOverflow } from './support/axe.ts';
import { PlaygroundPage } from './support/page.ts';
import { test } from './support/test.ts';

/** A scene, and the part of the page that it shows for the first time. */
interface Look {
  readonly scene: string;
  readonly within?: string;
}
const views: readonly Look[] = ['walk', 'arithmetic', 'filters', 'train', 'models'].map((view) => ({
  scene: `#/${view}?v=1`,
}));
/** The panels of the Arithmetic view are looked at in `arithmetic.spec.ts`. */
const looks: readonly Look[] = [
  ...views,
  ...['pad', 'components', 'attributes', 'sheet', 'settings', 'export'].map((instrument) => ({
    scene: `#/walk?v=1&e=${instrument}`,
    within: '[role="tabpanel"]',
  })),
  ...[
    'fv=mark&fn=24&fc=QQ~2014.0.24~3:0c0k1g10&fj=3',
    'fv=fit&fn=24',
    'fv=drop&fn=24&fk=hand&fh=1-9&f=main.5:1*0',
  ].map((state) => ({ scene: `#/filters?v=1&${state}`, within: 'main' })),
  ...['network', 'run', 'afterwards'].map((part) => ({
    scene: `#/train?v=1&tv=${part}`,
    within: 'main',
  })),
];
/** Every language, theme and width meets every scene; the other pairs of them meet each view. */
const settings = [
  { lang: 'en', theme: 'light', width: 1280, height: 720, seen: looks },
  { lang: 'ko', theme: 'dark', width: 390, height: 844, seen: looks },
  { lang: 'ko', theme: 'dark', width: 1280, height: 720, seen: views },
  { lang: 'en', theme: 'light', width: 390, height: 844, seen: views },
] as const;

for (const { lang, theme, width, height, seen } of settings) {
  test(`axe finds nothing, all fits: ${lang}, ${theme}, ${width} px`, async ({ page }) => {
    test.setTimeout(looks.length * 15_000);
    await page.setViewportSize({ width, height });
    const playground = new PlaygroundPage(page);
    const found: string[] = [];
    await playground.openReady('', { backend: 'wasm', lang, theme });
    for (const look of looks) {
      const { scene, within } = look;
      await playground.follow(scene);
      const view = /^#\/(\w+)/.exec(scene)?.[1];
      await page.waitForFunction((name) => window.playground.state().view === name, view);
      await expect(page.getByRole('main').getByRole('heading', { level: 1 })).toHaveCount(1);
      if (within !== undefined) await expect(page.locator(within)).toHaveCount(1);
      const faults = await (seen.includes(look) ? findFaults(page, within) : findOverflow(page));
      found.push(...faults.map((fault) => `${scene} ${fault}`));
    }
    expect(found).toEqual([]);
  });
}

test('faults are found where there are some', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openReady('', { backend: 'wasm' });
  expect(await findFaults(page)).toEqual([]);
  await page.evaluate(() => {
    const button = document.createElement('button');
    button.id = 'nameless';
    button.style.width = '200vw';
    document.querySelector('main')?.append(button);
  });
  const faults = await findFaults(page);
  expect(faults).toContain('button-name: #nameless');
  expect(faults.at(-1)).toMatch(/^main is \d+ px too wide$/);
});

test('menu, inspector and backend panel pass axe while they are open', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openReady('', { backend: 'wasm' });
  const check = async () => expect(await findFaults(page)).toEqual([]);
  await page.getByRole('button', { name: en.walk.palette.tile('1', '2014'), exact: true }).click();
  await expect(page.getByRole('button', { name: en.parts.tile.inspect })).toBeVisible();
  await check();
  await page.getByRole('button', { name: en.parts.tile.inspect }).click();
  await expect(page.getByRole('dialog', { name: en.shell.inspector.title })).toBeVisible();
  await check();
  await page.keyboard.press('Escape');
  await page.getByRole('button', { name: /^WASM/ }).click();
  await expect(page.getByText(en.shell.backend.title)).toBeVisible();
  await check();
});

test('Korean: the whole page speaks it, and so does the document', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openReady('', { backend: 'wasm', lang: 'ko' });
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(ko.walk.title);
  await expect(
    page.getByRole('slider', { name: ko.walk.path.position, exact: true }),
  ).toBeVisible();
  const visible = await page.locator('body').innerText();
  const left = Object.values({
    ...en.walk.palette,
    ...en.walk.strip,
    ...en.shell.shelf,
    ...en.parts.tile,
  }).filter((text) => typeof text === 'string' && text.length > 6 && visible.includes(text));
  expect(left).toEqual([]);
});

test('everything on the Walk view is reached by Tab, and focus is always seen', async ({
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.openReady('', { backend: 'wasm' });
  await page.keyboard.press('Tab');
  await expect(page.getByRole('link', { name: en.shell.skip })).toBeFocused();
  const names: string[] = [];
  for (let step = 0; step < 60; step += 1) {
    await page.keyboard.press('Tab');
    const { name, seen } = await page.evaluate(() => {
      const element = document.activeElement;
      if (!(element instanceof HTMLElement) || element === document.body) {
        return { name: '', seen: true };
      }
      const style = getComputedStyle(element);
      const parent =
        element.parentElement === null ? style : getComputedStyle(element.parentElement);
      const shown = (s: CSSStyleDeclaration) => s.outlineStyle !== 'none' || s.boxShadow !== 'none';
      return {
        name: element.getAttribute('aria-label') ?? element.innerText,
        seen: shown(style) || shown(parent),
      };
    });
    expect(seen, `focus on "${name}" is seen`).toBe(true);
    names.push(name);
  }
  for (const wanted of [en.walk.path.play, en.walk.path.more, en.walk.palette.tile('0', '2014')]) {
    expect(
      names.filter((name) => name.includes(wanted)),
      wanted,
    ).not.toEqual([]);
  }
});
