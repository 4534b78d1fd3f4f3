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
import { gridEdge, layOutGrid, placeAt, placeByKey, placeUnder } from './gridLayout.ts';
import { paintGrid } from './gridPainting.ts';
import type { GridDrawing } from './gridPainting.ts';
import styles from './MapGrid.module.css';
import { paintAtlas } from './mapPicture.ts';

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
  const painted = useRef<GridDrawing>(null);
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
    const paint = (former: GridDrawing | null): void => {
      const { scrollTop } = element;
      const { height } = room;
      const now = { atlas, layout, side: layer.width, scrollTop, height, order, opened, dropped };
      paintGrid(target, cut, now, former);
      painted.current = now;
    };
    const paintAll = (): void => paint(null);
    // Before the next frame is shown, but not before a picture that arrives until then.
    const frame = requestAnimationFrame(() => paint(painted.current));
    const looks = matchMedia('(prefers-color-scheme: dark)');
    const theme = new MutationObserver(paintAll);
    theme.observe(document.documentElement, { attributeFilter: ['data-theme'] });
    element.addEventListener('scroll', paintAll, { passive: true });
    looks.addEventListener('change', paintAll);
    return () => {
      cancelAnimationFrame(frame);
      theme.disconnect();
      element.removeEventListener('scroll', paintAll);
      looks.removeEventListener('change', paintAll);
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
