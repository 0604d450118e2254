import type { CallOutcome } from '../../calls/history.ts';
import { spansOf, stateOf } from '../../figures/agent-time.ts';
import type { ShareKind } from '../../figures/count-call.ts';
import {
  added,
  BAD_MOS,
  COUNTS_OF,
  type CountId,
  type CountOf,
  countsOfRow,
  type Family,
  familyOf,
  SHORT_ABANDON_MS,
} from '../../figures/counts.ts';
import type {
  Asked,
  Behind,
  CallBehind,
  Cursor,
  FigureStore,
  GroupedBy,
  SumRow,
} from '../../figures/ports.ts';
import { CauceError } from '../../kit/errors.ts';
import type { Database, Row, Sql } from './database.ts';
import { countAgain, countOn, readSetAside, standingOf } from './figure-counting.ts';
import { Places } from './places.ts';
import { clean } from './text.ts';

/** Figures that take longer are given up, so that they hold nobody up, ms. */
const LIMIT_MS = 8_000;
/** Figures that are read or counted at once, so that most of the pool is always there for everything else … */
const SIDE_BY_SIDE = 2;
/** … and how long others wait for their turn, ms. */
const TURN_MS = 10_000;

/** `figures/counts.ts` as SQL; the contract holds the two against each other. */
type RulesOf<F extends Family> = Readonly<Record<CountOf<F>, string>>;
const came = (outcome: string) => `(f.direction = 'in' and f.outcome = '${outcome}')`;
const CALL: RulesOf<'call'> = {
  callsIn: `f.direction = 'in'`,
  callsAnswered: came('answered'),
  callsAbandoned: came('abandoned'),
  callsLeftInMenu: came('left-in-menu'),
  callsEndedByMenu: came('ended-by-menu'),
  callsServedByMenu: came('served-by-menu'),
  callsLeftMessage: came('left-message'),
  callsNoService: came('no-service'),
  callsFailed: came('failed'),
  callsOut: `f.direction = 'out'`,
  outAnswered: `(f.direction = 'out' and f.outcome = 'answered')`,
  outNotReached: `(f.direction = 'out' and f.outcome = 'not-reached')`,
  outOther: `(f.direction = 'out' and f.outcome not in ('answered', 'not-reached'))`,
};
const within = `f.took_ms <= coalesce(t.within_ms, 0)`;
const TURN: RulesOf<'turn'> = {
  queued: 'true',
  answered: `f.ended = 'answered'`,
  answeredWithin: `(f.ended = 'answered' and ${within})`,
  abandoned: `f.ended = 'abandoned'`,
  abandonedWithin: `(f.ended = 'abandoned' and ${within})`,
  abandonedShort: `(f.ended = 'abandoned' and f.took_ms < ${SHORT_ABANDON_MS})`,
  gone: `f.ended = 'gone'`,
  waitedMs: `case when f.ended = 'answered' then f.waited_ms else 0 end`,
};
const ofTalks = (column: string) => `case when f.kind = 'talked' then ${column} else 0 end`;
const WORKED = `f.kind in ('talked', 'not-reached')`;
const SHARE: RulesOf<'share'> = {
  offers: 'f.offered',
  offersTaken: `(f.offered and f.kind = 'talked')`,
  unanswered: `f.kind = 'unanswered'`,
  callerLeft: `f.kind = 'caller-left'`,
  handled: `f.kind = 'talked'`,
  talkMs: ofTalks('f.talked_ms'),
  holdMs: ofTalks('f.held_ms'),
  wrapUpMs: ofTalks('f.wrap_up_ms'),
  held: `(f.kind = 'talked' and f.held_ms > 0)`,
  gaveOn: `(f.kind = 'talked' and f.gave_on)`,
  worked: WORKED,
  disposed: `(${WORKED} and f.disposition is not null)`,
  joined: `f.kind = 'joined'`,
  joinedMs: `case when f.kind = 'joined' then f.talked_ms else 0 end`,
  voiced: 'f.mos is not null',
  mosSum: `coalesce(f.mos, 0)`,
  voiceBad: `(f.mos < ${BAD_MOS})`,
};
const state = (name: string) => `case when f.state = '${name}' then f.ms else 0 end`;
const TIME: RulesOf<'time'> = {
  readyMs: state('ready'),
  noPhoneMs: state('no-phone'),
  ringingMs: state('ringing'),
  talkingMs: state('talking'),
  wrappingUpMs: state('wrap-up'),
  breakMs: state('break'),
  dndMs: state('dnd'),
};
const RULES: Readonly<Record<Family, Readonly<Partial<Record<CountId, string>>>>> = {
  call: CALL,
  turn: TURN,
  share: SHARE,
  time: TIME,
};
const TABLES: Readonly<Record<Family, string>> = {
  call: 'counted_calls f',
  turn: 'counted_turns f left join unnest($5::text[], $6::bigint[]) as t (queue, within_ms) on t.queue = f.queue',
  share: 'counted_shares f',
  time: 'counted_times f',
};
const sums = (family: Family): string =>
  Object.entries(RULES[family])
    .map(([count, rule]) =>
      /^case|^coalesce/.test(rule)
        ? `sum(${rule})::float8 as "${count}"`
        : `(count(*) filter (where ${rule}))::int as "${count}"`,
    )
    .join(', ');

export function postgresFigures(db: Database, now: () => number): FigureStore {
  const places = new Places(SIDE_BY_SIDE);
  const inTurn = <T>(work: () => Promise<T>): Promise<T> =>
    places.take(work, TURN_MS, () => new CauceError('figures-busy'));
  const read = <T>(work: (sql: Sql) => Promise<T>): Promise<T> => inTurn(() => readOn(work));
  /** On a snapshot of its own, without a lock on anything. */
  const readOn = async <T>(work: (sql: Sql) => Promise<T>): Promise<T> => {
    try {
      return await db.transaction(async sql => {
        await sql.query('set transaction read only');
        await sql.query(`set local statement_timeout = ${LIMIT_MS}`);
        return await work(sql);
      });
    } catch (error) {
      throw tookTooLong(error) ? new CauceError('figures-too-slow', {}, { cause: error }) : error;
    }
  };

  return {
    catchUp: () => inTurn(() => countOn(db)),
    setAside: limit => readSetAside(db, limit),
    countAgain: () => countAgain(db),
    sums: (family, asked, grouped) =>
      read(async sql => {
        const { values, where } = narrowed(family, asked);
        const rows = await sql.query(
          `select ${keyOf(family, grouped, values)} as key${grouped?.by === 'menu' ? ', min(f.choice_en) as title_en' : ''},
             ${sums(family)}
           from ${TABLES[family]} where ${where} group by 1`,
          values,
        );
        const counted = rows.map(row => sumRow(row, family, grouped));
        return family === 'time' ? withOpen(counted, await openTime(sql, asked, now()), grouped) : counted;
      }),
    countBehind: asked =>
      read(async sql => {
        const { values, where, from } = behindIt(asked);
        const [row] = await sql.query(`select count(*)::int as total ${from} where ${where}`, values);
        return row?.total as number;
      }),
    behind: (asked, after, limit) => read(sql => list(sql, asked, after, limit)),
  };
}

const tookTooLong = (error: unknown): boolean => {
  const cause = error instanceof CauceError ? error.cause : error;
  return cause instanceof Error && 'code' in cause && cause.code === '57014';
};

/** What every question has as $1 to $4: the span, a queue, an agent; of turns the thresholds as $5 and $6. */
function narrowed(family: Family, asked: Asked): { values: unknown[]; where: string } {
  const { from, to, queue, agent, withinMs } = asked;
  const at = family === 'time' ? 'f.since' : 'f.arrived_at';
  // A call is no one agent's, and an agent's time is no queue's.
  const ofQueue = family === 'time' ? 'false' : `coalesce(f.queue, '') = $3`;
  // By an index, where there is one of agents.
  const ofAgent =
    family === 'call'
      ? 'false'
      : ['share', 'time'].includes(family)
        ? 'f.agent = $4'
        : `coalesce(f.agent, '') = $4`;
  const narrow = [queue, agent].map(name => (name === undefined ? null : clean(name)));
  const thresholds = family === 'turn' ? [[...withinMs.keys()], [...withinMs.values()]] : [];
  return {
    values: [from, to, ...narrow, ...thresholds],
    where: `${at} >= $1 and ${at} < $2 and ($3::text is null or ${ofQueue}) and ($4::text is null or ${ofAgent})`,
  };
}

function keyOf(family: Family, grouped: GroupedBy | null, values: unknown[]): string {
  switch (grouped?.by) {
    case undefined:
      return `''`;
    case 'day':
    case 'hour': {
      const at = family === 'time' ? 'f.since' : 'f.arrived_at';
      return `(width_bucket(${at}, $${values.push(grouped.bins)}::bigint[]) - 1)::text`;
    }
    case 'queue':
      return `coalesce(f.queue, '')`;
    case 'agent':
      return `coalesce(f.agent, '')`;
    case 'disposition':
      return `coalesce(f.disposition, '')`;
    case 'menu':
      return `coalesce(f.choice_es, '')`;
    default:
      return grouped satisfies never;
  }
}

function sumRow(row: Row, family: Family, grouped: GroupedBy | null): SumRow {
  const key = row.key as string;
  return {
    key,
    ...(grouped?.by === 'menu' && key !== '' ? { title: { es: key, en: row.title_en as string } } : {}),
    counts: Object.fromEntries(COUNTS_OF[family].map(count => [count, row[count] as number])),
  };
}

/** The time of those who stand where they stood when it was counted last. */
async function openTime(sql: Sql, { from, to, queue, agent }: Asked, now: number) {
  if (queue !== undefined) return [];
  const standing = await standingOf(sql, agent === undefined ? null : [clean(agent)]);
  return [...standing].flatMap(([who, at]) => {
    const is = stateOf(at);
    return is === null ? [] : spansOf(who, is, Math.max(at.since, from), Math.min(now, to));
  });
}

function withOpen(
  rows: readonly SumRow[],
  open: Awaited<ReturnType<typeof openTime>>,
  grouped: GroupedBy | null,
): SumRow[] {
  const all = new Map(rows.map(row => [row.key, row]));
  for (const { agent, state: is, since, until } of open) {
    const key =
      grouped === null
        ? ''
        : grouped.by === 'agent'
          ? agent
          : 'bins' in grouped
            ? String(grouped.bins.findLastIndex(bin => bin <= since))
            : '';
    const counts = countsOfRow('time', { state: is, ms: until - since });
    all.set(key, { key, counts: added(all.get(key)?.counts ?? {}, counts) });
  }
  return [...all.values()];
}

function behindIt(asked: Behind): { values: unknown[]; where: string; from: string } {
  const family = familyOf(asked.count);
  if (family === 'time') throw new CauceError('invalid-input');
  const { values, where } = narrowed(family, asked);
  const rule = RULES[family][asked.count] ?? 'false';
  const counted = /^case|^coalesce/.test(rule) ? `${rule} > 0` : rule;
  const { row } = asked;
  const inRow =
    row === undefined
      ? ''
      : ` and ${keyOf(family, row.grouped, values)} = any($${values.push(row.keys.map(clean))}::text[])`;
  const uncalled = asked.uncalled ? ` and ${TALKED_SINCE} is null` : '';
  return {
    values,
    where: `${where} and ${counted}${inRow}${uncalled}`,
    from: `from ${TABLES[family]} join calls c on c.id = f.call`,
  };
}

/** When somebody of ours talked with the caller after call `c`: found by their number, and by whose line it is. */
const talkedAfter = (who: string) => `
  select min(o.answered_at) as at from calls o
  where ${who} and o.arrived_at > c.arrived_at and o.answered_at is not null
    and o.outcome in ('answered', 'live') and o.direction <> 'internal'`;
const TALKED_SINCE = `least(
  (${talkedAfter(`c.caller_number <> '' and o.caller_number <> '' and o.caller_number = c.caller_number`)}),
  (${talkedAfter(`c.customer is not null and o.customer = c.customer`)}))`;

async function list(sql: Sql, asked: Behind, after: Cursor | null, limit: number): Promise<CallBehind[]> {
  const { values, where, from } = behindIt(asked);
  const family = familyOf(asked.count);
  const place = family === 'call' ? '0' : 'f.place';
  const next =
    after === null
      ? ''
      : ` and (f.arrived_at, f.call, ${place}) < ($${values.push(after.at)}::bigint, $${values.push(clean(after.call))}::text collate "C", $${values.push(after.place)}::int)`;
  if (family === 'time') throw new CauceError('invalid-input');
  const { page, own, join } = OWN_PART[family];
  const rows = await sql.query(
    `with page as materialized (
       select f.call, ${place} as place, f.arrived_at, f.queue as at_queue, ${page}
       ${from} where ${where}${next}
       order by f.arrived_at desc, f.call collate "C" desc, place desc limit $${values.push(limit)}
     )
     select page.call, page.place, page.arrived_at, page.at_queue, page.by_agent, ${own},
       c.direction, c.ticket, c.caller_number, c.customer, cu.name as customer_name, c.outcome, c.ended_why,
       p.display_name,
       exists (select from recordings r where r.call = c.id and r.state in ('pending', 'kept')${
         family === 'call'
           ? ''
           : ` and (${family === 'share' ? `page.share = 'joined' or ` : ''}r.agent is null or r.agent = page.by_agent)`
       }) as recorded,
       ${TALKED_SINCE} as talked_since
     from page join calls c on c.id = page.call ${join} left join people p on p.id = page.by_agent
       left join customers cu on cu.id = c.customer
     order by page.arrived_at desc, page.call collate "C" desc, page.place desc`,
    values,
  );
  return rows.map(toBehind);
}

/** `figures/own-part.ts` as SQL; the contract holds the two against each other. */
const OWN_PART: Readonly<
  Record<Exclude<Family, 'time'>, { readonly page: string; readonly own: string; readonly join: string }>
> = {
  call: {
    page: 'c.agent as by_agent',
    own: `null::text as turn, null::text as share, c.waited_ms, c.talked_ms, c.held_ms, null::bigint as wrap_up_ms,
      c.disposition as by_share`,
    join: '',
  },
  turn: {
    page: 'f.agent as by_agent, f.ended, f.waited_ms',
    own: `page.ended as turn, null::text as share, page.waited_ms, own.talked_ms, own.held_ms, own.wrap_up_ms,
      own.disposition as by_share`,
    join: `left join lateral (
      select s.talked_ms, s.held_ms, s.wrap_up_ms, s.disposition from counted_shares s
      where page.ended = 'answered' and s.call = page.call and s.kind = 'talked' and s.agent = page.by_agent
        and s.queue = page.at_queue
      order by s.place limit 1 offset (
        select count(*) from counted_turns o where o.call = page.call and o.place < page.place
          and o.ended = 'answered' and o.agent = page.by_agent and o.queue = page.at_queue)) own on true`,
  },
  share: {
    page: 'f.agent as by_agent, f.kind as share, f.talked_ms, f.held_ms, f.wrap_up_ms, f.disposition',
    own: `null::text as turn, page.share, own.waited_ms,
      case when page.share in ('talked', 'joined') then page.talked_ms end as talked_ms,
      case when page.share = 'talked' then page.held_ms end as held_ms,
      case when page.share = 'talked' then page.wrap_up_ms end as wrap_up_ms, page.disposition as by_share`,
    join: `left join lateral (
      select t.waited_ms from counted_turns t
      where page.share = 'talked' and t.call = page.call and t.ended = 'answered' and t.agent = page.by_agent
        and t.queue = page.at_queue
      order by t.place limit 1 offset (
        select count(*) from counted_shares o where o.call = page.call and o.place < page.place
          and o.kind = 'talked' and o.agent = page.by_agent and o.queue = page.at_queue)) own on true`,
  },
};

const toBehind = (row: Row): CallBehind => ({
  at: row.arrived_at as number,
  call: row.call as string,
  place: row.place as number,
  direction: row.direction as CallBehind['direction'],
  ticket: row.ticket as string,
  callerNumber: row.caller_number as string,
  customer: row.customer as string | null,
  customerName: row.customer_name as string | null,
  queue: row.at_queue as string | null,
  agent: row.by_agent as string | null,
  agentName: row.display_name as string | null,
  outcome: row.outcome as CallOutcome,
  endedWhy: row.ended_why as CallBehind['endedWhy'],
  turn: row.turn as CallBehind['turn'],
  share: row.share as ShareKind | null,
  waitedMs: row.waited_ms as number | null,
  talkedMs: row.talked_ms as number | null,
  heldMs: row.held_ms as number | null,
  wrapUpMs: row.wrap_up_ms as number | null,
  disposition: row.by_share as string | null,
  recorded: row.recorded as boolean,
  talkedSince: row.talked_since as number | null,
});
