/** Everything that carries faces from place to place: by mouse, by touch, by keyboard, by tapping. */
import type { DragEndEvent, DragOverEvent, DragStartEvent } from '@dnd-kit/core';
import {
  DndContext,
  DragOverlay,
  MouseSensor,
  TouchSensor,
  useSensor,
  useSensors,
} from '@dnd-kit/core';
import type { ReactNode } from 'react';
import { useCallback, useEffect, useMemo, useRef, useState } from 'react';
import type { DropTarget } from '../../state/types.ts';
import { useStrings } from '../../teaching/language.tsx';
import { useActions } from '../services.tsx';
import { useAnnounce } from './Announcer.tsx';
import { Button } from './Button.tsx';
import styles from './DragLayer.module.css';
import type { SlotData } from './DropSlot.tsx';
import { FaceCanvas } from './FaceCanvas.tsx';
import type { CarriedFace, Carrying, Hovering } from './dragContext.tsx';
import {
  CarriedContext,
  CarryingContext,
  DraggedContext,
  HoveringContext,
  isSamePlace,
} from './dragContext.tsx';
import { isArrowKey, nextSlot } from './slotNavigation.ts';
import { useLetGo } from './useLetGo.ts';

const carriedOf = (event: DragStartEvent | DragEndEvent | DragOverEvent): CarriedFace | null =>
  (event.active.data.current as CarriedFace | undefined) ?? null;

const slotOf = (event: DragOverEvent): SlotData | null =>
  (event.over?.data.current as SlotData | undefined) ?? null;

/** The buttons of the places that would take what is in the hand, in reading order. */
function openPlaces(): HTMLButtonElement[] {
  return [...document.querySelectorAll<HTMLButtonElement>('[data-put-here]')].filter((button) =>
    button.checkVisibility(),
  );
}

/** Ids of dnd-kit's hidden texts stay out of the way: the page has its own region and its own help. */
const silent = {
  announcements: {
    onDragStart: () => undefined,
    onDragOver: () => undefined,
    onDragEnd: () => undefined,
    onDragCancel: () => undefined,
  },
  screenReaderInstructions: { draggable: '' },
};

/** Wraps the shell: tiles and slots inside it can exchange faces. */
export function DragLayer({ children }: { readonly children: ReactNode }) {
  const strings = useStrings();
  const announce = useAnnounce();
  const { place } = useActions();
  const [carried, setCarried] = useState<CarriedFace | null>(null);
  const [dragged, setDragged] = useState<CarriedFace | null>(null);
  const [hovering, setHovering] = useState<Hovering | null>(null);
  const from = useRef<HTMLElement | null>(null);
  const { detect, slotAt } = useLetGo();
  const present = useRef({ carried, strings });
  useEffect(() => {
    present.current = { carried, strings };
  });

  const sensors = useSensors(
    useSensor(MouseSensor, { activationConstraint: { distance: 4 } }),
    useSensor(TouchSensor, { activationConstraint: { delay: 220, tolerance: 8 } }),
  );

  const settle = useCallback(
    (face: CarriedFace, target: DropTarget, label: string): boolean => {
      const words = present.current.strings.parts.drag;
      const done = place(face.face, target, face.source);
      announce(done ? words.dropped(face.label, label) : words.refused(label));
      return done;
    },
    [announce, place],
  );

  const carrying = useMemo<Carrying>(
    () => ({
      pickUp(next, element) {
        from.current = element;
        setCarried(next);
        announce(present.current.strings.parts.drag.pickedUp(next.label));
      },
      putDown(target, label, slot) {
        const face = present.current.carried;
        if (face === null) return;
        const done = settle(face, target, label);
        setCarried(null);
        requestAnimationFrame(() => {
          const there = slot.isConnected ? slot.querySelector<HTMLElement>('button') : null;
          const back = from.current?.isConnected === true ? from.current : null;
          const next = done ? (there ?? back) : (back ?? there);
          (next ?? document.querySelector('main'))?.focus();
        });
      },
      putBack() {
        if (present.current.carried === null) return;
        setCarried(null);
        announce(present.current.strings.parts.drag.cancelled);
        requestAnimationFrame(() => {
          if (from.current?.isConnected === true) from.current.focus();
        });
      },
    }),
    [announce, settle],
  );

  useEffect(() => {
    if (carried === null) return undefined;
    openPlaces()[0]?.focus();
    const onKeyDown = (event: KeyboardEvent): void => {
      if (event.key === 'Escape') {
        event.preventDefault();
        carrying.putBack();
        return;
      }
      if (!isArrowKey(event.key)) return;
      const places = openPlaces();
      if (places.length === 0) return;
      event.preventDefault();
      const now = places.findIndex((button) => button === document.activeElement);
      const boxes = places.map((button) => button.getBoundingClientRect());
      const next = places[now === -1 ? 0 : nextSlot(boxes, now, event.key)];
      next?.focus({ preventScroll: true });
      next?.scrollIntoView({ block: 'nearest', inline: 'nearest' });
    };
    document.addEventListener('keydown', onKeyDown);
    return () => document.removeEventListener('keydown', onKeyDown);
  }, [carried, carrying]);

  const onDragOver = (event: DragOverEvent): void => {
    const slot = slotOf(event);
    const words = strings.parts.drag;
    announce(slot === null ? words.nowhere : words.over(slot.label));
    const face = carriedOf(event);
    const takes = face !== null && slot !== null && !isSamePlace(face.source, slot.target);
    setHovering(takes ? { carried: face, target: slot.target } : null);
  };

  const onDragEnd = (event: DragEndEvent): void => {
    setDragged(null);
    setHovering(null);
    const face = carriedOf(event);
    const slot = slotAt(event);
    if (face === null || slot === null || isSamePlace(face.source, slot.target)) {
      announce(strings.parts.drag.cancelled);
      return;
    }
    settle(face, slot.target, slot.label);
  };

  return (
    <CarryingContext value={carrying}>
      <CarriedContext value={carried}>
        <DndContext
          sensors={sensors}
          collisionDetection={detect}
          accessibility={silent}
          onDragStart={(event) => {
            const face = carriedOf(event);
            setCarried(null);
            setDragged(face);
            if (face !== null) announce(strings.parts.drag.pickedUp(face.label));
          }}
          onDragOver={onDragOver}
          onDragEnd={onDragEnd}
          onDragCancel={() => {
            setDragged(null);
            setHovering(null);
            announce(strings.parts.drag.cancelled);
          }}
        >
          <DraggedContext value={dragged}>
            <HoveringContext value={hovering}>{children}</HoveringContext>
          </DraggedContext>
          <DragOverlay dropAnimation={null} className={styles.overlay ?? ''}>
            {dragged !== null && <FaceCanvas face={dragged.drawn} scale={1} label="" />}
          </DragOverlay>
        </DndContext>
        <p id="tile-help" hidden>
          {strings.parts.tile.help}
        </p>
        {carried !== null && (
          <section className={styles.hand} aria-label={strings.parts.drag.holding(carried.label)}>
            <FaceCanvas face={carried.drawn} scale={1} label="" />
            <div className={styles.words}>
              <strong>{strings.parts.drag.holding(carried.label)}</strong>
              <p>{strings.parts.drag.choose}</p>
            </div>
            <Button onClick={carrying.putBack}>{strings.parts.drag.cancel}</Button>
          </section>
        )}
      </CarriedContext>
    </CarryingContext>
  );
}
