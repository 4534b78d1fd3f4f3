import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readBase64Url, writeBase64Url } from './base64url.ts';

test('writes what Python writes', () => {
  expect(writeBase64Url(Uint8Array.of(0x00, 0x38, 0x00, 0xbd, 0x00, 0x42))).toBe('ADgAvQBC');
  expect(writeBase64Url(Uint8Array.of(0xfb, 0xff))).toBe('-_8');
});

test('reads back any bytes', () => {
  fc.assert(
    fc.property(fc.uint8Array(), (bytes) => {
      expect([...(readBase64Url(writeBase64Url(bytes)) ?? [])]).toEqual([...bytes]);
    }),
  );
});

test.each(['a', 'ab+c', 'ab=', 'a b c', 'ä'])('refuses %j', (text) => {
  expect(readBase64Url(text)).toBeNull();
});
