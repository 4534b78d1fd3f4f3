/** Ids of what a visitor keeps. */

/** 16 random hexadecimal digits; `crypto.randomUUID` would need a secure context. */
export function createId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(8));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}
