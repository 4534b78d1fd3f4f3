/** Which snapshots of a run are let go, so that those that stay are spread over all of it. */

/** What is looked at. */
interface Stepped {
  readonly facts: { readonly step: number };
}

/**
 * Those of one run to forget until `most` are left: each time the one between the closest neighbours,
 * never the first nor the last.
 */
export function chooseToForget<Item extends Stepped>(items: readonly Item[], most: number): Item[] {
  let left = items.toSorted((a, b) => a.facts.step - b.facts.step);
  const gone: Item[] = [];
  const stepAt = (index: number): number => left[index]?.facts.step ?? 0;
  while (left.length > Math.max(most, 2)) {
    let closest = 1;
    for (let i = 2; i < left.length - 1; i += 1) {
      const gap = stepAt(i + 1) - stepAt(i - 1);
      if (gap < stepAt(closest + 1) - stepAt(closest - 1)) closest = i;
    }
    gone.push(...left.slice(closest, closest + 1));
    left = left.toSpliced(closest, 1);
  }
  return gone;
}
