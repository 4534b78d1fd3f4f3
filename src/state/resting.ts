/**
 * The one table of where state rests. `url`: in the link, so that a link is the picture; `browser`:
 * kept on this machine (IndexedDB, settings in localStorage); `nowhere`: gone with the page. The compiler asks for a line for
 * every piece of state. Both directions of the link, the console's state and the settings are driven
 * by it. The initial values belong to version 1 of the link: what is left out of a link means them.
 */
import { arithmeticTable } from './arithmetic/table.ts';
import { choiceField, switchField } from './fields.ts';
import type { Field } from './fields.ts';
import { filterTable } from './filters/table.ts';
import { maskField } from './maskField.ts';
import { trainTable } from './train/table.ts';
import type { Language, PlaygroundState, Scaling, Theme, ViewName } from './types.ts';
import { walkTable } from './walkTable.ts';

/** Where a piece of state rests. */
export type Resting<Value> =
  | { readonly rests: 'url'; readonly field: Field<Value> }
  | { readonly rests: 'url'; readonly inParts: 'sceneTables' }
  | { readonly rests: 'browser'; readonly field: Field<Value>; readonly search?: string }
  | { readonly rests: 'browser'; readonly records: 'shelf' | 'masks' }
  | { readonly rests: 'nowhere' };

/** The scenes, each with a table of its own; all of them are in every link. */
export const sceneTables = {
  scene: walkTable,
  arithmetic: arithmeticTable,
  filters: filterTable,
  train: trainTable,
} as const;

/** Where each piece of state rests. */
export const resting = {
  scene: { rests: 'url', inParts: 'sceneTables' },
  arithmetic: { rests: 'url', inParts: 'sceneTables' },
  filters: { rests: 'url', inParts: 'sceneTables' },
  train: { rests: 'url', inParts: 'sceneTables' },
  view: {
    rests: 'url',
    field: choiceField<ViewName>(
      'view',
      ['walk', 'arithmetic', 'filters', 'train', 'models'],
      'walk',
    ),
  },
  mask: { rests: 'url', field: maskField },
  shelf: { rests: 'browser', records: 'shelf' },
  masks: { rests: 'browser', records: 'masks' },
  language: {
    rests: 'browser',
    field: choiceField<Language>('language', ['en', 'ko'], 'en'),
    search: 'lang',
  },
  theme: {
    rests: 'browser',
    field: choiceField<Theme>('theme', ['system', 'light', 'dark'], 'system'),
    search: 'theme',
  },
  scaling: {
    rests: 'browser',
    field: choiceField<Scaling>('scaling', ['crisp', 'smooth'], 'crisp'),
  },
  shelfOpen: { rests: 'browser', field: switchField('shelfOpen', true) },
  filterWork: { rests: 'nowhere' },
  preparedConcepts: { rests: 'nowhere' },
  playing: { rests: 'nowhere' },
  selectedKeyframe: { rests: 'nowhere' },
  engine: { rests: 'nowhere' }, // the backend of this machine is kept by storage/machineMemory.ts
  models: { rests: 'nowhere' },
  known: { rests: 'nowhere' },
  arithmeticWork: { rests: 'nowhere' },
  configs: { rests: 'nowhere' },
  notices: { rests: 'nowhere' },
  inspected: { rests: 'nowhere' },
} as const satisfies { readonly [Key in keyof PlaygroundState]: Resting<PlaygroundState[Key]> };
