/**
 * State as a link: `#/walk?v=1&m=faces&k=s2015.0,s2015.1&p=0.5`. The table in `resting.ts` drives both
 * directions. What equals its initial value is left out; a bare `#/walk` is the initial scene.
 */
import { PlaygroundError } from '../errors.ts';
import type { ChannelMask } from '../model/arrays.ts';
import { refuse } from './fields.ts';
import type { Field, FieldModel } from './fields.ts';
import { resting } from './resting.ts';
import { fieldsOf, linkKeys, readScenes, sceneNames } from './scenes.ts';
import type { Scenes } from './scenes.ts';
import type { PlaygroundState, ViewName } from './types.ts';

/** Version this page writes and reads. */
export const linkVersion = 1;

/** Longest link that is read: all faces of all scenes, free and of 512 components, are shorter. */
const longestLink = 262_144;

/** What a link says before a model description is at hand. */
export interface LinkHead {
  readonly view: ViewName;
  /** Null: the link leaves the choice to the page. */
  readonly modelId: string | null;
  /** Texts of the fields by key. */
  readonly values: ReadonlyMap<string, string>;
}

/** What a link is made of. */
export interface Linkable extends Scenes {
  readonly view: ViewName;
  readonly mask: ChannelMask;
}

/** What a state is made of that goes into a link; null before its scenes are there. */
export function linkableOf(state: PlaygroundState): Linkable | null {
  const { view, scene, arithmetic, filters, train, mask } = state;
  if (scene === null || arithmetic === null || filters === null || train === null) return null;
  return { view, scene, arithmetic, filters, train, mask };
}

/** Writes the hash part of a link, with its `#`. */
export function writeLink(state: Linkable, model: FieldModel): string {
  const { view, scene, mask } = state;
  const parts = [`v=${linkVersion}`, `m=${encodeURIComponent(scene.modelId)}`];
  const write = <Value>(value: Value, field: Field<Value>): void => {
    const text = field.toText(value);
    if (text !== field.toText(field.initial(model))) parts.push(`${field.key}=${text}`);
  };
  for (const name of sceneNames) {
    for (const [, value, field] of fieldsOf(state, name)) write(value, field);
  }
  write(mask, resting.mask.field);
  return `#/${resting.view.field.toText(view)}?${parts.join('&')}`;
}

/**
 * Reads what a link says without its model: view, model, and the texts of the fields.
 * @throws PlaygroundError `bad-link` (details `where`, `expected`, `found`).
 */
export function readLinkHead(hash: string): LinkHead {
  return asBadLink(() => {
    const text = hash.replace(/^#/, '');
    if (text.length > longestLink) {
      throw refuse('link', `at most ${longestLink} characters`, `${text.length} characters`);
    }
    if (text === '') return { view: 'walk', modelId: null, values: new Map() };
    const match = /^\/([^?]*)(?:\?(.*))?$/.exec(text);
    if (match === null) throw refuse('link', 'an address such as #/walk?v=1&m=faces', text);
    const view = resting.view.field.fromText(match[1] as string, 'view', anyModel);
    const values = readPairs(match[2] ?? '');
    if (values.size === 0) return { view, modelId: null, values };
    const version = values.get('v');
    if (version !== String(linkVersion)) {
      throw refuse('v', `version ${linkVersion}`, version ?? 'nothing');
    }
    const known = new Set(['v', 'm', resting.mask.field.key]);
    for (const key of linkKeys()) known.add(key);
    for (const key of values.keys()) {
      if (!known.has(key)) throw refuse('link', `keys ${[...known].join(', ')}`, key);
    }
    return { view, modelId: values.get('m') ?? null, values };
  });
}

/**
 * Reads the scenes and the mask of a link for its model.
 * @throws PlaygroundError `bad-link`.
 */
export function readLinkScenes(head: LinkHead, model: FieldModel): Scenes & Pick<Linkable, 'mask'> {
  return asBadLink(() => {
    const read = <Value>(field: Field<Value>, where: string): Value => {
      const text = head.values.get(field.key);
      return text === undefined ? field.initial(model) : field.fromText(text, where, model);
    };
    const scenes = readScenes(model.id, (_scene, name, field) => read(field, name));
    return { ...scenes, mask: read(resting.mask.field, 'mask') };
  });
}

/** The view's field needs no model, but fields are asked with one. */
const anyModel: FieldModel = {
  id: '',
  prior: 'normal',
  latentDim: 0,
  imageSize: 0,
  samples: null,
};

function readPairs(query: string): Map<string, string> {
  const values = new Map<string, string>();
  for (const pair of query.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    if (equals < 1) throw refuse('link', 'pairs such as p=0.5', pair);
    const key = pair.slice(0, equals);
    if (values.has(key)) throw refuse(key, 'one value', 'two');
    values.set(key, decode(pair.slice(equals + 1), key));
  }
  return values;
}

function decode(text: string, where: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    throw refuse(where, 'text with whole percent signs', text);
  }
}

/** Runs a reader; what it refuses becomes `bad-link` with the same details. */
export function asBadLink<Value>(read: () => Value): Value {
  try {
    return read();
  } catch (thrown) {
    if (!(thrown instanceof PlaygroundError) || thrown.code !== 'bad-argument') throw thrown;
    throw new PlaygroundError('bad-link', `Link: ${thrown.message}`, thrown.details, thrown);
  }
}
