/** Files of the visitor's: dropped, or chosen by two buttons. */
import { Folder, Images } from 'lucide-react';
import type { DragEvent } from 'react';
import { useState } from 'react';
import type { StoreApi } from 'zustand';
import { useStore } from 'zustand';
import type { PicturesStore } from '../../../state/train/pictures/picturesStore.ts';
import { useStrings } from '../../../teaching/language.tsx';
import { Button } from '../../parts/Button.tsx';
import styles from './FileChooser.module.css';
import { askForFiles, filesOfDrop } from './givenFiles.ts';

/** The place to drop files, and how many there are. */
export function FileChooser({ pictures }: { readonly pictures: StoreApi<PicturesStore> }) {
  const words = useStrings().pictures;
  const count = useStore(pictures, ({ files }) => files.length);
  const { takeFiles, report } = pictures.getState();
  const [isOver, setOver] = useState(false);
  const choose = async (kind: 'files' | 'folder'): Promise<void> => {
    const files = await askForFiles(kind);
    if (files.length > 0) takeFiles(files);
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    setOver(false);
    filesOfDrop(event.dataTransfer).then(takeFiles, report);
  };
  return (
    <div
      className={styles.zone}
      data-over={isOver}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      <p>{words.drop}</p>
      <div className={styles.buttons}>
        <Button icon={Images} onClick={() => void choose('files')}>
          {words.chooseFiles}
        </Button>
        <Button icon={Folder} onClick={() => void choose('folder')}>
          {words.chooseFolder}
        </Button>
      </div>
      <p role="status" className={styles.count}>
        {count === 0 ? '' : words.chosen(count)}
      </p>
    </div>
  );
}
