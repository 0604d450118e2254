import type { CallOutcome } from '../../src/calls/history.ts';
import type { CountId } from '../../src/figures/counts.ts';
import { FLOOR_PATHS } from './route.ts';

interface Narrowed {
  readonly queue?: string;
  /** Only those with whom nobody has talked since. */
  readonly uncalled?: boolean;
}

/** The calls of today behind a number of the board; the page of the figures reads the address (`figures-view.ts`). */
export function behindToday(count: CountId, { queue, uncalled = false }: Narrowed = {}): string {
  const said = new URLSearchParams({ count });
  if (queue !== undefined) said.set('queue', queue);
  if (uncalled) said.set('uncalled', '1');
  return `${FLOOR_PATHS.figures}?${said}`;
}

/** What counts the calls that came in and ended so; the others are of both directions, or of none yet. */
export const COUNT_OF_OUTCOME: Readonly<Partial<Record<CallOutcome, CountId>>> = {
  abandoned: 'callsAbandoned',
  'left-in-menu': 'callsLeftInMenu',
  'ended-by-menu': 'callsEndedByMenu',
  'served-by-menu': 'callsServedByMenu',
  'left-message': 'callsLeftMessage',
  'no-service': 'callsNoService',
  failed: 'callsFailed',
};
