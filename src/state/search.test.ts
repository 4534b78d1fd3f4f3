import { expect, test } from 'vitest';
import { readSearch } from './search.ts';

test('reads backend, language and theme, and leaves the rest alone', () => {
  expect(readSearch('?backend=wasm&lang=ko&theme=dark&utm=x')).toEqual({
    backend: 'wasm',
    language: 'ko',
    theme: 'dark',
    errors: [],
  });
  expect(readSearch('')).toEqual({
    backend: undefined,
    language: undefined,
    theme: undefined,
    errors: [],
  });
});

test('what cannot be read is an error each, and the rest still counts', () => {
  const { backend, language, errors } = readSearch('?backend=gpu&lang=ko&theme=pink');
  expect([backend, language]).toEqual([undefined, 'ko']);
  expect(errors.map((error) => [error.code, error.details])).toEqual([
    [
      'bad-link',
      { where: 'backend', expected: 'one of auto, webgpu, webgl, wasm, cpu', found: 'gpu' },
    ],
    ['bad-link', { where: 'theme', expected: 'one of system, light, dark', found: 'pink' }],
  ]);
});
