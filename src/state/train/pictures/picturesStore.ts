/** Which pictures to train on: source and options, the work of making them, and the sets that are kept. */
import { createStore } from 'zustand/vanilla';
import type { StoreApi } from 'zustand/vanilla';
import { toPlainError } from '../../../errors.ts';
import type { PlainError } from '../../../errors.ts';
import type { GivenFile, PictureRequest, Rejected } from '../../../datasets/request.ts';
import { checkTrainable } from '../../../datasets/trainable.ts';
import type { ImageSet } from '../../../model/imageSet.ts';
import type { ImageSetStore, KeptImageSet } from '../../../storage/imageSets.ts';
import type { MakePictures } from './makePictures.ts';
import { changeOptions, initialOptions, previewCount, requestOf } from './options.ts';
import type { PictureOptions, PictureSource } from './options.ts';

/** What goes on, and how far it is; `total` is 0 while it is not known. */
export interface PictureWork {
  readonly kind: 'making' | 'previewing' | 'keeping' | 'opening';
  readonly done: number;
  readonly total: number;
}

/** What was left out of the visitor's files, named and counted. */
export interface Rejections {
  readonly named: readonly Rejected[];
  readonly count: number;
}

/** Everything the picker shows. */
export interface PicturesState {
  readonly source: PictureSource;
  readonly options: PictureOptions;
  /** What the visitor dropped. */
  readonly files: readonly GivenFile[];
  readonly work: PictureWork | null;
  readonly error: PlainError | null;
  /** The set to train on; null before one was made or opened. */
  readonly set: ImageSet | null;
  /** The id under which {@link set} is kept; null where it is not. */
  readonly keptId: string | null;
  /** Some pictures as they would become; they are no set to train on. */
  readonly preview: ImageSet | null;
  readonly rejections: Rejections;
  /** Which pictures the sheet shows. */
  readonly sheetSeed: number;
  /** Kept sets, oldest first; null until they were listed. */
  readonly kept: readonly KeptImageSet[] | null;
}

/** The verbs. None rejects: what goes wrong is in `error`. */
export interface PicturesActions {
  setSource(source: PictureSource): void;
  setOptions(change: Partial<PictureOptions>): void;
  /** Takes files in place of those before, and shows how some of them would become pictures. */
  takeFiles(files: readonly GivenFile[]): void;
  /** Shows what went wrong outside, such as files that could not be taken. */
  report(thrown: unknown): void;
  /** Makes the set of the present source and options. */
  make(): Promise<void>;
  /** Stops what goes on. */
  stop(): void;
  setSheetSeed(seed: number): void;
  /** Keeps the set under its name, or another. */
  keep(name: string): Promise<void>;
  listKept(): Promise<void>;
  openKept(id: string): Promise<void>;
  renameKept(id: string, name: string): Promise<void>;
  removeKept(id: string): Promise<void>;
}

/** The store of the picker. */
export type PicturesStore = PicturesState & PicturesActions;

/** The world outside of it. */
export interface PicturesPorts {
  readonly make: MakePictures;
  readonly kept: ImageSetStore;
  createId(): string;
  /** Milliseconds since 1970. */
  today(): number;
}

const noRejections: Rejections = { named: [], count: 0 };

/** Makes the store. Nothing is made or read before a verb asks for it. */
export function createPicturesStore(ports: PicturesPorts): StoreApi<PicturesStore> {
  let stopper: AbortController | null = null;

  return createStore<PicturesStore>()((set, get) => {
    /** Runs one piece of work in place of the one before, whose outcome is not wanted any more. */
    const run = async (
      kind: PictureWork['kind'],
      work: (signal: AbortSignal, tell: (done: number, total: number) => void) => Promise<void>,
    ): Promise<void> => {
      stopper?.abort();
      const mine = new AbortController();
      stopper = mine;
      set({ work: { kind, done: 0, total: 0 }, error: null });
      const isMine = (): boolean => stopper === mine;
      try {
        await work(mine.signal, (done, total) => {
          if (isMine()) set({ work: { kind, done, total } });
        });
      } catch (thrown) {
        const error = toPlainError(thrown);
        if (isMine() && error.code !== 'aborted') set({ error });
      } finally {
        if (isMine()) {
          stopper = null;
          set({ work: null });
        }
      }
    };
    const showPreview = (): void => {
      const { files, options, source } = get();
      const request = requestOf('files', options, files);
      if (source !== 'files' || request?.source !== 'files') return;
      void run('previewing', async (signal, tell) => {
        const result = await ports.make(
          { ...request, preview: previewCount },
          { signal, onProgress: ({ done, total }) => tell(done, total) },
        );
        if (signal.aborted) return;
        const rejections = { named: result.rejected, count: result.rejectedCount };
        set({ preview: result.set.count === 0 ? null : result.set, rejections });
        if (result.set.count === 0) checkTrainable(result.set);
      });
    };
    const forget = { set: null, keptId: null, preview: null, error: null } as const;

    return {
      source: 'avatars',
      options: initialOptions,
      files: [],
      work: null,
      error: null,
      set: null,
      keptId: null,
      preview: null,
      rejections: noRejections,
      sheetSeed: 0,
      kept: null,
      setSource(source) {
        if (source === get().source) return;
        get().stop();
        set({ source, preview: null, error: null, rejections: noRejections });
        showPreview();
      },
      setOptions(change) {
        const { options, source } = get();
        set({ options: changeOptions(options, change) });
        if (source === 'files') showPreview();
      },
      takeFiles(files) {
        get().stop();
        set({ ...forget, source: 'files', files, rejections: noRejections });
        showPreview();
      },
      report: (thrown) => set({ error: toPlainError(thrown) }),
      async make() {
        const { source, options, files } = get();
        const request: PictureRequest | null = requestOf(source, options, files);
        if (request === null) return;
        // The former set gives its memory back before the next one needs it.
        set({ ...forget, rejections: noRejections });
        await run('making', async (signal, tell) => {
          const { set: made, ...left } = await ports.make(request, {
            signal,
            onProgress: ({ done, total }) => tell(done, total),
          });
          if (signal.aborted) return;
          set({ rejections: { named: left.rejected, count: left.rejectedCount } });
          checkTrainable(made);
          set({ set: made });
        });
      },
      stop() {
        stopper?.abort();
        stopper = null;
        set({ work: null });
      },
      setSheetSeed: (sheetSeed) => set({ sheetSeed }),
      async keep(name) {
        const { set: present, keptId } = get();
        if (present === null) return;
        const named = { ...present, name };
        await run('keeping', async (signal) => {
          const id = keptId ?? ports.createId();
          const record = await ports.kept.save(id, ports.today(), named);
          // Read after the wait: the list may have changed meanwhile.
          const others = (get().kept ?? []).filter((one) => one.id !== id);
          set({ kept: [...others, record] });
          if (!signal.aborted) set({ set: named, keptId: id });
        });
      },
      listKept: async () => {
        try {
          set({ kept: await ports.kept.list() });
        } catch (thrown) {
          set({ error: toPlainError(thrown), kept: [] });
        }
      },
      async openKept(id) {
        set({ ...forget, rejections: noRejections });
        await run('opening', async (signal) => {
          const opened = await ports.kept.load(id);
          if (!signal.aborted) set({ set: opened, keptId: id });
        });
      },
      async renameKept(id, name) {
        try {
          await ports.kept.rename(id, name);
          const kept = (get().kept ?? []).map((one) => (one.id === id ? { ...one, name } : one));
          set({ kept });
        } catch (thrown) {
          set({ error: toPlainError(thrown) });
        }
      },
      async removeKept(id) {
        try {
          await ports.kept.remove(id);
          const kept = (get().kept ?? []).filter((one) => one.id !== id);
          set({ kept, ...(get().keptId === id ? { keptId: null } : {}) });
        } catch (thrown) {
          set({ error: toPlainError(thrown) });
        }
      },
    };
  });
}
