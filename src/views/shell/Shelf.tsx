/** Faces that are kept, always at hand. */
import { ChevronDown, ChevronUp } from 'lucide-react';
import { useId } from 'react';
import type { DragSource, ShelfItem } from '../../state/types.ts';
import { useStrings } from '../../teaching/language.tsx';
import { Button } from '../parts/Button.tsx';
import { DropSlot } from '../parts/DropSlot.tsx';
import { Tile } from '../parts/Tile.tsx';
import { joinClasses } from '../parts/classes.ts';
import { isRemovable, useCarried, useDragged } from '../parts/dragContext.tsx';
import { describeOrigin } from '../parts/latentText.ts';
import { useMatches } from '../parts/useMatches.ts';
import { useActions, useStore } from '../services.tsx';
import styles from './Shelf.module.css';

const sources = new WeakMap<ShelfItem, DragSource>();

/** The same object for the same item, so that tiles are not rendered again. */
function sourceOf(item: ShelfItem): DragSource {
  const known = sources.get(item) ?? { kind: 'shelf', id: item.id };
  sources.set(item, known);
  return known;
}

/** Where what can be removed is dropped for it; there only while one is in the hand. */
function Bin() {
  const words = useStrings().shell.shelf;
  const dragged = useDragged();
  const carried = useCarried();
  const coming = dragged ?? carried;
  if (coming === null || !isRemovable(coming.source)) return null;
  return (
    <DropSlot target={{ kind: 'bin' }} label={words.binPlace} className={styles.bin ?? ''}>
      {words.bin}
    </DropSlot>
  );
}

/** The shelf along the bottom: collapsible, scrolls sideways, a place to drop faces. */
export function Shelf({ className }: { readonly className: string }) {
  const strings = useStrings();
  const words = strings.shell.shelf;
  const items = useStore((state) => state.shelf);
  const open = useStore((state) => state.shelfOpen);
  const { setShelfOpen } = useActions();
  const listId = useId();
  const wide = useMatches('(min-width: 2560px)');
  return (
    <section
      className={joinClasses(styles.shelf, className)}
      data-empty={items.length === 0 ? '' : undefined}
      aria-label={words.title}
    >
      <DropSlot target={{ kind: 'shelf' }} label={words.place} className={styles.slot ?? ''}>
        <div className={styles.head}>
          <Button
            variant="plain"
            icon={open ? ChevronDown : ChevronUp}
            className={styles.toggle}
            aria-expanded={open}
            aria-controls={listId}
            onClick={() => setShelfOpen(!open)}
          >
            {words.title}
            <span className={styles.count}>{items.length > 0 && words.count(items.length)}</span>
          </Button>
        </div>
        <div id={listId} className={styles.body} hidden={!open}>
          {items.length === 0 ? (
            <p className={styles.empty}>{words.empty}</p>
          ) : (
            <ul className={styles.list}>
              {items.map((item, index) => (
                <li key={item.id}>
                  <Tile
                    face={item.face}
                    source={sourceOf(item)}
                    label={words.item(index + 1, describeOrigin(strings, item.face))}
                    scale={wide ? 2 : 1}
                    priority="background"
                    removable
                  />
                </li>
              ))}
            </ul>
          )}
        </div>
      </DropSlot>
      <Bin />
    </section>
  );
}
