/** Bytes as text that needs no escaping in an address: base64url without padding (RFC 4648, section 5). */

/** Writes bytes with the alphabet A–Z a–z 0–9 - _. */
export function writeBase64Url(bytes: Uint8Array): string {
  let binary = '';
  for (const byte of bytes) binary += String.fromCharCode(byte);
  return btoa(binary).replaceAll('+', '-').replaceAll('/', '_').replaceAll('=', '');
}

/** Reads what {@link writeBase64Url} wrote; null for any other character or an impossible length. */
export function readBase64Url(text: string): Uint8Array<ArrayBuffer> | null {
  if (!/^[A-Za-z0-9_-]*$/.test(text) || text.length % 4 === 1) return null;
  const binary = atob(text.replaceAll('-', '+').replaceAll('_', '/'));
  return Uint8Array.from(binary, (character) => character.charCodeAt(0));
}
