import { useHotkeys } from '@mantine/hooks';

/** The keys of the desk, in one place; the buttons show the same names. */
export const KEYS = {
  answer: 'F2',
  hold: 'F4',
  mute: 'F6',
  disposition: 'F8',
  hangUp: 'F9',
  summary: 'F10',
  ready: 'Alt+1',
  breakTime: 'Alt+2',
  off: 'Alt+3',
} as const;

export type KeyName = keyof typeof KEYS;

/** Binds keys that also work while the agent types in a field: a caller does not wait for the mouse. */
export function useKeys(bound: Partial<Record<KeyName, () => void>>): void {
  useHotkeys(
    Object.entries(bound).map(([name, run]) => [
      KEYS[name as KeyName],
      () => run(),
      { preventDefault: true },
    ]),
    [],
    true,
  );
}
