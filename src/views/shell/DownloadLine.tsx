/** How much of a model has arrived. */
import { useStrings } from '../../teaching/language.tsx';
import { Progress } from '../parts/Progress.tsx';
import { useStore } from '../services.tsx';
import styles from './DownloadLine.module.css';

/** A line over the stage while weights are being downloaded; it takes no room. */
export function DownloadLine() {
  const words = useStrings().shell.download;
  const download = useStore((state) => state.engine.download);
  if (download === null) return null;
  return (
    <div className={styles.line}>
      <Progress
        label={words.label}
        done={download.receivedBytes}
        total={download.totalBytes}
        text={words.text(download.receivedBytes, download.totalBytes)}
      />
    </div>
  );
}
