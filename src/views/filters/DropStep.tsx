/** Drop maps: which, how far, what new samples look like without them, and whether any maps would do. */
import { useDeferredValue, useEffect, useRef } from 'react';
import { conceptOf } from '../../state/filters/derived.ts';
import { useStrings } from '../../teaching/language.tsx';
import { useActions, useStore } from '../services.tsx';
import { ControlSection } from './ControlSection.tsx';
import styles from './DropStep.module.css';
import { SaveMask } from './SaveMask.tsx';
import { useFit } from './fit.ts';
import { useFilters } from './scene.ts';
import { DropSelection } from './DropSelection.tsx';
import { HandPicked } from './HandPicked.tsx';
import { PairsFigure } from './PairsFigure.tsx';

/** A link that drops what a fit decides is fitted when it is opened: the same link, the same pictures. */
function useFitOfLink(): void {
  const { fitted } = useFit();
  const selection = useFilters((scene) => scene.selection);
  const hasConcept = useFilters((scene) => conceptOf(scene) !== null);
  const idle = useStore(({ filterWork }) => {
    const { running, fits, failure } = filterWork;
    return running === null && failure === null && Object.keys(fits).length === 0;
  });
  const ready = useStore((state) => state.engine.phase === 'ready');
  const { fitFilters } = useActions();
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current || !ready || !idle || fitted !== null) return;
    if (!hasConcept || selection === 'hand') return;
    asked.current = true;
    void fitFilters();
  }, [fitted, selection, hasConcept, idle, ready, fitFilters]);
}

/** The control, for the scene as it was when there was last time for it: pictures come first. */
function ControlLater() {
  const scene = useDeferredValue(useFilters((whole) => whole));
  return <ControlSection scene={scene} />;
}

/** The fourth step. */
export function DropStep() {
  const { filters } = useStrings();
  useFitOfLink();
  return (
    <div className={styles.drop}>
      <section className={styles.side} aria-label={filters.drop.heading}>
        <DropSelection />
        <SaveMask />
      </section>
      <HandPicked />
      <div className={styles.main}>
        <PairsFigure />
        <ControlLater />
      </div>
    </div>
  );
}
