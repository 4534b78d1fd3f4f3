import { describe, expect, test } from 'vitest';
import { PlaygroundError } from '../../../errors.ts';
import type { GivenFile, PictureRequest, PictureRun } from '../../../datasets/request.ts';
import { minPictures } from '../../../datasets/request.ts';
import { createSetBuilder } from '../../../datasets/setBuilder.ts';
import type { ImageSet } from '../../../model/imageSet.ts';
import type { ImageSetStore, KeptImageSet } from '../../../storage/imageSets.ts';
import { changeOptions, initialOptions, requestOf, sizeOf, sizesOf } from './options.ts';
import { createPicturesStore } from './picturesStore.ts';

function setOf(count: number, isVaried = true): ImageSet {
  const builder = createSetBuilder({ size: 16, channels: 1 }, count);
  for (let i = 0; i < count; i += 1) {
    builder.addPixels(new Uint8Array(256).fill(isVaried ? i : 7));
  }
  return builder.finish({ name: 'made', origin: { source: 'files', terms: '', recipe: {} } });
}

const rejected = [{ path: 'a.txt', reason: 'not-a-picture', found: '', times: 1 }] as const;
const files: readonly GivenFile[] = [{ path: 'a.png', file: new Blob() }];

function open(make: (request: PictureRequest, run: PictureRun) => Promise<ImageSet>) {
  const kept = new Map<string, ImageSet>();
  const requests: PictureRequest[] = [];
  let refusal: PlaygroundError | null = null;
  let elsewhere: (() => Promise<void>) | null = null;
  const storage: ImageSetStore = {
    list: async () => [],
    load: async (id) => {
      const set = kept.get(id);
      if (set === undefined) throw new PlaygroundError('storage-failed', 'gone');
      return set;
    },
    save: async (id, savedAt, set) => {
      if (refusal !== null) throw refusal;
      await elsewhere?.();
      kept.set(id, set);
      const { pixels, ...rest } = set;
      return { ...rest, id, savedAt, bytes: pixels.length } satisfies KeptImageSet;
    },
    rename: async () => undefined,
    remove: async (id) => void kept.delete(id),
  };
  let ids = 0;
  const store = createPicturesStore({
    make: async (request, run) => {
      requests.push(request);
      return { set: await make(request, run), rejected, rejectedCount: 1 };
    },
    kept: storage,
    createId: () => `id${(ids += 1)}`,
    today: () => 5,
  });
  return {
    store,
    kept,
    requests,
    refuse: (error: PlaygroundError | null) => {
      refusal = error;
    },
    /** What happens elsewhere while a set is being kept. */
    meanwhile: (happens: () => Promise<void>) => {
      elsewhere = happens;
    },
  };
}

/** Lets promises that are settled have their say. */
const settle = async (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

describe('making', () => {
  test('asks for the options, tells progress, and gives a set', async () => {
    const seen: unknown[] = [];
    const { store, requests } = open(async (_, { onProgress }) => {
      onProgress?.({ done: 3, total: 9 });
      seen.push(store.getState().work);
      return setOf(600);
    });
    store.getState().setOptions({ attributes: ['glasses'], seed: 4 });
    await store.getState().make();
    expect(requests).toMatchObject([{ source: 'avatars', seed: 4, labelBy: ['glasses'] }]);
    expect(seen).toEqual([{ kind: 'making', done: 3, total: 9 }]);
    expect(store.getState()).toMatchObject({ work: null, error: null, keptId: null });
    expect(store.getState().set?.count).toBe(600);
  });

  test.each([
    ['too few', setOf(2), 'too-few-pictures'],
    ['all the same', setOf(600, false), 'pictures-equal'],
  ])(
    'a set of pictures that are %s is a sentence, with what was left out',
    async (_, set, code) => {
      const { store } = open(async () => set);
      await store.getState().make();
      expect(store.getState()).toMatchObject({ set: null, work: null, error: { code } });
      expect(store.getState().rejections).toEqual({ named: rejected, count: 1 });
    },
  );

  test('can be stopped, and a stopped outcome is not shown', async () => {
    let finish: (set: ImageSet) => void = () => undefined;
    const { store } = open(
      async () =>
        new Promise((resolve) => {
          finish = resolve;
        }),
    );
    const making = store.getState().make();
    expect(store.getState().work?.kind).toBe('making');
    store.getState().stop();
    finish(setOf(600));
    await making;
    expect(store.getState()).toMatchObject({ set: null, work: null, error: null });
  });

  test('files that were taken are previewed, again after each change, the last one counting', async () => {
    const { store, requests } = open(async (request) =>
      setOf(request.source === 'files' && request.fit === 'whole' ? 9 : 3),
    );
    store.getState().takeFiles(files);
    store.getState().setOptions({ fit: 'whole' });
    await settle();
    expect(requests.map((one) => one.source === 'files' && [one.fit, one.preview])).toEqual([
      ['centre', 40],
      ['whole', 40],
    ]);
    expect(store.getState()).toMatchObject({ source: 'files', set: null, work: null });
    expect(store.getState().preview?.count).toBe(9);
  });

  test('what goes wrong before there are files is told', () => {
    const { store } = open(async () => setOf(600));
    store.getState().report(new DOMException('gone', 'NotFoundError'));
    expect(store.getState().error).toMatchObject({ code: 'internal', message: 'gone' });
  });

  test('without files there is nothing to make', async () => {
    const { store, requests } = open(async () => setOf(600));
    store.getState().setSource('files');
    await store.getState().make();
    expect(requests).toEqual([]);
  });
});

describe('keeping', () => {
  test('a set is kept under a name, opened and removed', async () => {
    const { store, kept } = open(async () => setOf(600));
    await store.getState().make();
    await store.getState().keep('mine');
    expect(store.getState()).toMatchObject({ keptId: 'id1', kept: [{ id: 'id1', name: 'mine' }] });
    await store.getState().keep('mine again');
    expect(kept.size).toBe(1);
    expect(store.getState().kept).toMatchObject([{ id: 'id1', name: 'mine again' }]);
    await store.getState().openKept('id1');
    expect(store.getState().set?.name).toBe('mine again');
    await store.getState().renameKept('id1', 'yours');
    expect(store.getState().kept).toMatchObject([{ name: 'yours' }]);
    await store.getState().removeKept('id1');
    expect(store.getState()).toMatchObject({ kept: [], keptId: null });
    await store.getState().openKept('id1');
    expect(store.getState().error?.code).toBe('storage-failed');
  });

  test('what is renamed or removed while a set is being kept stays so', async () => {
    const { store, meanwhile } = open(async () => setOf(600));
    const verbs = store.getState();
    for (const name of ['one', 'two']) {
      await verbs.make();
      await verbs.keep(name);
    }
    meanwhile(async () => {
      await verbs.removeKept('id1');
      await verbs.renameKept('id2', 'other');
    });
    await verbs.make();
    await verbs.keep('three');
    expect(store.getState().kept?.map(({ id, name }) => [id, name])).toEqual([
      ['id2', 'other'],
      ['id3', 'three'],
    ]);
  });

  test('a browser without room is a sentence, and the set stays', async () => {
    const { store, refuse } = open(async () => setOf(600));
    await store.getState().make();
    refuse(new PlaygroundError('storage-full', 'full', { expected: 9, found: 1 }));
    await store.getState().keep('mine');
    expect(store.getState()).toMatchObject({ keptId: null, error: { code: 'storage-full' } });
    expect(store.getState().set?.count).toBe(600);
  });
});

describe('options', () => {
  test('are kept in their bounds', () => {
    expect(changeOptions(initialOptions, { count: 3, distortion: 7 })).toMatchObject({
      count: minPictures,
      distortion: 1,
    });
    expect(changeOptions(initialOptions, { count: 1e9 }).count).toBe(50_000);
    const labelled = changeOptions(initialOptions, {
      attributes: ['hat', 'nonsense', 'smile', 'glasses', 'long_hair'],
    });
    expect(labelled.attributes).toEqual(['hat', 'smile', 'glasses']);
    expect(changeOptions(labelled, { style: 'portrait' }).attributes).toEqual(['smile', 'glasses']);
  });
  test('make a request for every source', () => {
    expect(requestOf('files', initialOptions, [])).toBeNull();
    expect(requestOf('files', initialOptions, files)).toMatchObject({ fit: 'centre', files });
    expect(requestOf('glyphs', initialOptions, [])).toMatchObject({ alphabet: 'digits' });
    expect(requestOf('shapes', initialOptions, [])).toMatchObject({ labelBy: 'kind' });
    const large = { ...initialOptions, size: 64 } as const;
    expect(requestOf('url', large, [])).toMatchObject({ name: 'mnist', size: 32 });
    expect(sizesOf('url')).toEqual([16, 32]);
    expect([sizeOf('url', large), sizeOf('files', large)]).toEqual([32, 64]);
  });
});
