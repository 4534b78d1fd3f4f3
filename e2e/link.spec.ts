/** State is a link: the same link gives the same picture, Back undoes, a broken one is explained. */
import { expect } from '@playwright/test';
import { en } from './support/words.ts';
import { largestDifference, PlaygroundPage } from './support/page.ts';
import { test } from './support/test.ts';

const { walk } = en;

test('a painted scene opens from its link in a fresh browser with the same bytes', async ({
  browser,
  page,
}) => {
  const playground = new PlaygroundPage(page);
  await playground.openReady('', { backend: 'wasm' });
  await page.evaluate(async () => {
    const z = Array.from({ length: 100 }, (_, i) => Math.sin(i * 12.9898) * 1.7);
    await window.playground.setState({
      keyframes: [{ z }, { seed: 5, index: 3 }, { seed: 4294967295, index: 0 }],
      position: 0.37,
      interpolation: 'slerp',
      truncation: 0.8,
      mask: { 'main.5': { 7: 0, 9: 2.5 } },
      locked: [1, 2, 99],
    });
  });
  await playground.whenStageIsLive();
  const state = await page.evaluate(() => window.playground.state());
  const link = page.url();
  const drawn = (from: PlaygroundPage) => from.pixelsOf(from.stagePicture());
  const context = await browser.newContext();
  const other = new PlaygroundPage(await context.newPage());
  await other.page.goto(link);
  await other.whenReady();
  await other.whenStageIsLive();
  expect(await other.page.evaluate(() => window.playground.state())).toEqual(state);
  await expect
    .poll(async () => largestDifference(await drawn(playground), await drawn(other)))
    .toBe(0);
  await context.close();
});

test('Back undoes one step at a time and Forward does it again', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openReady('', { backend: 'wasm' });
  const slider = page.getByRole('slider', { name: walk.path.position, exact: true });
  const box = page.getByRole('spinbutton', { name: walk.path.positionNumber });
  await box.fill('1.5');
  await box.press('Enter');
  await page.getByRole('radio', { name: walk.path.slerp }).check();
  await expect(page.getByRole('radio', { name: walk.path.slerp })).toBeChecked();
  await page.goBack();
  await expect(page.getByRole('radio', { name: walk.path.lerp, exact: true })).toBeChecked();
  await expect(slider).toHaveValue('1.5');
  await page.goBack();
  await expect(slider).toHaveValue('0');
  await page.goForward();
  await expect(slider).toHaveValue('1.5');
});

test('dragging the slider is one step, however far it went', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openReady('', { backend: 'wasm' });
  const slider = page.getByRole('slider', { name: walk.path.position, exact: true });
  const box = await slider.boundingBox();
  if (box === null) throw new Error('The slider has no box.');
  await page.mouse.move(box.x + 8, box.y + box.height / 2);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width / 2, box.y + box.height / 2, { steps: 25 });
  await page.mouse.up();
  expect(Number(await slider.inputValue())).toBeGreaterThan(1);
  // One step back is where the drag began, one forward where it ended.
  const end = await slider.inputValue();
  await page.goBack();
  await expect(slider).toHaveValue('0');
  await page.goForward();
  await expect(slider).toHaveValue(end);
});

const broken: readonly (readonly [what: string, hash: string, said: RegExp])[] = [
  ['a version to come', '#/walk?v=99', /99/],
  ['a latent of the wrong length', '#/walk?v=1&k=zAAAA', /zAAAA/],
  ['a position that is no number', '#/walk?v=1&p=here', /here/],
  ['a seed beyond 32 bits', '#/walk?v=1&n=99999999999', /99999999999/],
  ['an unknown model', '#/walk?v=1&m=cats', /cats/],
  ['rubbish', '#/%E0%A4%A', /link/i],
];
for (const [what, hash, said] of broken) {
  test(`a link with ${what} gives a sentence and the default scene`, async ({ page }) => {
    const playground = new PlaygroundPage(page);
    const errors = playground.watchErrors();
    await playground.openReady(hash, { backend: 'wasm' });
    const notices = page.getByRole('region', { name: en.shell.notices }).getByRole('listitem');
    await expect(notices).toHaveCount(1);
    await expect(notices).toContainText(said);
    const state = await page.evaluate(() => window.playground.state());
    expect(state).toMatchObject({ model: 'faces', position: 0 });
    expect(state.keyframes).toHaveLength(4);
    await playground.whenStageIsLive();
    expect(errors).toEqual([]);
  });
}

test('shelf and settings survive a reload', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openReady('', { backend: 'wasm' });
  await page.getByRole('button', { name: walk.palette.tile('6', '2014'), exact: true }).click();
  await page.getByRole('button', { name: en.parts.tile.save, exact: true }).click();
  const kept = page.locator('[data-tile="shelf"]');
  await expect(kept).toHaveCount(1);
  await page.getByRole('button', { name: '한국어' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await page.goto('./');
  await playground.whenReady();
  await expect(page.locator('html')).toHaveAttribute('lang', 'ko');
  await expect(kept).toHaveCount(1);
});
