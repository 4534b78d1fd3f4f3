/** Work on the page in slices short enough that nothing else on it is felt to wait. */

/** Lets everything that waits have its turn. Unlike a timer it is not slowed in a hidden tab. */
export async function nextTask(): Promise<void> {
  return new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => {
      port1.close();
      resolve();
    };
    port2.postMessage(null);
  });
}

/** How long a slice should be. */
export interface Pace {
  readonly sliceMs: number;
  /** So many things are done in a slice even where they take longer: beginning one has its price too. */
  readonly least: number;
  readonly most: number;
}

/** How many things to do in the next slice, from how long those of the last one took. */
export function nextSlice(last: number, tookMs: number, { sliceMs, least, most }: Pace): number {
  const perThing = Math.max(tookMs, 0.1) / last;
  // At most twice as many, so that one quick slice does not make a long one.
  return Math.max(least, Math.min(most, last * 2, Math.floor(sliceMs / perThing)));
}
