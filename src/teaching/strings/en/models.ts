/** English: the Models view. */
import { createNumberFormats } from '../../numbers.ts';

const format = createNumberFormats('en-GB');

export const models = {
  title: 'Models',
  intro: 'Each model is a folder that lies beside this page. Nothing leaves your machine.',
  /** Titles of the shipped models by id; those of others are their own. */
  titles: {
    faces: 'Faces',
    'faces-epoch5': 'Faces after five epochs',
    'faces-epoch1': 'Faces after one epoch',
    bedrooms: 'Bedrooms',
    'avatars-64': 'Avatars, 64×64',
    'avatars-32': 'Avatars, 32×32',
  },
  use: 'Use this model',
  inUse: 'In use',
  card: 'Read the card',
  sheet: (title: string, count: number, seed: number) =>
    `${format.number(count)} stored samples of ${title}, seed ${seed}`,
  sheetCaption: (first: number, last: number, seed: number) =>
    `Samples ${first} to ${last} of seed ${seed}, none left out`,
  remove: 'Delete this model',
  noSheet: 'This model has no stored samples.',
  facts: {
    data: 'Data',
    terms: 'Terms',
    picture: 'Pictures',
    pictureValue: (size: number, channels: number) =>
      `${size}×${size}, ${channels === 1 ? 'grey' : 'colour'}`,
    latent: 'z',
    latentValue: (components: number, prior: string) => `${components} components from ${prior}`,
    priors: { normal: 'N(0, 1)', uniform: 'U(−1, 1)' },
    generator: 'Generator',
    discriminator: 'Discriminator',
    network: (parameters: string, size: string) => `${parameters} parameters, ${size}`,
    none: 'none',
    parameters: (count: number) => `${format.number(count / 1e6, 2)} M`,
    bytes: (count: number) => format.bytes(count),
  },
};
