/**
 * Which avatars there are: a seeded recipe that decides every part and colour of the n-th avatar, and
 * with them its attributes. DiceBear only draws what was decided here, so that the page and the script
 * that renders training pictures agree, and labels are facts rather than opinions.
 */
import { createRandomStream } from '../../maths/random.ts';
import type { RandomStream } from '../../maths/random.ts';

/** Both styles are CC0 1.0: „Pixel Art“ by DiceBear, „Lorelei“ by Lisa Wischofsky (a remix). */
export const avatarStyles = ['pixel', 'portrait'] as const;

/** `pixel` is drawn on a grid of 16×16, `portrait` with a pen. */
export type AvatarStyle = (typeof avatarStyles)[number];

/** Everything DiceBear needs to know of one avatar: each option has one value. */
export type AvatarOptions = Readonly<Record<string, string | number>>;

/** One avatar: what to draw, and what is true of it. */
export interface AvatarPlan {
  readonly options: AvatarOptions;
  /** In the order of {@link avatarAttributes}; each is true for half of all avatars, independently. */
  readonly attributes: readonly boolean[];
}

/** Values of options, of which one is drawn evenly; a number is as it is. */
type Choices = Readonly<Record<string, readonly string[] | number>>;

interface Trait {
  readonly name: string;
  readonly absent: Choices;
  readonly present: Choices;
}

interface Recipe {
  /** Keeps the random streams of the styles apart. */
  readonly key: number;
  readonly traits: readonly Trait[];
  /** What varies without a name. */
  readonly rest: Choices;
}

/** `variant01` … for the given numbers. */
function variants(numbers: readonly number[], word = 'variant'): readonly string[] {
  return numbers.map((number) => `${word}${String(number).padStart(2, '0')}`);
}

/** Skins and hairs that stay apart from each other in every combination. */
const darkSkin: Trait = {
  name: 'dark_skin',
  absent: { skinColor: ['#ffe3c8', '#ffd9b3', '#f2c9a0'] },
  present: { skinColor: ['#b57a48', '#a1663a', '#8d5730'] },
};

const fairHair: Trait = {
  name: 'fair_hair',
  absent: { hairColor: ['#1c0f0a', '#35190c', '#52230f'] },
  present: { hairColor: ['#f2c14e', '#e6ac2f', '#dd9322'] },
};

/** A plain, light ground: what is behind the head is nothing to learn. */
const ground = { backgroundColor: ['#e6eaee'] };

const recipes: Readonly<Record<AvatarStyle, Recipe>> = {
  pixel: {
    key: 1,
    traits: [
      {
        name: 'glasses',
        absent: { glassesProbability: 0 },
        present: { glassesProbability: 100, glassesVariant: variants([2, 3, 5, 6, 7], 'light') },
      },
      {
        name: 'smile',
        absent: { mouthVariant: variants([1, 4, 5, 6], 'sad') },
        present: { mouthVariant: variants([6, 9, 12], 'happy') },
      },
      {
        name: 'long_hair',
        absent: { hairVariant: variants([1, 2, 3, 6, 9, 10, 14, 15], 'short') },
        present: { hairVariant: variants([1, 3, 7, 9, 12, 13, 20, 21], 'long') },
      },
      {
        name: 'hat',
        absent: { hatProbability: 0 },
        present: { hatProbability: 100, hatVariant: variants([1, 2, 3, 5, 6, 9]) },
      },
      darkSkin,
      fairHair,
      {
        name: 'warm_top',
        absent: { clothingColor: ['#428bca', '#03396c', '#44c585', '#00b159'] },
        present: { clothingColor: ['#ff6f69', '#d11141', '#ffd969', '#ffc425'] },
      },
    ],
    rest: {
      ...ground,
      beardProbability: 0,
      accessoriesProbability: 0,
      eyesVariant: variants([1, 6, 7, 8, 9]),
      eyesColor: ['#697b94', '#588387', '#876658'],
      mouthColor: ['#c8102e'],
      glassesColor: ['#191919', '#323232'],
      hatColor: ['#2663a3', '#3d8a6b', '#614f8a', '#a62116'],
      clothesVariant: variants([3, 5, 11, 13, 14]),
    },
  },
  portrait: {
    key: 2,
    traits: [
      {
        name: 'glasses',
        absent: { glassesProbability: 0 },
        present: { glassesProbability: 100, glassesVariant: variants([2, 3, 4, 5]) },
      },
      {
        name: 'smile',
        absent: { mouthVariant: variants([3, 5, 9], 'sad') },
        present: { mouthVariant: variants([5, 6, 7, 16], 'happy') },
      },
      {
        name: 'long_hair',
        absent: { hairVariant: variants([1, 2, 3, 4, 6, 8, 9, 39, 43, 47]) },
        present: { hairVariant: variants([10, 13, 15, 17, 19, 23, 32, 35]) },
      },
      {
        name: 'beard',
        absent: { beardProbability: 0 },
        present: { beardProbability: 100, beardVariant: variants([1, 2]) },
      },
      darkSkin,
      fairHair,
    ],
    rest: {
      ...ground,
      earringsProbability: 0,
      frecklesProbability: 0,
      hairAccessoriesProbability: 0,
      eyesVariant: variants([2, 4, 10, 14, 20, 21]),
      eyebrowsVariant: variants([1, 4, 8]),
      noseVariant: variants([1, 2, 3]),
      headVariant: variants([1, 2]),
      mouthColor: ['#a3141f'],
      ...Object.fromEntries(
        ['eyes', 'eyebrows', 'nose', 'glasses', 'outline'].map((part) => [
          `${part}Color`,
          ['#000000'],
        ]),
      ),
    },
  },
};

/** The names of what is known of the avatars of a style. */
export function avatarAttributes(style: AvatarStyle): readonly string[] {
  return recipes[style].traits.map(({ name }) => name);
}

/**
 * Decides avatar number `index` (0, 1, …) of a seed. Attributes are drawn first, so avatars that share
 * seed and number keep them when a recipe gets more variants.
 */
export function planAvatar(style: AvatarStyle, seed: number, index: number): AvatarPlan {
  const { key, traits, rest } = recipes[style];
  const stream = createRandomStream(seed, index, key);
  const attributes = traits.map(() => stream() < 0.5);
  const options: Record<string, string | number> = {};
  for (const [i, { absent, present }] of traits.entries()) {
    choose(attributes[i] === true ? present : absent, stream, options);
  }
  choose(rest, stream, options);
  return { options, attributes };
}

/** Draws one value of each option into `into`. */
function choose(
  choices: Choices,
  stream: RandomStream,
  into: Record<string, string | number>,
): void {
  for (const [option, values] of Object.entries(choices)) {
    const value =
      typeof values === 'number' ? values : values[Math.floor(stream() * values.length)];
    if (value !== undefined) into[option] = value;
  }
}
