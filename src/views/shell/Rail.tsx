/** The rail of views. */
import { Boxes, Calculator, Grid3x3, Route, Sprout } from 'lucide-react';
import type { ViewName } from '../../state/types.ts';
import { useStrings } from '../../teaching/language.tsx';
import type { Icon } from '../parts/Button.tsx';
import { joinClasses } from '../parts/classes.ts';
import { useActions, useStore } from '../services.tsx';
import styles from './Rail.module.css';

const views: readonly { readonly name: ViewName; readonly icon: Icon }[] = [
  { name: 'walk', icon: Route },
  { name: 'arithmetic', icon: Calculator },
  { name: 'filters', icon: Grid3x3 },
  { name: 'train', icon: Sprout },
  { name: 'models', icon: Boxes },
];

/** Navigation between the views; at the left, on a phone at the bottom. */
export function Rail({ className }: { readonly className: string }) {
  const strings = useStrings();
  const view = useStore((state) => state.view);
  const { setView } = useActions();
  return (
    <nav className={joinClasses(styles.rail, className)} aria-label={strings.shell.views.label}>
      <ul className={styles.list}>
        {views.map(({ name, icon: IconDrawing }) => (
          <li key={name}>
            <button
              type="button"
              className={styles.item}
              aria-current={view === name ? 'page' : undefined}
              onClick={() => setView(name)}
            >
              <IconDrawing aria-hidden="true" />
              {strings.shell.views[name]}
            </button>
          </li>
        ))}
      </ul>
    </nav>
  );
}
