import type { Clock } from '../kit/clock.ts';
import type { Words } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';
import type { Alarm } from '../supervision/events.ts';
import type { TicketStore } from './ports/store.ts';

/** How many overdue tickets the alarm names. */
export const OVERDUE_NAMED = 3;

/** Where alarms stand. */
export interface AlarmBell {
  raise(alarm: Alarm): Promise<void>;
  clear(id: string, at: number): Promise<void>;
}

const ALARM = 'attention-limit';

/**
 * A store that keeps the supervisor's alarm of overdue tickets (S1-04) true: counted anew when a limit passes with its
 * ticket open, and when a ticket that was overdue is closed. A bell that does not answer holds up no ticket.
 */
export function withLimitAlarm(store: TicketStore, bell: AlarmBell, clock: Clock, log: Log): TicketStore {
  const recount = async () => {
    const now = clock.now();
    const { total, oldest } = await store.overdue(now);
    if (total === 0) await bell.clear(ALARM, now);
    else await bell.raise({ id: ALARM, since: now, severity: 'warning', words: overdueWords(total, oldest) });
  };
  return {
    ...store,
    async save(...asked) {
      const [ticket, , facts] = asked;
      const saved = await store.save(...asked);
      const passed = facts.some(({ fact }) => fact.kind === 'attention-limit-passed');
      const late = ticket.attentionDueAt !== null && ticket.attentionDueAt <= clock.now();
      if (saved && (passed || (late && ticket.state === 'closed'))) {
        await recount().catch((err: unknown) =>
          log.warn({ err }, 'the alarm of overdue tickets is not up to date'),
        );
      }
      return saved;
    },
  };
}

export function overdueWords(total: number, oldest: readonly string[]): Words {
  const more = total - oldest.length;
  const es = more > 0 ? ` y ${more} más` : '';
  const en = more > 0 ? ` and ${more} more` : '';
  const numbers = oldest.join(', ');
  return total === 1
    ? {
        es: `1 orden abierta pasó su plazo de atención: ${numbers}.`,
        en: `1 open ticket is past its attention limit: ${numbers}.`,
      }
    : {
        es: `${total} órdenes abiertas pasaron su plazo de atención: ${numbers}${es}.`,
        en: `${total} open tickets are past their attention limit: ${numbers}${en}.`,
      };
}
