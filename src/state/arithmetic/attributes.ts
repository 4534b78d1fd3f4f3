/**
 * Directions on the bench and on the walk: those that came with the model, and the one that the
 * visitor's two groups of faces make. Which are offered, and where a face goes along them.
 */
import type { AttributeDirection, Directions } from '../../formats/directions.ts';
import { cosineBetween, holdFixed, moveAlong } from '../../latent/direction.ts';
import type { Direction, FreedDirection, JudgingDirection, Move } from '../../latent/direction.ts';
import { directionOf, leastGroup, problemOfGroups } from '../../latent/fitDirection.ts';
import type { Groups } from '../../latent/fitDirection.ts';
import type { LatentSpace } from '../../latent/createFace.ts';
import { writeFaceText } from '../../latent/faceText.ts';
import type { Face } from '../../latent/face.ts';
import { fitLogistic } from '../../maths/logistic.ts';
import { turnAmounts, turnFaces, turnPositions, turnSheet } from '../../latent/turnSheet.ts';
import { createSampleFace } from '../../latent/createFace.ts';
import type { Latent } from '../../model/arrays.ts';
import { toLatent } from '../../model/arrays.ts';
import type { PlaygroundState } from '../types.ts';
import { computedFace } from './derived.ts';
import type { ArithmeticScene } from './scene.ts';

export { leastGroup, turnAmounts, turnFaces, turnPositions };
export type { AttributeDirection, Direction };

/** Name of the visitor's own direction among the amounts. */
export const ownName = 'own';

/** Held-out balanced accuracy from which a direction is offered: half-way from chance to certain. */
export const worthOffering = 0.75;

/** The attributes that are offered first, in this order. */
export const firstAttributes = [
  'Smiling',
  'Eyeglasses',
  'Male',
  'Young',
  'No_Beard',
  'Bangs',
  'Black_Hair',
  'Blond_Hair',
  'Brown_Hair',
  'Gray_Hair',
  'Wearing_Hat',
  'Mouth_Slightly_Open',
  'Pale_Skin',
  'Heavy_Makeup',
] as const;

/** Attributes whose slider goes the other way: more beard is less No_Beard. */
export const turnedRound: readonly string[] = ['No_Beard'];

/** The directions of a model: the first attributes, the others worth offering, and those that are not. */
export interface OfferedDirections {
  readonly first: readonly AttributeDirection[];
  readonly more: readonly AttributeDirection[];
  readonly notOffered: readonly AttributeDirection[];
}

/**
 * Sorts the directions of a model; the others by their held-out balanced accuracy. Where a model knows
 * none of the first attributes (avatars, say), the best of its own take their places.
 */
export function offerDirections({ attributes }: Pick<Directions, 'attributes'>): OfferedDirections {
  const first = firstAttributes.flatMap(
    (name) => attributes.find((one) => one.name === name) ?? [],
  );
  const others = attributes
    .filter((one) => !first.includes(one))
    .toSorted((a, b) => b.direction.balancedAccuracy - a.direction.balancedAccuracy);
  const isWorth = (one: AttributeDirection): boolean =>
    one.direction.balancedAccuracy >= worthOffering;
  const worth = others.filter(isWorth);
  const places = first.length > 0 ? 0 : firstAttributes.length;
  return {
    first: [...first, ...worth.slice(0, places)],
    more: worth.slice(places),
    notOffered: others.filter((one) => !isWorth(one)),
  };
}

type GroupsOfFaces = Pick<ArithmeticScene, 'withFaces' | 'withoutFaces'>;

/** The groups as latents. */
export function groupsOf({ withFaces, withoutFaces }: GroupsOfFaces): Groups {
  return { present: withFaces.map((face) => face.z), absent: withoutFaces.map((face) => face.z) };
}

/** Faces that both groups hold: they say nothing, and the fit refuses them. */
export function sharedFaces({ withFaces, withoutFaces }: GroupsOfFaces): readonly Face[] {
  const texts = new Set(withoutFaces.map((face) => writeFaceText(face)));
  return withFaces.filter((face) => texts.has(writeFaceText(face)));
}

/** Whether the groups can be fitted. */
export function canFit(groups: GroupsOfFaces): boolean {
  const { withFaces, withoutFaces } = groups;
  return (
    Math.min(withFaces.length, withoutFaces.length) >= leastGroup &&
    sharedFaces(groups).length === 0
  );
}

const fitted = new WeakMap<readonly Face[], WeakMap<readonly Face[], JudgingDirection | null>>();

/**
 * The direction that tells the visitor's groups apart, fitted once for each pair of groups (a few
 * milliseconds: at most 80 latents); null while they cannot be fitted.
 */
export function ownDirection(groups: GroupsOfFaces): JudgingDirection | null {
  const { withFaces, withoutFaces } = groups;
  const known = fitted.get(withFaces) ?? new WeakMap();
  fitted.set(withFaces, known);
  const before = known.get(withoutFaces) as JudgingDirection | null | undefined;
  if (before !== undefined) return before;
  const made = canFit(groups)
    ? directionOf(ownName, fitLogistic(problemOfGroups(groupsOf(groups))))
    : null;
  known.set(withoutFaces, made);
  return made;
}

/** Everything that a slider can move along. */
export function directionsOf(
  directions: Directions | null | undefined,
  groups: GroupsOfFaces,
): readonly Direction[] {
  const own = ownDirection(groups);
  return [...(directions?.attributes ?? []), ...(own === null ? [] : [own])];
}

/** Amounts of directions, and those that are held fixed. */
export interface Look {
  readonly amounts: Readonly<Record<string, number>>;
  readonly held: readonly string[];
}

/** A direction as it is moved along: freed of those that are held, never of itself. */
export function freedDirection(
  direction: Direction,
  held: readonly string[],
  all: readonly Direction[],
): FreedDirection {
  return holdFixed(
    direction,
    all.filter(({ name }) => name !== direction.name && held.includes(name)),
  );
}

/** The steps of a look. Names that no direction has (yet), and directions held altogether, do nothing. */
export function movesOf({ amounts, held }: Look, all: readonly Direction[]): Move[] {
  return Object.entries(amounts).flatMap(([name, amount]) => {
    const direction = all.find((one) => one.name === name);
    if (direction === undefined || amount === 0) return [];
    const freed = freedDirection(direction, held, all).direction;
    return freed === null ? [] : [{ direction: freed, amount }];
  });
}

/** z moved; the same z where nothing moves it. */
export function moveLatent(
  z: Latent,
  moves: readonly Move[],
  { prior }: Pick<LatentSpace, 'prior'>,
): Latent {
  return moves.length === 0 ? z : moveAlong(z, moves, prior);
}

/** An amount as its slider shows it: some sliders go the other way than their direction. */
export function shownAmount(name: string, amount: number): number {
  return turnedRound.includes(name) ? -amount : amount;
}

/** What a look adds to every z; null where it adds nothing. */
export function shiftOf(
  look: Look,
  all: readonly Direction[],
  { prior, latentDim }: Pick<LatentSpace, 'prior' | 'latentDim'>,
): Latent | null {
  const moves = movesOf(look, all);
  return moves.length === 0
    ? null
    : moveAlong(toLatent(new Float32Array(latentDim), latentDim), moves, prior);
}

/** What the walk of a state adds to every z: its steps, along the directions brought so far. */
export function walkShift(
  state: Pick<PlaygroundState, 'scene' | 'configs' | 'known' | 'arithmetic'>,
): Latent | null {
  const { scene, arithmetic } = state;
  const model = scene === null ? undefined : state.configs[scene.modelId];
  if (scene === null || arithmetic === null || model === undefined) return null;
  if (Object.keys(scene.amounts).length === 0) return null;
  return shiftOf(scene, directionsOf(state.known[model.id]?.directions, arithmetic), model);
}

/** Cosines between directions, row by row. */
export function cosinesOf(directions: readonly Direction[]): number[][] {
  return directions.map((a) => directions.map((b) => cosineBetween(a, b)));
}

/** How well a direction tells its attribute (AUC; null where it is not defined), alone and among others. */
export interface FreedScore {
  readonly name: string;
  readonly auc: number | null;
  /** The closest directions, which it was freed of; none where none is close. */
  readonly freeOf: readonly string[];
  /** The AUC that is left without them. */
  readonly left: number | null;
}

/**
 * What each direction tells of its own, the least first; [] where none was freed. The AUC of an
 * attribute is that of its opposite, so it holds for sliders that go the other way too.
 */
export function freedScores(directions: readonly AttributeDirection[]): readonly FreedScore[] {
  if (directions.every(({ conditional }) => conditional === null)) return [];
  return directions
    .map(({ name, direction: { auc }, conditional }) => ({
      name,
      auc,
      freeOf: conditional?.neighbours.map((one) => one.name) ?? [],
      left: conditional === null ? auc : conditional.auc,
    }))
    .toSorted((a, b) => (a.left ?? Infinity) - (b.left ?? Infinity));
}

/** How far the outer columns of the turn sheet are moved, in deviations of the prior. */
export const turnExtent = 4;

/** The faces of Figure 8: samples 0 … 4 of the seed, moved along a direction, row by row. */
export function turnSheetFaces(model: LatentSpace, seed: number, direction: Direction): Face[][] {
  const faces = Array.from({ length: turnFaces }, (_, i) => createSampleFace(model, seed, i));
  const rows = turnSheet(
    faces.map((face) => face.z),
    direction,
    turnExtent,
    model.prior,
  );
  const middle = (turnPositions - 1) / 2;
  return rows.map((row, i) =>
    row.map((z, at) => (at === middle ? (faces[i] as Face) : computedFace(model.id, z))),
  );
}
