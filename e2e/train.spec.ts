/** A run of thirty steps by use of the controls, from the pictures to the Walk view. */
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { createEnglish } from '../src/teaching/strings/en/index.ts';
import { en } from './support/words.ts';
import { PlaygroundPage } from './support/page.ts';
import { test } from './support/test.ts';

const { train, pictures, models, shell } = en;

const goTo = (page: Page, step: 'pictures' | 'network' | 'run' | 'afterwards') =>
  page
    .getByRole('navigation', { name: train.steps.label })
    .getByRole('button', { name: train.steps[step] })
    .click();
const button = (page: Page, name: string) => page.getByRole('button', { name, exact: true });
const settled = (page: Page, phase: string, step: number) =>
  expect(page.locator(`[data-phase="${phase}"][data-step="${step}"]`)).toBeVisible({
    timeout: 60_000,
  });
const fill = async (page: Page, name: string, value: string): Promise<void> => {
  const box = page.getByRole('spinbutton', { name, exact: true });
  await box.fill(value);
  await box.press('Enter');
};

test('draw shapes, train thirty steps, see half a step, and walk in what came of it', async ({
  page,
}) => {
  test.setTimeout(120_000);
  const playground = new PlaygroundPage(page);
  const errors = playground.watchErrors();
  await playground.openReady('#/train?v=1&tw=4&tm=16', { backend: 'wasm' });

  await page.getByRole('radio', { name: pictures.sources.shapes }).check();
  await fill(page, pictures.options.count, '500');
  await button(page, pictures.make.draw).click();
  await button(page, train.next.network).click();

  await page
    .getByRole('radio', { name: train.network.guidelines.activationG.options.tanh })
    .check();
  await expect(page.getByText(train.network.presets.claims.tanh)).toBeVisible();
  await page.getByRole('combobox', { name: train.network.keys.network }).selectOption('mlp');
  await button(page, train.next.run).click();
  expect(await page.evaluate(() => window.playground.state().train)).toMatchObject({
    part: 'run',
    network: 'mlp',
    activationG: 'tanh',
    width: 4,
  });

  await fill(page, train.network.length, '30');
  await button(page, train.run.start).click();
  await settled(page, 'paused', 30);
  await expect(page.getByRole('img', { name: train.run.sheet.label(30) })).toBeVisible();
  const losses = new RegExp(`^${train.run.charts.losses}: D [\\d.]+, G [\\d.]+$`);
  await expect(page.getByRole('img', { name: losses })).toBeVisible();
  await button(page, train.run.half).click();
  await expect(page.locator('[data-half="discriminatorReal"]')).toContainText(
    train.run.halves.changed.none,
  );
  await button(page, train.run.step).click();
  await settled(page, 'paused', 31);
  await button(page, train.run.stop).click();
  await settled(page, 'stopped', 31);

  // What is kept outlives the page.
  await goTo(page, 'afterwards');
  await expect(page.locator('[data-snapshot]')).toHaveCount(2);
  await page.reload();
  await playground.whenReady();
  const entry = page.locator('[data-snapshot$=".31"]');
  const name = (await entry.getByRole('heading').textContent()) ?? '';
  const download = page.waitForEvent('download');
  await entry.getByRole('button', { name: train.kept.zipName(name) }).click();
  expect((await download).suggestedFilename()).toMatch(/^own-[0-9a-f]+-31-[0-9a-z]+\.zip$/);
  await entry
    .getByRole('button', { name: train.kept.openName(train.kept.openIn.walk, name) })
    .click();
  await page.waitForFunction(() => window.playground.state().view === 'walk');
  const { model } = await page.evaluate(() => window.playground.state());
  expect(model).toMatch(/^own-/);
  await playground.whenStageIsLive();
  const { width } = await playground.pixelsOf(playground.stagePicture());
  expect(width).toBe(32);
  // Of shapes nobody knows more than that they are samples.
  await expect(page.getByText(createEnglish('sample').walk.palette.why)).toBeVisible();

  // So do the other views draw with it; opening it there keeps no second model.
  const shown = (view: 'train' | 'models') =>
    page
      .getByRole('navigation', { name: shell.views.label })
      .getByRole('button', { name: shell.views[view] })
      .click();
  await shown('train');
  await entry
    .getByRole('button', { name: train.kept.openName(train.kept.openIn.filters, name) })
    .click();
  await page.waitForFunction(() => window.playground.state().view === 'filters');
  expect(await page.evaluate(() => window.playground.state().model)).toBe(model);
  await expect(page.locator('[data-maps]')).toBeVisible();

  // A link to it works on this machine, also in a new visit; deleting it brings the first model back.
  await page.reload();
  expect((await playground.whenReady()).model).toBe(model);
  await shown('models');
  await button(page, models.remove).click();
  await expect(button(page, models.remove)).toHaveCount(0);
  expect(await page.evaluate(() => window.playground.state().model)).toBe('faces');
  expect(errors).toEqual([]);
});
