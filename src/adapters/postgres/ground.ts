import type { CallFact } from '../../calls/events.ts';
import type { CallScene, DispositionRule, TicketGround, TicketPolicy } from '../../tickets/ports.ts';
import { readCalls } from './call-rows.ts';
import type { Database } from './database.ts';
import { toPerson } from './people.ts';
import { readScenes } from './scenes.ts';
import { Together } from './together.ts';

const DAY_MS = 24 * 60 * 60 * 1000;
/** Limits that hold while nobody has set the policy of that name. */
const DEFAULT_LIMITS = { attentionLimitMs: DAY_MS, contactTries: 3 };

export function postgresGround(db: Database): TicketGround {
  const scenes = new Together<string, CallScene>(calls => readScenes(db, calls));
  const policies = new Together<null, TicketPolicy>(async asks => {
    const now = await policy(db);
    return asks.map(() => now);
  });
  return {
    policy: () => policies.ask(null),
    scene: call => scenes.ask(call),
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
    async queues() {
      const rows = await db.query('select name, title from queues');
      return rows.map(row => ({ name: row.name as string, title: row.title as string }));
    },
  };
}

/** One round trip, read anew for the jobs that ask at one moment: a change holds at once. */
async function policy(db: Database): Promise<TicketPolicy> {
  const [row] = await db.query(
    `select
       (select coalesce(jsonb_agg(jsonb_build_object('topic', topic, 'level', level, 'limitMs', limit_ms)), '[]')
        from level_limits) as limits,
       (select coalesce(jsonb_agg(jsonb_build_object('topic', topic, 'level', level, 'area', area)), '[]')
        from ticket_routes) as routes,
       (select coalesce(jsonb_object_agg(name, value), '{}') from policies where name = any($1)) as set`,
    [Object.keys(DEFAULT_LIMITS)],
  );
  const set = (row?.set ?? {}) as Record<string, unknown>;
  const number = (name: keyof typeof DEFAULT_LIMITS) =>
    typeof set[name] === 'number' ? set[name] : DEFAULT_LIMITS[name];
  return {
    levelLimits: (row?.limits ?? []) as TicketPolicy['levelLimits'],
    routes: (row?.routes ?? []) as TicketPolicy['routes'],
    attentionLimitMs: number('attentionLimitMs'),
    contactTries: number('contactTries'),
  };
}
