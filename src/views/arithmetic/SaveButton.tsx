/** Saves a figure as PNG, says how far it is, and can be stopped. */
import { Download, Square } from 'lucide-react';
import { useEffect, useRef, useState } from 'react';
import { toPlainError } from '../../errors.ts';
import type { PixelImage } from '../../model/arrays.ts';
import { useStrings } from '../../teaching/language.tsx';
import { useAnnounce } from '../parts/Announcer.tsx';
import { Button } from '../parts/Button.tsx';
import { Progress } from '../parts/Progress.tsx';
import { downloadBlob } from '../parts/download.ts';
import { presentLink } from '../presentLink.ts';
import { useActions, usePictures, useStoreApi } from '../services.tsx';
import styles from './SaveButton.module.css';
import type { FigurePlan } from './figures.ts';

/**
 * The button; `plan` is asked when it is pressed. `drawn` gives pictures that are there already, in the
 * order of the plan, in place of drawing them.
 */
export function SaveButton({
  label,
  plan,
  scale = 2,
  drawn,
}: {
  readonly label: string;
  readonly plan: () => FigurePlan | null;
  readonly scale?: number;
  readonly drawn?: () => readonly PixelImage[];
}) {
  const words = useStrings().walk.export;
  const actions = useActions();
  const announce = useAnnounce();
  const pictures = usePictures();
  const store = useStoreApi();
  const [progress, setProgress] = useState<{ done: number; total: number } | null>(null);
  const [ended, setEnded] = useState('');
  const stop = useRef<AbortController | null>(null);
  useEffect(() => () => stop.current?.abort(), []);

  const end = (sentence: string): void => {
    setProgress(null);
    setEnded(sentence);
    announce(sentence);
  };
  const save = async (): Promise<void> => {
    const figure = plan();
    if (figure === null) return;
    const own = new AbortController();
    stop.current = own;
    setEnded('');
    setProgress({ done: 0, total: figure.faces.length });
    try {
      const [{ renderFigure }, { recordOfPath }, images] = await Promise.all([
        import('../../exporting/figure.ts'),
        import('../../exporting/record.ts'),
        drawn?.() ??
          pictures.drawAll(figure.faces, {
            signal: own.signal,
            onProgress: (done, total) => setProgress({ done, total }),
          }),
      ]);
      const { configs, scene } = store.getState();
      const licence = scene === null ? undefined : configs[scene.modelId]?.licence;
      const [title] = figure.caption;
      const metadata = recordOfPath(figure.sources, {
        link: presentLink(store.getState()),
        ...(licence === undefined ? {} : { licence }),
        ...(title === undefined ? {} : { title }),
      });
      const blob = await renderFigure(images, figure.layout, {
        scale,
        caption: figure.caption,
        metadata,
      });
      const name = `${figure.fileStem}.png`;
      downloadBlob(blob, name);
      end(words.saved(name));
    } catch (thrown) {
      const error = toPlainError(thrown);
      end(error.code === 'aborted' ? words.stopped : '');
      if (error.code !== 'aborted') actions.notify('error', { kind: 'error', error, retry: false });
    }
  };
  return (
    <div className={styles.save}>
      {progress === null ? (
        <Button icon={Download} onClick={() => void save()}>
          {label}
        </Button>
      ) : (
        <div className={styles.working}>
          <Progress
            label={words.drawing(String(progress.done), String(progress.total))}
            done={progress.done}
            total={progress.total}
          />
          <Button icon={Square} onClick={() => stop.current?.abort()}>
            {words.stop}
          </Button>
        </div>
      )}
      {ended !== '' && <p className={styles.ended}>{ended}</p>}
    </div>
  );
}
