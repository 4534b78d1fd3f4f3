import { expect, test } from 'vitest';
import type { RememberedText } from './machineMemory.ts';
import { createSettings } from './settings.ts';

function textOf(kept: string | null): RememberedText {
  return {
    get: () => kept,
    set: (value) => {
      kept = value;
    },
  };
}

test('settings come back by key, beside those saved before', () => {
  const text = textOf(null);
  expect(createSettings(text).read()).toEqual(new Map());
  createSettings(text).save('theme', 'dark');
  createSettings(text).save('shelfOpen', false);
  createSettings(text).save('theme', 'light');
  expect(createSettings(text).read()).toEqual(
    new Map<string, unknown>([
      ['theme', 'light'],
      ['shelfOpen', false],
    ]),
  );
});

test.each(['{', '[]', 'null', '7'])('%s is refused, and replaced by what is saved next', (kept) => {
  const settings = createSettings(textOf(kept));
  expect(() => settings.read()).toThrow(
    expect.objectContaining({ code: 'storage-failed', details: expect.anything() as unknown }),
  );
  settings.save('language', 'ko');
  expect(settings.read()).toEqual(new Map([['language', 'ko']]));
});
