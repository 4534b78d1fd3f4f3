/** Rows dealt into parts that are held out in turn. */
import { PlaygroundError } from '../errors.ts';
import { createRandomStream, shuffle } from './random.ts';

/** Keeps the shuffles apart from other uses of the same seed. */
const streamKey = 0x666f6c64;

/**
 * Deals rows into `folds` parts in which both labels are as even as they can be. Rows of one group
 * (positions of one picture, say) are not independent, so a group is never split. Groups are shuffled,
 * then dealt largest first, each to the part that keeps Σ over labels and parts of (share of the
 * label)² smallest; without groups the counts of a label differ by at most 1.
 * @param y labels, 0 or 1
 * @param groups a number for each row's group; absent: every row is its own
 * @returns the part of each row, 0 … folds − 1
 * @throws PlaygroundError `bad-argument` if a part would leave only one label to learn from, or be empty
 */
export function dealFolds(
  y: ArrayLike<number>,
  folds: number,
  seed: number,
  groups?: ArrayLike<number>,
): Int32Array<ArrayBuffer> {
  const n = y.length;
  const members = new Map<number, number[]>();
  for (let i = 0; i < n; i += 1) {
    const name = groups === undefined ? i : (groups[i] as number);
    const rows = members.get(name);
    if (rows === undefined) members.set(name, [i]);
    else rows.push(i);
  }
  if (!Number.isInteger(folds) || folds < 2 || folds > members.size) {
    throw new PlaygroundError(
      'bad-argument',
      `${members.size} independent rows can be dealt into 2 to ${members.size} parts, not ${folds}.`,
      { where: 'folds', expected: `2 … ${members.size}`, found: folds },
    );
  }
  const totals = [0, 0];
  for (let i = 0; i < n; i += 1) totals[y[i] as number] = (totals[y[i] as number] as number) + 1;
  const counts = Array.from({ length: folds }, () => [0, 0] as [number, number]);
  const result = new Int32Array(n);
  const shuffled = [...members.values()];
  shuffle(shuffled, createRandomStream(streamKey, seed));
  for (const rows of shuffled.toSorted((a, b) => b.length - a.length)) {
    const added: [number, number] = [0, 0];
    for (const row of rows) added[y[row] === 1 ? 1 : 0] += 1;
    const cost = (count: [number, number]): number =>
      [0, 1].reduce((sum, label) => {
        const [plus, had, total] = [added[label], count[label], totals[label]] as number[];
        return plus === 0
          ? sum
          : sum + ((plus ?? 0) * (2 * (had ?? 0) + (plus ?? 0))) / (total ?? 1) ** 2;
      }, 0);
    let best = 0;
    for (let fold = 1; fold < folds; fold += 1) {
      const [one, other] = [counts[fold], counts[best]] as [[number, number], [number, number]];
      const difference = cost(one) - cost(other);
      if (difference < 0 || (difference === 0 && one[0] + one[1] < other[0] + other[1]))
        best = fold;
    }
    const chosen = counts[best] as [number, number];
    chosen[0] += added[0];
    chosen[1] += added[1];
    for (const row of rows) result[row] = best;
  }
  for (const count of counts) {
    for (const label of [0, 1]) {
      if (count[label] !== totals[label]) continue;
      throw new PlaygroundError(
        'bad-argument',
        `Label ${label} occurs in too few independent rows to be held out.`,
        { where: 'y', expected: `label ${label} in at least 2 independent rows`, found: '1' },
      );
    }
  }
  return result;
}
