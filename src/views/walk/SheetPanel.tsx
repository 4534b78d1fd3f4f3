/** The authors' sheet (Figure 4): ten rows of ten frames, one continuous path. */
import type { KeyboardEvent } from 'react';
import { memo, useCallback, useEffect, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { Face } from '../../latent/face.ts';
import type { Shift } from '../../state/derived.ts';
import { sheetFaces, dressFace } from '../../state/derived.ts';
import { framesPerSegment } from '../../state/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import { useAnnounce } from '../parts/Announcer.tsx';
import { SeedField } from '../parts/SeedField.tsx';
import { Tile } from '../parts/Tile.tsx';
import { useActions, useStore } from '../services.tsx';
import { Explain } from '../parts/Explain.tsx';
import styles from './SheetPanel.module.css';
import { useSettled } from '../parts/pacing.ts';
import { useShift } from './look.ts';
import { useScene } from './scene.ts';

const settleMs = 150;
/** Frames in a row, and rows. */
const sheetColumns = framesPerSegment;
const sheetRows = 10;

/** One row of frames. */
const Row = memo(function Row({
  faces,
  row,
  truncation,
  shift,
  stop,
  onPut,
}: {
  readonly faces: readonly Face[];
  readonly row: number;
  readonly truncation: number;
  readonly shift: Shift;
  /** Column that the tab key reaches; −1 when it is in another row. */
  readonly stop: number;
  readonly onPut: (face: Face, row: number, column: number) => void;
}) {
  const walk = useStrings().walk;
  return (
    <>
      {faces.map((face, column) => (
        <li key={column} data-cell={row * sheetColumns + column}>
          <Tile
            face={face}
            drawn={dressFace(face, truncation, shift)}
            source={{ kind: 'frame', position: row + column / sheetColumns }}
            label={walk.sheet.frame(String(row + 1), String(column + 1))}
            priority="background"
            tabIndex={column === stop ? 0 : -1}
            onActivate={() => onPut(face, row, column)}
          />
        </li>
      ))}
    </>
  );
});

/** Counts up from 1 to the number of rows, one a frame, so that no single task mounts them all. */
function useGrowing(rows: number): number {
  const [grown, setGrown] = useState(1);
  useEffect(() => {
    if (grown >= rows) return undefined;
    const frame = requestAnimationFrame(() => setGrown(grown + 1));
    return () => cancelAnimationFrame(frame);
  }, [grown, rows]);
  return grown;
}

/** The panel. */
export function SheetPanel() {
  const walk = useStrings().walk;
  const actions = useActions();
  const announce = useAnnounce();
  const seed = useScene((scene) => scene.sheetSeed);
  const interpolation = useScene((scene) => scene.interpolation);
  const modelId = useScene((scene) => scene.modelId);
  const truncationNow = useScene((scene) => scene.truncation);
  const truncation = useSettled(truncationNow, settleMs);
  const shift = useSettled(useShift(), settleMs);
  const config = useStore((state) => state.configs[modelId]);
  const rows = useGrowing(sheetRows);
  const grid = useRef<HTMLDivElement>(null);
  const [stop, setStop] = useState(0);
  const focusStop = useRef(false);

  const faces = useMemo(() => {
    const all = config === undefined ? [] : sheetFaces(config, seed, interpolation);
    return Array.from({ length: sheetRows }, (_, row) =>
      all.slice(row * sheetColumns, (row + 1) * sheetColumns),
    );
  }, [config, seed, interpolation]);

  useLayoutEffect(() => {
    if (!focusStop.current) return;
    focusStop.current = false;
    grid.current?.querySelector<HTMLButtonElement>(`[data-cell="${stop}"] button`)?.focus();
  }, [stop]);

  const onPut = useCallback(
    (face: Face, row: number, column: number) => {
      actions.addKeyframe(face);
      announce(walk.sheet.put(String(row + 1), String(column + 1)));
    },
    [actions, announce, walk],
  );
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -sheetColumns,
      ArrowDown: sheetColumns,
    }[event.key];
    if (by === undefined || stop + by < 0 || stop + by >= sheetRows * sheetColumns) return;
    event.preventDefault();
    focusStop.current = true;
    setStop(stop + by);
  };

  return (
    <div className={styles.panel}>
      <SeedField label={walk.sheet.seed} value={seed} onChange={actions.setSheetSeed} />
      <div
        ref={grid}
        role="toolbar"
        tabIndex={-1}
        className={styles.scroller}
        aria-label={`${walk.sheet.label(String(seed))}. ${walk.sheet.help}`}
        onKeyDown={onKeyDown}
        onFocus={(event) => {
          const cell = event.target.closest<HTMLElement>('[data-cell]')?.dataset['cell'];
          if (cell !== undefined) setStop(Number(cell));
        }}
      >
        <ol className={styles.sheet}>
          {faces.slice(0, rows).map((own, row) => (
            <Row
              key={row}
              faces={own}
              row={row}
              truncation={truncation}
              shift={shift}
              stop={Math.floor(stop / sheetColumns) === row ? stop % sheetColumns : -1}
              onPut={onPut}
            />
          ))}
        </ol>
      </div>
      <Explain text={walk.sheet.why} more={walk.sheet.moreText} />
    </div>
  );
}
