import type { LineEntry } from '../phone/line-log.ts';

/** What helps against it; the names of the words that say it. */
export type Remedy = 'not-opened' | 'account' | 'busy' | 'other' | 'unanswered' | 'expired' | 'lost';

/** Statuses of RFC 3261 §21: which of them are about the account, and which pass by themselves. */
export function remedyOf({ event, status = 0 }: LineEntry): Remedy | null {
  switch (event) {
    case 'refused':
      if ([401, 403, 404, 407].includes(status)) return 'account';
      return status === 408 || status === 480 || status >= 500 ? 'busy' : 'other';
    case 'not-opened':
    case 'unanswered':
    case 'expired':
    case 'lost':
      return event;
    default:
      return null;
  }
}
