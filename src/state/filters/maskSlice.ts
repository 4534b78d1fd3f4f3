/** The verbs of masks: the one that acts on the page, and those that are kept under a name. */
import { PlaygroundError, toPlainError } from '../../errors.ts';
import { readMaskFile, writeMaskFile } from '../../formats/maskFile.ts';
import type { ChannelMask } from '../../model/arrays.ts';
import type { ModelConfig } from '../../model/config.ts';
import type { MaskOrigin, NamedMask } from '../../model/namedMask.ts';
import { checkMaskModel, generatorDigest, longestMaskName } from '../../model/namedMask.ts';
import type { StoreContext } from '../context.ts';
import { maskField, readMask } from '../maskField.ts';

/** The verbs of masks. */
export interface MaskActions {
  /** The mask that acts on every face of the page from now on; {} switches it off. */
  setMask(mask: ChannelMask): void;
  /** Keeps a mask of the present model under a name, and survives a reload. Returns it. */
  saveMask(name: string, mask: ChannelMask, origin: MaskOrigin): NamedMask | null;
  /** Puts a kept mask in force; one of another model is refused with a sentence. */
  switchMaskOn(id: string): void;
  removeMask(id: string): void;
  /** Keeps the mask of a file; a broken one, or one of another model, is refused with a sentence. */
  importMask(text: string, fileName: string): NamedMask | null;
  /** The text of a kept mask's file. */
  exportMask(id: string): string | null;
}

/** The kept mask that is in force, or null: masks are told apart by what they do. */
export function maskInForce(
  mask: ChannelMask,
  masks: readonly NamedMask[],
  modelId: string | undefined,
): NamedMask | null {
  const text = maskField.toText(mask);
  if (text === '') return null;
  const same = masks.filter(
    (named) => named.modelId === modelId && maskField.toText(named.mask) === text,
  );
  return same.at(-1) ?? null;
}

/** Makes the verbs. What cannot be saved is told, and holds as long as the page. */
export function createMaskActions(context: StoreContext): MaskActions {
  const { library } = context.services;
  const config = (): ModelConfig | undefined => {
    const { scene, configs } = context.get();
    return scene === null ? undefined : configs[scene.modelId];
  };
  const attempt = (saving: Promise<void>): void => {
    saving.catch((thrown: unknown) => context.report(thrown));
  };
  const keep = (named: NamedMask): NamedMask => {
    context.set({ masks: [...context.get().masks, named] });
    attempt(library.saveMask(named));
    return named;
  };
  const refuse = (thrown: unknown): null => {
    context.notify('error', { kind: 'error', error: toPlainError(thrown), retry: false });
    return null;
  };
  const setMask = (mask: ChannelMask): void => {
    context.set({ mask: readMask(mask, 'mask') });
    context.steps.change('other', false);
  };
  return {
    setMask,
    saveMask: (name, mask, origin) => {
      const model = config();
      if (model === undefined) return null;
      const { createId, today } = context.services;
      return keep({
        id: createId(),
        name: name.trim().slice(0, longestMaskName) || model.title,
        modelId: model.id,
        generatorSha256: generatorDigest(model),
        mask: readMask(mask, 'mask'),
        origin,
        savedAt: today(),
      });
    },
    switchMaskOn: (id) => {
      const named = context.get().masks.find((mask) => mask.id === id);
      const model = config();
      if (named === undefined || model === undefined) return;
      try {
        checkMaskModel(named, model);
        setMask(named.mask);
      } catch (thrown) {
        refuse(thrown);
      }
    },
    removeMask: (id) => {
      const { masks } = context.get();
      if (!masks.some((mask) => mask.id === id)) return;
      context.set({ masks: masks.filter((mask) => mask.id !== id) });
      attempt(library.removeMask(id));
    },
    importMask: (text, fileName) => {
      const model = config();
      if (model === undefined) return null;
      try {
        const { createId, today } = context.services;
        const named = { ...readMaskFile(text, fileName), id: createId(), savedAt: today() };
        checkMaskModel(named, model);
        return keep(named);
      } catch (thrown) {
        if (thrown instanceof PlaygroundError) return refuse(thrown);
        throw thrown;
      }
    },
    exportMask: (id) => {
      const named = context.get().masks.find((mask) => mask.id === id);
      return named === undefined ? null : writeMaskFile(named);
    },
  };
}
