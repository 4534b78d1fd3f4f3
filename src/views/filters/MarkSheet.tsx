/** The sheet of samples: choose one, or draw on it right here with the mouse or a pen. */
import type { KeyboardEvent, PointerEvent } from 'react';
import { memo, useCallback, useEffect, useRef, useState } from 'react';
import type { Face } from '../../latent/face.ts';
import type { Shape } from '../../model/markings.ts';
import { conceptOf } from '../../state/filters/derived.ts';
import { useStrings } from '../../teaching/language.tsx';
import { FaceCanvas, useImageSize } from '../parts/FaceCanvas.tsx';
import { useActions } from '../services.tsx';
import styles from './MarkSheet.module.css';
import { ShapeMark } from './Shapes.tsx';
import { colourOf, shapesOn } from './concepts.ts';
import { useSheet } from './maps.ts';
import { useSetShapes } from './marking.ts';
import { useFilters } from './scene.ts';
import type { Point } from './shapeEditing.ts';
import { boxBetween } from './shapeEditing.ts';

/** CSS pixels a pointer moves before it draws. */
const drawFrom = 4;
const noMask = {};

/** One sample with its shapes. */
const SheetSample = memo(function SheetSample({
  face,
  sample,
  shapes,
  selected,
  label,
  onChoose,
  onBox,
}: {
  readonly face: Face;
  readonly sample: number;
  readonly shapes: readonly Shape[];
  readonly selected: boolean;
  readonly label: string;
  readonly onChoose: (sample: number) => void;
  readonly onBox: (sample: number, shape: Shape) => void;
}) {
  const size = useImageSize(face.modelId);
  const scale = Math.max(1, Math.floor(64 / size));
  const from = useRef<(Point & { readonly clientX: number; readonly clientY: number }) | null>(
    null,
  );
  const [drawn, setDrawn] = useState<Shape | null>(null);
  const pointOf = (event: PointerEvent<HTMLElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: (event.clientX - box.left) / scale, y: (event.clientY - box.top) / scale };
  };
  const onPointerDown = (event: PointerEvent<HTMLElement>): void => {
    // A finger scrolls the sheet; it draws in the editor.
    if (event.button !== 0 || event.pointerType === 'touch') return;
    event.currentTarget.setPointerCapture(event.pointerId);
    from.current = { ...pointOf(event), clientX: event.clientX, clientY: event.clientY };
  };
  const onPointerMove = (event: PointerEvent<HTMLElement>): void => {
    const start = from.current;
    if (start === null) return;
    const far = Math.hypot(event.clientX - start.clientX, event.clientY - start.clientY);
    if (drawn === null && far < drawFrom) return;
    const box = boxBetween(start, pointOf(event), size);
    if (box !== null) setDrawn({ kind: 'box', ...box });
  };
  const onPointerUp = (event: PointerEvent<HTMLElement>): void => {
    from.current = null;
    if (drawn !== null && event.type === 'pointerup') onBox(sample, drawn);
    setDrawn(null);
  };
  const all = drawn === null ? shapes : [...shapes, drawn];
  return (
    // The list has the keys: arrows choose, Enter begins a box.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <div
      role="option"
      aria-selected={selected}
      aria-label={label}
      tabIndex={-1}
      id={`sheet-sample-${sample}`}
      className={styles.sample}
      data-marked={shapes.length > 0 ? '' : undefined}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={onPointerUp}
      onPointerCancel={onPointerUp}
      onClick={() => onChoose(sample)}
    >
      <FaceCanvas face={face} scale={scale} label="" priority="background" mask={noMask} />
      {all.length > 0 && (
        <svg aria-hidden="true" className={styles.marks} viewBox={`0 0 ${size} ${size}`}>
          {all.map((shape, i) => (
            <ShapeMark key={i} shape={shape} size={size} scale={scale} />
          ))}
        </svg>
      )}
    </div>
  );
});

/** The sheet. `onBegin` opens a box on the chosen sample, by keyboard. */
export function MarkSheet({
  faces,
  onBegin,
}: {
  readonly faces: readonly Face[];
  readonly onBegin: () => void;
}) {
  const { filters } = useStrings();
  const words = filters.mark;
  const { number } = filters.numbers;
  const { changeFilters } = useActions();
  const sheet = useSheet();
  const sample = useFilters((scene) => scene.sample);
  const concept = useFilters(conceptOf);
  const place = useFilters((scene) => scene.concept);
  const setShapes = useSetShapes();
  const list = useRef<HTMLDivElement>(null);
  const present = useRef(concept);
  useEffect(() => {
    present.current = concept;
  });

  const onChoose = useCallback((next: number) => changeFilters({ sample: next }), [changeFilters]);
  const onBox = useCallback(
    (next: number, shape: Shape) => {
      changeFilters({ sample: next });
      setShapes(next, [...shapesOn(present.current, next), shape]);
    },
    [changeFilters, setShapes],
  );
  const columns = (): number => {
    const [first, ...others] = list.current?.querySelectorAll<HTMLElement>('[role="option"]') ?? [];
    const second = others.findIndex((other) => other.offsetTop > (first?.offsetTop ?? 0));
    return second === -1 ? others.length + 1 : second + 1;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      onBegin();
      return;
    }
    const by = {
      ArrowLeft: -1,
      ArrowRight: 1,
      ArrowUp: -columns(),
      ArrowDown: columns(),
    }[event.key];
    const next = sample + (by ?? 0);
    if (by === undefined || next < 0 || next >= sheet.count) return;
    event.preventDefault();
    changeFilters({ sample: next });
    list.current?.querySelector(`#sheet-sample-${next}`)?.scrollIntoView({ block: 'nearest' });
  };

  return (
    <div
      ref={list}
      role="listbox"
      tabIndex={0}
      className={styles.sheet}
      style={{ '--mark': colourOf(place) }}
      aria-label={`${words.sheet(number(sheet.count), String(sheet.seed))}. ${words.sheetHelp}`}
      aria-activedescendant={`sheet-sample-${sample}`}
      onKeyDown={onKeyDown}
    >
      {faces.map((face, i) => (
        <SheetSample
          key={i}
          face={face}
          sample={i}
          shapes={shapesOn(concept, i)}
          selected={i === sample}
          label={words.sample(
            String(sheet.firstIndex + i),
            words.shapes(shapesOn(concept, i).length),
          )}
          onChoose={onChoose}
          onBox={onBox}
        />
      ))}
    </div>
  );
}
