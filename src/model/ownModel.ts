/** Addresses of models that were trained on this page: of a scheme that no host answers. */

const scheme = 'own-model:';

/** Address of the folder, ending in a slash. `id` has lower-case letters, digits and hyphens. */
export function ownModelUrl(id: string): string {
  return `${scheme}//${id}/`;
}

/** Whether an address is one of these. */
export function isOwnModelUrl(url: string): boolean {
  return url.startsWith(scheme);
}

/** Model and file of an address; null for the address of anything else. */
export function readOwnModelUrl(
  url: string,
): { readonly id: string; readonly file: string } | null {
  const match = /^own-model:\/\/([a-z0-9-]+)\/([\w.-]+)$/.exec(url);
  const [, id, file] = match ?? [];
  return id === undefined || file === undefined ? null : { id, file };
}

/** What the id of such a model begins with. */
export const ownModelPrefix = 'own-';
