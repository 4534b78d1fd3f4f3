/** What D will see: some eighty pictures of the set with their classes, and its facts. */
import { Shuffle } from 'lucide-react';
import { useEffect, useRef } from 'react';
import type { StoreApi } from 'zustand';
import { useStore } from 'zustand';
import type { ImageSet } from '../../../model/imageSet.ts';
import type { PicturesStore } from '../../../state/train/pictures/picturesStore.ts';
import { chooseForSheet, countClasses, pictureOf } from '../../../state/train/pictures/sheet.ts';
import { useStrings } from '../../../teaching/language.tsx';
import { Button } from '../../parts/Button.tsx';
import { drawSeed } from '../../parts/SeedField.tsx';
import styles from './PictureSheet.module.css';
import { nameClass } from './words.ts';

/** The sheet of a set, or of a preview of one; says so where there is none. */
export function PictureSheet({
  pictures,
  set,
  isPreview,
}: {
  readonly pictures: StoreApi<PicturesStore>;
  readonly set: ImageSet | null;
  readonly isPreview: boolean;
}) {
  const words = useStrings().pictures;
  const seed = useStore(pictures, ({ sheetSeed }) => sheetSeed);
  const heading = isPreview && set !== null ? words.sheet.preview : words.sheet.heading;
  if (set === null) {
    return (
      <section aria-label={heading} className={styles.sheet}>
        <h3>{heading}</h3>
        <p className={styles.facts}>{words.sheet.none}</p>
      </section>
    );
  }
  const chosen = chooseForSheet(set.count, seed);
  const { origin } = set;
  const facts = [
    words.sheet.facts(chosen.length, set.count, set.size, set.channels === 1),
    ...(origin.seed === undefined ? [] : [words.sheet.seed(origin.seed)]),
    ...(origin.terms === '' ? [] : [words.sheet.terms(origin.terms)]),
  ].join(' · ');
  const counts = countClasses(set);
  return (
    <section aria-label={heading} className={styles.sheet}>
      <div className={styles.head}>
        <h3>{heading}</h3>
        {chosen.length < set.count && (
          <Button
            variant="plain"
            icon={Shuffle}
            onClick={() => pictures.getState().setSheetSeed(drawSeed())}
          >
            {words.sheet.others}
          </Button>
        )}
      </div>
      <p className={styles.facts}>{facts}</p>
      <div role="img" aria-label={facts} className={styles.pictures}>
        {chosen.map((index) => {
          const label = set.labels?.[index];
          return (
            <div key={index} className={styles.picture}>
              <Picture set={set} index={index} />
              {label !== undefined && <span>{nameClass(words, set, label)}</span>}
            </div>
          );
        })}
      </div>
      {counts.length > 0 && (
        <>
          <h4>{words.sheet.classes}</h4>
          <ul className={styles.classes}>
            {counts.map((count, label) => (
              <li key={label}>{words.sheet.members(nameClass(words, set, label), count)}</li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function Picture({ set, index }: { readonly set: ImageSet; readonly index: number }) {
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const { size } = set;
    const picture = new ImageData(pictureOf(set, index), size, size);
    canvas.current?.getContext('2d')?.putImageData(picture, 0, 0);
  }, [set, index]);
  return <canvas ref={canvas} className={styles.canvas} width={set.size} height={set.size} />;
}
