/** Masks on every hidden layer of G, against PyTorch: dropped and boosted after the activation. */
import { expect } from '@playwright/test';
import { maskDifferences } from './support/maskedFaces.ts';
import { PlaygroundPage } from './support/page.ts';
import { test } from './support/test.ts';

for (const backend of ['wasm', 'webgl', 'cpu'] as const) {
  test(`${backend} masks every hidden layer as PyTorch does`, async ({ page }) => {
    test.setTimeout(180_000);
    const playground = new PlaygroundPage(page);
    expect((await playground.openReady('', { backend })).backend).toBe(backend);
    const differences = await maskDifferences(playground);
    expect(Object.keys(differences)).toEqual(['main.2', 'main.5', 'main.8', 'main.11']);
    for (const difference of Object.values(differences)) {
      expect(difference).toBeLessThanOrEqual(1);
    }
  });
}
