/** Faces travel by mouse, by touch, by keyboard, and by picking up and putting down. */
import type { Locator, Page } from '@playwright/test';
import { expect, test as freshTest } from '@playwright/test';
import { en } from './support/words.ts';
import { fingerOn } from './support/finger.ts';
import { PlaygroundPage } from './support/page.ts';
import { test } from './support/test.ts';

const { walk, parts, shell } = en;

async function openWalk(page: Page, hash = '#/walk?v=1'): Promise<void> {
  const playground = new PlaygroundPage(page);
  await playground.show(hash, { backend: 'wasm' });
  await playground.whenStageIsLive();
  expect(await keyframesOf(page)).toEqual([0, 1, 2, 3].map(sample));
}

const keyframesOf = (page: Page) => page.evaluate(() => window.playground.state().keyframes);
const sample = (index: number) => ({ seed: 2014, index });
const palette = (page: Page, index: number): Locator =>
  page.getByRole('button', { name: walk.palette.tile(String(index), '2014'), exact: true });
const keyframe = (page: Page, index: number): Locator =>
  page.locator('[data-tile="keyframe"]').nth(index);

async function middleOf(place: Locator): Promise<{ x: number; y: number }> {
  const box = await place.boundingBox();
  if (box === null) throw new Error('The place has no box.');
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function dragByMouse(page: Page, from: Locator, to: { x: number; y: number }): Promise<void> {
  const start = await middleOf(from);
  await page.mouse.move(start.x, start.y);
  await page.mouse.down();
  await page.mouse.move(start.x + 12, start.y + 12, { steps: 4 });
  await page.mouse.move(to.x, to.y, { steps: 12 });
  await page.mouse.up();
}

test.describe('mouse and keyboard', () => {
  test.use({ keepPage: true });

  test('mouse: a new sample replaces a keyframe, and goes between two', async ({ page }) => {
    await openWalk(page);
    await dragByMouse(page, palette(page, 9), await middleOf(keyframe(page, 1)));
    await expect.poll(() => keyframesOf(page)).toEqual([0, 9, 2, 3].map(sample));
    const [left, right] = [await middleOf(keyframe(page, 1)), await middleOf(keyframe(page, 2))];
    await dragByMouse(page, palette(page, 7), { x: (left.x + right.x) / 2, y: left.y });
    await expect.poll(() => keyframesOf(page)).toEqual([0, 9, 7, 2, 3].map(sample));
  });

  test('mouse: a keyframe moves along the path; to the shelf it is copied', async ({ page }) => {
    await openWalk(page);
    const [third, fourth] = [await middleOf(keyframe(page, 2)), await middleOf(keyframe(page, 3))];
    await dragByMouse(page, keyframe(page, 0), { x: (third.x + fourth.x) / 2, y: third.y });
    await expect.poll(() => keyframesOf(page)).toEqual([1, 2, 0, 3].map(sample));
    const shelf = page.getByRole('region', { name: shell.shelf.title });
    await dragByMouse(page, keyframe(page, 1), await middleOf(shelf));
    await expect(page.locator('[data-tile="shelf"]')).toHaveCount(1);
    expect(await keyframesOf(page)).toHaveLength(4);
  });

  test('mouse: Escape during a drag puts the face back', async ({ page }) => {
    await openWalk(page);
    const start = await middleOf(palette(page, 5));
    const target = await middleOf(keyframe(page, 2));
    await page.mouse.move(start.x, start.y);
    await page.mouse.down();
    await page.mouse.move(target.x, target.y, { steps: 10 });
    await page.keyboard.press('Escape');
    await page.mouse.up();
    expect(await keyframesOf(page)).toEqual([0, 1, 2, 3].map(sample));
  });

  test('keyboard: Space picks up, arrows choose a place, Enter puts it there', async ({ page }) => {
    await openWalk(page);
    await palette(page, 8).focus();
    await page.keyboard.press('Space');
    const place = page.getByRole('button', { name: parts.drag.putHere(walk.path.slot('2')) });
    await expect(place).toBeVisible();
    // Walks over the places until the wanted one has the focus; there are fewer than forty.
    for (let step = 0; step < 40; step += 1) {
      if (await place.evaluate((element) => element === document.activeElement)) break;
      await page.keyboard.press('ArrowRight');
    }
    await expect(place).toBeFocused();
    await page.keyboard.press('Enter');
    await expect.poll(() => keyframesOf(page)).toEqual([0, 8, 2, 3].map(sample));
  });

  test('keyboard: Escape gives the face and the focus back', async ({ page }) => {
    await openWalk(page);
    await palette(page, 8).focus();
    await page.keyboard.press('Space');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Escape');
    await expect(palette(page, 8)).toBeFocused();
    expect(await keyframesOf(page)).toEqual([0, 1, 2, 3].map(sample));
  });

  test('keyboard: Delete removes a keyframe, Alt with an arrow moves it, one always stays', async ({
    page,
  }) => {
    await openWalk(page);
    await keyframe(page, 0).getByRole('button').first().focus();
    await page.keyboard.press('Alt+ArrowRight');
    await expect.poll(() => keyframesOf(page)).toEqual([1, 0, 2, 3].map(sample));
    for (const left of [3, 2, 1]) {
      await page.keyboard.press('Delete');
      await expect.poll(async () => (await keyframesOf(page)).length).toBe(left);
    }
    await page.keyboard.press('Delete');
    expect(await keyframesOf(page)).toHaveLength(1);
  });

  test('a tap picks up and a tap puts down, without dragging', async ({ page }) => {
    await openWalk(page, '#/walk?v=1&e=pad');
    await palette(page, 10).click();
    await page.getByRole('button', { name: parts.tile.pickUp, exact: true }).click();
    const corner = walk.pad.cornerSlot(walk.pad.corners[1] ?? '');
    await page.getByRole('button', { name: parts.drag.putHere(corner) }).click();
    await expect
      .poll(() => page.evaluate(() => window.playground.state().padCorners[1]))
      .toEqual(sample(10));
  });
});

freshTest.describe('touch', () => {
  freshTest.use({ hasTouch: true, viewport: { width: 390, height: 844 } });

  freshTest('a long press drags a sample to a keyframe', async ({ page }) => {
    await openWalk(page);
    const finger = await fingerOn(page);
    await palette(page, 0).scrollIntoViewIfNeeded();
    await keyframe(page, 2).scrollIntoViewIfNeeded();
    const from = await middleOf(keyframe(page, 1));
    const to = await middleOf(keyframe(page, 2));
    await finger.down(from.x, from.y);
    await expect(page.locator('[data-dragging]')).toHaveCount(1);
    for (const part of [0.25, 0.5, 0.75, 1]) {
      await finger.move(from.x + (to.x - from.x) * part, from.y + (to.y - from.y) * part);
    }
    await finger.up();
    await expect.poll(() => keyframesOf(page)).toEqual([0, 2, 1, 3].map(sample));
  });
});
