/** Buttons: a verb in words, or an icon with a name. */
import type { ComponentType, ReactNode, Ref, SVGProps } from 'react';
import type { ButtonHTMLAttributes } from 'react';
import styles from './Button.module.css';
import { joinClasses } from './classes.ts';

type Native = Omit<ButtonHTMLAttributes<HTMLButtonElement>, 'children' | 'aria-label' | 'type'>;

/** An icon of lucide-react, or any component that draws an SVG. */
export type Icon = ComponentType<SVGProps<SVGSVGElement> & { readonly size?: number | string }>;

export interface ButtonProps extends Native {
  readonly children: ReactNode;
  /** `plain` has no border until it is hovered; `primary` is the one thing to do here. */
  readonly variant?: 'normal' | 'plain' | 'primary';
  readonly icon?: Icon;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A button with words on it. */
export function Button({
  children,
  variant = 'normal',
  icon: IconDrawing,
  className,
  ...native
}: ButtonProps) {
  return (
    <button
      type="button"
      className={joinClasses(styles.button, styles[variant], className)}
      {...native}
    >
      {IconDrawing !== undefined && <IconDrawing className={styles.icon} aria-hidden="true" />}
      {children}
    </button>
  );
}

export interface IconButtonProps extends Native {
  readonly icon: Icon;
  /** The name, read aloud and shown as a tool tip. */
  readonly label: string;
  readonly ref?: Ref<HTMLButtonElement>;
}

/** A square button with an icon. */
export function IconButton({ icon: IconDrawing, label, className, ...native }: IconButtonProps) {
  return (
    <button
      type="button"
      aria-label={label}
      title={label}
      className={joinClasses(styles.button, styles.plain, styles.square, className)}
      {...native}
    >
      <IconDrawing className={styles.icon} aria-hidden="true" />
    </button>
  );
}
