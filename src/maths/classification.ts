/** How well scores tell two classes apart. A score above 0 says 1, as log odds do; 0 itself says 0. */

/** Share of rows whose score is on the side of their label, 0 … 1. */
export function accuracy(y: ArrayLike<number>, scores: ArrayLike<number>): number {
  const { right } = countRight(y, scores);
  return (right[0] + right[1]) / y.length;
}

/** Mean of the shares of each label that are right, 0 … 1: 0.5 for always the same answer. */
export function balancedAccuracy(y: ArrayLike<number>, scores: ArrayLike<number>): number {
  const { right, all } = countRight(y, scores);
  return (right[0] / all[0] + right[1] / all[1]) / 2;
}

function countRight(
  y: ArrayLike<number>,
  scores: ArrayLike<number>,
): { right: [number, number]; all: [number, number] } {
  const right: [number, number] = [0, 0];
  const all: [number, number] = [0, 0];
  for (let i = 0; i < y.length; i += 1) {
    const label = y[i] === 1 ? 1 : 0;
    all[label] += 1;
    if ((scores[i] as number) > 0 === (label === 1)) right[label] += 1;
  }
  return { right, all };
}

/**
 * Area under the ROC curve: the share of pairs of a 1 and a 0 in which the 1 has the higher score,
 * ties counting half (Mann and Whitney's U over the number of pairs). NaN if a label does not occur.
 */
export function areaUnderCurve(y: ArrayLike<number>, scores: ArrayLike<number>): number {
  const order = Array.from({ length: y.length }, (_, i) => i);
  order.sort((a, b) => (scores[a] as number) - (scores[b] as number));
  let below = 0; // zeros with a lower score
  let pairs = 0;
  let ones = 0;
  for (let first = 0; first < order.length;) {
    const score = scores[order[first] as number];
    let zeros = 0;
    let onesHere = 0;
    let next = first;
    for (; next < order.length && scores[order[next] as number] === score; next += 1) {
      if (y[order[next] as number] === 1) onesHere += 1;
      else zeros += 1;
    }
    pairs += onesHere * (below + zeros / 2);
    below += zeros;
    ones += onesHere;
    first = next;
  }
  return pairs / (ones * below);
}
