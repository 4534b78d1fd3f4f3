/** The address of what is on the page now. */
import { linkOf } from '../state/store.ts';
import type { PlaygroundState } from '../state/types.ts';

/** The full link to the present scene; it is newer than the address bar while something moves. */
export function presentLink(state: PlaygroundState): string {
  const hash = linkOf(state);
  return hash === null ? window.location.href : new URL(hash, window.location.href).href;
}
