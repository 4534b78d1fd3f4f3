/** Boxes and strokes of a brush by a pointer: drawn, moved, pulled by a corner, chosen. */
import type { PointerEvent } from 'react';
import { useRef } from 'react';
import type { Box, Shape } from '../../model/markings.ts';
import type { MarkTool } from '../../state/filters/scene.ts';
import { cornerPoint } from './Shapes.tsx';
import type { Corner, Point } from './shapeEditing.ts';
import { boxBetween, brushPixels, contains, corners, dragCorner, moveBox } from './shapeEditing.ts';

/** How near a pointer must come to a handle, in CSS pixels. */
const handleReach = 14;
/** Radius of the brush, as a share of the picture's side. */
const brushShare = 1 / 24;

/** What the pointer is doing. */
type Gesture =
  | { readonly kind: 'draw'; readonly from: Point }
  | { readonly kind: 'brush'; readonly points: readonly Point[] }
  | { readonly kind: 'move'; readonly index: number; readonly from: Point; readonly box: Box }
  | { readonly kind: 'corner'; readonly index: number; readonly corner: Corner; readonly box: Box };

/** Shapes as they would be if the gesture ended now, and which of them is in the hand. */
export interface ShapesDraft {
  readonly shapes: readonly Shape[];
  readonly held: number;
}

/** What the gesture works on, and who hears of it. */
export interface MarkGestureProps {
  /** Side of the picture in its pixels, and CSS pixels for each. */
  readonly size: number;
  readonly scale: number;
  readonly saved: readonly Shape[];
  /** Index of the chosen shape, −1 for none. */
  readonly chosen: number;
  readonly tool: MarkTool;
  /** The shapes as they would be now; null when nothing comes of the gesture. */
  readonly onDraft: (draft: ShapesDraft | null) => void;
  readonly onChoose: (index: number) => void;
  /** The pointer let go of changed shapes. */
  readonly onEnd: (ended: ShapesDraft) => void;
}

/** The listeners of the picture. */
export interface MarkGesture {
  readonly onPointerDown: (event: PointerEvent<SVGSVGElement>) => void;
  readonly onPointerMove: (event: PointerEvent<SVGSVGElement>) => void;
  readonly onPointerUp: (event: PointerEvent<SVGSVGElement>) => void;
  readonly onPointerCancel: (event: PointerEvent<SVGSVGElement>) => void;
}

/** Makes the listeners. */
export function useMarkGesture({
  size,
  scale,
  saved,
  chosen,
  tool,
  onDraft,
  onChoose,
  onEnd,
}: MarkGestureProps): MarkGesture {
  const gesture = useRef<Gesture | null>(null);
  /** What the gesture has come to; the state follows with the next frame. */
  const latest = useRef<ShapesDraft | null>(null);

  const pointOf = (event: PointerEvent<SVGSVGElement>): Point => {
    const box = event.currentTarget.getBoundingClientRect();
    return {
      x: ((event.clientX - box.left) / box.width) * size,
      y: ((event.clientY - box.top) / box.height) * size,
    };
  };
  const cornerUnder = (box: Box, { x, y }: Point): Corner | undefined =>
    corners.find((corner) => {
      const point = cornerPoint(box, corner);
      return Math.hypot(point.x - x, point.y - y) * scale <= handleReach;
    });
  const show = (next: ShapesDraft): void => {
    latest.current = next;
    onDraft(next);
  };
  const follow = (to: Point): void => {
    const now = gesture.current;
    if (now === null) return;
    if (now.kind === 'draw') {
      const box = boxBetween(now.from, to, size);
      const next: Shape[] = box === null ? [] : [{ kind: 'box', ...box }];
      show({ shapes: [...saved, ...next], held: saved.length });
    } else if (now.kind === 'brush') {
      const points = [...now.points, to];
      gesture.current = { kind: 'brush', points };
      const pixels = brushPixels(points, size * brushShare, size);
      const next: Shape[] = pixels.length === 0 ? [] : [{ kind: 'brush', pixels }];
      show({ shapes: [...saved, ...next], held: saved.length });
    } else {
      const box =
        now.kind === 'move'
          ? moveBox(now.box, { x: to.x - now.from.x, y: to.y - now.from.y }, size)
          : dragCorner(now.box, now.corner, to, size);
      show({ shapes: saved.with(now.index, { kind: 'box', ...box }), held: now.index });
    }
  };
  const onPointerDown = (event: PointerEvent<SVGSVGElement>): void => {
    if (event.button !== 0) return;
    event.currentTarget.setPointerCapture(event.pointerId);
    latest.current = null;
    const from = pointOf(event);
    const picked = saved[chosen];
    const corner = picked?.kind === 'box' ? cornerUnder(picked, from) : undefined;
    const under = saved.findLastIndex((shape) => contains(shape, from, size));
    const shape = saved[under];
    if (picked?.kind === 'box' && corner !== undefined) {
      gesture.current = { kind: 'corner', index: chosen, corner, box: picked };
    } else if (shape !== undefined) {
      onChoose(under);
      gesture.current =
        shape.kind === 'box' ? { kind: 'move', index: under, from, box: shape } : null;
    } else if (tool === 'brush') {
      gesture.current = { kind: 'brush', points: [] };
      follow(from);
    } else {
      gesture.current = { kind: 'draw', from };
    }
  };
  const onPointerUp = (event: PointerEvent<SVGSVGElement>): void => {
    const now = gesture.current;
    gesture.current = null;
    if (now === null) return;
    const ended = latest.current;
    if (ended !== null && event.type === 'pointerup') {
      onEnd(ended);
    } else {
      onDraft(null);
      if (now.kind === 'draw') onChoose(-1);
    }
  };

  return {
    onPointerDown,
    onPointerMove: (event) => {
      if (gesture.current !== null) follow(pointOf(event));
    },
    onPointerUp,
    onPointerCancel: onPointerUp,
  };
}
