/** Spoils JSON in one place, for tests of its readers. */

/** JSON as bytes, with the value at a path (keys joined by dots) replaced; `undefined` removes it. */
export function changedJson(json: unknown, path: string, value: unknown): ArrayBuffer {
  const copy: unknown = structuredClone(json);
  const keys = path.split('.');
  const last = keys.pop() ?? '';
  let place = copy as Record<string, unknown>;
  for (const key of keys) place = place[key] as Record<string, unknown>;
  place[last] = value;
  return toBytes(copy);
}

/** JSON as bytes. */
export function toBytes(json: unknown): ArrayBuffer {
  return new TextEncoder().encode(JSON.stringify(json)).buffer;
}
