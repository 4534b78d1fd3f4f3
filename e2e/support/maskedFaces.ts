/** What PyTorch draws with masks (`training/mask_fixtures.py`), and how far the page is from it. */
import { readFileSync } from 'node:fs';
import { readSafetensors } from '../../src/formats/safetensors.ts';
import { largestDifference } from './page.ts';
import type { PlaygroundPage } from './page.ts';

const read = (path: string): Buffer => readFileSync(new URL(path, import.meta.url));

/** Largest difference in steps of 0 … 255 by hidden layer of G, on the backend that draws now. */
export async function maskDifferences({ page }: PlaygroundPage): Promise<Record<string, number>> {
  const pictures = JSON.parse(String(read('../fixtures/maskedFaces.json'))) as Record<
    string,
    string
  >;
  const bytes = read('../../public/models/faces/golden.safetensors');
  const golden = readSafetensors(new Uint8Array(bytes).buffer, 'golden.safetensors');
  const z = Array.from(golden.get('z')?.values.subarray(0, 100) ?? []);
  const drawn = await page.evaluate(
    async ({ latent, names }) => {
      const api = window.playground;
      const channels = new Map(api.layers().map(({ name, channels: count }) => [name, count]));
      const draw = async (name: string): Promise<number[]> => {
        const factors: Record<number, number> = { 1: 2.5 };
        for (let i = 0; i < (channels.get(name) ?? 0); i += 2) factors[i] = 0;
        const [image] = await api.generate([latent], { scale: { [name]: factors } });
        return Array.from(image?.data ?? []).filter((_, i) => i % 4 !== 3);
      };
      return Object.fromEntries(
        await Promise.all(names.map(async (name) => [name, await draw(name)] as const)),
      );
    },
    { latent: z, names: Object.keys(pictures) },
  );
  const picture = (data: readonly number[]) => ({ width: 64, height: 64, data });
  return Object.fromEntries(
    Object.entries(pictures).map(([name, text]) => {
      const expected = Array.from(Buffer.from(text, 'base64'));
      return [name, largestDifference(picture(expected), picture(drawn[name] ?? []))];
    }),
  );
}
