/** What can be done with a kept snapshot: draw with it, take it away as a folder, go on from it. */
import type { StoreApi } from 'zustand/vanilla';
import { PlaygroundError, fromPlainError } from '../../errors.ts';
import type { ImageSet } from '../../model/imageSet.ts';
import { ownModelPrefix } from '../../model/ownModel.ts';
import type { OwnModels } from '../../storage/ownModels.ts';
import type { NamedBytes } from '../../trainer/modelFiles.ts';
import { snapshotToModelFiles } from '../../trainer/modelFiles.ts';
import type { Snapshot } from '../../trainer/types.ts';
import type { Kept } from './lab.ts';
import { pictureSources } from './pictures/options.ts';
import type { PictureOptions } from './pictures/options.ts';
import type { PicturesStore } from './pictures/picturesStore.ts';

/** Id of the model that a kept snapshot becomes; one for each class that it can be asked for. */
export function modelIdOf({ savedAt, facts }: Kept, drawnClass: number): string {
  const asked = facts.config.classes > 0 ? `-${drawnClass}` : '';
  return `${ownModelPrefix}${facts.run}-${facts.step}-${savedAt.toString(36)}${asked}`;
}

function titleOf({ facts }: Kept, drawnClass: number): string {
  const { name, classNames } = facts.pictures;
  const asked = classNames[drawnClass];
  const what = facts.config.classes > 0 && asked !== undefined ? `${name}: ${asked}` : name;
  return `${what}, ${facts.step}`;
}

/** The model folder of a snapshot. */
export async function folderOf(
  kept: Kept,
  snapshot: Snapshot,
  drawnClass: number,
): Promise<readonly NamedBytes[]> {
  const { name, origin } = kept.facts.pictures;
  return snapshotToModelFiles(snapshot, {
    id: modelIdOf(kept, drawnClass),
    title: titleOf(kept, drawnClass),
    licence: origin.terms === '' ? 'unknown' : origin.terms,
    data: name,
    ...(origin.source === 'avatars' ? { subject: 'avatar' } : {}),
    drawnClass: kept.facts.config.classes > 0 ? drawnClass : 0,
  });
}

/** Keeps the model of a snapshot among the visitor's own; resolves to its id. */
export async function keepAsModel(
  models: OwnModels,
  kept: Kept,
  snapshot: Snapshot,
  drawnClass: number,
  today: number,
): Promise<string> {
  const id = modelIdOf(kept, drawnClass);
  const files = await folderOf(kept, snapshot, drawnClass);
  await models.save({ id, title: titleOf(kept, drawnClass), savedAt: today }, files);
  return id;
}

/** The same folder as a zip; weights are noise to a packer, so nothing is packed. */
export async function zipFolder(files: readonly NamedBytes[], folder: string): Promise<Blob> {
  const { zipSync } = await import('fflate');
  const entries = files.map(({ name, bytes }) => [`${folder}/${name}`, bytes] as const);
  const bytes = zipSync(Object.fromEntries(entries), { level: 0 });
  return new Blob([bytes], { type: 'application/zip' });
}

/**
 * The pictures that a snapshot was trained on: those of the picker if they are the same, a kept set
 * of that name, or the same ones drawn again from their seed.
 * @throws PlaygroundError `bad-argument` where they have to be chosen by hand; what making them
 *   rejects with.
 */
export async function picturesOf(
  { facts }: Kept,
  pictures: StoreApi<PicturesStore>,
): Promise<ImageSet> {
  const { name, origin } = facts.pictures;
  const isSame = (set: Pick<ImageSet, 'name' | 'origin' | 'size' | 'channels'>): boolean =>
    set.name === name &&
    set.size === facts.config.imageSize &&
    set.channels === facts.config.channels &&
    JSON.stringify(set.origin) === JSON.stringify(origin);
  const { set: present, listKept } = pictures.getState();
  if (present !== null && isSame(present)) return present;
  await listKept();
  const stored = pictures.getState().kept?.find(isSame);
  if (stored !== undefined) {
    await pictures.getState().openKept(stored.id);
  } else if (origin.seed !== undefined) {
    const source = pictureSources.find((one) => one === origin.source);
    const { labelBy, ...recipe } = origin.recipe;
    const labels =
      origin.source === 'avatars'
        ? {
            attributes: String(labelBy ?? '')
              .split(',')
              .filter(Boolean),
          }
        : origin.source === 'shapes'
          ? { shapeLabel: labelBy }
          : {};
    const options = { ...recipe, ...labels, seed: origin.seed } as Partial<PictureOptions>;
    if (source !== undefined) pictures.getState().setSource(source);
    pictures.getState().setOptions(options);
    await pictures.getState().make();
  }
  const { set, error } = pictures.getState();
  if (error !== null) throw fromPlainError(error);
  if (set !== null && set.name === name && set.size === facts.config.imageSize) return set;
  const details = { where: 'pictures', expected: name, found: present?.name ?? '' };
  throw new PlaygroundError(
    'bad-argument',
    `The pictures of this run are needed: ${name}.`,
    details,
  );
}
