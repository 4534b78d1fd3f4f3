/** Masks on every hidden layer of G, against PyTorch, on WebGPU. */
import { expect, test } from '@playwright/test';
import { maskDifferences } from './support/maskedFaces.ts';
import { PlaygroundPage } from './support/page.ts';

test('webgpu masks every hidden layer as PyTorch does', async ({ page }) => {
  test.setTimeout(180_000);
  const playground = new PlaygroundPage(page);
  expect((await playground.openReady('', { backend: 'webgpu' })).backend).toBe('webgpu');
  const differences = await maskDifferences(playground);
  expect(Object.keys(differences)).toHaveLength(4);
  for (const difference of Object.values(differences)) expect(difference).toBeLessThanOrEqual(1);
});
