import type { Disposition } from '../../calls/dispositions.ts';
import { INTERNAL_TICKETS } from '../../calls/internal-tickets.ts';
import { DEFAULT_POLICIES } from '../../calls/policies.ts';
import type { CentreData, CentreSettings, QueueChange } from '../../calls/ports/settings.ts';
import type { CallCaps } from '../../calls/watches/admission.ts';
import { kindsOf } from '../../kit/kinds.ts';
import { readPolicy } from '../../outgoing/policy.ts';
import { type QueueProfile, RECORDING_POLICIES, type RecordingPolicy } from '../../queues/events.ts';
import { readThresholds } from '../../queues/thresholds.ts';
import type { Database, Row } from './database.ts';
import type { ListenConnection } from './listen-connection.ts';
import { toPerson } from './people.ts';
import { toJson } from './text.ts';

export function postgresCentre(db: Database, listenConnection: ListenConnection): CentreSettings {
  return {
    load: () => load(db),
    watch: changed => listenConnection.watch(['cauce_settings', 'cauce_people'], () => changed()),
    queue: name => queue(db, name),
    async changeQueue(name, change) {
      // The columns are named here and nowhere else: what comes from outside are values.
      const given = QUEUE_POLICIES.filter(policy => change[policy] !== undefined);
      const columns = given.map((policy, at) => `${COLUMNS[policy]} = $${at + 2}`);
      if (columns.length === 0) return queue(db, name);
      const [row] = await db.query(`update queues set ${columns.join(', ')} where name = $1 returning *`, [
        name,
        ...given.map(policy => change[policy]),
      ]);
      return row === undefined ? null : toQueue(row);
    },
    async changeOutgoing(policy) {
      const changed = { ...policy, version: policy.version + 1 };
      const [row] = await db.query(
        `update policies set value = $1 where name = 'outgoing' and value->'version' = to_jsonb($2::int)
         returning name`,
        [toJson(changed), policy.version],
      );
      return row === undefined ? null : changed;
    },
    async changePolicies(change) {
      const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
      await db.query(
        `insert into policies (name, value) select key, value from jsonb_each($1::jsonb)
         on conflict (name) do update set value = excluded.value`,
        [toJson(given)],
      );
      return loadPolicies(db);
    },
  };
}

const COLUMNS: Readonly<Record<keyof QueueChange, string>> = {
  wrapUpAlarmMs: 'wrap_up_alarm_ms',
  recording: 'recording',
  recordingPauseMs: 'recording_pause_ms',
  autoAnswer: 'auto_answer',
  maskNumbers: 'mask_numbers',
  revealNumbers: 'reveal_numbers',
  ringMs: 'ring_ms',
  refusedAgainMs: 'refused_again_ms',
  awaitAgentMs: 'await_agent_ms',
  answerWithinMs: 'answer_within_ms',
  announceEveryMs: 'announce_every_ms',
  thresholds: 'thresholds',
};
const QUEUE_POLICIES = Object.keys(COLUMNS) as (keyof QueueChange)[];

async function queue(db: Database, name: string): Promise<QueueProfile | null> {
  const [row] = await db.query('select * from queues where name = $1', [name]);
  return row === undefined ? null : toQueue(row);
}

async function load(db: Database): Promise<CentreData> {
  const [policies, areas, queues, people, calendars, numbers, dispositions, breaks] = await Promise.all([
    loadPolicies(db),
    db.query('select name, title from areas order by name'),
    db.query('select * from queues order by name'),
    db.query('select * from people order by lower(username)'),
    db.query('select name, spec from calendars order by name'),
    db.query('select number, flow from numbers order by number'),
    db.query('select * from dispositions order by place, code'),
    db.query('select * from breaks order by place, code'),
  ]);
  return {
    areas: areas.map(row => ({ name: String(row.name), title: String(row.title) })),
    queues: queues.map(toQueue),
    people: people.map(toPerson),
    calendars: calendars.map(row => ({ name: String(row.name), spec: row.spec })),
    numbers: numbers.map(row => ({ number: String(row.number), flow: String(row.flow) })),
    dispositions: dispositions.map(row => ({
      code: String(row.code),
      queue: row.queue as string | null,
      title: { es: String(row.title_es), en: String(row.title_en) },
      effect: row.effect as Disposition['effect'],
      fits: row.fits as Disposition['fits'],
    })),
    breaks: breaks.map(row => ({
      code: String(row.code),
      title: { es: String(row.title_es), en: String(row.title_en) },
    })),
    policies,
  };
}

async function loadPolicies(db: Database): Promise<CentreData['policies']> {
  const rows = await db.query('select name, value from policies');
  const policy = new Map(rows.map(row => [String(row.name), row.value]));
  return {
    debtStops: flag(policy.get('debtStops'), DEFAULT_POLICIES.debtStops),
    announceRecording: flag(policy.get('announceRecording'), DEFAULT_POLICIES.announceRecording),
    directRecording:
      RECORDING_POLICIES.find(each => each === policy.get('directRecording')) ??
      DEFAULT_POLICIES.directRecording,
    ...span('directPauseMs', policy.get('directPauseMs')),
    internalTickets:
      INTERNAL_TICKETS.find(each => each === policy.get('internalTickets')) ??
      DEFAULT_POLICIES.internalTickets,
    supervisionSeen: flag(policy.get('supervisionSeen'), DEFAULT_POLICIES.supervisionSeen),
    leaderMayLeave: flag(policy.get('leaderMayLeave'), DEFAULT_POLICIES.leaderMayLeave),
    ...span('longCallMs', policy.get('longCallMs')),
    ...outgoingOf(policy.get('outgoing')),
    ...caps(policy.get('callCaps')),
  };
}

/** A number above zero that the centre has set; else what it is without is up to its user. */
const span = (name: string, value: unknown): object =>
  typeof value === 'number' && value > 0 ? { [name]: value } : {};

function outgoingOf(stored: unknown): Pick<CentreData['policies'], 'outgoing'> {
  const outgoing = readPolicy(stored);
  return outgoing === undefined ? {} : { outgoing };
}

const CAPS = kindsOf<keyof CallCaps>({
  all: true,
  trunk: true,
  web: true,
  perAddress: true,
  perCaller: true,
  perSecond: true,
});

/** The caps that the centre has set, numbers above zero; what is anything else is as if it were not set. */
function caps(value: unknown): { callCaps?: Partial<CallCaps> } {
  if (typeof value !== 'object' || value === null) return {};
  const given = value as Record<string, unknown>;
  return { callCaps: Object.assign({}, ...CAPS.map(name => span(name, given[name]))) };
}

const flag = (value: unknown, fallback: boolean): boolean => (typeof value === 'boolean' ? value : fallback);

function toQueue(row: Row): QueueProfile {
  return {
    name: row.name as string,
    title: row.title as string,
    area: row.area as string,
    calendar: row.calendar as string,
    ringMs: row.ring_ms as number,
    refusedAgainMs: row.refused_again_ms as number,
    awaitAgentMs: row.await_agent_ms as number,
    wrapUp: row.wrap_up as boolean,
    wrapUpAlarmMs: row.wrap_up_alarm_ms as number,
    answerWithinMs: row.answer_within_ms as number,
    announceEveryMs: row.announce_every_ms as number,
    recording: row.recording as RecordingPolicy,
    recordingPauseMs: row.recording_pause_ms as number,
    maskNumbers: row.mask_numbers as boolean,
    revealNumbers: row.reveal_numbers as boolean,
    autoAnswer: row.auto_answer as QueueProfile['autoAnswer'] & string,
    thresholds: readThresholds(row.thresholds),
  };
}
