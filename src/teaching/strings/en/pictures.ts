/** English: choosing the pictures to train on. */
import type { RejectReason } from '../../../datasets/request.ts';
import { createNumberFormats } from '../../numbers.ts';
import { avatarAttributes } from './attributes.ts';

const format = createNumberFormats('en-GB');

const reasons: Readonly<Record<RejectReason, string>> = {
  'not-a-picture': 'not a PNG, JPEG, GIF, WebP, BMP, IDX or zip',
  unreadable: 'cannot be decoded',
  'too-small': 'too small; nothing is enlarged',
  'too-large': 'too many pixels; at most 40 million are decoded',
  duplicate: 'the same pixels were there already',
  packed: 'encrypted, or packed in a way that is not read',
  unlabelled: 'labels without pictures of the same number',
  surplus: 'beyond the 50,000 pictures that can be used',
};

export const pictures = {
  heading: 'Pictures',
  source: 'Where the pictures come from',
  sources: {
    avatars: 'Avatars',
    glyphs: 'Characters',
    shapes: 'Shapes',
    files: 'Yours',
    url: 'MNIST',
  },
  about: {
    avatars:
      'Drawn here, from a seed, by the DiceBear library. Every attribute is known and true of half of them.',
    glyphs: 'Typeset in the fonts of the page and of this machine, then bent. Labelled.',
    shapes: 'Circles, squares, triangles and stars whose every factor is known.',
    files: 'A folder, many files, a zip archive, or IDX files with their labels. They stay here.',
    url: 'The well-known sets of 28×28 grey pictures, fetched from GitHub: the one request to another server, made when you press the button.',
  },
  options: {
    size: 'Size',
    colour: 'Channels',
    colours: { grey: 'Grey', colour: 'Colour' },
    count: 'Number',
    seed: 'Seed',
    style: 'Style',
    styles: { pixel: 'Pixel', portrait: 'Portrait' },
    labelBy: 'Classes by (up to three)',
    alphabet: 'Characters',
    alphabets: { digits: '0–9', capitals: 'A–Z', both: 'Both' },
    distortion: 'Distortion',
    shapeLabel: 'Classes by',
    shapeLabels: { kind: 'Shape', colour: 'Colour' },
    fit: 'What is taken',
    fits: { centre: 'The middle', whole: 'All, with a border' },
    download: 'Set',
    downloads: { mnist: 'MNIST', 'fashion-mnist': 'Fashion-MNIST' },
  },
  attributes: avatarAttributes,
  without: (attribute: string) => `no ${attribute}`,
  classes: {
    circle: 'circle',
    square: 'square',
    triangle: 'triangle',
    star: 'star',
    orange: 'orange',
    blue: 'blue',
    green: 'green',
    yellow: 'yellow',
  } as Readonly<Record<string, string>>,
  drop: 'Drop pictures, a folder, a zip or IDX files here, or',
  chooseFiles: 'Choose files',
  chooseFolder: 'Choose a folder',
  chosen: (count: number) => `${format.number(count)} ${count === 1 ? 'file' : 'files'} chosen`,
  make: { draw: 'Draw the pictures', read: 'Use these files', fetch: 'Fetch the set' },
  stop: 'Stop',
  work: {
    making: 'Making the pictures',
    previewing: 'Looking at the files',
    keeping: 'Keeping the set',
    opening: 'Opening the set',
  },
  sheet: {
    heading: 'What D will see',
    preview: 'How they would look',
    none: 'No pictures yet.',
    facts: (shown: number, count: number, size: number, isGrey: boolean) =>
      `${format.number(shown)} of ${format.number(count)} pictures, ${size}×${size}, ${isGrey ? 'grey' : 'colour'}`,
    seed: (seed: number) => `seed ${seed}`,
    terms: (terms: string) => `terms: ${terms}`,
    others: 'Show others',
    classes: 'Classes',
    members: (name: string, count: number) => `${name}: ${format.number(count)}`,
  },
  rejected: {
    heading: (count: number) => `${format.number(count)} left out`,
    reasons,
    row: (path: string, reason: string, found: string, times: number) =>
      `${path}: ${reason}${found === '' ? '' : ` (${found})`}` +
      (times === 1 ? '' : ` × ${format.number(times)}`),
    more: (count: number) => `and ${format.number(count)} more`,
  },
  kept: {
    heading: 'Kept sets',
    name: 'Name',
    keep: 'Keep this set',
    isKept: 'Kept on this machine',
    none: 'Nothing is kept yet.',
    open: (name: string) => `Open ${name}`,
    rename: (name: string) => `Rename ${name}`,
    remove: (name: string) => `Delete ${name}`,
    facts: (count: number, size: number, bytes: number) =>
      `${format.number(count)} pictures, ${size}×${size}, ${format.bytes(bytes)}`,
  },
};
