import { useLocation } from 'wouter';
import { callToHandOn } from '../../state/contacts-beside.ts';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

/** Opens the dialog in which my call is given to a number, or its owner asked; null: I have none to give. */
export function useHandOn(): ((number: string) => void) | null {
  const { store } = useWorkplace();
  const [, go] = useLocation();
  const call = useSeen(callToHandOn);
  if (call === null) return null;
  return number => {
    store.send({ kind: 'hand-to', handTo: { call, number } });
    go('/agent');
  };
}
