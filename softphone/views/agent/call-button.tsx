import { UnstyledButton } from '@mantine/core';
import type { ComponentPropsWithRef, ReactNode } from 'react';
import { Key } from '../desk/key.tsx';
import style from './agent.module.css';

interface CallButtonProps extends Omit<ComponentPropsWithRef<'button'>, 'onClick'> {
  readonly icon: ReactNode;
  readonly label: string;
  readonly keyName?: string | undefined;
  readonly look?: 'plain' | 'on' | 'danger';
  /** For buttons that stay down, such as mute. */
  readonly pressed?: boolean;
  readonly action: string;
  readonly onClick: () => void;
}

/** A large key of the telephone: sign and shortcut above, word below, so that nothing is cut off in any language. */
export function CallButton({
  icon,
  label,
  keyName,
  look = 'plain',
  pressed,
  action,
  ...rest
}: CallButtonProps) {
  return (
    <UnstyledButton
      {...rest}
      className={style.callButton}
      data-look={look}
      data-action={action}
      aria-pressed={pressed}
      aria-keyshortcuts={keyName}
    >
      <span className={style.callButtonTop}>
        {icon}
        <Key name={keyName} />
      </span>
      <span>{label}</span>
    </UnstyledButton>
  );
}
