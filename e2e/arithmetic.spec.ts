/** Sums of faces: by hand, by keyboard, by formula, by preset, from a link, and without picking. */
import { readFileSync } from 'node:fs';
import type { Locator, Page } from '@playwright/test';
import { expect, test as freshTest } from '@playwright/test';
import { readPngText } from '../src/exporting/pngText.ts';
import { en, ko } from './support/words.ts';
import { fingerOn } from './support/finger.ts';
import { largestDifference, PlaygroundPage } from './support/page.ts';
import { findFaults } from './support/axe.ts';
import { test } from './support/test.ts';

const { arithmetic: words, parts, walk } = en;

const sample = (index: number) => ({ seed: 2014, index });
// Slots and samples are in sight together.
test.use({ viewport: { width: 1280, height: 960 } });

/** A bench whose faces are the visitor's own. */
const own = '#/arithmetic?v=1&ax=s2014.0,s2014.1;s2014.2;s2014.3';

async function open(page: Page, hash: string, lang: 'en' | 'ko' = 'en'): Promise<PlaygroundPage> {
  const playground = new PlaygroundPage(page);
  await playground.openReady(hash, { backend: 'wasm', lang });
  await expect(centre(page)).toHaveAttribute('data-source', 'live', { timeout: 30_000 });
  return playground;
}

const bench = (page: Page) => page.evaluate(() => window.playground.state().arithmetic);
const exemplars = async (page: Page) => (await bench(page)).exemplars;
const centre = (page: Page): Locator => page.locator('[data-centre] canvas');
const palette = (page: Page, index: number): Locator =>
  page.getByRole('button', { name: walk.palette.tile(String(index), '2014'), exact: true });
const slotOf = (page: Page, letter: string): Locator =>
  page.getByRole('group', { name: new RegExp(`^Slot ${letter}:`) });
const notices = (page: Page): Locator =>
  page.getByRole('region', { name: en.shell.notices }).getByRole('listitem');

async function middleOf(place: Locator): Promise<{ x: number; y: number }> {
  const box = await place.boundingBox();
  if (box === null) throw new Error('The place has no box.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function drag(page: Page, from: Locator, to: Locator): Promise<void> {
  const [start, end] = [await middleOf(from), await middleOf(to)];
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 12, start.y + 6, { steps: 4 });
  await page.mouse.move(end.x, end.y, { steps: 10 });
  await page.mouse.up();
}

test('mouse: samples into places, exemplars change places, a mean carries its triple; Back undoes', async ({
  page,
}) => {
  await open(page, own);
  const before = await new PlaygroundPage(page).pixelsOf(centre(page));
  await drag(page, palette(page, 9), slotOf(page, 'B').locator('[data-slot="exemplar"]').nth(1));
  await expect.poll(() => exemplars(page)).toEqual([[0, 1], [2, 9], [3]].map((s) => s.map(sample)));
  await drag(
    page,
    slotOf(page, 'A').locator('[data-tile="exemplar"]').first(),
    slotOf(page, 'C').locator('[data-slot="exemplar"]').first(),
  );
  await expect.poll(() => exemplars(page)).toEqual([[3, 1], [2, 9], [0]].map((s) => s.map(sample)));
  await drag(
    page,
    slotOf(page, 'B').locator('[data-tile="slot"]'),
    slotOf(page, 'A').locator('[data-slot="slot"]'),
  );
  await expect.poll(() => exemplars(page)).toEqual([[2, 9], [3, 1], [0]].map((s) => s.map(sample)));
  await expect
    .poll(async () =>
      largestDifference(before, await new PlaygroundPage(page).pixelsOf(centre(page))),
    )
    .toBeGreaterThan(8);
  for (const slots of [
    [[3, 1], [2, 9], [0]],
    [[0, 1], [2, 9], [3]],
    [[0, 1], [2], [3]],
  ]) {
    await page.goBack();
    await expect.poll(() => exemplars(page)).toEqual(slots.map((s) => s.map(sample)));
  }
  await expect
    .poll(async () =>
      largestDifference(before, await new PlaygroundPage(page).pixelsOf(centre(page))),
    )
    .toBe(0);
});

test('keyboard alone: pick up, put down, delete; pasted text is checked', async ({ page }) => {
  await open(page, own);
  await palette(page, 8).focus();
  await page.keyboard.press('Space');
  const place = page.getByRole('button', {
    name: parts.drag.putHere(words.slot.emptyPlace('C', 2)),
  });
  for (let step = 0; step < 60; step += 1) {
    if (await place.evaluate((element) => element === document.activeElement)) break;
    await page.keyboard.press('ArrowRight');
  }
  await page.keyboard.press('Enter');
  await expect.poll(async () => (await exemplars(page))[2]).toEqual([3, 8].map(sample));
  await slotOf(page, 'A').locator('[data-tile="exemplar"] button').first().focus();
  await page.keyboard.press('Delete');
  await expect.poll(async () => (await exemplars(page))[0]).toEqual([sample(1)]);

  await page.getByRole('button', { name: words.slot.menu('B'), exact: true }).click();
  const text = page.getByLabel(words.slot.paste);
  for (const [pasted, said] of [
    ['[1, 2, 3]', /100 numbers/],
    [`[${Array.from({ length: 100 }, (_, i) => (i === 7 ? 'NaN' : '0.5')).join(', ')}]`, /z\[7\]/],
    ['no face at all', /no face at all/],
  ] as const) {
    await text.fill(pasted);
    await page.getByRole('button', { name: words.slot.putIn('B') }).click();
    await expect(page.getByRole('dialog').getByRole('alert')).toContainText(said);
  }
  expect((await exemplars(page))[1]).toEqual([sample(2)]);
  await text.fill('s2014.5');
  await page.getByRole('button', { name: words.slot.putIn('B') }).click();
  await expect.poll(async () => (await exemplars(page))[1]).toEqual([2, 5].map(sample));
});

freshTest.describe('touch', () => {
  freshTest.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  freshTest('a long press drags an exemplar to another slot', async ({ page }) => {
    await open(page, own);
    const finger = await fingerOn(page);
    const from = await middleOf(slotOf(page, 'A').locator('[data-tile="exemplar"]').first());
    const to = await middleOf(slotOf(page, 'C').locator('[data-slot="exemplar"]').first());
    await finger.down(from.x, from.y);
    await expect(page.locator('[data-dragging]')).toHaveCount(1);
    for (const part of [0.25, 0.5, 0.75, 1]) {
      await finger.move(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part);
    }
    await finger.up();
    await expect.poll(() => exemplars(page)).toEqual([[3, 1], [2], [0]].map((s) => s.map(sample)));
  });
});

test('the bench opens with a picked triple that says so; other triples and presets', async ({
  page,
}) => {
  await open(page, '#/arithmetic');
  const first = await bench(page);
  expect(first.preset).not.toBe('');
  expect(first.exemplars.map((faces) => faces.length)).toEqual([3, 3, 3]);
  await expect(page.getByText(words.presets.picked(1, 8), { exact: false })).toBeVisible();
  await page.getByRole('button', { name: words.presets.another }).click();
  await expect.poll(async () => (await bench(page)).triple).toBe(1);
  expect(await exemplars(page)).not.toEqual(first.exemplars);
  await page.getByLabel(words.presets.label, { exact: true }).selectOption('old-woman');
  const named = words.presets.named['old-woman'];
  await expect(page.locator('[data-words]')).toContainText(named?.slots[2] ?? 'no words');
  await expect(page.getByText(words.result.expected(named?.result ?? ''))).toBeVisible();
});

test('a typed formula, its errors, and an empty slot', async ({ page }) => {
  await open(page, own);
  const box = page.getByRole('textbox', { name: words.formula.label });
  await box.fill('2A - 0.5C');
  await box.press('Enter');
  await expect.poll(async () => (await bench(page)).weights).toEqual([2, 0, -0.5]);
  await expect(box).toHaveValue('2·A − 0.5·C');
  for (const [text, said] of [
    ['A + Q', words.formula.problem('unknown-slot', 5, 'Q')],
    ['A +', words.formula.problem('missing-slot', 4, '')],
    ['A + A', words.formula.problem('repeated-slot', 5, 'A')],
  ] as const) {
    await box.fill(text);
    await box.press('Enter');
    await expect(page.getByRole('alert').filter({ hasText: said })).toBeVisible();
  }
  expect((await bench(page)).weights).toEqual([2, 0, -0.5]);
  await box.fill('A + D');
  await box.press('Enter');
  await expect(page.getByText(words.formula.emptySlots(['D']))).toBeVisible();
  await expect(centre(page)).toBeVisible();
});

test('a link brings the whole bench back, pixel for pixel', async ({ page, browser }) => {
  const playground = await open(
    page,
    '#/arithmetic?v=1&aw=1,-1,0.8&ax=s2014.0,s2014.1;s2014.2;s2014.3&as=1.3&an=2&ai=9&aa=Smiling*2.5,own*1&ah=Male&ay=s1.1,s1.2,s1.3&az=s1.4,s1.5,s1.6&ae=export',
  );
  const state = await bench(page);
  expect(state).toMatchObject({ strength: 1.3, amounts: { Smiling: 2.5, own: 1 }, held: ['Male'] });
  const box = page.getByRole('spinbutton', { name: words.strength.label });
  await box.fill('1.45');
  await box.press('Enter');
  await expect.poll(() => page.url()).toContain('as=1.45');
  const context = await browser.newContext();
  const other = new PlaygroundPage(await context.newPage());
  await other.page.goto(page.url());
  await other.whenReady();
  const cell = (from: PlaygroundPage, index: number) =>
    from.pixelsOf(from.page.locator('[data-tile="result"] canvas').nth(index));
  for (const index of [0, 4, 8]) {
    await expect
      .poll(async () => largestDifference(await cell(playground, index), await cell(other, index)))
      .toBe(0);
  }
  expect(await bench(other.page)).toEqual({ ...state, strength: 1.45 });
  await context.close();

  const download = page.waitForEvent('download', { timeout: 60_000 });
  await page.getByRole('button', { name: words.figure.save }).click();
  const bytes = readFileSync(await (await download).path());
  const said = JSON.stringify(readPngText(new Uint8Array(bytes)));
  expect(said).toContain('A − B + 0.80·C');
  expect(said).toMatch(/seed 2014/);
  expect(said).toContain('as=1.45');
});

test('attribute sliders, directions held fixed, and a direction of one’s own', async ({ page }) => {
  const playground = await open(page, `${own}&ae=attributes`);
  const before = await playground.pixelsOf(centre(page));
  const smile = page.getByRole('spinbutton', { name: words.attribute('Smiling'), exact: true });
  await smile.fill('3');
  await smile.press('Enter');
  await expect
    .poll(async () => largestDifference(before, await playground.pixelsOf(centre(page))))
    .toBeGreaterThan(8);
  await page.getByLabel(`${words.attributes.hold}: ${words.attribute('Male')}`).check();
  await expect.poll(async () => (await bench(page)).held).toEqual(['Male']);
  await page.getByText(words.attributes.cosines, { exact: true }).click();
  await expect(page.getByRole('table').getByRole('row')).not.toHaveCount(0);
  await page.getByText(words.attributes.freed.label, { exact: true }).click();
  await expect(
    page.getByRole('row', { name: /^Smile 0\.98 High cheekbones, .* 0\.57$/ }),
  ).toBeVisible();

  await page.getByRole('tab', { name: words.panels.tabs.ownDirection }).click();
  await expect(page.getByText(words.own.tooFew(3, 0, 0))).toBeVisible();
  const groups = page.locator('[data-slot="group"]');
  await groups.first().scrollIntoViewIfNeeded();
  await drag(page, slotOf(page, 'A').locator('[data-tile="slot"]'), groups.first());
  await expect.poll(async () => (await bench(page)).withFaces).toEqual([0, 1].map(sample));
  await expect(page.getByText(words.own.tooFew(3, 2, 0))).toBeVisible();
  await page.evaluate(() =>
    window.playground.setState({
      arithmetic: {
        ...window.playground.state().arithmetic,
        withFaces: [4, 5, 6].map((index) => ({ seed: 2014, index })),
        withoutFaces: [7, 8, 9].map((index) => ({ seed: 2014, index })),
      },
    }),
  );
  await expect(page.locator('[data-leave-one-out]')).toContainText(/of 6 faces/);
  const slider = page.getByRole('spinbutton', { name: words.attributes.own });
  await slider.fill('2');
  await slider.press('Enter');
  await expect.poll(async () => (await bench(page)).amounts).toMatchObject({ own: 2 });
});

test('all results: random triples are judged, counted, stopped, and looked at', async ({
  page,
}) => {
  await open(page, '#/arithmetic?v=1&ae=wall&ac=6&ap=smiling-man');
  await page.getByRole('button', { name: words.wall.start }).click();
  await expect(page.getByText(words.wall.progress('6', '6'))).toBeVisible({ timeout: 60_000 });
  await expect(page.locator('[data-chart] tbody tr')).toHaveCount(3);
  await expect(page.locator('[data-arm="all"] td').first()).toHaveText(/^[0-6] of 6$/);
  await expect(page.locator('[data-judge]')).toContainText('%');
  await page.getByRole('button', { name: words.wall.onBench }).click();
  await expect.poll(async () => (await exemplars(page)).map((f) => f.length)).toEqual([3, 3, 3]);
  const count = page.getByRole('spinbutton', { name: words.wall.count });
  await count.fill('400');
  await count.press('Enter');
  await page.getByRole('button', { name: words.wall.start }).click();
  await expect(page.locator('[data-wall]')).toBeVisible({ timeout: 30_000 });
  await page.getByRole('button', { name: words.wall.stop, exact: true }).click();
  await expect(page.getByText(words.wall.stopped, { exact: true })).toBeVisible();
});

test('a face of the Walk view goes into a slot by its menu; Korean speaks Korean', async ({
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.openReady('#/walk', { backend: 'wasm', lang: 'ko' });
  await page.getByRole('button', { name: ko.walk.palette.tile('6', '2014'), exact: true }).click();
  await page.getByRole('button', { name: ko.parts.tile.intoSlot('B'), exact: true }).click();
  await expect(notices(page).or(page.getByText(ko.errors.notices['put-in-slot']))).not.toHaveCount(
    0,
  );
  await expect.poll(async () => (await exemplars(page))[1]).toEqual([sample(6)]);
  await page.getByRole('button', { name: ko.shell.views.arithmetic }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(ko.arithmetic.title);
  const visible = await page.locator('body').innerText();
  const left = Object.values({ ...words.slot, ...words.result, ...words.strength }).filter(
    (text) => typeof text === 'string' && text.length > 6 && visible.includes(text),
  );
  expect(left).toEqual([]);
});

for (const { lang, theme, width, height } of [
  { lang: 'en', theme: 'light', width: 1280, height: 720 },
  { lang: 'ko', theme: 'dark', width: 390, height: 844 },
] as const) {
  test(`axe finds nothing in any panel: ${lang}, ${theme}, ${width} px`, async ({ page }) => {
    test.slow(); // seven analyses
    await page.setViewportSize({ width, height });
    const playground = new PlaygroundPage(page);
    await playground.openReady('#/arithmetic', { backend: 'wasm', lang, theme });
    const found: string[] = [];
    for (const panel of [
      'none',
      'controls',
      'attributes',
      'ownDirection',
      'turn',
      'wall',
      'export',
    ] as const) {
      await page.evaluate(async (name) => {
        const { arithmetic } = window.playground.state();
        await window.playground.setState({ arithmetic: { ...arithmetic, panel: name } });
      }, panel);
      if (panel === 'attributes') {
        const { freed } = (lang === 'en' ? en : ko).arithmetic.attributes;
        await page.getByText(freed.label, { exact: true }).click();
      }
      // What stands around the panels, their tabs too, is the same with each of them.
      const isFirst = panel === 'none' || panel === 'controls';
      const within = isFirst ? 'main' : '[role="tabpanel"]';
      await expect(page.locator(within)).toHaveCount(1);
      found.push(...(await findFaults(page, within)).map((fault) => `${panel} ${fault}`));
    }
    expect(found).toEqual([]);
  });
}

test('the centre of the result follows the strength slider', async ({ page }) => {
  const playground = await open(page, own);
  const before = await playground.pixelsOf(centre(page));
  const slider = page.getByRole('slider', { name: words.strength.label, exact: true });
  const box = await slider.boundingBox();
  if (box === null) throw new Error('The slider has no box.');
  await page.mouse.move(box.x + 10, box.y + box.height / 2);
  await page.mouse.down();
  for (let step = 1; step <= 40; step += 1) {
    await page.mouse.move(box.x + 10 + ((box.width - 20) * step) / 40, box.y + box.height / 2);
  }
  await page.mouse.up();
  await expect.poll(async () => (await bench(page)).strength).toBeGreaterThan(1.8);
  await expect
    .poll(async () => largestDifference(before, await playground.pixelsOf(centre(page))))
    .toBeGreaterThan(0);
  const latency = await page.evaluate(() => window.playground.latency());
  expect(latency.count).toBeGreaterThan(5);
  await test.info().attach('latency', { body: JSON.stringify(latency) });
});
