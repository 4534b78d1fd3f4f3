/** A direction of the visitor's own, from faces with an attribute and faces without it. */
import { PlaygroundError } from '../errors.ts';
import type { LinearRule } from '../maths/logistic.ts';
import type { LogisticProblem } from '../maths/logisticProblem.ts';
import { dot, norm } from '../maths/vector.ts';
import type { Latent } from '../model/arrays.ts';
import { meanOf } from './arithmetic.ts';
import type { JudgingDirection } from './direction.ts';

/** Faces with an attribute, and faces without. */
export interface Groups {
  readonly present: readonly Latent[];
  readonly absent: readonly Latent[];
}

/**
 * Faces that each group needs. Leaving one out must leave a mean of two on its side, and an answer
 * that is right every time must say more than chance: guessing is right 2n times in 2^(2n), which is
 * 1 in 16 for groups of two and 1 in 64 for groups of three. It is the paper's number, too.
 */
export const leastGroup = 3;

/**
 * λ for groups of a visitor. A handful of points in 100 dimensions can always be told apart, so the
 * penalty decides which of the many separating directions is found. At λ = 1 it is close to the
 * difference of the means, the best guess for draws from a prior that is alike in all directions.
 */
export const groupLambda = 1;

/**
 * Says whether groups can be fitted.
 * @throws PlaygroundError `bad-argument` with where (`present` or `absent`) when a group has fewer
 *   than {@link leastGroup} faces, latents of different lengths, or when a face is in both groups
 */
export function checkGroups({ present, absent }: Groups): void {
  const latentDim = present[0]?.length ?? 0;
  for (const [where, group] of Object.entries({ present, absent })) {
    if (group.length < leastGroup) {
      throw refuse(where, `at least ${leastGroup} faces`, group.length);
    }
    for (const z of group) {
      if (z.length !== latentDim) throw refuse(where, `latents of ${latentDim} numbers`, z.length);
    }
  }
  const shared = present.findIndex((z) =>
    absent.some((other) => z.every((value, i) => value === other[i])),
  );
  if (shared !== -1) {
    throw refuse(`present[${shared}]`, 'a face that is in one group only', 'one that is in both');
  }
}

/**
 * The logistic regression that tells the groups apart, for the fitter's `fit` and `leaveOneOut`; both
 * groups weigh the same in it.
 * @throws PlaygroundError as {@link checkGroups}
 */
export function problemOfGroups(groups: Groups, lambda = groupLambda): LogisticProblem {
  checkGroups(groups);
  const { present, absent } = groups;
  const rows = [...present, ...absent];
  const d = rows[0]?.length ?? 0;
  const x = new Float32Array(rows.length * d);
  for (const [i, z] of rows.entries()) x.set(z, i * d);
  const y = Uint8Array.from(rows, (_, i) => (i < present.length ? 1 : 0));
  return { x, n: rows.length, d, y, balanced: true, lambda };
}

/**
 * A fitted rule as a direction.
 * @throws PlaygroundError `bad-argument` if the rule says the same of every latent
 */
export function directionOf(name: string, { w, b }: LinearRule): JudgingDirection {
  const weightLength = norm(w);
  if (weightLength === 0) throw refuse(name, 'groups that differ', 'weights of length 0');
  return {
    name,
    vector: Float32Array.from(w, (value) => value / weightLength),
    weightLength,
    bias: b,
  };
}

/**
 * The difference of the groups' means, as the turn vector of Figure 8 is made (there four faces
 * looking left against four looking right). It judges as if both groups were spread alike with
 * deviation 1 around their means: log odds are 0 half-way between.
 * @throws PlaygroundError as {@link checkGroups}; `bad-argument` if the means are equal
 */
export function differenceOfMeans(name: string, groups: Groups): JudgingDirection {
  checkGroups(groups);
  const [present, absent] = [meanOf(groups.present), meanOf(groups.absent)];
  const w = Float64Array.from(present, (value, i) => value - (absent[i] as number));
  const b = (dot(absent, absent) - dot(present, present)) / 2;
  return directionOf(name, { w, b });
}

function refuse(where: string, expected: string, found: string | number): PlaygroundError {
  const message = `${where}: expected ${expected}, found ${found}.`;
  return new PlaygroundError('bad-argument', message, { where, expected, found });
}
