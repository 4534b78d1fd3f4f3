/**
 * All maps of a layer as one picture: only the rows in sight are drawn, so that 512 maps scroll as
 * smoothly as ten. One stop of the tab key; arrow keys go from map to map.
 */
import type { KeyboardEvent, MouseEvent } from 'react';
import { useEffect, useId, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { FeatureMaps } from '../../model/arrays.ts';
import type { LayerInfo } from '../../model/config.ts';
import type { MapScaling } from '../../state/filters/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import {
  gridEdge,
  layOutGrid,
  placeAt,
  placeByKey,
  placeUnder,
  rowsInSight,
} from './gridLayout.ts';
import type { GridLayout } from './gridLayout.ts';
import styles from './MapGrid.module.css';
import { paintAtlas } from './mapPicture.ts';
import type { Atlas } from './mapPicture.ts';

export interface MapGridProps {
  readonly layer: LayerInfo;
  /** Null until the first maps have arrived; places are there already. */
  readonly maps: FeatureMaps | null;
  /** Channels in the order in which they are shown. */
  readonly order: readonly number[];
  readonly scaling: MapScaling;
  readonly opened: number;
  readonly dropped: ReadonlySet<number>;
  readonly label: string;
  /** A click drops a map or takes it back, instead of opening it only. */
  readonly clickToggles?: boolean;
  /** What a map is, in words, beside its number and whether it is dropped. */
  readonly describe: (channel: number) => string;
  readonly onOpen: (channel: number) => void;
  /** Drops a map or takes it back, and opens it. */
  readonly onToggle: (channel: number, timeStamp: number) => void;
}

/** What is drawn. */
interface Drawing {
  readonly canvas: HTMLCanvasElement;
  readonly atlas: Atlas | null;
  /** The atlas on a canvas, from which maps are cut. */
  readonly source: HTMLCanvasElement;
  readonly layout: GridLayout;
  readonly side: number;
  readonly scrollTop: number;
  readonly height: number;
  readonly props: Pick<MapGridProps, 'order' | 'opened' | 'dropped'>;
}

function draw({ canvas, atlas, source, layout, side, scrollTop, height, props }: Drawing): void {
  const ratio = window.devicePixelRatio;
  const width = canvas.clientWidth;
  const pixels = { width: Math.round(width * ratio), height: Math.round(height * ratio) };
  if (canvas.width !== pixels.width) canvas.width = pixels.width;
  if (canvas.height !== pixels.height) canvas.height = pixels.height;
  const context = canvas.getContext('2d');
  if (context === null) throw new Error('This browser gives no 2D canvas.');
  const style = getComputedStyle(canvas);
  // The style sheet hands the tokens over in properties that arrive as plain colours.
  const { caretColor: here, backgroundColor: ground, color: ink } = style;
  context.setTransform(ratio, 0, 0, ratio, 0, -scrollTop * ratio);
  context.clearRect(0, scrollTop, width, height);
  context.imageSmoothingEnabled = false;
  const { first, last } = rowsInSight(layout, scrollTop, height);
  const { cell } = layout;
  const end = Math.min(props.order.length, (last + 1) * layout.columns);
  for (let index = first * layout.columns; index < end; index += 1) {
    const channel = props.order[index] as number;
    const { x, y } = placeAt(layout, index);
    if (atlas === null) {
      context.globalAlpha = 0.08;
      context.fillStyle = ink;
      context.fillRect(x, y, cell, cell);
      context.globalAlpha = 1;
    } else {
      const left = (channel % atlas.columns) * side;
      const top = Math.floor(channel / atlas.columns) * side;
      context.drawImage(source, left, top, side, side, x, y, cell, cell);
    }
    if (props.dropped.has(channel)) markDropped(context, x, y, cell, ground, ink);
    if (channel === props.opened) {
      context.strokeStyle = here;
      context.lineWidth = 2;
      context.strokeRect(x - 2, y - 2, cell + 4, cell + 4);
    }
  }
}

/** Fades a map and puts a cross into its corner. */
function markDropped(
  context: CanvasRenderingContext2D,
  x: number,
  y: number,
  cell: number,
  ground: string,
  ink: string,
): void {
  context.globalAlpha = 0.6;
  context.fillStyle = ground;
  context.fillRect(x, y, cell, cell);
  context.globalAlpha = 1;
  const side = 16;
  const [left, top, inset] = [x + cell - side, y + cell - side, 4.5];
  context.fillRect(left, top, side, side);
  context.strokeStyle = ink;
  context.lineWidth = 1.75;
  context.beginPath();
  context.moveTo(left + inset, top + inset);
  context.lineTo(left + side - inset, top + side - inset);
  context.moveTo(left + side - inset, top + inset);
  context.lineTo(left + inset, top + side - inset);
  context.stroke();
}

/** The grid. */
export function MapGrid({
  layer,
  maps,
  order,
  scaling,
  opened,
  dropped,
  label,
  clickToggles = false,
  describe,
  onOpen,
  onToggle,
}: MapGridProps) {
  const words = useStrings().filters.grid;
  const id = useId();
  const scroller = useRef<HTMLDivElement>(null);
  const canvas = useRef<HTMLCanvasElement>(null);
  const source = useRef<HTMLCanvasElement>(null);
  const [room, setRoom] = useState({ width: 600, height: 400 });
  const layout = useMemo(
    () => layOutGrid(order.length, layer.width, room.width),
    [order.length, layer.width, room.width],
  );
  const shown = maps !== null && maps.layer === layer.name ? maps : null;
  const atlas = useMemo(
    () => (shown === null ? null : paintAtlas(shown, scaling)),
    [shown, scaling],
  );
  const place = order.indexOf(opened);

  useLayoutEffect(() => {
    const element = scroller.current;
    if (element === null) return undefined;
    const measure = (): void =>
      setRoom({ width: element.clientWidth, height: element.clientHeight });
    const sizes = new ResizeObserver(measure);
    sizes.observe(element);
    measure();
    return () => sizes.disconnect();
  }, []);

  useLayoutEffect(() => {
    source.current ??= document.createElement('canvas');
    if (atlas === null) return;
    source.current.width = atlas.image.width;
    source.current.height = atlas.image.height;
    source.current.getContext('2d')?.putImageData(atlas.image, 0, 0);
  }, [atlas]);

  useLayoutEffect(() => {
    const element = scroller.current;
    const [target, cut] = [canvas.current, source.current];
    if (element === null || target === null || cut === null) return undefined;
    const paint = (): void =>
      draw({
        canvas: target,
        atlas,
        source: cut,
        layout,
        side: layer.width,
        scrollTop: element.scrollTop,
        height: room.height,
        props: { order, opened, dropped },
      });
    // Before the next frame is shown, but not before a picture that arrives until then.
    const frame = requestAnimationFrame(paint);
    const looks = matchMedia('(prefers-color-scheme: dark)');
    const theme = new MutationObserver(paint);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    element.addEventListener('scroll', paint, { passive: true });
    looks.addEventListener('change', paint);
    return () => {
      cancelAnimationFrame(frame);
      theme.disconnect();
      element.removeEventListener('scroll', paint);
      looks.removeEventListener('change', paint);
    };
  }, [atlas, layout, layer.width, room, order, opened, dropped]);

  // Another map that is opened is brought into sight; another order or a new grid begins at its top.
  const lastOpened = useRef(opened);
  useEffect(() => {
    const element = scroller.current;
    if (lastOpened.current === opened) return;
    lastOpened.current = opened;
    if (element === null || place < 0) return;
    const { y } = placeAt(layout, place);
    const below = y + layout.cell + gridEdge - element.clientHeight;
    if (element.scrollTop > y - gridEdge) element.scrollTop = y - gridEdge;
    else if (element.scrollTop < below) element.scrollTop = below;
  }, [opened, place, layout]);

  const under = (event: MouseEvent<HTMLDivElement>): number | undefined => {
    const box = event.currentTarget.getBoundingClientRect();
    const y = event.clientY - box.top + event.currentTarget.scrollTop;
    const index = placeUnder(layout, order.length, event.clientX - box.left, y);
    return index === null ? undefined : order[index];
  };
  const onClick = (event: MouseEvent<HTMLDivElement>): void => {
    const channel = under(event);
    if (channel === undefined) return;
    if (clickToggles) onToggle(channel, event.timeStamp);
    else onOpen(channel);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === ' ' || event.key === 'Enter') {
      event.preventDefault();
      if (!event.repeat) onToggle(opened, event.timeStamp);
      return;
    }
    const rows = Math.max(1, Math.floor(room.height / layout.cell) - 1);
    const next = placeByKey(event.key, Math.max(0, place), layout, order.length, rows);
    const channel = next === null ? undefined : order[next];
    if (channel === undefined) return;
    event.preventDefault();
    onOpen(channel);
  };

  return (
    <div
      ref={scroller}
      role="listbox"
      tabIndex={0}
      className={styles.grid}
      aria-label={label}
      aria-activedescendant={`${id}-opened`}
      aria-describedby={`${id}-help`}
      data-maps={shown === null ? undefined : layer.name}
      onClick={onClick}
      onKeyDown={onKeyDown}
    >
      <div className={styles.stretch} style={{ height: layout.height }}>
        <canvas ref={canvas} className={styles.canvas} style={{ height: room.height }} />
      </div>
      <div
        id={`${id}-opened`}
        role="option"
        aria-selected="true"
        aria-posinset={place + 1}
        aria-setsize={order.length}
        className="visually-hidden"
      >
        {words.map(String(opened))}, {describe(opened)}
        {dropped.has(opened) ? `, ${words.dropped}` : ''}
      </div>
      <span id={`${id}-help`} hidden>
        {words.help}
      </span>
    </div>
  );
}
