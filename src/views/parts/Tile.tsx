/** A face as a thing: it can be dragged, picked up, opened, kept. */
import { useDraggable } from '@dnd-kit/core';
import { Ellipsis } from 'lucide-react';
import type { KeyboardEvent, MouseEvent, ReactNode } from 'react';
import { memo, useId, useRef, useState } from 'react';
import type { Face } from '../../latent/face.ts';
import type { ChannelMask } from '../../model/arrays.ts';
import type { PicturePriority } from '../../state/pictureTypes.ts';
import type { DragSource } from '../../state/types.ts';
import { useStrings } from '../../teaching/language.tsx';
import { FaceCanvas } from './FaceCanvas.tsx';
import { FloatingPanel } from './FloatingPanel.tsx';
import styles from './Tile.module.css';
import { TileMenu } from './TileMenu.tsx';
import { joinClasses } from './classes.ts';
import type { CarriedFace } from './dragContext.tsx';
import { useCarrying } from './dragContext.tsx';

export interface TileProps {
  readonly face: Face;
  readonly source: DragSource;
  /** Name of the tile, unique among its neighbours: "Keyframe 2", "Sample 5 of seed 2015". */
  readonly label: string;
  /** CSS pixels per picture pixel. */
  readonly scale?: number;
  readonly selected?: boolean;
  /** A few letters in the corner. */
  readonly badge?: ReactNode;
  /** What a click does; without it a click opens the menu. */
  readonly onActivate?: () => void;
  /** Offers "remove", which puts the face in the bin. */
  readonly removable?: boolean;
  /** The face as it is drawn (truncated) where that is not the face that travels. */
  readonly drawn?: Face;
  readonly priority?: PicturePriority;
  /** `event.timeStamp` of the input that chose this face. */
  readonly inputTime?: number;
  /** Factors for channels in place of the page's mask. */
  readonly mask?: ChannelMask;
  /** −1 takes the tile out of the tab order, where a row of tiles has one stop and arrow keys. */
  readonly tabIndex?: 0 | -1;
  readonly className?: string;
}

/** A face that can be dragged, picked up with Space, and opened for everything else. */
export const Tile = memo(function Tile({
  face,
  source,
  label,
  scale = 1,
  selected,
  badge,
  onActivate,
  removable = false,
  drawn = face,
  priority = 'visible',
  inputTime,
  mask,
  tabIndex = 0,
  className,
}: TileProps) {
  const strings = useStrings();
  const carrying = useCarrying();
  const [open, setOpen] = useState(false);
  const wasOpen = useRef(false);
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  const carried: CarriedFace = { face, drawn, source, label };
  const { setNodeRef, listeners, isDragging } = useDraggable({ id: useId(), data: { ...carried } });

  const toggleMenu = (): void => {
    setOpen(!wasOpen.current);
    wasOpen.current = false;
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key === ' ') {
      // Space picks up; without this the button would also be clicked.
      event.preventDefault();
      carrying.pickUp(carried, button);
    } else if (event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey)) {
      event.preventDefault();
      setOpen(true);
    }
  };
  const onContextMenu = (event: MouseEvent): void => {
    event.preventDefault();
    // On a touch screen the long press drags.
    const { nativeEvent } = event;
    const byTouch = nativeEvent instanceof PointerEvent && nativeEvent.pointerType === 'touch';
    if (!byTouch) setOpen(true);
  };
  const rememberOpen = (): void => {
    wasOpen.current = open;
  };

  return (
    <div
      ref={setNodeRef}
      className={joinClasses(styles.tile, className)}
      data-selected={selected === true ? '' : undefined}
      data-dragging={isDragging ? '' : undefined}
      data-tile={source.kind}
      onPointerDown={rememberOpen}
      {...listeners}
    >
      <button
        ref={setButton}
        type="button"
        className={styles.face}
        tabIndex={tabIndex}
        aria-label={label}
        aria-describedby="tile-help"
        aria-pressed={onActivate === undefined ? undefined : selected}
        aria-haspopup={onActivate === undefined ? 'dialog' : undefined}
        aria-expanded={onActivate === undefined ? open : undefined}
        onClick={onActivate ?? toggleMenu}
        onKeyDown={onKeyDown}
        onKeyUp={(event) => {
          if (event.key === ' ') event.preventDefault();
        }}
        onContextMenu={onContextMenu}
      >
        <FaceCanvas
          face={drawn}
          scale={scale}
          label=""
          priority={priority}
          {...(inputTime === undefined ? {} : { inputTime })}
          {...(mask === undefined ? {} : { mask })}
        />
        {badge !== undefined && <span className={styles.badge}>{badge}</span>}
      </button>
      {onActivate !== undefined && (
        <button
          type="button"
          className={styles.more}
          tabIndex={tabIndex}
          aria-label={strings.parts.tile.menu(label)}
          aria-haspopup="dialog"
          aria-expanded={open}
          onClick={toggleMenu}
        >
          <Ellipsis aria-hidden="true" />
        </button>
      )}
      {open && button !== null && (
        <FloatingPanel
          anchor={button}
          label={strings.parts.tile.menu(label)}
          onClose={() => setOpen(false)}
        >
          <TileMenu {...carried} removable={removable} close={() => setOpen(false)} from={button} />
        </FloatingPanel>
      )}
    </div>
  );
});
