/** Where the pointer lets go of what it drags, to the last pixel. */
import type { CollisionDetection, DragEndEvent } from '@dnd-kit/core';
import { pointerWithin } from '@dnd-kit/core';
import { useCallback, useEffect, useRef } from 'react';
import type { SlotData } from './DropSlot.tsx';

/** What a drag needs to end where the pointer is. */
export interface LetGo {
  /** For `DndContext`. */
  readonly detect: CollisionDetection;
  /** The place under the pointer, or null; for the event that ends a drag. */
  slotAt(event: DragEndEvent): SlotData | null;
}

/**
 * The place under the pointer when it lets go. What dnd-kit calls `over` is the place of the last
 * frame that was rendered: a quick hand or a busy machine is one move further.
 */
export function useLetGo(): LetGo {
  const places = useRef<Parameters<CollisionDetection>[0]>(null);
  /** Where a button or a finger was lifted last: known before dnd-kit hears of it. */
  const lifted = useRef<{ x: number; y: number }>(null);
  useEffect(() => {
    const onLift = (event: MouseEvent | TouchEvent): void => {
      const at = event instanceof MouseEvent ? event : event.changedTouches[0];
      lifted.current = at === undefined ? null : { x: at.clientX, y: at.clientY };
    };
    // The events that its sensors listen to.
    window.addEventListener('mouseup', onLift, { capture: true });
    window.addEventListener('touchend', onLift, { capture: true });
    return () => {
      window.removeEventListener('mouseup', onLift, { capture: true });
      window.removeEventListener('touchend', onLift, { capture: true });
    };
  }, []);
  const detect = useCallback<CollisionDetection>((args) => {
    places.current = args;
    return pointerWithin(args);
  }, []);
  const slotAt = useCallback((event: DragEndEvent): SlotData | null => {
    const args = places.current;
    // Nothing was dragged over anything yet: the event says all there is.
    if (args === null) return (event.over?.data.current as SlotData | undefined) ?? null;
    const [found] = pointerWithin({ ...args, pointerCoordinates: lifted.current });
    const place = args.droppableContainers.find(({ id }) => id === found?.id);
    return (place?.data.current as SlotData | undefined) ?? null;
  }, []);
  return { detect, slotAt };
}
