/** English: sliders, tiles, dragging and the other shared parts. */
import { createNumberFormats } from '../../numbers.ts';
import type { EnglishNoun } from './noun.ts';

const format = createNumberFormats('en-GB');

export const createParts = (noun: EnglishNoun) => ({
  close: 'Close',
  why: 'Why?',
  more: 'More',
  between: (least: string, most: string) => `Choose a value from ${least} to ${most}.`,
  notANumber: 'Type a number.',
  seed: {
    range: 'A whole number from 0 to 4294967295.',
    shuffle: 'New seed',
  },
  tile: {
    menu: (label: string) => `Actions for ${label}`,
    help: `Enter opens the actions. Space picks the ${noun.one} up; arrow keys then choose a place.`,
    addToPath: 'Add to the path',
    lookInside: 'Look inside',
    replaceSelected: (number: number) => `Replace keyframe ${number}`,
    padCorners: 'Pad corner',
    corners: ['Top left', 'Top right', 'Bottom left', 'Bottom right'] as readonly string[],
    slots: 'Arithmetic slot',
    intoSlot: (letter: string) => `Put into slot ${letter}`,
    save: 'Save to the shelf',
    pickUp: 'Pick up',
    inspect: 'Inspect z',
    copy: 'Copy z as text',
    exportPng: 'Export as PNG',
    remove: 'Remove',
    sample: (seed: number, index: number) => `Sample ${index} of seed ${seed}`,
    free: 'Made by hand or computed',
    zPicture: 'The components of z, first at the top left',
  },
  zPicture: {
    component: (index: number, value: number) => `z[${index}] = ${format.number(value, 2)}`,
    negative: 'negative',
    zero: '0',
    positive: 'positive',
  },
  norm: {
    name: 'Length of z',
    value: (norm: number, symbol: 'z' | 'Y') => `|${symbol}| ${format.number(norm, 2)}`,
    shell: (mean: number, deviation: number) =>
      `prior ${format.number(mean, 2)} ± ${format.number(deviation, 2)}`,
    sentence: (symbol: 'z' | 'Y', norm: number, mean: number, deviation: number) =>
      `The length of ${symbol} is ${format.number(norm, 2)}; draws from the prior have ` +
      `${format.number(mean, 2)} ± ${format.number(deviation, 2)}.`,
  },
  drag: {
    roleDescription: `draggable ${noun.one}`,
    pickedUp: (label: string) => `Picked up ${label}.`,
    over: (place: string) => `Over ${place}.`,
    nowhere: 'Over no place.',
    dropped: (label: string, place: string) => `${label} put on ${place}.`,
    refused: (place: string) => `${place} did not take it.`,
    cancelled: 'Put back.',
    holding: (label: string) => `Holding ${label}`,
    choose: 'Choose a place: arrow keys or Tab, then Enter. Or tap it.',
    putHere: (place: string) => `Put here: ${place}`,
    cancel: 'Put back',
  },
  progress: (done: number, total: number) => `${format.number(done)} of ${format.number(total)}`,
});

export type PartsStrings = ReturnType<typeof createParts>;
