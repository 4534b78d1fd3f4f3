/** What can be done with a face, and what it is. */
import type { KeyboardEvent } from 'react';
import {
  Bookmark,
  Calculator,
  ClipboardCopy,
  Download,
  Eye,
  Grab,
  Grid2x2,
  ListPlus,
  Replace,
  ScanSearch,
  Trash2,
} from 'lucide-react';
import type { Face } from '../../latent/face.ts';
import { toPlainError } from '../../errors.ts';
import { letterOf } from '../../state/arithmetic/derived.ts';
import type { DropTarget } from '../../state/types.ts';
import { useStrings } from '../../teaching/language.tsx';
import { presentLink } from '../presentLink.ts';
import { useActions, usePictures, useStore, useStoreApi } from '../services.tsx';
import { Button } from './Button.tsx';
import { FaceFacts } from './FaceFacts.tsx';
import styles from './Tile.module.css';
import { copyText } from './copyText.ts';
import type { CarriedFace } from './dragContext.tsx';
import { isSamePlace, useCarrying } from './dragContext.tsx';
import { exportFace } from './exportFace.ts';
import { latentText } from './latentText.ts';

export interface TileMenuProps extends CarriedFace {
  readonly removable: boolean;
  readonly close: () => void;
  /** The element that gets the focus back after carrying. */
  readonly from: HTMLElement;
}

/** Moves the focus among the buttons of the menu. */
function moveFocus(event: KeyboardEvent<HTMLDivElement>): void {
  if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return;
  const buttons = [...event.currentTarget.querySelectorAll<HTMLButtonElement>('button')];
  const now = buttons.findIndex((button) => button === document.activeElement);
  const by = event.key === 'ArrowDown' ? 1 : -1;
  event.preventDefault();
  buttons[(now + by + buttons.length) % buttons.length]?.focus();
}

/** Buttons with the letters of the bench's slots. */
function SlotButtons({ carried, close }: { readonly carried: CarriedFace; close(): void }) {
  const words = useStrings().parts.tile;
  const actions = useActions();
  const count = useStore((state) => state.arithmetic?.slots.length ?? 0);
  const elsewhere = useStore((state) => state.view !== 'arithmetic');
  if (count === 0) return null;
  return (
    <div className={styles.corners} role="group" aria-label={words.slots}>
      <Calculator aria-hidden="true" />
      <span>{words.slots}</span>
      <span className={styles.letters}>
        {Array.from({ length: count }, (_, slot) => {
          const letter = letterOf(slot);
          const target: DropTarget = { kind: 'slot', slot };
          return (
            <button
              key={letter}
              type="button"
              className={styles.corner}
              disabled={isSamePlace(carried.source, target)}
              style={{ color: `var(--letter-${letter.toLowerCase()})` }}
              aria-label={words.intoSlot(letter)}
              title={words.intoSlot(letter)}
              onClick={() => {
                close();
                const done = actions.place(carried.face, target, carried.source);
                if (done && elsewhere) {
                  actions.notify('success', { kind: 'text', key: 'put-in-slot' });
                }
              }}
            >
              {letter}
            </button>
          );
        })}
      </span>
    </div>
  );
}

/** The list of actions, with z as a picture and its length beside them. */
export function TileMenu({ removable, close, from, ...carried }: TileMenuProps) {
  const { face, source, label } = carried;
  const strings = useStrings();
  const words = strings.parts.tile;
  const actions = useActions();
  const api = useStoreApi();
  const pictures = usePictures();
  const carrying = useCarrying();
  const selected = useStore((state) => state.selectedKeyframe);
  const licence = useStore((state) => state.configs[face.modelId]?.licence);

  const replaced: DropTarget = { kind: 'keyframe', index: selected };

  const tell = (thrown: unknown): void =>
    actions.notify('error', { kind: 'error', error: toPlainError(thrown), retry: false });
  const then = (act: () => void) => () => {
    close();
    act();
  };
  const copy = (of: Face): void => {
    copyText(latentText(of)).then(
      () => actions.notify('success', { kind: 'text', key: 'latent-copied' }),
      tell,
    );
  };

  return (
    // The arrows are a short cut; Tab reaches every button as well.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <div className={styles.menu} onKeyDown={moveFocus}>
      <FaceFacts face={face} heading={label} zScale={16} />
      <div className={styles.actions}>
        <Button variant="plain" icon={ListPlus} onClick={then(() => actions.addKeyframe(face))}>
          {words.addToPath}
        </Button>
        <Button variant="plain" icon={Eye} onClick={then(() => actions.lookInside(face))}>
          {words.lookInside}
        </Button>
        {!isSamePlace(source, replaced) && (
          <Button
            variant="plain"
            icon={Replace}
            onClick={then(() => actions.place(face, replaced, source))}
          >
            {words.replaceSelected(selected + 1)}
          </Button>
        )}
        <div className={styles.corners} role="group" aria-label={words.padCorners}>
          <Grid2x2 aria-hidden="true" />
          <span>{words.padCorners}</span>
          <span className={styles.cornerGrid}>
            {([0, 1, 2, 3] as const).map((corner) => (
              <button
                key={corner}
                type="button"
                className={styles.corner}
                data-corner={corner}
                aria-label={words.corners[corner] ?? ''}
                title={words.corners[corner]}
                onClick={then(() => actions.place(face, { kind: 'pad-corner', corner }, source))}
              />
            ))}
          </span>
        </div>
        <SlotButtons carried={carried} close={close} />
        {source.kind !== 'shelf' && (
          <Button variant="plain" icon={Bookmark} onClick={then(() => actions.saveToShelf(face))}>
            {words.save}
          </Button>
        )}
        <Button variant="plain" icon={Grab} onClick={then(() => carrying.pickUp(carried, from))}>
          {words.pickUp}
        </Button>
        <Button variant="plain" icon={ScanSearch} onClick={then(() => actions.inspect(face))}>
          {words.inspect}
        </Button>
        <Button variant="plain" icon={ClipboardCopy} onClick={then(() => copy(face))}>
          {words.copy}
        </Button>
        <Button
          variant="plain"
          icon={Download}
          onClick={then(() => {
            const link = presentLink(api.getState());
            const terms = licence === undefined ? {} : { licence };
            exportFace(carried.drawn, pictures, { link, ...terms }).catch(tell);
          })}
        >
          {words.exportPng}
        </Button>
        {removable && (
          <Button
            variant="plain"
            icon={Trash2}
            onClick={then(() => actions.place(face, { kind: 'bin' }, source))}
          >
            {words.remove}
          </Button>
        )}
      </div>
    </div>
  );
}
