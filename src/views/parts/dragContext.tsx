/** What is in the hand: a face picked up by keyboard or by tapping, until it is put down. */
import { createContext, useContext } from 'react';
import type { Face } from '../../latent/face.ts';
import type { DragSource, DropTarget } from '../../state/types.ts';

/** A face on its way from one place to another. */
export interface CarriedFace {
  readonly face: Face;
  /** The face as it is drawn, where truncation makes that differ. */
  readonly drawn: Face;
  readonly source: DragSource;
  readonly label: string;
}

/** Verbs of carrying; they never change. */
export interface Carrying {
  /** Picks a face up; `from` is the element that gets the focus back when it is put back. */
  pickUp(carried: CarriedFace, from: HTMLElement | null): void;
  /** Puts the face down on a place whose slot is `slot`. */
  putDown(target: DropTarget, place: string, slot: HTMLElement): void;
  putBack(): void;
}

export const CarryingContext = createContext<Carrying | null>(null);
export const CarriedContext = createContext<CarriedFace | null>(null);
export const DraggedContext = createContext<CarriedFace | null>(null);

/** A face over a place that would take it. */
export interface Hovering {
  readonly carried: CarriedFace;
  readonly target: DropTarget;
}

export const HoveringContext = createContext<Hovering | null>(null);

/** What a drop would do now: the face that a pointer drags over a place, or null. */
export function useHovering(): Hovering | null {
  return useContext(HoveringContext);
}

/** The verbs of carrying. */
export function useCarrying(): Carrying {
  const carrying = useContext(CarryingContext);
  if (carrying === null) throw new Error('A draggable part was rendered outside DragLayer.');
  return carrying;
}

/** The face in the hand (not one being dragged by a pointer); null when the hand is empty. */
export function useCarried(): CarriedFace | null {
  return useContext(CarriedContext);
}

/** The face that a pointer drags now; null otherwise. */
export function useDragged(): CarriedFace | null {
  return useContext(DraggedContext);
}

/** True for what the bin takes. */
export function isRemovable({ kind }: DragSource): boolean {
  return ['keyframe', 'shelf', 'exemplar', 'slot', 'group'].includes(kind);
}

/** True when putting a face there changes nothing: it is where it was picked up. */
export function isSamePlace(source: DragSource, target: DropTarget): boolean {
  if (source.kind === 'keyframe' && target.kind === 'keyframe')
    return source.index === target.index;
  if (source.kind === 'keyframe' && target.kind === 'keyframe-gap') {
    return target.index === source.index || target.index === source.index + 1;
  }
  if (source.kind === 'pad-corner' && target.kind === 'pad-corner') {
    return source.corner === target.corner;
  }
  if (source.kind === 'filter-face' && target.kind === 'filter-face') {
    return source.place === target.place;
  }
  if (source.kind === 'shelf' && target.kind === 'shelf') return true;
  if (source.kind === 'exemplar' && target.kind === 'exemplar') {
    return source.slot === target.slot && source.index === target.index;
  }
  if ((source.kind === 'exemplar' || source.kind === 'slot') && target.kind === 'slot') {
    return source.slot === target.slot;
  }
  if (source.kind === 'slot' && target.kind === 'exemplar') return source.slot === target.slot;
  if (source.kind === 'group' && target.kind === 'group') return source.group === target.group;
  if (target.kind === 'bin') return !isRemovable(source);
  return false;
}
