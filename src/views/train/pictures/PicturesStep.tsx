/** Choosing pictures to train on: where they come from, how they become a set, and what D will see. */
import { Square } from 'lucide-react';
import { useEffect } from 'react';
import type { StoreApi } from 'zustand';
import { useStore } from 'zustand';
import { pictureSources } from '../../../state/train/pictures/options.ts';
import type { PicturesStore } from '../../../state/train/pictures/picturesStore.ts';
import { useStrings } from '../../../teaching/language.tsx';
import { describeError } from '../../describeError.ts';
import { Button } from '../../parts/Button.tsx';
import { Progress } from '../../parts/Progress.tsx';
import { Segmented } from '../../parts/Segmented.tsx';
import { KeptSets } from './KeptSets.tsx';
import { PictureSheet } from './PictureSheet.tsx';
import styles from './PicturesStep.module.css';
import { RejectionList } from './RejectionList.tsx';
import { SourceOptions } from './SourceOptions.tsx';

/** The picker; `pictures` comes from `openPictures()` and lives longer than the view. */
export function PicturesStep({ pictures }: { readonly pictures: StoreApi<PicturesStore> }) {
  const strings = useStrings();
  const words = strings.pictures;
  const { source, files, work, error, set, preview, rejections } = useStore(pictures);
  const { setSource, make, stop, listKept } = pictures.getState();
  useEffect(() => {
    void listKept();
  }, [listKept]);
  const verb =
    source === 'files' ? words.make.read : source === 'url' ? words.make.fetch : words.make.draw;
  return (
    <section className={styles.step} aria-labelledby="pictures-heading">
      <div className={styles.side}>
        <h2 id="pictures-heading">{words.heading}</h2>
        <Segmented
          label={words.source}
          options={pictureSources.map((value) => ({ value, label: words.sources[value] }))}
          value={source}
          onChange={setSource}
          className={styles.sources ?? ''}
        />
        <p className={styles.about}>{words.about[source]}</p>
        <SourceOptions pictures={pictures} />
        {work === null ? (
          <Button
            variant="primary"
            disabled={source === 'files' && files.length === 0}
            onClick={() => void make()}
          >
            {verb}
          </Button>
        ) : (
          <div className={styles.work}>
            <Progress
              label={words.work[work.kind]}
              done={work.done}
              total={work.total}
              {...(work.total === 0 || source === 'url'
                ? {}
                : { text: strings.parts.progress(work.done, work.total) })}
            />
            {work.kind !== 'keeping' && (
              <Button icon={Square} onClick={stop}>
                {words.stop}
              </Button>
            )}
          </div>
        )}
        {error !== null && (
          <p role="alert" className={styles.error}>
            {describeError(strings, error)}
          </p>
        )}
        <KeptSets pictures={pictures} />
      </div>
      <div className={styles.main}>
        <PictureSheet pictures={pictures} set={set ?? preview} isPreview={set === null} />
        <RejectionList rejections={rejections} />
      </div>
    </section>
  );
}
