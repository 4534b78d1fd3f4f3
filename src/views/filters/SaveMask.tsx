/** What is dropped here, for the whole page: put in force, or kept under a name. */
import { Bookmark, FolderOpen, Globe } from 'lucide-react';
import { memo, useState } from 'react';
import { originOf } from '../../state/filters/derived.ts';
import { useStrings } from '../../teaching/language.tsx';
import { useAnnounce } from '../parts/Announcer.tsx';
import { Button, IconButton } from '../parts/Button.tsx';
import { useImportMask } from '../parts/useImportMask.ts';
import { useActions } from '../services.tsx';
import styles from './SaveMask.module.css';
import { useDraft } from './draft.ts';
import { useFit } from './fit.ts';
import { usePrepared } from './prepared.ts';
import { useFilters } from './scene.ts';

/** The name and the two verbs. */
export const SaveMask = memo(function SaveMask() {
  const { filters } = useStrings();
  const words = filters.masks;
  const { mask, channels, of } = useDraft();
  const { fitted } = useFit();
  const selection = useFilters((scene) => scene.selection);
  const prepared = usePrepared();
  const { setMask, saveMask } = useActions();
  const announce = useAnnounce();
  const openFile = useImportMask();
  const { number } = filters.numbers;
  const proposed =
    fitted?.concept.name ?? filters.dropped.count(number(channels.length), number(of));
  const [typed, setTyped] = useState<string | null>(null);
  const nothing = Object.keys(mask).length === 0;
  const keep = (): void => {
    const saved = saveMask(typed ?? proposed, mask, originOf(selection, fitted, prepared !== null));
    if (saved === null) return;
    setMask(saved.mask);
    setTyped(null);
    announce(`${words.saved(saved.name)} ${words.on(saved.name)}`);
  };
  return (
    <form
      className={styles.save}
      aria-label={words.heading}
      onSubmit={(event) => {
        event.preventDefault();
        keep();
      }}
    >
      <label className={styles.name}>
        {words.name}
        <input
          type="text"
          maxLength={80}
          value={typed ?? proposed}
          onChange={(event) => setTyped(event.target.value)}
        />
      </label>
      <Button icon={Bookmark} disabled={nothing} onClick={keep}>
        {words.save}
      </Button>
      <Button
        variant="plain"
        icon={Globe}
        disabled={nothing}
        onClick={() => {
          setMask(mask);
          announce(words.on(words.unnamed));
        }}
      >
        {words.useNow}
      </Button>
      <IconButton icon={FolderOpen} label={words.importFile} onClick={openFile} />
    </form>
  );
});
