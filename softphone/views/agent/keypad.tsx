import { Button, Popover, Text } from '@mantine/core';
import { IconGridDots } from '@tabler/icons-react';
import { type KeyboardEvent, useEffect } from 'react';
import { actsNow } from '../../state/call-keys.ts';
import { isPlain } from '../../state/keys.ts';
import { useKeymap, useKeys } from '../desk/hotkeys.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './agent.module.css';
import { CallButton } from './call-button.tsx';

const DIGITS = [...'123456789*0#'];

interface KeypadProps {
  /** Null while it is not known: nothing is sent then. */
  readonly call: string | null;
  readonly small?: boolean;
  /** Who is called answers while keys are pressed: what is open stays open. */
  readonly outlasts?: boolean;
}

/** The most keys that are shown of those that were sent. */
const SHOWN = 16;

/** Tones for menus of other systems: by mouse, or by the digits of the keyboard while it is open. */
export function Keypad({ call, small = false, outlasts = false }: KeypadProps) {
  const keys = useKeymap();
  const { phone, store } = useWorkplace();
  const { words } = useWords();
  const open = useSeen(({ keypad }) => keypad);
  const disabled = !useSeen(screen => actsNow('keypad', screen)) || call === null;
  const opened = !disabled && open?.call === call;
  const sent = opened ? (open?.sent ?? '') : '';
  const turn = (on: boolean) =>
    store.send({ kind: 'keypad', keypad: on && call !== null ? { call, sent: '' } : null });
  useEffect(
    () => (outlasts ? undefined : () => store.send({ kind: 'keypad', keypad: null })),
    [outlasts, store],
  );

  useKeys({ keypad: { now: !disabled, does: () => turn(!opened) } });

  const press = (digit: string) => {
    if (call === null || !phone?.digits(digit)) return;
    // As it is now: what is drawn may be a frame behind.
    const before = store.get().keypad?.sent ?? '';
    store.send({ kind: 'keypad', keypad: { call, sent: (before + digit).slice(-SHOWN) } });
  };
  const typed = (event: KeyboardEvent) => {
    if (DIGITS.includes(event.key) && isPlain(event)) {
      event.preventDefault();
      press(event.key);
    }
  };

  return (
    <Popover trapFocus returnFocus withArrow position="bottom" opened={opened} onChange={turn}>
      <Popover.Target>
        {small ? (
          <Button
            size="compact-sm"
            variant="default"
            px={6}
            title={words.call.keypad}
            disabled={disabled}
            onClick={() => turn(!opened)}
            aria-keyshortcuts={keys.keypad}
            data-action="keypad"
          >
            <IconGridDots size={16} role="img" aria-label={words.call.keypad} />
          </Button>
        ) : (
          <CallButton
            icon={<IconGridDots size={18} aria-hidden />}
            label={words.call.keypad}
            disabled={disabled}
            action="keypad"
            keyName={keys.keypad}
            onClick={() => turn(!opened)}
          />
        )}
      </Popover.Target>
      <Popover.Dropdown onKeyDown={typed} aria-label={words.call.keypad}>
        <Text
          fz="sm"
          h={22}
          ta="center"
          className="figures"
          aria-label={words.call.sentDigits}
          role="status"
          data-sent
        >
          {sent}
        </Text>
        <div className={style.pad}>
          {DIGITS.map(digit => (
            <Button
              key={digit}
              variant="default"
              h={44}
              px={0}
              fz={18}
              onClick={() => press(digit)}
              data-key={digit}
            >
              {digit}
            </Button>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  );
}
