/** Instruments behind a "More": one tab each, and a way to close them all. */
import { X } from 'lucide-react';
import type { KeyboardEvent, ReactNode } from 'react';
import { useRef } from 'react';
import { IconButton } from './Button.tsx';
import styles from './TabbedPanel.module.css';

export interface TabbedPanelProps<Tab extends string> {
  /** Prefix of the ids inside; unique on the page. */
  readonly id: string;
  /** Name of the whole, read aloud. */
  readonly heading: string;
  readonly tabs: readonly { readonly value: Tab; readonly label: string }[];
  readonly value: Tab;
  readonly onChange: (tab: Tab) => void;
  readonly closeLabel: string;
  readonly onClose: () => void;
  /** The panel of the open tab. */
  readonly children: ReactNode;
}

/** The place that a key leads to among `count` tabs, or null. */
function tabByKey(key: string, now: number, count: number): number | null {
  if (key === 'ArrowRight') return (now + 1) % count;
  if (key === 'ArrowLeft') return (now - 1 + count) % count;
  if (key === 'Home') return 0;
  if (key === 'End') return count - 1;
  return null;
}

/** A row of tabs over the panel of the chosen one. */
export function TabbedPanel<Tab extends string>({
  id,
  heading,
  tabs,
  value,
  onChange,
  closeLabel,
  onClose,
  children,
}: TabbedPanelProps<Tab>) {
  const list = useRef<HTMLDivElement>(null);
  const onKeyDown = (event: KeyboardEvent): void => {
    const now = tabs.findIndex((tab) => tab.value === value);
    const next = tabByKey(event.key, now, tabs.length);
    const tab = next === null ? undefined : tabs[next];
    if (next === null || tab === undefined) return;
    event.preventDefault();
    onChange(tab.value);
    list.current?.querySelectorAll<HTMLButtonElement>('[role="tab"]')[next]?.focus();
  };
  return (
    <section className={styles.instruments} aria-labelledby={`${id}-name`}>
      <header className={styles.head}>
        <h2 id={`${id}-name`} className="visually-hidden">
          {heading}
        </h2>
        <div
          ref={list}
          role="tablist"
          aria-labelledby={`${id}-name`}
          tabIndex={-1}
          className={styles.tabs}
          onKeyDown={onKeyDown}
        >
          {tabs.map((tab) => (
            <button
              key={tab.value}
              type="button"
              role="tab"
              id={`${id}-tab-${tab.value}`}
              aria-selected={tab.value === value}
              aria-controls={`${id}-panel`}
              tabIndex={tab.value === value ? 0 : -1}
              className={styles.tab}
              onClick={() => onChange(tab.value)}
            >
              {tab.label}
            </button>
          ))}
        </div>
        <IconButton icon={X} label={closeLabel} onClick={onClose} />
      </header>
      <div
        key={value}
        id={`${id}-panel`}
        role="tabpanel"
        aria-labelledby={`${id}-tab-${value}`}
        tabIndex={0}
        className={styles.panel}
      >
        {children}
      </div>
    </section>
  );
}
