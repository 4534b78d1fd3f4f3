/** A panel in the top layer beside an element; closes on Escape and on a click elsewhere. */
import type { ReactNode } from 'react';
import { useEffect, useLayoutEffect, useRef } from 'react';
import { joinClasses } from './classes.ts';
import styles from './Popover.module.css';

/** Places the panel below the anchor, or above where there is more room, inside the window. */
function position(panel: HTMLElement, anchor: HTMLElement): void {
  const gap = 6;
  const edge = 8;
  const from = anchor.getBoundingClientRect();
  const width = document.documentElement.clientWidth;
  const height = document.documentElement.clientHeight;
  const below = height - from.bottom - gap - edge;
  const above = from.top - gap - edge;
  panel.style.maxHeight = '';
  const wanted = panel.scrollHeight + 2;
  const goesBelow = wanted <= below || below >= above;
  const room = Math.max(120, goesBelow ? below : above);
  panel.style.maxHeight = `${room}px`;
  const left = Math.min(Math.max(edge, from.left), width - panel.offsetWidth - edge);
  const top = goesBelow ? from.bottom + gap : from.top - gap - Math.min(wanted, room);
  panel.style.left = `${Math.max(edge, left)}px`;
  panel.style.top = `${Math.max(edge, top)}px`;
}

export interface FloatingPanelProps {
  readonly anchor: HTMLElement;
  readonly label: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
  readonly className?: string;
}

/**
 * Shows its children as a non-modal dialog named `label` while it is mounted. The focus moves in when
 * it opens and back to the anchor when it closes by keyboard.
 */
export function FloatingPanel({ anchor, label, onClose, children, className }: FloatingPanelProps) {
  const panel = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  useEffect(() => {
    close.current = onClose;
  });

  useLayoutEffect(() => {
    const element = panel.current;
    if (element === null) return undefined;
    const place = (): void => position(element, anchor);
    const onToggle = (event: Event): void => {
      if ((event as ToggleEvent).newState === 'closed') close.current();
    };
    element.showPopover();
    place();
    element.focus({ preventScroll: true });
    element.addEventListener('toggle', onToggle);
    window.addEventListener('resize', place);
    window.addEventListener('scroll', place, { capture: true, passive: true });
    const sizes = new ResizeObserver(place);
    sizes.observe(element.firstElementChild ?? element);
    return () => {
      const held = element.contains(document.activeElement);
      element.removeEventListener('toggle', onToggle);
      window.removeEventListener('resize', place);
      window.removeEventListener('scroll', place, { capture: true });
      sizes.disconnect();
      if (element.matches(':popover-open')) element.hidePopover();
      if (held && anchor.isConnected) anchor.focus({ preventScroll: true });
    };
  }, [anchor]);

  return (
    <div
      ref={panel}
      popover="auto"
      role="dialog"
      aria-label={label}
      tabIndex={-1}
      className={joinClasses(styles.panel, className)}
    >
      <div className={styles.content}>{children}</div>
    </div>
  );
}
