import type { ComponentProps, CSSProperties, ReactNode } from 'react';
import style from './supervisor.module.css';

/*
 * What the lines of the floor are made of. The tables of a large floor change dozens of times a second, and drawing them took twice
 * as long with the component library's parts, each of which works out its styles anew: these are elements with a class.
 */

const COLORS = ['gray', 'yellow', 'orange', 'red', 'rio', 'grape'] as const;
export type RowColor = (typeof COLORS)[number];

/** The theme's colours for what is no more than marked, made once. */
const LOOKS = Object.fromEntries(
  COLORS.map(color => [
    color,
    {
      '--badge-ground': `var(--mantine-color-${color}-light)`,
      '--badge-ink': `var(--mantine-color-${color}-light-color)`,
    },
  ]),
) as unknown as Readonly<Record<RowColor, CSSProperties>>;

interface RowBadgeProps extends ComponentProps<'span'> {
  readonly color: RowColor;
}

export function RowBadge({ color, ...rest }: RowBadgeProps) {
  return <span className={style.badge} style={LOOKS[color]} {...rest} />;
}

interface RowButtonProps extends ComponentProps<'button'> {
  /** Told on it by `Hinted` and to screen readers. */
  readonly hint: string;
  readonly color?: 'rio' | 'red';
  readonly children: ReactNode;
}

/** A button of 24 px with a sign. `aria-disabled`: it can be reached and tells why it does nothing. */
export function RowButton({ hint, color = 'rio', ...rest }: RowButtonProps) {
  return (
    <button
      type="button"
      className={style.rowButton}
      aria-label={hint}
      data-hint={hint}
      data-color={color}
      {...rest}
    />
  );
}
