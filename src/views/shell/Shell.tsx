/** The frame: rail of views, bar of what is in force, stage, shelf, notices, inspector. */
import { Suspense, lazy, useEffect } from 'react';
import type { ViewName } from '../../state/types.ts';
import { useStrings } from '../../teaching/language.tsx';
import { ModelsView } from '../models/ModelsView.tsx';
import { Announcer } from '../parts/Announcer.tsx';
import { DragLayer } from '../parts/DragLayer.tsx';
import { useStore } from '../services.tsx';
import { WalkView } from '../walk/WalkView.tsx';
import { DownloadLine } from './DownloadLine.tsx';
import { ErrorBoundary } from './ErrorBoundary.tsx';
import { Inspector } from './Inspector.tsx';
import { Notices } from './Notices.tsx';
import { Rail } from './Rail.tsx';
import { Shelf } from './Shelf.tsx';
import styles from './Shell.module.css';
import { TopBar } from './TopBar.tsx';

// Views beside the first one are fetched when they are opened.
const ArithmeticView = lazy(async () => ({
  default: (await import('../arithmetic/ArithmeticView.tsx')).ArithmeticView,
}));

const FiltersView = lazy(async () => ({
  default: (await import('../filters/FiltersView.tsx')).FiltersView,
}));

const TrainView = lazy(async () => ({
  default: (await import('../train/TrainView.tsx')).TrainView,
}));

/** The view that is open. */
function OpenView({ view }: { readonly view: ViewName }) {
  if (view === 'walk') return <WalkView />;
  if (view === 'models') return <ModelsView />;
  if (view === 'filters') return <FiltersView />;
  if (view === 'train') return <TrainView />;
  return <ArithmeticView />;
}

/** Writes the chosen theme where the tokens read it. */
function useTheme(): void {
  const theme = useStore((state) => state.theme);
  useEffect(() => {
    if (theme === 'system') delete document.documentElement.dataset['theme'];
    else document.documentElement.dataset['theme'] = theme;
  }, [theme]);
}

/** The whole page. */
export function Shell() {
  const strings = useStrings();
  const view = useStore((state) => state.view);
  useTheme();
  return (
    <Announcer>
      <DragLayer>
        <div className={styles.shell}>
          <a className={styles.skip} href="#stage" onClick={focusStage}>
            {strings.shell.skip}
          </a>
          <TopBar className={styles.bar ?? ''} />
          <Rail className={styles.rail ?? ''} />
          <main id="stage" tabIndex={-1} className={styles.stage}>
            <DownloadLine />
            <ErrorBoundary key={view}>
              <Suspense fallback={<div className={styles.opening} />}>
                <OpenView view={view} />
              </Suspense>
            </ErrorBoundary>
          </main>
          <Shelf className={styles.shelf ?? ''} />
        </div>
        <Notices />
        <Inspector />
      </DragLayer>
    </Announcer>
  );
}

/** The hash holds the scene, so the skip link moves the focus itself. */
function focusStage(event: { preventDefault(): void }): void {
  event.preventDefault();
  document.getElementById('stage')?.focus();
}
