/** A button that opens a panel. */
import type { ReactNode } from 'react';
import { useRef, useState } from 'react';
import type { Icon } from './Button.tsx';
import { Button, IconButton } from './Button.tsx';
import { FloatingPanel } from './FloatingPanel.tsx';

export interface PopoverProps {
  /** Name of the panel, and of the button where it shows an icon only. */
  readonly label: string;
  /** What the button shows; without it the button shows `icon` alone. */
  readonly trigger?: ReactNode;
  readonly icon?: Icon;
  readonly variant?: 'normal' | 'plain';
  readonly className?: string;
  /** The panel; a function gets the way to close it. */
  readonly children: ReactNode | ((close: () => void) => ReactNode);
}

/** A button with a panel that opens beside it. The children are rendered only while it is open. */
export function Popover({
  label,
  trigger,
  icon,
  variant = 'plain',
  className,
  children,
}: PopoverProps) {
  const [anchor, setAnchor] = useState<HTMLButtonElement | null>(null);
  const [open, setOpen] = useState(false);
  // A press on the button closes the panel as any press elsewhere does; the click must not reopen it.
  const wasOpen = useRef(false);
  const close = (): void => setOpen(false);
  const shared = {
    ref: setAnchor,
    'aria-expanded': open,
    'aria-haspopup': 'dialog' as const,
    ...(className === undefined ? {} : { className }),
    onPointerDown: () => {
      wasOpen.current = open;
    },
    onClick: () => {
      setOpen(!wasOpen.current && !open);
      wasOpen.current = false;
    },
  };
  return (
    <>
      {trigger === undefined && icon !== undefined ? (
        <IconButton icon={icon} label={label} {...shared} />
      ) : (
        <Button variant={variant} {...(icon === undefined ? {} : { icon })} {...shared}>
          {trigger}
        </Button>
      )}
      {open && anchor !== null && (
        <FloatingPanel anchor={anchor} label={label} onClose={close}>
          {typeof children === 'function' ? children(close) : children}
        </FloatingPanel>
      )}
    </>
  );
}
