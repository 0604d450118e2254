import type { CallFact } from '../../calls/events.ts';
import type { DispositionRule, TicketGround, TicketPolicy } from '../../tickets/ports.ts';
import { readCalls } from './call-rows.ts';
import type { Database } from './database.ts';
import { toPerson } from './people.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Limits that hold while nobody has set the policy of that name. */
const DEFAULT_LIMITS = { attentionLimitMs: DAY_MS, contactTries: 3 };

export function postgresGround(db: Database): TicketGround {
  return {
    policy: () => policy(db),
    async call(id) {
      return (await readCalls(db, [id])).get(id) ?? null;
    },
    async callFacts(calls) {
      if (calls.length === 0) return [];
      const rows = await db.query(
        'select call, data from call_events where call = any($1) order by at, node, seq',
        [calls],
      );
      return rows.map(row => ({ call: row.call as string, fact: row.data as CallFact }));
    },
    async dispositions() {
      const rows = await db.query('select * from dispositions');
      return rows.map(row => ({
        code: row.code as string,
        title: { es: row.title_es as string, en: row.title_en as string },
        effect: row.effect as DispositionRule['effect'],
      }));
    },
    async people() {
      return (await db.query('select * from people')).map(toPerson);
    },
    async customerName(id) {
      const [row] = await db.query('select name from customers where id = $1', [id]);
      return row ? (row.name as string) : null;
    },
  };
}

async function policy(db: Database): Promise<TicketPolicy> {
  const [limits, routes, policies] = await Promise.all([
    db.query('select topic, level, limit_ms from level_limits order by topic nulls last, level'),
    db.query('select topic, level, area from ticket_routes order by topic nulls last, level'),
    db.query('select name, value from policies where name = any($1)', [Object.keys(DEFAULT_LIMITS)]),
  ]);
  const set = Object.fromEntries(policies.map(row => [row.name as string, row.value]));
  const number = (name: keyof typeof DEFAULT_LIMITS) =>
    typeof set[name] === 'number' ? set[name] : DEFAULT_LIMITS[name];
  return {
    levelLimits: limits.map(row => ({
      topic: row.topic as string | null,
      level: row.level as number,
      limitMs: row.limit_ms as number,
    })),
    routes: routes.map(row => ({
      topic: row.topic as string | null,
      level: row.level as number,
      area: row.area as string,
    })),
    attentionLimitMs: number('attentionLimitMs'),
    contactTries: number('contactTries'),
  };
}
