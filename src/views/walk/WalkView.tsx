/** The Walk view: a face, the path it lies on, and the samples a path can be made of. */
import { Suspense, lazy, useLayoutEffect, useState } from 'react';
import type { Instrument } from '../../state/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import { useImageSize } from '../parts/FaceCanvas.tsx';
import { useStore } from '../services.tsx';
import { Palette } from '../parts/Palette.tsx';
import { ViewFrame, Waiting } from '../parts/ViewFrame.tsx';
import { PathSection } from './PathSection.tsx';
import { Stage } from './Stage.tsx';
import styles from './WalkView.module.css';
import type { StageRoom } from './scale.ts';
import { paletteLayout, sideFrom, stageScale, tileScale, wideFrom } from './scale.ts';
import { useScene } from './scene.ts';

// The instruments are one button away; their script need not hold up the first picture.
const Instruments = lazy(async () => ({
  default: (await import('./Instruments.tsx')).Instruments,
}));

/** Padding around the view and gaps in it, in CSS pixels, that the picture does not get. */
const airPx = 48;

/** The room for the picture, and the style sheet's unit of distance, half a rem in CSS pixels. */
interface Room extends StageRoom {
  readonly unit: number;
}

/** A guess, so that most of what is laid out first can stay: rail and shelf are beside and below. */
const firstRoom = (): Room => ({
  width: window.innerWidth - 64,
  height: window.innerHeight - 48,
  below: 360,
  unit: 8,
});

/** Measures the room for the picture: width of the view, height of the page's stage and of the path. */
function useRoom(view: HTMLElement | null): Room {
  const [room, setRoom] = useState(firstRoom);
  useLayoutEffect(() => {
    if (view === null) return undefined;
    const scroller = view.closest('main') ?? document.documentElement;
    const path = view.querySelector('[data-measure="path"]');
    const measure = (): void => {
      const next = {
        width: view.clientWidth,
        height: Math.min(scroller.clientHeight, window.innerHeight),
        below: (path?.clientHeight ?? 0) + airPx,
        // Asked here, where the page has been laid out, and not in the middle of a render.
        unit: parseFloat(getComputedStyle(document.documentElement).fontSize) / 2,
      };
      setRoom((before) =>
        before.width === next.width &&
        before.height === next.height &&
        before.below === next.below &&
        before.unit === next.unit
          ? before
          : next,
      );
    };
    const sizes = new ResizeObserver(measure);
    sizes.observe(view);
    sizes.observe(scroller);
    if (path !== null) sizes.observe(path);
    measure();
    return () => sizes.disconnect();
  }, [view]);
  return room;
}

/** Width that is left for the palette, in CSS pixels; notes, gaps and instruments as in the style sheet. */
function paletteWidth({ width, unit }: Room, stage: number, instrument: Instrument): number {
  if (width < wideFrom || instrument === 'sheet') return width - 4 * unit;
  const beside = width - stage - (26 + 2 + 9) * unit;
  return instrument === 'none' || width < sideFrom ? beside : beside - 63 * unit;
}

/** Everything inside the view, once there is a scene. */
function Walk() {
  const walk = useStrings().walk;
  const modelId = useScene((scene) => scene.modelId);
  const instrument = useScene((scene) => scene.instrument);
  const size = useImageSize(modelId);
  const [view, setView] = useState<HTMLElement | null>(null);
  const room = useRoom(view);
  const scale = stageScale(size, room);
  const tiles = tileScale(size, room.width);
  const open = instrument !== 'none';
  const palette = paletteLayout(
    size,
    open ? tiles : scale,
    tiles,
    paletteWidth(room, size * scale, instrument),
  );
  return (
    <ViewFrame
      title={walk.title}
      ref={setView}
      className={styles.view}
      style={{ '--room': `${room.height}px`, '--tile': `${size * tiles}px` }}
    >
      <div className={styles.grid} data-instrument={instrument}>
        <div className={styles.stage}>
          <Stage scale={scale} controlScale={Math.max(1, Math.floor(scale / 3))} />
        </div>
        <div className={styles.path} data-measure="path">
          <PathSection tileScale={tiles} />
        </div>
        <div className={styles.palette}>
          <Palette {...palette} />
        </div>
        <div id="walk-instruments-place" className={styles.instruments} hidden={!open}>
          {open && (
            <Suspense fallback={<div className={styles.waiting} />}>
              <Instruments />
            </Suspense>
          )}
        </div>
      </div>
    </ViewFrame>
  );
}

/** The Walk view. Until a model is described it says what it is waiting for. */
export function WalkView() {
  const walk = useStrings().walk;
  const hasScene = useStore((state) => state.scene !== null);
  if (hasScene) return <Walk />;
  return (
    <ViewFrame title={walk.title} className={styles.view}>
      <Waiting>{walk.waiting}</Waiting>
    </ViewFrame>
  );
}
