import { dequal } from 'dequal/lite';
import { createContext, useContext } from 'react';
import { useSyncExternalStoreWithSelector } from 'use-sync-external-store/with-selector';
import type { KeptBox } from '../state/keep-box.ts';
import type { OwnHeadset } from '../state/own-headset.ts';
import type { Screen } from '../state/screen.ts';
import type { Workplace } from '../state/workplace.ts';

/** `painted`: the changes of the store, frame by frame. `headset`: null where this browser or person has none. */
export interface DrawnWorkplace extends Workplace {
  readonly headset: OwnHeadset | null;
  readonly box: LateBox;
  painted(changed: () => void): () => void;
}

/** What is kept of the last hour. */
export interface LateBox {
  /** Null until it is there, a moment after the page. */
  kept(): KeptBox | null;
  /** Null where it cannot be loaded. */
  open(): Promise<KeptBox | null>;
}

export const WorkplaceContext = createContext<DrawnWorkplace | null>(null);

export function useWorkplace(): DrawnWorkplace {
  const value = useContext(WorkplaceContext);
  if (!value) throw new Error('useWorkplace outside a desk');
  return value;
}

/**
 * What `read` finds on the screen. It is the same object as before while it says the same, and who reads it is drawn again only
 * when it says something else: the screen changes several times a second, and most of it is not about them.
 */
export function useSeen<Seen>(read: (screen: Screen) => Seen): Seen {
  const { store, painted } = useWorkplace();
  return useSyncExternalStoreWithSelector(painted, store.get, null, read, dequal);
}
