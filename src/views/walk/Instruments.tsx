/** The instruments behind "More", one tab each. */
import { X } from 'lucide-react';
import type { KeyboardEvent } from 'react';
import { useRef } from 'react';
import type { Instrument } from '../../state/scene.ts';
import { useStrings } from '../../teaching/language.tsx';
import { IconButton } from '../parts/Button.tsx';
import { useActions } from '../services.tsx';
import { ComponentsPanel } from './ComponentsPanel.tsx';
import { ExportPanel } from './ExportPanel.tsx';
import styles from './Instruments.module.css';
import { PadPanel } from './PadPanel.tsx';
import { SettingsPanel } from './SettingsPanel.tsx';
import { SheetPanel } from './SheetPanel.tsx';
import { useScene } from './scene.ts';

type Tab = Exclude<Instrument, 'none'>;

const tabs: readonly Tab[] = ['pad', 'components', 'sheet', 'settings', 'export'];

/** The tab that a key leads to, or null. */
function tabByKey(key: string, now: number): number | null {
  if (key === 'ArrowRight') return (now + 1) % tabs.length;
  if (key === 'ArrowLeft') return (now - 1 + tabs.length) % tabs.length;
  if (key === 'Home') return 0;
  if (key === 'End') return tabs.length - 1;
  return null;
}

function PanelOf({ tab }: { readonly tab: Tab }) {
  if (tab === 'pad') return <PadPanel />;
  if (tab === 'components') return <ComponentsPanel />;
  if (tab === 'sheet') return <SheetPanel />;
  if (tab === 'settings') return <SettingsPanel />;
  return <ExportPanel />;
}

/** The panel of instruments; shown while one is open. */
export function Instruments() {
  const walk = useStrings().walk;
  const actions = useActions();
  const instrument = useScene((scene) => scene.instrument);
  const list = useRef<HTMLDivElement>(null);
  if (instrument === 'none') return null;

  const onKeyDown = (event: KeyboardEvent): void => {
    const next = tabByKey(event.key, tabs.indexOf(instrument));
    const tab = next === null ? undefined : tabs[next];
    if (next === null || tab === undefined) return;
    event.preventDefault();
    actions.setInstrument(tab);
    list.current?.querySelectorAll<HTMLButtonElement>('[role="tab"]')[next]?.focus();
  };

  return (
    <section className={styles.instruments} aria-labelledby="walk-instruments-name">
      <header className={styles.head}>
        <h2 id="walk-instruments-name" className="visually-hidden">
          {walk.instruments.heading}
        </h2>
        <div
          ref={list}
          role="tablist"
          aria-labelledby="walk-instruments-name"
          tabIndex={-1}
          className={styles.tabs}
          onKeyDown={onKeyDown}
        >
          {tabs.map((tab) => (
            <button
              key={tab}
              type="button"
              role="tab"
              id={`walk-tab-${tab}`}
              aria-selected={tab === instrument}
              aria-controls="walk-instrument"
              tabIndex={tab === instrument ? 0 : -1}
              className={styles.tab}
              onClick={() => actions.setInstrument(tab)}
            >
              {walk.instruments.tabs[tab]}
            </button>
          ))}
        </div>
        <IconButton
          icon={X}
          label={walk.instruments.close}
          onClick={() => {
            actions.setInstrument('none');
            document.querySelector<HTMLButtonElement>('[data-more]')?.focus();
          }}
        />
      </header>
      <div
        key={instrument}
        id="walk-instrument"
        role="tabpanel"
        aria-labelledby={`walk-tab-${instrument}`}
        tabIndex={0}
        className={styles.panel}
      >
        <PanelOf tab={instrument} />
      </div>
    </section>
  );
}
