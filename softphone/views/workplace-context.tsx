import { createContext, useContext, useSyncExternalStore } from 'react';
import type { Screen } from '../state/screen.ts';
import type { Workplace } from '../state/workplace.ts';

export const WorkplaceContext = createContext<Workplace | null>(null);

export function useWorkplace(): Workplace {
  const value = useContext(WorkplaceContext);
  if (!value) throw new Error('useWorkplace outside a desk');
  return value;
}

export function useScreen(): Screen {
  const { store } = useWorkplace();
  return useSyncExternalStore(store.watch, store.get);
}
