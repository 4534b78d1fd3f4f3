/** The verbs of the page around the scene: view, settings, shelf, inspector, notices. */
import { toKeptFace } from '../latent/createFace.ts';
import { writeFaceText } from '../latent/faceText.ts';
import type { StoreContext } from './context.ts';
import { shelfLimit } from './limits.ts';
import { resting } from './resting.ts';
import type { PlaygroundActions } from './types.ts';

type PageActions = Pick<
  PlaygroundActions,
  | 'setView'
  | 'setLanguage'
  | 'setTheme'
  | 'setScaling'
  | 'setShelfOpen'
  | 'saveToShelf'
  | 'removeFromShelf'
  | 'inspect'
  | 'notify'
  | 'dismiss'
>;

/** The pieces of state that are settings. */
export const settingKeys = ['language', 'theme', 'scaling', 'shelfOpen'] as const;

/** Makes the verbs. What cannot be saved is told, and holds as long as the page. */
export function createPageActions(context: StoreContext, openView: () => void): PageActions {
  const { library, settings } = context.services;
  const attempt = (saving: Promise<void>): void => {
    saving.catch((thrown: unknown) => context.report(thrown));
  };
  const saveSetting = (key: (typeof settingKeys)[number], value: unknown): void =>
    settings.save(resting[key].field.key, value);
  return {
    setView: (view) => {
      if (view === context.get().view) return;
      context.set({ view });
      context.steps.change('other', false);
      openView();
    },
    setLanguage: (language) => {
      context.set({ language });
      saveSetting('language', language);
    },
    setTheme: (theme) => {
      context.set({ theme });
      saveSetting('theme', theme);
    },
    setScaling: (scaling) => {
      context.set({ scaling });
      saveSetting('scaling', scaling);
    },
    setShelfOpen: (shelfOpen) => {
      context.set({ shelfOpen });
      saveSetting('shelfOpen', shelfOpen);
    },
    saveToShelf: (face) => {
      const { shelf } = context.get();
      const kept = toKeptFace(face);
      const text = writeFaceText(kept);
      const same = shelf.find(
        (item) => item.face.modelId === kept.modelId && writeFaceText(item.face) === text,
      );
      if (same !== undefined) return;
      if (shelf.length >= shelfLimit) {
        context.notify('error', { kind: 'text', key: 'shelf-full' });
        return;
      }
      const { createId, today } = context.services;
      const item = { id: createId(), face: kept, savedAt: today() };
      context.set({ shelf: [...shelf, item] });
      attempt(library.saveFace(item));
    },
    removeFromShelf: (id) => {
      const { shelf } = context.get();
      if (!shelf.some((item) => item.id === id)) return;
      context.set({ shelf: shelf.filter((item) => item.id !== id) });
      attempt(library.removeFace(id));
    },
    inspect: (inspected) => context.set({ inspected }),
    notify: context.notify,
    dismiss: (noticeId) => {
      context.set({ notices: context.get().notices.filter((notice) => notice.id !== noticeId) });
    },
  };
}

/** Takes down what said that nothing works, once it works again. */
export function dismissRetryNotices(context: StoreContext): void {
  const { notices } = context.get();
  const left = notices.filter(({ content }) => content.kind !== 'error' || !content.retry);
  if (left.length !== notices.length) context.set({ notices: left });
}
