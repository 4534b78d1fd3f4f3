/** The Arithmetic view: sums of faces, and the controls that make of them an argument. */
import { SlidersHorizontal } from 'lucide-react';
import { useLayoutEffect, useState } from 'react';
import type { ArithmeticPanel } from '../../state/arithmetic/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Button } from '../parts/Button.tsx';
import { useImageSize } from '../parts/FaceCanvas.tsx';
import { Palette } from '../parts/Palette.tsx';
import { ViewFrame, Waiting } from '../parts/ViewFrame.tsx';
import { useActions, useStore } from '../services.tsx';
import styles from './ArithmeticView.module.css';
import { FormulaField } from './FormulaField.tsx';
import { FormulaRow } from './FormulaRow.tsx';
import { Panels } from './Panels.tsx';
import { PresetBar } from './PresetBar.tsx';
import { Result } from './Result.tsx';
import { Strength } from './Strength.tsx';
import { useBench, useModel } from './bench.ts';
import { useExpectedWords } from './words.ts';
import { benchLayout, besideFrom } from './scale.ts';

interface Room {
  readonly width: number;
  readonly height: number;
}

/** Padding that the bench does not get, in CSS pixels. */
const airPx = 32;

/** Measures the room for the bench: width of the view, height of the page's stage. */
function useRoom(view: HTMLElement | null): Room | null {
  const [room, setRoom] = useState<Room | null>(null);
  useLayoutEffect(() => {
    if (view === null) return undefined;
    const scroller = view.closest('main') ?? document.documentElement;
    const measure = (): void => {
      const style = getComputedStyle(view);
      const padding = parseFloat(style.paddingLeft) + parseFloat(style.paddingRight);
      const next = {
        width: view.clientWidth - padding,
        height: Math.min(scroller.clientHeight, window.innerHeight) - airPx,
      };
      setRoom((before) =>
        before?.width === next.width && before.height === next.height ? before : next,
      );
    };
    const sizes = new ResizeObserver(measure);
    sizes.observe(view);
    sizes.observe(scroller);
    measure();
    return () => sizes.disconnect();
  }, [view]);
  return room;
}

/** Multiple for small tiles: about 64 pixels, 128 on large screens. */
function smallScale(imageSize: number, width: number): number {
  return Math.max(1, Math.floor((width >= 2200 ? 128 : 64) / imageSize));
}

/** Opens the panels where they were last, and closes them. */
function MoreButton() {
  const words = useStrings().arithmetic.panels;
  const actions = useActions();
  const panel = useBench((bench) => bench.panel);
  const [last, setLast] = useState<ArithmeticPanel>('controls');
  if (panel !== 'none' && panel !== last) setLast(panel);
  const open = panel !== 'none';
  return (
    <Button
      icon={SlidersHorizontal}
      aria-expanded={open}
      aria-controls="arithmetic-panels-place"
      data-more=""
      onClick={() => actions.setBench({ panel: open ? 'none' : last })}
    >
      {open ? words.less : words.more}
    </Button>
  );
}

/** What should come out, where the faces were picked for it. */
function Expected() {
  const words = useStrings().arithmetic.result;
  const expected = useExpectedWords();
  return expected === null ? null : <p className={styles.claim}>{words.expected(expected)}</p>;
}

/** Everything inside the view, once there is a scene. */
function Bench() {
  const words = useStrings().arithmetic;
  const model = useModel();
  const size = useImageSize(model.id);
  const panel = useBench((bench) => bench.panel);
  const [view, setView] = useState<HTMLElement | null>(null);
  const room = useRoom(view) ?? { width: 1145, height: 540 };
  const tile = smallScale(size, room.width);
  const layout = benchLayout(size, tile, room);
  const beside = room.width >= besideFrom;
  return (
    <ViewFrame title={words.title} ref={setView} className={styles.view}>
      <div className={styles.bench}>
        <section className={styles.sum} aria-labelledby="arithmetic-sum">
          <h2 id="arithmetic-sum" className="visually-hidden">
            {words.formula.heading}
          </h2>
          <div className={styles.top}>
            <PresetBar />
            <MoreButton />
          </div>
          <FormulaRow layout={layout} equals={beside} />
        </section>
        <div className={styles.result}>
          <Result scale={layout.result}>
            <Expected />
          </Result>
        </div>
        <div className={styles.rest}>
          <div className={styles.controls}>
            <FormulaField />
            <Strength />
          </div>
          <div id="arithmetic-panels-place" hidden={panel === 'none'}>
            {panel !== 'none' && <Panels />}
          </div>
          <Palette scale={tile} columns={layout.columns} />
          <p className={styles.claim}>{words.claim}</p>
        </div>
      </div>
    </ViewFrame>
  );
}

/** The Arithmetic view. Until a model is described it says what it is waiting for. */
export function ArithmeticView() {
  const { arithmetic, walk } = useStrings();
  const hasScene = useStore((state) => state.arithmetic !== null);
  if (hasScene) return <Bench />;
  return (
    <ViewFrame title={arithmetic.title} className={styles.view}>
      <Waiting>{walk.waiting}</Waiting>
    </ViewFrame>
  );
}
