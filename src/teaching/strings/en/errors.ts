/** English: a sentence for everything that can go wrong or happen behind the page. */
import type { ErrorCode, ErrorDetails } from '../../../errors.ts';
import { createNumberFormats } from '../../numbers.ts';
import type { EnglishNoun } from './noun.ts';

const format = createNumberFormats('en-GB');

/** Where it happened, in front of a sentence. */
function at(details: ErrorDetails): string {
  const where = details['where'] ?? details['file'] ?? details['backend'];
  return where === undefined ? '' : `${where}: `;
}

/** What was expected and what was found, as far as it is known. */
function difference({ expected, found }: ErrorDetails): string {
  if (expected !== undefined && found !== undefined)
    return ` Expected ${expected}, found ${found}.`;
  if (expected !== undefined) return ` Expected ${expected}.`;
  return found === undefined ? '' : ` Found ${found}.`;
}

/** Where it happened, inside a sentence. */
function inBrackets({ where }: ErrorDetails): string {
  return where === undefined ? '' : ` (${where})`;
}

type Sentence = (details: ErrorDetails) => string;

const sentences: Record<ErrorCode, Sentence> = {
  'bad-argument': (d) =>
    `${at(d)}this value cannot be used.${difference(d)} Change it and try again.`,
  'download-failed': (d) =>
    `${at(d)}the download failed.${difference(d)} Check the connection and try again.`,
  'file-altered': (d) =>
    `${at(d)}the file is not the one its config.json describes (SHA-256).${difference(d)} ` +
    'Load it again, or fetch the model folder anew.',
  'file-truncated': (d) =>
    `${at(d)}the file ends too early.${difference(d)} Load it again, or fetch the model folder anew.`,
  'bad-file': (d) =>
    `${at(d)}this file cannot be read.${difference(d)} Check that it is the right file.`,
  'unknown-version': (d) =>
    `${at(d)}this version is newer than the page.${difference(d)} Reload the page for an update.`,
  'shape-mismatch': (d) =>
    `${at(d)}the weights do not fit the layers in config.json.${difference(d)} ` +
    'Use weights and description of the same model.',
  'unknown-model': (d) =>
    `${at(d)}this model is not on offer here.${difference(d)} Choose one under Models.`,
  'missing-network': (d) =>
    `${at(d)}this model has no ${d['network'] === 'classifier' ? 'attribute classifier' : 'discriminator'}. ` +
    'Choose another one under Models.',
  'backend-unavailable': (d) =>
    `${at(d)}this browser or machine does not offer this backend.${difference(d)} ` +
    'Choose another one, or automatic.',
  'self-test-failed': (d) =>
    `${at(d)}the backend drew pictures that differ from the stored ones, so it is not used.` +
    difference(d),
  'device-lost': (d) =>
    `${at(d)}the graphics device was lost.${difference(d)} Try again, or choose another backend.`,
  'worker-crashed': (d) =>
    `${at(d)}the part of the page that draws stopped.${difference(d)} Try again; if it happens ` +
    'again, choose another backend.',
  aborted: (d) => `${at(d)}stopped.`,
  'bad-link': (d) =>
    `The link could not be read${inBrackets(d)}.${difference(d)} The former or a default scene is ` +
    'shown; check the link, or ask for a new one.',
  'storage-failed': (d) =>
    `${at(d)}the browser does not let this page keep things.${difference(d)} The page works, but ` +
    'shelf and settings are gone after closing; leave private browsing to keep them.',
  'export-failed': (d) =>
    `${at(d)}the export failed.${difference(d)} Try another format or a smaller size.`,
  'too-few-boxes': ({ expected, found }) =>
    `Boxes are needed on at least ${expected} pictures, so that some can be held out; ${found} have ` +
    'one. Draw boxes on more samples.',
  'nothing-outside': () =>
    'The boxes cover every position of this layer, so there is nothing to compare them with. Draw ' +
    'smaller boxes, or choose a layer with a finer grid.',
  'other-model': (d) =>
    `${at(d)}this belongs to another model.${difference(d)} Switch to that model to use it.`,
  'too-few-pictures': ({ found = 0, expected = 500 }) =>
    `${format.number(Number(found))} usable pictures; a network needs at least ${format.number(Number(expected))}. ` +
    'Add more, or see below which were left out.',
  'too-many-pictures': ({ found = 0, expected = 0 }) =>
    `${format.number(Number(found))} pictures; at most ${format.number(Number(expected))} can be used. Choose fewer.`,
  'pictures-equal': ({ found = 0 }) =>
    `All ${format.number(Number(found))} pictures are the same: there is nothing to learn. Choose pictures that differ.`,
  'archive-too-large': (d) =>
    `${at(d)}this archive would unpack to ${format.bytes(Number(d['found'] ?? 0))}; at most ` +
    `${format.bytes(Number(d['expected'] ?? 0))} are read. Choose an archive of pictures only.`,
  'storage-full': ({ expected = 0, found = 0 }) =>
    `Keeping this needs ${format.bytes(Number(expected))}; the browser has ` +
    `${format.bytes(Number(found))} left for this page. Delete something that is kept, or take fewer or smaller pictures.`,
  internal: (d) => `${at(d)}something went wrong inside the page.${difference(d)} Reload the page.`,
};

/** A sentence that starts with its own words starts with a capital; names of files stay as they are. */
function sentenceOf(code: ErrorCode, details: ErrorDetails): string {
  const text = sentences[code](details);
  return text.startsWith(at(details)) && at(details) !== ''
    ? text
    : text.charAt(0).toUpperCase() + text.slice(1);
}

export const createErrors = (noun: EnglishNoun) => ({
  sentence: sentenceOf,
  retry: 'Try again',
  dismiss: 'Dismiss',
  unexpected: {
    title: 'This part of the page stopped',
    text: 'What you did before is kept. Show this part again, or reload the page.',
    again: 'Show again',
    reload: 'Reload',
  },
  engine: {
    'device-lost': () => 'The graphics device was lost. The model is being rebuilt.',
    'device-restored': (milliseconds: number) =>
      `The graphics device is back after ${format.milliseconds(milliseconds)}; pictures are redrawn.`,
    'backend-changed': (backend: string, milliseconds: number | null) =>
      milliseconds === null
        ? `${noun.Many} are now drawn by ${backend}.`
        : `${noun.Many} are now drawn by ${backend}, ${format.milliseconds(milliseconds)} each.`,
    'backend-failed': (backend: string, reason: string) => `${backend} is not used. ${reason}`,
    'worker-restarted': () => 'The part of the page that draws was started again.',
    'not-kept-offline': (reason: string) =>
      `The model could not be kept for offline use. ${reason}`,
  },
  notices: {
    'link-copied': 'Link copied.',
    'latent-copied': 'z copied as text.',
    'update-ready': 'A new version is ready. It is used after the next reload.',
    'offline-ready': 'The page now works offline.',
    'shelf-full': `The shelf is full. Remove ${noun.a} first.`,
    'path-full': 'The path is full. Remove a keyframe first.',
    'put-in-slot': 'Put into the Arithmetic view.',
    'slot-full': 'This slot is full. Remove an exemplar first, or drop on one to replace it.',
    'group-full': `This group is full. Remove ${noun.a} first.`,
    'concepts-full': 'There is room for six concepts. Delete one first.',
    'concepts-too-long': 'A link holds no more boxes than this. Take boxes away first.',
    'other-model': `This ${noun.one} belongs to another model. Switch to that model to use it.`,
  },
});

export type ErrorsStrings = ReturnType<typeof createErrors>;
