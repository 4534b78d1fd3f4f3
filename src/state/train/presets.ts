/**
 * "What goes wrong when …": recipes that differ from the paper's in one thing, which a paper has a
 * claim about. The claims are told in `teaching/strings`; here is where they stand.
 */
import type { Source } from '../../trainer/config.ts';
import { paperRecipe, recipeOf } from './scene.ts';
import type { Recipe } from './scene.ts';

/** The recipe of the paper, and one change at a time. */
export const presetNames = [
  'recipe',
  'noBatchNorm',
  'batchNormEverywhere',
  'highRate',
  'highBeta',
  'pooling',
  'hiddenLayer',
  'tanh',
  'relu',
  'minimax',
  'mlp',
] as const;
export type PresetName = (typeof presetNames)[number];

interface Preset {
  readonly change: Partial<Recipe>;
  /** Where the claim stands. */
  readonly source: Source;
}

const dcgan = (section: string): Source => ({ paper: 'dcgan', section });

/** What each preset changes, and where its claim stands. */
export const presets: Readonly<Record<PresetName, Preset>> = {
  recipe: { change: {}, source: dcgan('3, 4') },
  noBatchNorm: { change: { batchNorm: 'none' }, source: dcgan('3') },
  batchNormEverywhere: { change: { batchNorm: 'everywhere' }, source: dcgan('3') },
  highRate: { change: { rateG: 0.001, rateD: 0.001 }, source: dcgan('4') },
  highBeta: { change: { beta1G: 0.9, beta1D: 0.9 }, source: dcgan('4') },
  pooling: { change: { resampling: 'pooling' }, source: dcgan('3') },
  hiddenLayer: { change: { hiddenLayer: true }, source: dcgan('3') },
  tanh: { change: { activationG: 'tanh' }, source: dcgan('3') },
  relu: { change: { activationD: 'relu' }, source: dcgan('3') },
  minimax: { change: { loss: 'minimax' }, source: { paper: 'gan', section: '3' } },
  mlp: { change: { network: 'mlp' }, source: dcgan('2.2') },
};

/** What no preset is about: it may be anything. */
const free: ReadonlySet<keyof Recipe> = new Set(['seed', 'width', 'batchSize', 'averageDecay']);

/** The recipe of a preset, with what no preset is about as it is in `present`. */
export function recipeOfPreset(name: PresetName, present: Recipe): Recipe {
  const { seed, width, batchSize, averageDecay } = present;
  return { ...paperRecipe, seed, width, batchSize, averageDecay, ...presets[name].change };
}

/** The preset that a recipe is; null where it is none of them. */
export function presetOf(recipe: Recipe): PresetName | null {
  const keys = Object.keys(recipeOf(recipe)) as (keyof Recipe)[];
  const isSame = (name: PresetName): boolean => {
    const other = recipeOfPreset(name, recipe);
    return keys.every((key) => free.has(key) || other[key] === recipe[key]);
  };
  return presetNames.find(isSame) ?? null;
}
