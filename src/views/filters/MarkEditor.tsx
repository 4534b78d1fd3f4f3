/**
 * One sample, large, to draw boxes on: by mouse and touch (drag, handles), and by keyboard (Enter
 * begins or takes hold, arrows move, Shift+arrows resize, Enter keeps, Escape gives up, Delete removes).
 */
import { ChevronLeft, ChevronRight } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useEffect, useId, useRef, useState } from 'react';
import type { Shape } from '../../model/markings.ts';
import type { Face } from '../../latent/face.ts';
import { conceptOf } from '../../state/filters/derived.ts';
import { useStrings } from '../../teaching/language.tsx';
import { useAnnounce } from '../parts/Announcer.tsx';
import { IconButton } from '../parts/Button.tsx';
import { FaceCanvas, useImageSize } from '../parts/FaceCanvas.tsx';
import { useActions } from '../services.tsx';
import styles from './MarkEditor.module.css';
import { LayerCells } from './LayerCells.tsx';
import { ShapeList } from './ShapeList.tsx';
import { ShapeMark } from './Shapes.tsx';
import { colourOf, shapesOn } from './concepts.ts';
import { useSheet } from './maps.ts';
import { useSetShapes } from './marking.ts';
import { useFilters } from './scene.ts';
import { firstBox, moveBox, resizeBox } from './shapeEditing.ts';
import type { ShapesDraft } from './useMarkGesture.ts';
import { useMarkGesture } from './useMarkGesture.ts';

/** Side of the editor in CSS pixels, at most. */
const wantedSide = 320;
const noMask = {};

/** The editor of the open sample. `begin` counts up when a box is to be begun from outside. */
export function MarkEditor({ face, begin }: { readonly face: Face; readonly begin: number }) {
  const { filters } = useStrings();
  const words = filters.mark;
  const helpId = useId();
  const announce = useAnnounce();
  const { changeFilters } = useActions();
  const size = useImageSize(face.modelId);
  const scale = Math.max(1, Math.floor(wantedSide / size));
  const sample = useFilters((scene) => scene.sample);
  const tool = useFilters((scene) => scene.tool);
  const concept = useFilters(conceptOf);
  const place = useFilters((scene) => scene.concept);
  const sheet = useSheet();
  const setShapes = useSetShapes();
  const saved = shapesOn(concept, sample);
  const [draft, setDraft] = useState<ShapesDraft | null>(null);
  const [chosen, setChosen] = useState(-1);
  const editor = useRef<HTMLDivElement>(null);
  const shapes = draft?.shapes ?? saved;
  const marked = draft?.held ?? chosen;
  const index = sheet.firstIndex + sample;

  // Another sample or concept: what was in the hand is put down.
  const here = `${sample} ${place}`;
  const [at, setAt] = useState(here);
  if (at !== here) {
    setAt(here);
    setDraft(null);
    setChosen(-1);
  }

  const commit = (next: readonly Shape[], held: number): void => {
    setDraft(null);
    if (next === saved) return;
    if (setShapes(sample, next)) setChosen(held);
  };
  const gesture = useMarkGesture({
    size,
    scale,
    saved,
    chosen,
    tool,
    onDraft: setDraft,
    onChoose: setChosen,
    onEnd: (ended) => {
      commit(ended.shapes, ended.held);
      announce(words.kept(words.shapes(ended.shapes.length)));
    },
  });

  const takeHold = (held: number): void => {
    const shape = saved[held];
    if (shape?.kind === 'box') {
      setDraft({ shapes: saved, held });
      announce(`${words.shape(String(held + 1), String(saved.length))}. ${describe(shape)}`);
    } else setChosen(held);
    editor.current?.focus();
  };
  const beginBox = (): void => {
    const shape: Shape = { kind: 'box', ...firstBox(size) };
    setDraft({ shapes: [...saved, shape], held: saved.length });
    announce(`${words.begun} ${describe(shape)}`);
  };
  const describe = (shape: Shape): string =>
    shape.kind === 'brush'
      ? words.brush
      : words.boxAt(
          String(shape.x0),
          String(shape.y0),
          String(shape.x1 - shape.x0),
          String(shape.y1 - shape.y0),
        );
  const removeShape = (gone: number): void => {
    const next = saved.toSpliced(gone, 1);
    setDraft(null);
    if (setShapes(sample, next)) setChosen(-1);
    announce(words.removed(words.shapes(next.length)));
    editor.current?.focus();
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const by = {
      ArrowLeft: { x: -1, y: 0 },
      ArrowRight: { x: 1, y: 0 },
      ArrowUp: { x: 0, y: -1 },
      ArrowDown: { x: 0, y: 1 },
    }[event.key];
    const held = draft?.shapes[draft.held];
    if (event.key === 'Enter' || event.key === ' ') {
      event.preventDefault();
      if (event.repeat) return;
      if (draft !== null) {
        commit(draft.shapes, draft.held);
        announce(words.kept(words.shapes(draft.shapes.length)));
      } else if (chosen >= 0 && saved[chosen]?.kind === 'box') takeHold(chosen);
      else beginBox();
    } else if (event.key === 'Escape' && draft !== null) {
      event.preventDefault();
      setDraft(null);
      announce(words.given);
    } else if (event.key === 'Delete' || event.key === 'Backspace') {
      event.preventDefault();
      const gone = draft?.held ?? chosen;
      if (gone >= 0 && gone < saved.length) removeShape(gone);
      else setDraft(null);
    } else if (by !== undefined && held?.kind === 'box' && draft !== null) {
      event.preventDefault();
      const moved = event.shiftKey ? resizeBox(held, by, size) : moveBox(held, by, size);
      const shape: Shape = { kind: 'box', ...moved };
      setDraft({ ...draft, shapes: draft.shapes.with(draft.held, shape) });
      announce(describe(shape));
    } else if (by !== undefined && draft === null) {
      event.preventDefault();
      const next = sample + by.x + by.y;
      if (next >= 0 && next < sheet.count) changeFilters({ sample: next });
    }
  };

  // A box asked for from the sheet.
  const [begun, setBegun] = useState(begin);
  if (begun !== begin) {
    setBegun(begin);
    const shape: Shape = { kind: 'box', ...firstBox(size) };
    setDraft({ shapes: [...saved, shape], held: saved.length });
  }
  useEffect(() => {
    if (begin > 0) editor.current?.focus();
  }, [begin]);

  return (
    <div className={styles.frame}>
      <div className={styles.line}>
        <IconButton
          icon={ChevronLeft}
          label={words.previous}
          disabled={sample === 0}
          onClick={() => changeFilters({ sample: sample - 1 })}
        />
        <strong>{words.sample(String(index), words.shapes(saved.length))}</strong>
        <IconButton
          icon={ChevronRight}
          label={words.next}
          disabled={sample + 1 >= sheet.count}
          onClick={() => changeFilters({ sample: sample + 1 })}
        />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions -- boxes are drawn here */}
      <div
        ref={editor}
        role="application"
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- boxes are drawn here by keyboard
        tabIndex={0}
        className={styles.editor}
        aria-label={words.editor(String(index))}
        aria-describedby={helpId}
        data-editor=""
        data-holding={draft === null ? undefined : ''}
        style={{ '--mark': colourOf(place), width: size * scale, height: size * scale }}
        onKeyDown={onKeyDown}
      >
        <FaceCanvas face={face} scale={scale} label="" priority="live" mask={noMask} />
        <svg
          aria-hidden="true"
          className={styles.marks}
          viewBox={`0 0 ${size} ${size}`}
          {...gesture}
        >
          <LayerCells shapes={shapes} size={size} />
          {shapes.map((shape, i) => (
            <ShapeMark key={i} shape={shape} size={size} scale={scale} chosen={i === marked} />
          ))}
        </svg>
      </div>
      <p id={helpId} className="visually-hidden">
        {words.editorHelp}
      </p>
      <ShapeList
        shapes={saved}
        marked={marked}
        describe={describe}
        onHold={takeHold}
        onRemove={removeShape}
        onClear={() => setShapes(sample, [])}
      />
    </div>
  );
}
