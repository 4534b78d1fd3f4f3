/** Opens a mask's file, keeps the mask, and says so. */
import { useCallback } from 'react';
import { toPlainError } from '../../errors.ts';
import { useStrings } from '../../teaching/language.tsx';
import { useActions } from '../services.tsx';
import { useAnnounce } from './Announcer.tsx';
import { askForFile } from './readFile.ts';

/** The verb; what the file refuses becomes a notice. */
export function useImportMask(): () => void {
  const words = useStrings().filters.masks;
  const { importMask, notify } = useActions();
  const announce = useAnnounce();
  return useCallback(() => {
    const open = async (): Promise<void> => {
      const file = await askForFile('.json,application/json');
      if (file === null) return;
      const imported = importMask(await file.text(), file.name);
      if (imported !== null) announce(words.saved(imported.name));
    };
    open().catch((thrown: unknown) =>
      notify('error', { kind: 'error', error: toPlainError(thrown), retry: false }),
    );
  }, [announce, importMask, notify, words]);
}
