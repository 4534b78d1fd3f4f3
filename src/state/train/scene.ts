/**
 * What a run of training is told, as the Train view shows it and as a link carries it: the recipe
 * without what the pictures decide (side, channels, classes). `train/table.ts` writes it.
 */
import type { RunConfig } from '../../trainer/config.ts';
import { checkFit, checkRunConfig, paperScale, recipe, sourceOf } from '../../trainer/config.ts';
import type { ImageSet } from '../../model/imageSet.ts';

/** Pictures, network, run, afterwards: the way through the view. */
export const trainParts = ['pictures', 'network', 'run', 'afterwards'] as const;
export type TrainPart = (typeof trainParts)[number];

/** A configuration without what follows from the pictures. */
export type Recipe = Omit<RunConfig, 'imageSize' | 'channels' | 'classes'>;

/** Everything of the Train view that a link says. Pictures and weights stay on the machine. */
export interface TrainScene extends Recipe {
  readonly part: TrainPart;
  /** Steps after which the run pauses. */
  readonly length: number;
}

/** Bounds of `length`. */
export const lengthBounds = { min: 1, max: 1_000_000 } as const;

/** The recipe of a scene, or of anything that holds one. */
export function recipeOf(from: Recipe): Recipe {
  const { imageSize: _size, channels: _channels, classes: _classes, ...first } = recipe;
  const keys = Object.keys(first) as (keyof Recipe)[];
  return Object.fromEntries(keys.map((key) => [key, from[key]])) as unknown as Recipe;
}

/** What the paper's recipe is without its pictures. */
export const paperRecipe: Recipe = recipeOf(recipe);

/** The configuration of a run of `scene` on these pictures; those of the recipe where there are none. */
export function configOf(scene: Recipe, set: ImageSet | null): RunConfig {
  const { imageSize, channels } = recipe;
  const size = set?.size ?? imageSize;
  const classes = scene.network === 'conditional' ? (set?.classNames?.length ?? 0) : 0;
  return { ...recipeOf(scene), imageSize: size, channels: set?.channels ?? channels, classes };
}

/** Keys in which two configurations differ. */
export function differences(a: RunConfig, b: RunConfig): readonly (keyof RunConfig)[] {
  const keys = Object.keys(a) as (keyof RunConfig)[];
  return keys.filter((key) => a[key] !== b[key]);
}

/**
 * Checks that a run of `config` can be made with these pictures.
 * @throws PlaygroundError `bad-argument` (where, expected, found).
 */
export function checkRun(config: RunConfig, set: ImageSet): void {
  checkRunConfig(config);
  checkFit(config, set);
}

/** What the paper has where the recipe has less. */
export const scaleOfPaper = paperScale;

/** Where each value of the recipe is from. */
export const recipeSources = sourceOf;
