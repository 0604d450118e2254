import { notifications } from '@mantine/notifications';
import { useEffect, useRef } from 'react';
import { useWords } from '../words-context.tsx';

/** Says that the automatic conference is on or off now, and what becomes of the next call: to be read and, as an alert, heard. */
export function useAutoJoinTold(isOn: boolean): void {
  const { words } = useWords();
  const before = useRef(isOn);
  const shown = useRef<string | null>(null);
  useEffect(() => {
    if (before.current === isOn) return;
    before.current = isOn;
    const message = isOn ? words.lines.autoOn : words.lines.autoOff;
    if (shown.current !== null) notifications.hide(shown.current);
    shown.current = notifications.show({ color: isOn ? 'rio' : 'gray', message });
  }, [isOn, words]);
}
