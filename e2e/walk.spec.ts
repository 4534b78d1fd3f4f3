/** The Walk view by its controls: every one moves the real picture, drawn by the real engine. */
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { drawSample } from '../src/latent/prior.ts';
import { en } from './support/words.ts';
import { largestDifference, PlaygroundPage } from './support/page.ts';
import { test } from './support/test.ts';

const { walk } = en;

async function openWalk(page: Page, hash = ''): Promise<PlaygroundPage> {
  const playground = new PlaygroundPage(page);
  await playground.openReady(hash, { backend: 'wasm' });
  await playground.whenStageIsLive();
  return playground;
}

/** The same on the page of the test before; its pictures may be from before for a moment. */
async function showWalk(page: Page, hash = '#/walk?v=1'): Promise<void> {
  const playground = new PlaygroundPage(page);
  await playground.show(hash, { backend: 'wasm' });
  await playground.whenStageIsLive();
}

const position = (page: Page) =>
  page.getByRole('slider', { name: walk.path.position, exact: true });
/** The latent of the picture on the stage, drawn through the console API. */
async function drawnByConsole(page: Page, z: readonly number[]): Promise<number[]> {
  return page.evaluate(async (latent) => {
    const [image] = await window.playground.generate([latent]);
    return Array.from(image?.data ?? []);
  }, z);
}

test('the position slider draws the interpolated face, by keyboard and by number', async ({
  page,
}) => {
  const playground = await openWalk(page);
  const first = await playground.pixelsOf(playground.stagePicture());
  await position(page).focus();
  await page.keyboard.press('End');
  await expect(position(page)).toHaveValue('3');
  await expect
    .poll(async () =>
      largestDifference(first, await playground.pixelsOf(playground.stagePicture())),
    )
    .toBeGreaterThan(60);

  const box = page.getByRole('spinbutton', { name: walk.path.positionNumber });
  await box.fill('0.5');
  await box.press('Enter');
  await expect(position(page)).toHaveValue('0.5');
  const [a, b] = [0, 1].map((index) => drawSample('normal', 100, 2014, index));
  const middle = Array.from(a ?? [], (value, i) => (value + (b?.[i] ?? Number.NaN)) / 2);
  const expected = { width: 64, height: 64, data: await drawnByConsole(page, middle) };
  await expect
    .poll(async () =>
      largestDifference(expected, await playground.pixelsOf(playground.stagePicture())),
    )
    .toBeLessThanOrEqual(1);
});

test('a typed seed draws other samples, the same on every visit', async ({ page }) => {
  const playground = await openWalk(page);
  const seed = page.getByRole('spinbutton', { name: walk.palette.seed, exact: true }).first();
  await seed.fill('77');
  await seed.press('Enter');
  const name = walk.palette.tile('0', '77');
  const canvas = page.getByRole('button', { name, exact: true }).locator('canvas');
  const expected = await drawnByConsole(page, Array.from(drawSample('normal', 100, 77, 0)));
  const isDrawn = () =>
    expect
      .poll(async () =>
        largestDifference(
          { width: 64, height: 64, data: expected },
          await playground.pixelsOf(canvas),
        ),
      )
      .toBeLessThanOrEqual(1);
  await isDrawn();
  await page.reload();
  await playground.whenReady();
  await isDrawn();
});

test('painting a component changes its keyframe only, and a lock holds', async ({ page }) => {
  const playground = await openWalk(page, '#/walk?v=1&e=components');
  const before = await playground.pixelsOf(playground.stagePicture());
  const box = page.getByRole('spinbutton', { name: walk.components.number('3'), exact: true });
  await box.fill('3');
  await box.press('Enter');
  await expect
    .poll(async () =>
      largestDifference(before, await playground.pixelsOf(playground.stagePicture())),
    )
    .toBeGreaterThan(5);
  const keyframes = await page.evaluate(() => window.playground.state().keyframes);
  expect(keyframes[0]).toHaveProperty('z.3', 3);
  expect(keyframes[1]).toEqual({ seed: 2014, index: 1 });
  await page.getByRole('button', { name: walk.components.lock('3'), exact: true }).click();
  await page.getByRole('button', { name: walk.components.redraw, exact: true }).last().click();
  await expect
    .poll(() => page.evaluate(() => window.playground.state().keyframes[0]))
    .toHaveProperty('z.3', 3);
  const redrawn = await page.evaluate(() => window.playground.state().keyframes[0]);
  const first = drawSample('normal', 100, 2014, 0);
  expect('z' in (redrawn ?? {}) && redrawn).not.toHaveProperty('z.0', first[0]);
});

test('the pad mixes its corners and the picture follows', async ({ page }) => {
  const playground = await openWalk(page, '#/walk?v=1&e=pad&o=pad&x=0&y=0');
  const corner = await drawnByConsole(page, Array.from(drawSample('normal', 100, 2014, 4)));
  const expected = { width: 64, height: 64, data: corner };
  await expect
    .poll(async () =>
      largestDifference(expected, await playground.pixelsOf(playground.stagePicture())),
    )
    .toBeLessThanOrEqual(1);
  await page.getByRole('slider', { name: walk.pad.label }).focus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => page.evaluate(() => window.playground.state().padX)).toBeGreaterThan(0);
});

test.describe('without reading pictures', () => {
  test.use({ keepPage: true });

  test('slerp keeps the norm near the shell where lerp falls short of it', async ({ page }) => {
    await showWalk(page, '#/walk?v=1&p=1.5');
    const norm = async (): Promise<number> => {
      const text = await position(page).getAttribute('aria-valuetext');
      return Number(/([\d.]+)$/.exec(text ?? '')?.[1]);
    };
    const lerp = await norm();
    await page.getByRole('radio', { name: walk.path.slerp }).check();
    await expect.poll(norm).toBeGreaterThan(lerp + 1);
    expect(lerp).toBeLessThan(9);
  });

  test('play moves the position, pauses, and turns round at the end', async ({ page }) => {
    // Half a segment a second, and no frame counts as more than a tenth of one: on the busiest machine a
    // frame moves by 0.05 at most, so the way up to the end and back takes frames that can be seen.
    await showWalk(page, '#/walk?v=1&p=2.9&s=0.5');
    // Reads the position at every frame until it has risen to the end and come back a good way.
    const turned = position(page).evaluate(
      (slider: HTMLInputElement) =>
        new Promise<number>((resolve) => {
          let highest = 0;
          const look = (): void => {
            highest = Math.max(highest, slider.valueAsNumber);
            if (slider.valueAsNumber < 2.85) resolve(highest);
            else requestAnimationFrame(look);
          };
          look();
        }),
    );
    await page.getByRole('button', { name: walk.path.play, exact: true }).click();
    expect(await turned).toBeGreaterThan(2.94);
    await page.getByRole('button', { name: walk.path.pause, exact: true }).click();
    const held = await position(page).inputValue();
    await page.evaluate(() => new Promise((resolve) => requestAnimationFrame(() => resolve(null))));
    expect(await position(page).inputValue()).toBe(held);
  });

  test('the film strip shows ten frames a segment and goes to the chosen one', async ({ page }) => {
    await showWalk(page);
    const frames = page.locator('[data-tile="frame"]');
    await expect(frames).toHaveCount(31);
    await page
      .getByRole('button', { name: walk.strip.frame('6', '31', '0.5'), exact: true })
      .click();
    await expect(position(page)).toHaveValue('0.5');
    await page.keyboard.press('ArrowRight');
    await expect(position(page)).toHaveValue('0.6');
  });

  test('at first sight there are at most five controls; the rest is behind More', async ({
    page,
  }) => {
    await showWalk(page);
    const main = page.getByRole('main');
    // Faces are not controls, and a slider is one with its number box, a seed with its shuffle.
    const controls = main.locator(
      'input[type="range"], fieldset, [role="radiogroup"], input[type="number"], button:not([data-tile] button):not(summary)',
    );
    const names = await controls.evaluateAll((elements) =>
      elements
        .filter((element) => element.checkVisibility())
        .map((element) => element.getAttribute('aria-label') ?? element.textContent),
    );
    expect(names.length, names.join(', ')).toBeLessThanOrEqual(7);
    await expect(page.getByRole('tablist')).toHaveCount(0);
    await page.getByRole('button', { name: walk.path.more, exact: true }).click();
    await expect(page.getByRole('tab')).toHaveCount(6);
  });

  test('the sheet is one path of 100 frames and gives a frame to the path', async ({ page }) => {
    await showWalk(page, '#/walk?v=1&e=sheet');
    const name = walk.sheet.frame('1', '1');
    const frame = page
      .getByRole('button', { name })
      .or(page.getByRole('gridcell', { name }))
      .first();
    await expect(frame).toBeVisible();
    await frame.click();
    await expect
      .poll(() => page.evaluate(() => window.playground.state().keyframes.length))
      .toBe(5);
  });

  test('truncation shortens every z', async ({ page }) => {
    await showWalk(page, '#/walk?v=1&e=settings');
    const slider = page.getByRole('slider', { name: walk.settings.truncation });
    await slider.focus();
    await page.keyboard.press('Home');
    await expect.poll(() => page.evaluate(() => window.playground.state().truncation)).toBe(0);
    await expect(page.locator('[data-caption]')).toContainText(walk.stage.truncation('0.00'));
  });
});
