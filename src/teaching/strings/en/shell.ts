/** English: the frame around the views. */
import { createNumberFormats } from '../../numbers.ts';
import type { EnglishNoun } from './noun.ts';

const format = createNumberFormats('en-GB');

export const createShell = (noun: EnglishNoun) => ({
  documentTitle: 'Latent Playground',
  name: 'Latent Playground',
  skip: 'Skip to the stage',
  views: {
    label: 'Views',
    walk: 'Walk',
    arithmetic: 'Arithmetic',
    filters: 'Filters',
    train: 'Train',
    models: 'Models',
  },
  bar: {
    label: 'What is in force',
    model: (title: string) => `Model ${title}`,
    noModel: 'No model yet',
    loading: 'Loading',
    copyLink: 'Copy link',
    scaling: { label: 'Pixels', crisp: 'Crisp', smooth: 'Smooth' },
    language: 'Language',
    theme: { label: 'Theme', light: 'Light', dark: 'Dark', system: 'As the system' },
    display: 'Display',
  },
  phase: {
    starting: 'Starting',
    loading: 'Loading the model',
    ready: 'Ready',
    recovering: 'Recovering',
    failed: 'Not drawing',
  },
  backend: {
    names: { webgpu: 'WebGPU', webgl: 'WebGL', wasm: 'WASM', cpu: 'CPU' },
    chip: (name: string, milliseconds: string) => `Backend ${name}, ${milliseconds} ${noun.a}`,
    title: `What draws the ${noun.many}`,
    choice: 'Choose',
    auto: 'Fastest',
    choosing: 'Other backends are still being timed.',
    perFace: (milliseconds: string) => `${milliseconds} ${noun.a}`,
    notReached: 'not timed',
    inUse: 'in use',
    selfTest: (error: number, tolerance: number) =>
      `Self-test: largest difference ${format.small(error)}, allowed ${format.small(tolerance)}`,
    noSelfTest: 'Self-test: no stored outputs to compare with',
    kernels: {
      own: 'Kernels of our own',
      ownHalf: 'Kernels of our own, in half precision',
      tensorflow: 'Kernels of TensorFlow.js',
    },
    kernelsRefused: 'Our own kernels are not used here.',
    kernelsRefusedInPart: 'Not for every network: what judges pictures runs on TensorFlow.js.',
    software: 'software, not a graphics card',
    noGpu:
      'No graphics card is used: this machine or browser offers none to pages. The processor draws ' +
      'instead, which is fast enough to walk.',
    notTried: 'Backends that were not needed have not been tried.',
    why:
      'Each backend draws four stored z and is compared with the outputs of PyTorch; those that pass ' +
      'are timed, and the fastest draws. The choice is remembered for this machine.',
  },
  download: {
    label: 'Model',
    text: (received: number, total: number) =>
      `${format.number(received / 1e6, 1)} of ${format.number(total / 1e6, 1)} MB`,
  },
  shelf: {
    title: 'Shelf',
    open: 'Open the shelf',
    close: 'Close the shelf',
    empty: `Drag ${noun.many} here to keep them. They survive a reload.`,
    place: 'the shelf',
    bin: 'Remove',
    binPlace: 'the bin',
    count: (count: number) =>
      count === 1 ? `1 ${noun.one}` : `${format.number(count)} ${noun.many}`,
    item: (number: number, origin: string) => `Shelf ${number}: ${origin}`,
  },
  notices: 'Notices',
  inspector: {
    title: `${noun.A} and its z`,
    picture: (origin: string) => `Picture of: ${origin}`,
    componentsOf: (count: number) => `z, ${format.number(count)} components as a picture`,
    text: 'z as text',
    copy: 'Copy',
    origin: 'Origin',
    model: 'Model',
    length: 'Length',
  },
});

export type ShellStrings = ReturnType<typeof createShell>;
