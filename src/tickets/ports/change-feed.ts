import type { CallRecord } from '../../calls/history.ts';
import type { RecordingCard } from '../../recordings/events.ts';
import type { TicketSubject } from '../../rights/sight.ts';
import type { TicketCard } from '../events.ts';

/** Tells of every ticket or recording changed by any process, and of calls that ended (PostgreSQL LISTEN). */
export interface ChangeFeed {
  watch(listener: (news: ChangedRow) => void): Promise<() => Promise<void>>;
}

/** A changed ticket or recording with what decides who may read of it; a recording's ticket may not be known yet. */
export type ChangedRow =
  | { readonly ticket: TicketCard; readonly subject: TicketSubject }
  | { readonly recording: RecordingCard; readonly subject: TicketSubject | null }
  /** It has ended, and several had a part in it. */
  | { readonly call: CallRecord };
