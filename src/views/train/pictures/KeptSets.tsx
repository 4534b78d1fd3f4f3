/** Sets of pictures that are kept on this machine: keep the present one, open, rename, delete. */
import { Bookmark, FolderOpen, Trash2 } from 'lucide-react';
import { useState } from 'react';
import type { StoreApi } from 'zustand';
import { useStore } from 'zustand';
import type { PicturesStore } from '../../../state/train/pictures/picturesStore.ts';
import type { KeptImageSet } from '../../../storage/imageSets.ts';
import { useStrings } from '../../../teaching/language.tsx';
import { Button, IconButton } from '../../parts/Button.tsx';
import styles from './KeptSets.module.css';

/** The list, and the form that adds the present set to it. */
export function KeptSets({ pictures }: { readonly pictures: StoreApi<PicturesStore> }) {
  const words = useStrings().pictures.kept;
  const { set, keptId, kept, work } = useStore(pictures);
  const [typed, setTyped] = useState<string | null>(null);
  const keep = (): void => {
    const name = (typed ?? set?.name ?? '').trim();
    setTyped(null);
    void pictures.getState().keep(name === '' ? (set?.name ?? '') : name);
  };
  return (
    <section aria-label={words.heading} className={styles.kept}>
      <h3>{words.heading}</h3>
      {set !== null && keptId === null && (
        <form
          className={styles.form}
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
              value={typed ?? set.name}
              onChange={(event) => setTyped(event.target.value)}
            />
          </label>
          <Button icon={Bookmark} disabled={work !== null} onClick={keep}>
            {words.keep}
          </Button>
        </form>
      )}
      {set !== null && keptId !== null && <p role="status">{words.isKept}</p>}
      {kept !== null && kept.length === 0 && <p className={styles.facts}>{words.none}</p>}
      <ul className={styles.list}>
        {(kept ?? []).map((one) => (
          <KeptSet key={one.id} one={one} pictures={pictures} />
        ))}
      </ul>
    </section>
  );
}

function KeptSet({
  one,
  pictures,
}: {
  readonly one: KeptImageSet;
  readonly pictures: StoreApi<PicturesStore>;
}) {
  const words = useStrings().pictures.kept;
  const { openKept, renameKept, removeKept } = pictures.getState();
  const [typed, setTyped] = useState<string | null>(null);
  const rename = (): void => {
    const name = typed?.trim() ?? '';
    setTyped(null);
    if (name !== '' && name !== one.name) void renameKept(one.id, name);
  };
  return (
    <li className={styles.item}>
      <input
        type="text"
        aria-label={words.rename(one.name)}
        maxLength={80}
        value={typed ?? one.name}
        onChange={(event) => setTyped(event.target.value)}
        onBlur={rename}
        onKeyDown={(event) => {
          if (event.key === 'Enter') rename();
          if (event.key === 'Escape') setTyped(null);
        }}
      />
      <IconButton
        icon={FolderOpen}
        label={words.open(one.name)}
        onClick={() => void openKept(one.id)}
      />
      <IconButton
        icon={Trash2}
        label={words.remove(one.name)}
        onClick={() => void removeKept(one.id)}
      />
      <span className={styles.facts}>{words.facts(one.count, one.size, one.bytes)}</span>
    </li>
  );
}
