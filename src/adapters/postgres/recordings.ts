import { hasTerm, type SearchTerm, searchText } from '../../customers/search.ts';
import { auditedListen, type Listen } from '../../recordings/audited-listening.ts';
import type { RecordingCard, RecordingKind } from '../../recordings/events.ts';
import { listeningMs } from '../../recordings/listening.ts';
import type { Listener, RecordingFilter, RecordingStore } from '../../recordings/ports.ts';
import { isTooShort } from '../../recordings/recording-story.ts';
import { numbersOf } from '../../tickets/search.ts';
import { appendAudit } from './audit-rows.ts';
import { CALL_CUSTOMER } from './call-rows.ts';
import { containing } from './customers.ts';
import type { Database, Row } from './database.ts';
import { recordingInSight } from './sight.ts';
import { clean, toJson } from './text.ts';

/** Who spoke on a recording; its facts did not always say so, and then it is whom the call has. */
const SPEAKER = 'coalesce(r.agent, c.agent)';
/** `recordings/heard-part.ts` as SQL; the contract holds the two against each other. */
const OWN_PARTS = `from jsonb_array_elements(c.parts) with ordinality as own (part, place)
  where own.part ->> 'agent' = r.agent and (own.part ->> 'endedAt')::numeric >= r.started_at`;
const QUEUE = `(case when c.parts <> '[]' and exists (select ${OWN_PARTS})
  then (select own.part ->> 'queue' ${OWN_PARTS} order by own.place limit 1) else c.queue end)`;
const DISPOSITION = `(case when c.parts <> '[]' and exists (select ${OWN_PARTS})
  then coalesce(
    (select own.part ->> 'disposition' ${OWN_PARTS} and own.part ->> 'disposition' is not null order by own.place limit 1),
    case when c.agent = r.agent then c.disposition end)
  else c.disposition end)`;
/** Whose it is has listened to it. */
const HEARD = `exists (select from recording_listens own
  where own.recording = r.id and own.person = r.agent and own.outcome = 'heard')`;
const FROM = `from recordings r left join calls c on c.id = r.call left join tickets t on t.number = c.ticket
  left join people p on p.id = ${SPEAKER}`;

/** A recording with what its call, its ticket and its agent say. */
export const selectRecording = (more = '') => `
  select r.*, c.ticket, c.caller_number, c.caller_name, ${QUEUE} as queue, c.direction,
    ${DISPOSITION} as disposition,
    (select name from customers where id = ${CALL_CUSTOMER}) as customer_name, ${HEARD} as heard, ${SPEAKER} as speaker, p.display_name as speaker_name
    ${more === '' ? '' : `, ${more}`} ${FROM}`;

const SELECT_RECORDING = selectRecording();

export function postgresRecordings(db: Database): RecordingStore {
  return {
    list: filter => list(db, filter),
    async get(id) {
      const [row] = await db.query(`${SELECT_RECORDING} where r.id = $1`, [clean(id)]);
      return row ? toRecording(row) : null;
    },
    async spokenIn(calls, agent, sight) {
      const values: unknown[] = [calls.map(clean), clean(agent)];
      const rows = await db.query(
        `select distinct r.call ${FROM}
         where r.call = any($1) and ${SPEAKER} = $2 and r.kind = 'call' and r.state in ('pending', 'kept')
           and ${recordingInSight(sight, SPEAKER, values)}`,
        values,
      );
      return new Set(rows.map(row => row.call as string));
    },
    async source(id) {
      const [row] = await db.query(
        'select name, call, kind, started_at, state from recordings where id = $1',
        [id],
      );
      return row
        ? {
            name: row.name as string,
            call: row.call as string,
            kind: row.kind as RecordingKind,
            startedAt: row.started_at as number,
            state: row.state as RecordingCard['state'],
          }
        : null;
    },
    async keep(id, file) {
      await db.query(
        `update recordings set state = 'kept', path = $2, bytes = $3, sha256 = $4, duration_ms = $5, peaks = $6,
           failed_why = null, touched_at = clock_timestamp()
         where id = $1 and state in ('pending', 'failed')`,
        [id, file.path, file.bytes, file.sha256, Math.round(file.durationMs), toJson(file.peaks)],
      );
    },
    async fail(id, why) {
      await db.query(
        `update recordings set state = 'failed', failed_why = $2, touched_at = clock_timestamp()
         where id = $1 and state = 'pending'`,
        [id, why],
      );
    },
    async file(id) {
      const [row] = await db.query(`select path, sha256 from recordings where id = $1 and state = 'kept'`, [
        clean(id),
      ]);
      if (!row) return null;
      return { path: row.path as string, mediaType: 'audio/wav', sha256: row.sha256 as string };
    },
    noteListening: (id, by, at) => note(db, id, by, at, 'heard'),
    refusedDamaged: (id, by, at) => note(db, id, by, at, 'damaged'),
  };
}

/** Puts a listening, or its refusal, on record; false when it belongs to one that is there already. */
function note(
  db: Database,
  id: string,
  { person, address }: Listener,
  at: number,
  outcome: Listen['outcome'],
): Promise<boolean> {
  return db.transaction(async sql => {
    // One after the other: the first two parts that a player asks for come together.
    await sql.query('select pg_advisory_xact_lock(hashtextextended($1, 0))', [`listen ${id} ${person}`]);
    const [known] = await sql.query('select duration_ms from recordings where id = $1', [id]);
    const since = at - listeningMs((known?.duration_ms as number | undefined) ?? 0);
    const noted = await sql.query(
      `insert into recording_listens (recording, person, at, outcome) select $1, $2, $3, $5
       where not exists (
         select from recording_listens
         where recording = $1 and person = $2 and outcome = $5 and at > $4 and at <= $3)
       returning id`,
      [id, person, at, since, outcome],
    );
    const [row] = noted;
    if (row === undefined) return false;
    const listen = { recording: id, person, at, outcome };
    await appendAudit(sql, [auditedListen(listen, row.id as number, address)]);
    return true;
  });
}

async function list(db: Database, filter: RecordingFilter): ReturnType<RecordingStore['list']> {
  const { sought, after } = filter;
  if (sought?.reach === 'too-short') return { items: [], total: 0 };
  const terms = sought !== undefined && 'terms' in sought ? sought.terms : [];
  const speakers = await speakersOf(db, terms);
  const known = await Promise.all(
    terms.map(async (term, place) => {
      const said = speakers[place] ?? [];
      return { term, said, calls: await callsWith(db, term, said) };
    }),
  );
  const values: unknown[] = [];
  const put = (value: unknown) => `$${values.push(value)}`;
  // Only what is asked is in the statement.
  const fitting = [
    ...narrowing(filter, put),
    ...known.map(each => hasSought(each.term, each, put)),
    recordingInSight(filter.sight, SPEAKER, values),
  ].join(' and ');
  const parts = partsOf(fitting);
  const counted = db.query(
    `select ${parts.map(part => `(select count(*) from ${part})`).join(' + ')} as total`,
    [...values],
  );
  const rest =
    after === undefined
      ? ''
      : `and r.started_at <= ${put(after.at)}::bigint and (r.started_at < ${put(after.at)}::bigint or r.id > ${put(after.id)})`;
  const [limit, offset] = [put(filter.limit), put(filter.offset)];
  const first = parts.map(
    part => `(select r.id, r.started_at from ${part} ${rest}
      order by r.started_at desc, r.id limit ${limit}::bigint + ${offset}::bigint)`,
  );
  const items = db.query(
    `${SELECT_RECORDING} join (
       select id from (${first.join(' union all ')}) first order by started_at desc, id limit ${limit} offset ${offset}
     ) page on page.id = r.id
     order by r.started_at desc, r.id`,
    values,
  );
  const [rows, [count]] = await Promise.all([items, counted]);
  return { items: rows.map(toRecording), total: (count?.total as number | undefined) ?? 0 };
}

/**
 * The recordings that fit, as what stands behind FROM: those whose facts say who spoke, found by indexes, and the few whose call says it.
 * A table of which nothing is asked is not joined, for then an index alone is read.
 */
function partsOf(fitting: string): string[] {
  const halves = fitting.includes(SPEAKER)
    ? [
        `r.agent is not null and ${fitting.replaceAll(SPEAKER, 'r.agent')}`,
        `r.agent is null and ${fitting.replaceAll(SPEAKER, 'c.agent')}`,
      ]
    : [fitting];
  return halves.map(asked => {
    const ticket = /\bt\./.test(asked) ? 'left join tickets t on t.number = c.ticket' : '';
    const call = ticket !== '' || /\bc\./.test(asked) ? 'left join calls c on c.id = r.call' : '';
    return `recordings r ${call} ${ticket} where ${asked}`;
  });
}

/** As migration 45 has it in an index. */
const callerText = (call: string) => `(E'\\n' || ltrim(${call}.caller_number, '+') || E'\\n')`;

/** Whether a recording has what was sought, in its ticket, its call, who spoke, or its customer. */
function hasSought(
  term: SearchTerm,
  { said, calls }: { readonly said: readonly string[]; readonly calls: readonly string[] | null },
  put: (value: unknown) => string,
): string {
  const [texts, numbers, speakers] = [containing(term.texts), numbersOf(term), said].map(put);
  const among = calls === null ? '' : `r.call = any(${put(calls)}::text[]) and`;
  return `${among} (t.search like any(${texts}) or c.ticket like any(${numbers}) or ${SPEAKER} = any(${speakers})
    or ${callerText('c')} like any(${texts})
    or ${CALL_CUSTOMER} in (select id from customers where search like any(${texts})))`;
}

/** More calls than these are not looked up one by one: what so many have is found sooner by reading along. */
const LOOKED_UP = 5_000;

/** All calls, and perhaps more, whose recordings may have a term, each found by an index; null: too many. */
async function callsWith(db: Database, term: SearchTerm, said: readonly string[]): Promise<string[] | null> {
  const rows = await db.query(
    `select own.id from calls own where own.ticket in (select number from tickets where search like any($1::text[]))
     union all
     select own.id from calls own where own.ticket in (select number from tickets where number like any($2::text[]))
     union all
     select own.id from calls own where own.ticket in (
       select number from tickets where customer in (select id from customers where search like any($1::text[])))
     union all
     select own.id from calls own where own.customer in (select id from customers where search like any($1::text[]))
     union all
     select own.id from calls own where ${callerText('own')} like any($1::text[])
     union all
     select call from recordings where agent = any($3::text[])
     union all
     select own.id from calls own where own.agent = any($3::text[])
     limit ${LOOKED_UP + 1}`,
    [containing(term.texts), numbersOf(term), said],
  );
  return rows.length > LOOKED_UP ? null : rows.map(row => row.id as string);
}

/** What is asked for beside words, as conditions. */
function narrowing(filter: RecordingFilter, put: (value: unknown) => string): string[] {
  const { ticket, call, agent, kind, queue, direction, disposition, from, to, minMs, maxMs, paused } = filter;
  const asked: readonly [unknown, string, string?][] = [
    [ticket, 'c.ticket ='],
    [call, 'r.call ='],
    [kind, 'r.kind ='],
    [queue, `${QUEUE} =`],
    [direction, 'c.direction ='],
    [disposition, `${DISPOSITION} =`],
    [from, 'r.started_at >=', 'bigint'],
    [to, 'r.started_at <', 'bigint'],
    [minMs, 'r.duration_ms >=', 'bigint'],
    [maxMs, 'r.duration_ms <=', 'bigint'],
    [paused, "(r.gaps <> '[]') =", 'boolean'],
  ];
  const said = agent === undefined ? [] : [`${SPEAKER} = ${put(clean(agent))}::text`];
  const rest = asked.flatMap(([value, column, type = 'text']) =>
    value === undefined
      ? []
      : [`${column} ${put(typeof value === 'string' ? clean(value) : value)}::${type}`],
  );
  return [...said, ...rest];
}

/** For each term, the people who bear it as their name. They are few, and their names are folded here. */
async function speakersOf(db: Database, terms: readonly SearchTerm[]): Promise<string[][]> {
  if (terms.length === 0) return [];
  const people = (await db.query('select id, display_name from people')).map(row => ({
    id: row.id as string,
    text: searchText({ words: [row.display_name as string] }),
  }));
  return terms.map(term => people.filter(one => hasTerm(one.text, term)).map(one => one.id));
}

export function toRecording(row: Row): RecordingCard {
  return {
    id: row.id as string,
    call: row.call as string,
    kind: row.kind as RecordingKind,
    ticket: (row.ticket as string | null) ?? '',
    agent: row.speaker as string | null,
    agentName: row.speaker_name as string | null,
    callerNumber: (row.caller_number as string | null) ?? '',
    callerName: (row.caller_name as string | null) ?? '',
    customerName: row.customer_name as string | null,
    queue: row.queue as string | null,
    direction: row.direction as RecordingCard['direction'],
    disposition: row.disposition as string | null,
    startedAt: row.started_at as number,
    durationMs: row.duration_ms as number,
    bytes: row.bytes as number,
    sha256: row.sha256 as string,
    heard: row.heard === true,
    state: stateOf(row),
    peaks: row.peaks as number[],
    gaps: row.gaps as RecordingCard['gaps'],
  };
}

/** A recording's state as people are told it. */
export function stateOf(row: Row): RecordingCard['state'] {
  const { failed_why, started_at, ended_at } = row;
  if (isTooShort(failed_why as string | null, started_at as number, ended_at as number | null))
    return 'too-short';
  return row.state as RecordingCard['state'];
}
