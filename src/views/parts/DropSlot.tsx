/** A place where a face can be put. */
import { useDroppable } from '@dnd-kit/core';
import type { ReactNode } from 'react';
import { useId, useRef } from 'react';
import type { DropTarget } from '../../state/types.ts';
import { useStrings } from '../../teaching/language.tsx';
import styles from './DropSlot.module.css';
import { joinClasses } from './classes.ts';
import type { CarriedFace } from './dragContext.tsx';
import { isSamePlace, useCarried, useCarrying } from './dragContext.tsx';

export interface DropSlotProps {
  readonly target: DropTarget;
  /** Name of the place: "keyframe 2", "the shelf". */
  readonly label: string;
  readonly children?: ReactNode;
  readonly className?: string;
}

/** What `useDroppable` carries. */
export interface SlotData {
  readonly target: DropTarget;
  readonly label: string;
}

/**
 * A place for faces. While a pointer drags, `data-over` marks the place under it; while a face is in
 * the hand, a button named after the place covers it.
 */
export function DropSlot({ target, label, children, className }: DropSlotProps) {
  const id = useId();
  const element = useRef<HTMLDivElement | null>(null);
  const strings = useStrings();
  const carried = useCarried();
  const { putDown } = useCarrying();
  const data: SlotData = { target, label };
  const { setNodeRef, isOver, active } = useDroppable({ id, data: { ...data } });
  const dragged = (active?.data.current as CarriedFace | undefined) ?? null;
  const coming = dragged ?? carried;
  const takes = coming !== null && !isSamePlace(coming.source, target);
  return (
    <div
      ref={(node) => {
        element.current = node;
        setNodeRef(node);
      }}
      className={joinClasses(styles.slot, className)}
      data-slot={target.kind}
      data-open={takes ? '' : undefined}
      data-over={takes && isOver ? '' : undefined}
    >
      <div className={styles.inner} inert={carried !== null}>
        {children}
      </div>
      {carried !== null && takes && (
        <button
          type="button"
          className={styles.put}
          data-put-here=""
          aria-label={strings.parts.drag.putHere(label)}
          onClick={() => {
            if (element.current !== null) putDown(target, label, element.current);
          }}
        />
      )}
    </div>
  );
}
