/** Model files that are missing, cut, altered or wrong: a sentence each, and the page stays usable. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';
import { expect } from '@playwright/test';
import { en } from './support/words.ts';
import { largestDifference, PlaygroundPage } from './support/page.ts';
import { test } from './support/test.ts';

// What is broken here is what arrives.
test.use({ keepWeights: false });

const folder = new URL('../public/models/faces-epoch1/', import.meta.url);
const original = (file: string): Buffer => readFileSync(new URL(file, folder));
type Config = Record<string, unknown> & {
  files: Record<string, { size_bytes: number; sha256: string }>;
  generator: { layers: Record<string, unknown>[] };
};
const changedConfig = (change: (config: Config) => void): string => {
  const config = JSON.parse(original('config.json').toString('utf8')) as Config;
  change(config);
  return JSON.stringify(config);
};
const altered = (): Buffer => {
  const bytes = original('generator.safetensors');
  bytes.writeUInt8(bytes.readUInt8(4_000_000) ^ 1, 4_000_000);
  return bytes;
};

interface Broken {
  readonly what: string;
  readonly file: string;
  readonly status?: number;
  readonly body?: () => Buffer | string;
  /** Words that the sentence must have: the file or field, what was expected or found. */
  readonly said: RegExp;
}
const cases: readonly Broken[] = [
  {
    what: 'missing weights',
    file: 'generator.safetensors',
    status: 404,
    said: /generator\.safetensors.*404/s,
  },
  {
    what: 'truncated weights',
    file: 'generator.safetensors',
    body: () => original('generator.safetensors').subarray(0, 5_000_000),
    said: /generator\.safetensors/,
  },
  {
    what: 'altered weights',
    file: 'generator.safetensors',
    body: altered,
    said: /generator\.safetensors/,
  },
  {
    what: 'a config that is no JSON',
    file: 'config.json',
    body: () => '<!doctype html>',
    said: /config\.json/,
  },
  {
    what: 'an unknown version',
    file: 'config.json',
    body: () => changedConfig((config) => Object.assign(config, { version: 7 })),
    said: /7/,
  },
  {
    what: 'layers that do not fit together',
    file: 'config.json',
    body: () =>
      changedConfig((config) => {
        const layer = config.generator.layers.find(({ index }) => index === 3);
        Object.assign(layer ?? {}, { in: 500 });
      }),
    said: /500|512/,
  },
  {
    what: 'weights of another shape than the layers',
    file: 'config.json',
    body: () =>
      changedConfig((config) => {
        for (const layer of config.generator.layers) {
          if (layer['index'] === 9) Object.assign(layer, { out: 32 });
          if (layer['index'] === 10) Object.assign(layer, { channels: 32 });
          if (layer['index'] === 12) Object.assign(layer, { in: 32 });
        }
      }),
    said: /main\.9\.weight|main\.9/,
  },
  {
    what: 'a prior nobody knows',
    file: 'config.json',
    body: () => changedConfig((config) => Object.assign(config, { prior: 'cauchy' })),
    said: /cauchy/,
  },
];

const notice = (page: Page) =>
  page.getByRole('region', { name: en.shell.notices }).getByRole('listitem').first();

test('broken files of a model: a sentence each, and the former model goes on', async ({ page }) => {
  const playground = new PlaygroundPage(page);
  await playground.openReady('', { backend: 'wasm' });
  await playground.whenStageIsLive();
  const before = await playground.pixelsOf(playground.stagePicture());
  const goTo = async (view: string): Promise<void> =>
    page.getByRole('navigation').getByRole('button', { name: view }).click();
  for (const { what, file, status = 200, body, said } of cases) {
    await test.step(what, async () => {
      const address = `**/models/faces-epoch1/${file}`;
      await page.route(address, (route) => route.fulfill({ status, body: body?.() ?? '' }));
      await goTo(en.shell.views.models);
      const message = await page.evaluate(async () => {
        try {
          await window.playground.use('faces-epoch1');
        } catch (error) {
          return error instanceof Error ? error.message : String(error);
        }
        return 'nothing was thrown';
      });
      expect(message).toMatch(said);
      await page.unroute(address);
      await goTo(en.shell.views.walk);
      await expect
        .poll(async () =>
          largestDifference(before, await playground.pixelsOf(playground.stagePicture())),
        )
        .toBe(0);
    });
  }
  const ready = await page.evaluate(() => window.playground.use('faces-epoch1'));
  expect(ready.model).toBe('faces-epoch1');
});

test('weights that cannot be downloaded at the start: stored pictures, a sentence, and retry', async ({
  page,
}) => {
  const address = '**/models/faces/generator.safetensors';
  await page.route(address, (route) => route.abort('connectionfailed'));
  const playground = new PlaygroundPage(page);
  await playground.open('', { backend: 'wasm' });
  await expect(notice(page)).toContainText('generator.safetensors', { timeout: 30_000 });
  await expect(playground.stagePicture()).toHaveAttribute('data-source', 'stored');
  await page.unroute(address);
  await notice(page)
    .getByRole('button', { name: /again|retry/i })
    .click();
  await playground.whenReady();
  await playground.whenStageIsLive();
});

test('a backend that draws wrong faces is not used, and the visitor is told', async ({ page }) => {
  // The golden file of the model says something else than the weights do. Every backend is tried, so
  // this is the smallest model.
  const small = new URL('../public/models/avatars-32/', import.meta.url);
  const config = JSON.parse(readFileSync(new URL('config.json', small), 'utf8')) as Config;
  const golden = readFileSync(new URL('golden.safetensors', small));
  golden.fill(0, golden.length - 38_000, golden.length - 25_000);
  config.files['golden.safetensors'] = {
    size_bytes: golden.length,
    sha256: createHash('sha256').update(golden).digest('hex'),
  };
  await page.route('**/models/avatars-32/golden.safetensors', (route) =>
    route.fulfill({ body: golden }),
  );
  await page.route('**/models/avatars-32/config.json', (route) =>
    route.fulfill({ body: JSON.stringify(config) }),
  );
  const playground = new PlaygroundPage(page);
  await playground.open('#/walk?v=1&m=avatars-32', { backend: 'wasm' });
  await expect(notice(page)).toContainText(/wasm: the backend drew pictures that differ/, {
    timeout: 60_000,
  });
  const { reports } = await page.evaluate(() => window.playground.backend());
  expect(reports.find(({ backend }) => backend === 'wasm')?.failure?.code).toBe('self-test-failed');
});
