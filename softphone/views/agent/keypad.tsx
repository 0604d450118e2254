import { Button, Popover, Text } from '@mantine/core';
import { IconGridDots } from '@tabler/icons-react';
import { type KeyboardEvent, useState } from 'react';
import { isPlain } from '../../state/keys.ts';
import { KEYS, useKeys } from '../desk/hotkeys.ts';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import style from './agent.module.css';
import { CallButton } from './call-button.tsx';

const DIGITS = [...'123456789*0#'];

/** Tones for menus of other systems: by mouse, or by the digits of the keyboard while it is open. */
export function Keypad({
  disabled,
  small = false,
}: {
  readonly disabled: boolean;
  readonly small?: boolean;
}) {
  const { phone } = useWorkplace();
  const { words } = useWords();
  const [sent, setSent] = useState('');
  const [opened, setOpened] = useState(false);
  const turn = (open: boolean) => {
    setOpened(open);
    setSent('');
  };

  useKeys({ keypad: () => (disabled ? undefined : turn(!opened)) });

  const press = (digit: string) => {
    phone?.digits(digit);
    setSent(before => (before + digit).slice(-16));
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
            aria-keyshortcuts={KEYS.keypad}
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
            keyName={KEYS.keypad}
            onClick={() => turn(!opened)}
          />
        )}
      </Popover.Target>
      <Popover.Dropdown onKeyDown={typed} aria-label={words.call.keypad}>
        <Text fz="sm" h={22} ta="center" className="figures" aria-label={words.call.sentDigits} role="status">
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
