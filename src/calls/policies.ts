import { RECORDING_PAUSE_MS } from '../queues/events.ts';
import type { CentreData } from './ports/settings.ts';

/** The policies that hold while nobody has set those of that name. */
export const DEFAULT_POLICIES = {
  debtStops: false,
  announceRecording: true,
  supervisionSeen: true,
  leaderMayLeave: true,
  directRecording: 'on-demand',
  directPauseMs: RECORDING_PAUSE_MS,
  internalTickets: 'never',
} as const satisfies CentreData['policies'];
