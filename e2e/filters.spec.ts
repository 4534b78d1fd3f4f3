/** The Filters view from maps to masks: the real model, a small sheet, by mouse and by keyboard. */
import type { Locator, Page } from '@playwright/test';
import { expect, test as freshTest } from '@playwright/test';
import { createEnglish } from '../src/teaching/strings/en/index.ts';
import { en, ko } from './support/words.ts';
import { fingerOn } from './support/finger.ts';
import { PlaygroundPage, largestDifference } from './support/page.ts';
import { test } from './support/test.ts';

const { filters } = en;
/** The database as the first version of the page left it, with one face on the shelf. */
async function keepOldShelf(page: Page): Promise<void> {
  await page.goto('./LICENSE.txt');
  await page.evaluate(
    async () =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open('latent-playground', 1);
        opening.addEventListener('upgradeneeded', () => {
          const shelf = opening.result.createObjectStore('shelf', { keyPath: 'id' });
          shelf.createIndex('savedAt', 'savedAt');
          const origin = { kind: 'sample', seed: 2014, index: 3 };
          const z = new Float32Array(100).fill(0.1);
          shelf.put({ id: 'old', savedAt: 1, modelId: 'faces', origin, z });
        });
        opening.addEventListener('success', () => {
          opening.result.close();
          resolve();
        });
        opening.addEventListener('error', () => reject(new Error('No database.')));
      }),
  );
}

/** Eyes with glasses on six samples of a sheet of 24. */
const boxes = [3, 10, 11, 15, 5, 13].map((sample) => `~${sample}:0c0k1g10`).join('');
const concept = `Z2xhc3Nlcw~2014.0.24${boxes}`;

async function openFilters(page: Page, query = ''): Promise<PlaygroundPage> {
  const playground = new PlaygroundPage(page);
  await playground.openReady(`#/filters?v=1${query}`, { backend: 'wasm' });
  return playground;
}
const step = (page: Page, name: string): Locator =>
  page.getByRole('navigation', { name: filters.steps.label }).getByRole('button', { name });
const droppedCount = (page: Page): Locator => page.locator('[data-dropped]');
const state = (page: Page) => page.evaluate(() => window.playground.state());

test('by mouse: see maps, draw boxes, fit, and drop: the pairs of Figure 6', async ({ page }) => {
  const playground = await openFilters(page, '&fn=24');
  const grid = page.getByRole('listbox', { name: filters.grid.label('main.5') });
  await expect(grid).toHaveAttribute('data-maps', 'main.5');
  const facts = page.locator('[data-map-facts]');
  await grid.click({ position: { x: 80, y: 30 } });
  await expect(facts).not.toContainText(filters.grid.map('0'));
  await expect(facts).toContainText('mean over the sheet');
  await page.getByRole('radio', { name: filters.layer.option('128', '16', '16') }).check();
  await expect(page.getByRole('listbox', { name: filters.grid.label('main.8') })).toHaveAttribute(
    'data-maps',
    'main.8',
  );

  await step(page, filters.steps.mark).click();
  await expect(page.getByText(filters.mark.empty)).toBeVisible();
  const samples = page.getByRole('option');
  await expect(samples).toHaveCount(24);
  const drawOn = async (index: number): Promise<void> => {
    const box = await samples.nth(index).boundingBox();
    if (box === null) throw new Error('The sample is not on the page.');
    await page.mouse.move(box.x + 12, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 30, box.y + 30, { steps: 3 });
    await page.mouse.move(box.x + 52, box.y + 36);
    await page.mouse.up();
  };
  for (const index of [3, 5, 10, 11]) await drawOn(index);
  const counts = page.locator('[data-counts]');
  await expect(counts).toHaveText(filters.mark.counts('4 boxes', '4', '24'));
  expect((await state(page)).filters.concepts[0]?.shapes[3]).toEqual([
    { kind: 'box', x0: 12, y0: 20, x1: 52, y1: 36 },
  ]);
  await step(page, filters.steps.fit).click();
  await expect(page.getByText(filters.mark.tooFew('5', '4'))).toBeVisible();
  const start = page.getByRole('button', { name: filters.fit.start, exact: true }).last();
  await expect(start).toBeDisabled();
  await page.goBack();
  await drawOn(13);
  await expect(counts).toHaveText(filters.mark.counts('5 boxes', '5', '24'));
  await page.goBack();
  await expect(counts).toHaveText(filters.mark.counts('4 boxes', '4', '24'));
  await page.goForward();
  await expect(counts).toHaveText(filters.mark.counts('5 boxes', '5', '24'));

  await step(page, filters.steps.fit).click();
  await start.click();
  await expect(page.locator('[data-fitted]')).toContainText('AUC', { timeout: 60_000 });
  const scores = await page.locator('[data-score="auc"]').allTextContents();
  expect(scores).toHaveLength(2);
  for (const score of scores) expect(Number(score)).toBeLessThanOrEqual(1);
  await expect(page.locator('[data-fitted] [data-claim]')).toHaveCount(1);

  await page.getByRole('button', { name: filters.steps.next(filters.steps.drop) }).click();
  await expect(droppedCount(page)).toContainText(/of 128 maps dropped/);
  const figure = page.getByRole('table', { name: filters.drop.figureLabel('1') });
  await expect(figure.getByRole('row')).toHaveCount(4);
  const canvases = (row: number): Locator =>
    figure.getByRole('row').nth(row).locator('canvas').first();
  for (const row of [0, 1, 3]) await expect(canvases(row)).toHaveAttribute('data-source', 'live');
  const [plain, dropped, random] = await Promise.all(
    [0, 1, 3].map((row) => playground.pixelsOf(canvases(row))),
  );
  if (plain === undefined || dropped === undefined || random === undefined) throw new Error('rows');
  expect(largestDifference(plain, dropped)).toBeGreaterThan(20);
  expect(largestDifference(random, dropped)).toBeGreaterThan(20);
});

test('the control: twenty random sets beside the fitted one, and a verdict that names them', async ({
  page,
}) => {
  // Twenty-one masks on every sample: a sixth of the work with the smallest model.
  const small = concept.replaceAll('0c0k1g10', '060a0o0g');
  await openFilters(page, `&m=avatars-32&fv=drop&fl=main.8&fc=${small}&fk=top&fp=10`);
  await expect(droppedCount(page)).toHaveText(filters.dropped.count('10', '64'), {
    timeout: 60_000,
  });
  // The page speaks of what this model draws.
  const ofAvatars = createEnglish('avatar');
  await expect(page.getByText(ofAvatars.shell.shelf.empty)).toBeVisible();
  await expect(page.getByText(ofAvatars.filters.control.empty)).toBeVisible();
  await page.getByRole('button', { name: filters.control.measure }).click();
  const report = page.locator('[data-report]');
  await expect(report).toContainText(/Rank \d+ of 21/, { timeout: 80_000 });
  await expect(report.locator('circle')).toHaveCount(20);
  await expect(report.locator('[data-claim]')).toContainText(/\d+ of 20 random sets/);
  const rows = page.locator('[data-measures] tbody tr');
  await expect(rows.first()).toContainText(filters.control.picture('glasses'));
  // A change of what is dropped is not covered by what was measured.
  await page.getByRole('slider', { name: filters.drop.factor }).focus();
  await page.keyboard.press('ArrowRight');
  await expect(report).toHaveCount(0);
  await expect(page.getByText(filters.control.stale)).toBeVisible();
});

test('by keyboard: a box drawn, moved, resized, given up and removed; a map toggled', async ({
  page,
}) => {
  const playground = await openFilters(page, '&fv=mark&fn=24');
  await page.getByRole('listbox').focus();
  await page.keyboard.press('ArrowRight');
  await page.keyboard.press('Enter');
  const editor = page.locator('[data-editor]');
  await expect(editor).toBeFocused();
  await expect(editor).toHaveAttribute('data-holding', '');
  await page.keyboard.press('ArrowLeft');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('Shift+ArrowRight');
  const said = page.locator('[data-announcer]');
  await expect(said).toHaveText(filters.mark.boxAt('23', '23', '17', '16'));
  await page.keyboard.press('Enter');
  await expect(said).toHaveText(filters.mark.kept('1 box'));
  const shapes = async () => (await state(page)).filters.concepts[0]?.shapes[1];
  const kept = [{ kind: 'box', x0: 23, y0: 23, x1: 40, y1: 39 }];
  expect(await shapes()).toEqual(kept);
  await page.keyboard.press('Enter');
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Escape');
  expect(await shapes()).toEqual(kept);
  await page.keyboard.press('Delete');
  expect(await shapes()).toBeUndefined();
  await page.goBack();
  await expect.poll(shapes).toEqual(kept);

  await step(page, filters.steps.see).focus();
  await page.keyboard.press('Enter');
  const face = page.locator('[data-tile="filter-face"] canvas').first();
  await expect(face).toHaveAttribute('data-source', 'live');
  const before = await playground.pixelsOf(face);
  await page.getByRole('listbox').focus();
  await page.keyboard.press('End');
  await page.keyboard.press('Space');
  await expect(droppedCount(page)).toHaveText(filters.dropped.count('1', '256'));
  const { hand, selection } = (await state(page)).filters;
  expect([hand.length, selection]).toEqual([1, 'hand']);
  await page.keyboard.press('Home');
  for (let more = 0; more < 4; more += 1) {
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
  }
  await expect(droppedCount(page)).toHaveText(/^[45] of 256 maps dropped$/);
  await expect
    .poll(async () => largestDifference(before, await playground.pixelsOf(face)))
    .toBeGreaterThan(1);
});

test('a link brings back boxes, fit and dropped maps; a kept mask acts in Walk and survives a reload', async ({
  page,
}) => {
  const query = `&m=faces&fv=drop&fc=${concept}&fk=top&fp=40`;
  await keepOldShelf(page);
  const playground = await openFilters(page, query);
  await expect(page.locator('[data-tile="shelf"]')).toHaveCount(1);
  // The link says "top 40 by weight": it is fitted when it is opened.
  await expect(droppedCount(page)).toHaveText(filters.dropped.count('40', '256'), {
    timeout: 60_000,
  });
  const address = await page.evaluate(() => location.hash);
  expect(address).toContain('fp=40');
  expect(address).toContain('~3:0c0k1g10');

  await page.getByLabel(filters.masks.name).fill('No glasses');
  await page.getByRole('button', { name: filters.masks.save }).click();
  const chip = page.locator('[data-mask-on]');
  await expect(chip).toHaveText(filters.masks.chip('No glasses', filters.masks.maps(40)));
  const { mask } = await state(page);
  expect(Object.keys(mask['main.5'] ?? {})).toHaveLength(40);

  await page.getByRole('button', { name: en.shell.views.walk, exact: true }).click();
  await playground.whenStageIsLive();
  const expected = await page.evaluate(async (scale) => {
    const latent = Array.from({ length: 100 }, () => 0);
    await window.playground.setState({ keyframes: [{ z: latent }], position: 0 });
    const [plain, masked] = [
      await window.playground.generate([latent]),
      await window.playground.generate([latent], { scale }),
    ];
    return { plain: Array.from(plain[0]?.data ?? []), masked: Array.from(masked[0]?.data ?? []) };
  }, mask);
  const size = { width: 64, height: 64 };
  const stage = async () => playground.pixelsOf(playground.stagePicture());
  await expect
    .poll(async () => largestDifference({ ...size, data: expected.masked }, await stage()))
    .toBeLessThanOrEqual(1);
  expect(largestDifference({ ...size, data: expected.plain }, await stage())).toBeGreaterThan(10);

  // Away from the link: the library alone brings the name back.
  await page.reload();
  await playground.whenReady();
  await expect(chip).toContainText('No glasses');
  await chip.click();
  const panel = page.getByRole('dialog', { name: filters.masks.heading });
  await panel.getByRole('button', { name: filters.masks.stopUsing }).click();
  await expect.poll(async () => (await state(page)).mask).toEqual({});
  await panel.getByRole('checkbox', { name: filters.masks.open('No glasses') }).check();
  await expect(chip).toContainText('No glasses');

  const download = page.waitForEvent('download');
  await panel.getByRole('button', { name: filters.masks.exportFile('No glasses') }).click();
  const path = await (await download).path();
  await panel.getByRole('button', { name: filters.masks.remove('No glasses') }).click();
  await expect(panel.getByText(filters.masks.none)).toBeVisible();
  const importFile = async (file: string | { name: string; mimeType: string; buffer: Buffer }) => {
    const chooser = page.waitForEvent('filechooser');
    await panel.getByRole('button', { name: filters.masks.importFile }).click();
    await (await chooser).setFiles(file);
  };
  const broken = {
    name: 'broken.json',
    mimeType: 'application/json',
    buffer: Buffer.from('{"a":'),
  };
  await importFile(broken);
  await expect(
    page
      .getByRole('alert')
      .or(page.getByText(/broken\.json/))
      .first(),
  ).toContainText('broken.json');
  await importFile(path);
  await expect(panel.getByText('No glasses', { exact: true })).toBeVisible();
});

test('prepared boxes are labelled as prepared, in Korean too', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openReady('#/filters?v=1&fv=mark&fn=24', { backend: 'wasm', lang: 'ko' });
  await page.getByRole('button', { name: ko.filters.mark.prepared, exact: true }).click();
  const name = ko.filters.mark.preparedConcepts.glasses;
  await page.getByRole('dialog').getByRole('button', { name }).click();
  await expect(page.getByRole('textbox', { name: ko.filters.mark.name })).toHaveValue(
    ko.filters.mark.preparedName(name),
  );
  await expect(page.getByText(ko.filters.mark.preparedNote)).toBeVisible();
  const { concepts, layer } = (await state(page)).filters;
  expect(layer).toBe('main.5');
  expect(Object.keys(concepts[0]?.shapes ?? {}).length).toBeGreaterThanOrEqual(5);
});

freshTest.describe('touch', () => {
  freshTest.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  freshTest('a finger draws a box, pulls its corner, moves it, and paints', async ({ page }) => {
    await openFilters(page, '&fn=12&fv=mark');
    const editor = page.locator('[data-editor]');
    const finger = await fingerOn(page);
    /** From one pixel of the picture, which is shown five times as large, to another one. */
    const swipe = async (from: readonly [number, number], to: readonly [number, number]) => {
      const box = await editor.boundingBox();
      if (box === null) throw new Error('The editor is not on the page.');
      const at = (part: number): [number, number] => [
        box.x + 5 * (from[0] + (to[0] - from[0]) * part),
        box.y + 5 * (from[1] + (to[1] - from[1]) * part),
      ];
      await finger.down(...at(0));
      for (const part of [0.25, 0.5, 0.75, 1]) await finger.move(...at(part));
      await finger.up();
    };
    const shapes = async () => (await state(page)).filters.concepts[0]?.shapes[0];
    const place = await editor.boundingBox();
    await swipe([16, 24], [30, 32]);
    await expect.poll(shapes).toEqual([{ kind: 'box', x0: 16, y0: 24, x1: 30, y1: 32 }]);
    // The first box brings its concept's name; the picture does not jump under the finger.
    expect(await editor.boundingBox()).toEqual(place);
    await swipe([30, 32], [36, 40]);
    await expect.poll(shapes).toEqual([{ kind: 'box', x0: 16, y0: 24, x1: 36, y1: 40 }]);
    await swipe([20, 28], [24, 36]);
    const box = { kind: 'box', x0: 20, y0: 32, x1: 40, y1: 48 };
    await expect.poll(shapes).toEqual([box]);
    await page.getByRole('radio', { name: filters.mark.brush, exact: true }).check();
    await swipe([10, 56], [50, 56]);
    await expect.poll(shapes).toMatchObject([box, { kind: 'brush' }]);
    const [, brush] = (await shapes()) ?? [];
    expect(brush?.kind === 'brush' && brush.pixels).toContain(56 * 64 + 30);
    await page.goBack();
    await expect.poll(shapes).toEqual([box]);
  });
});
