/** One term of the sum: its letter, its exemplars over their mean, as in the columns of Figure 7. */
import type { ClipboardEvent, KeyboardEvent } from 'react';
import { memo, useCallback, useMemo } from 'react';
import { toPlainError } from '../../errors.ts';
import type { Face } from '../../latent/face.ts';
import { letterOf, meanFace } from '../../state/arithmetic/derived.ts';
import { readPastedFace } from '../../state/arithmetic/pasting.ts';
import type { ArithmeticSlot } from '../../state/arithmetic/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import { useAnnounce } from '../parts/Announcer.tsx';
import { DropSlot } from '../parts/DropSlot.tsx';
import { useImageSize } from '../parts/FaceCanvas.tsx';
import { Tile } from '../parts/Tile.tsx';
import { describeOrigin } from '../parts/latentText.ts';
import { useActions } from '../services.tsx';
import { colourOf } from './Letter.tsx';
import styles from './Slot.module.css';
import { SlotMenu } from './SlotMenu.tsx';
import { useModel } from './bench.ts';
import { useSlotWords } from './words.ts';

/** Places that are shown even while they are empty: the paper's three. */
const wantedExemplars = 3;

/** One exemplar: a place that another face can take, and the tile in it. */
const Exemplar = memo(function Exemplar({
  face,
  slot,
  index,
  count,
  scale,
}: {
  readonly face: Face;
  readonly slot: number;
  readonly index: number;
  readonly count: number;
  readonly scale: number;
}) {
  const strings = useStrings();
  const words = strings.arithmetic.slot;
  const letter = letterOf(slot);
  return (
    <DropSlot target={{ kind: 'exemplar', slot, index }} label={words.place(letter, index + 1)}>
      <Tile
        face={face}
        source={{ kind: 'exemplar', slot, index }}
        label={words.exemplar(letter, index + 1, count, describeOrigin(strings, face))}
        scale={scale}
        removable
      />
    </DropSlot>
  );
});

/** Index of the exemplar that an element belongs to, or null. */
function exemplarOf(target: EventTarget): number | null {
  const item = target instanceof Element ? target.closest<HTMLElement>('[data-exemplar]') : null;
  return item === null ? null : Number(item.dataset['exemplar']);
}

/** The slot; `content` is what it would hold after a drop while a face hovers over it. */
export const Slot = memo(function Slot({
  slot,
  content,
  own,
  meanScale,
  exemplarScale,
}: {
  readonly slot: number;
  readonly content: ArithmeticSlot;
  /** What it holds. */
  readonly own: ArithmeticSlot;
  readonly meanScale: number;
  readonly exemplarScale: number;
}) {
  const strings = useStrings();
  const words = strings.arithmetic.slot;
  const actions = useActions();
  const announce = useAnnounce();
  const model = useModel();
  const size = useImageSize(model.id);
  const letter = letterOf(slot);
  const mean = useMemo(() => meanFace(content), [content]);
  const { faces } = own;
  const name = useSlotWords(slot);
  const columns = meanScale / exemplarScale;
  const places = Math.max(wantedExemplars, faces.length);

  const onKeyDown = useCallback(
    (event: KeyboardEvent): void => {
      const index = exemplarOf(event.target);
      const face = index === null ? undefined : faces[index];
      if (index === null || face === undefined) return;
      if (event.key !== 'Delete' && event.key !== 'Backspace') return;
      event.preventDefault();
      actions.place(face, { kind: 'bin' }, { kind: 'exemplar', slot, index });
      announce(words.removed(letter, index + 1, faces.length - 1));
    },
    [actions, announce, faces, letter, slot, words],
  );
  const onPaste = (event: ClipboardEvent): void => {
    if (event.target instanceof HTMLTextAreaElement || event.target instanceof HTMLInputElement) {
      return;
    }
    event.preventDefault();
    try {
      const face = readPastedFace(event.clipboardData.getData('text'), model);
      if (actions.place(face, { kind: 'slot', slot })) announce(words.pasted(letter));
    } catch (thrown) {
      const error = toPlainError(thrown);
      actions.notify('error', { kind: 'error', error, retry: false });
    }
  };

  return (
    // Delete and paste are short cuts for what the menus of tile and slot offer.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <div
      className={styles.slot}
      data-unused={own.weight === 0 ? '' : undefined}
      style={{ '--letter': colourOf(slot), '--side': `${size * meanScale}px` }}
      role="group"
      aria-label={words.name(letter, name)}
      onKeyDown={onKeyDown}
      onPaste={onPaste}
    >
      <header className={styles.head}>
        <SlotMenu slot={slot} content={own} />
        <span className={styles.words}>{own.weight === 0 ? words.unused : name}</span>
      </header>
      <ul
        className={styles.exemplars}
        style={{ '--columns': columns, '--tile': `${size * exemplarScale}px` }}
      >
        {Array.from({ length: places }, (_, index) => {
          const face = faces[index];
          return (
            <li key={index} data-exemplar={face === undefined ? undefined : index}>
              {face === undefined ? (
                <DropSlot
                  target={{ kind: 'exemplar', slot, index }}
                  label={words.emptyPlace(letter, index + 1)}
                  className={styles.empty ?? ''}
                />
              ) : (
                <Exemplar
                  face={face}
                  slot={slot}
                  index={index}
                  count={faces.length}
                  scale={exemplarScale}
                />
              )}
            </li>
          );
        })}
      </ul>
      <DropSlot
        target={{ kind: 'slot', slot }}
        label={words.wholePlace(letter)}
        className={styles.mean ?? ''}
      >
        {mean === null ? (
          <p className={styles.hint}>
            <span>{words.empty}</span>
          </p>
        ) : (
          <Tile
            face={mean}
            source={{ kind: 'slot', slot }}
            label={words.mean(letter, content.faces.length)}
            scale={meanScale}
            badge={
              content.faces.length > 1 && meanScale > 1
                ? words.meanBadge(content.faces.length)
                : undefined
            }
            removable
          />
        )}
      </DropSlot>
    </div>
  );
});
