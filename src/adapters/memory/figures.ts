import { type CallStory, isCallFact } from '../../calls/call-story.ts';
import type { CallFact } from '../../calls/events.ts';
import {
  isStandingFact,
  type Standing,
  type StateSpan,
  spansOf,
  stand,
  stateOf,
  UNKNOWN,
} from '../../figures/agent-time.ts';
import { type CountedCall, countCall } from '../../figures/count-call.ts';
import {
  added,
  type CountId,
  countsOfRow,
  type Family,
  familyOf,
  isOf,
  type SomeCounts,
} from '../../figures/counts.ts';
import { partOfShare, partOfTurn } from '../../figures/own-part.ts';
import type {
  Asked,
  Behind,
  CallBehind,
  Cursor,
  FigureStore,
  GroupedBy,
  OwnPart,
  SetAside,
  SumRow,
} from '../../figures/ports.ts';
import type { Words } from '../../kit/errors.ts';
import type { MemoryRecords } from './records.ts';

/** A row of any family, with what it is asked by. */
interface Row {
  readonly at: number;
  readonly queue: string | null;
  readonly agent: string | null;
  readonly disposition: string | null;
  readonly choice: Words | null;
  readonly counts: SomeCounts;
  readonly counted: (count: CountId) => boolean;
  readonly behind: (Pick<CallBehind, 'at' | 'call' | 'place'> & { readonly own: OwnPart | null }) | null;
}

/** Counts everything anew when anything was added. */
export function memoryFigures(records: MemoryRecords, now: () => number = Date.now): FigureStore {
  const rowsBehind = (asked: Behind): CallBehind[] =>
    rowsOf(records, familyOf(asked.count), asked, now())
      .filter(row => row.counted(asked.count))
      .filter(row => !asked.row || asked.row.keys.includes(keyOf(row, asked.row.grouped)))
      .flatMap(row => (row.behind === null ? [] : [behindOf(records, row)]))
      .filter(each => !asked.uncalled || each.talkedSince === null)
      .sort((one, other) => (isAfter(one, other) ? 1 : -1));
  return {
    async catchUp() {
      return true;
    },
    async setAside(limit) {
      const failed = allCounted(records).failed;
      return { total: failed.length, named: failed.slice(0, limit) };
    },
    async countAgain() {
      counted.delete(records);
    },
    async sums(family, asked, grouped) {
      const sums = new Map<string, SumRow>();
      for (const row of rowsOf(records, family, asked, now())) {
        const key = grouped === null ? '' : keyOf(row, grouped);
        const known = sums.get(key);
        sums.set(key, {
          key,
          ...(grouped?.by === 'menu' && row.choice ? { title: row.choice } : {}),
          counts: known ? added(known.counts, row.counts) : row.counts,
        });
      }
      return [...sums.values()];
    },
    async countBehind(asked) {
      return rowsBehind(asked).length;
    },
    async behind(asked, after, limit) {
      return rowsBehind(asked)
        .filter(each => after === null || isAfter(each, after))
        .slice(0, limit);
    },
  };
}

/** Further down a list, newest first. */
const isAfter = (one: Cursor, other: Cursor): boolean => {
  if (one.at !== other.at) return one.at < other.at;
  return one.call === other.call ? one.place < other.place : one.call < other.call;
};

function keyOf(row: Row, grouped: GroupedBy): string {
  switch (grouped.by) {
    case 'day':
    case 'hour':
      return String(grouped.bins.findLastIndex(bin => bin <= row.at));
    case 'queue':
      return row.queue ?? '';
    case 'agent':
      return row.agent ?? '';
    case 'disposition':
      return row.disposition ?? '';
    case 'menu':
      return row.choice?.es ?? '';
    default:
      return grouped satisfies never;
  }
}

function rowsOf(records: MemoryRecords, family: Family, asked: Asked, now: number): Row[] {
  const { from, to, queue, agent } = asked;
  const all = family === 'time' ? timeRows(records, asked, now) : callRows(records, family, asked);
  return all
    .filter(({ at }) => at >= from && at < to)
    .filter(row => queue === undefined || (family !== 'time' && (row.queue ?? '') === queue))
    .filter(row => agent === undefined || (family !== 'call' && (row.agent ?? '') === agent));
}

function callRows(records: MemoryRecords, family: Exclude<Family, 'time'>, { withinMs }: Asked): Row[] {
  return countedCalls(records).flatMap(({ call, turns, shares }): Row[] => {
    const bare = { agent: null, disposition: null, choice: null };
    const id = { at: call.arrivedAt, call: call.call };
    if (family === 'call')
      return [
        {
          ...bare,
          at: call.arrivedAt,
          queue: call.queue,
          choice: call.choice,
          counts: countsOfRow('call', call),
          counted: count => isOf('call', count, call),
          behind: { ...id, place: 0, own: null },
        },
      ];
    if (family === 'turn')
      return turns.map(turn => {
        const judged = { ...turn, withinMs: withinMs.get(turn.queue) ?? 0 };
        return {
          ...bare,
          at: call.arrivedAt,
          queue: turn.queue,
          agent: turn.agent,
          counts: countsOfRow('turn', judged),
          counted: count => isOf('turn', count, judged),
          behind: { ...id, place: turn.place, own: partOfTurn({ turns, shares }, turn) },
        };
      });
    return shares.map(share => ({
      ...bare,
      at: call.arrivedAt,
      queue: share.queue,
      agent: share.agent,
      disposition: share.disposition,
      counts: countsOfRow('share', share),
      counted: count => isOf('share', count, share),
      behind: { ...id, place: share.place, own: partOfShare({ turns, shares }, share) },
    }));
  });
}

/** Entries are only added: as many as before are the same ones. */
const counted = new WeakMap<MemoryRecords, AllCounted & { readonly of: number }>();

interface AllCounted {
  readonly calls: readonly CountedCall[];
  readonly failed: SetAside['named'];
}

const countedCalls = (records: MemoryRecords): readonly CountedCall[] => allCounted(records).calls;

function allCounted(records: MemoryRecords): AllCounted {
  const known = counted.get(records);
  if (known?.of === records.entries.size) return known;
  const all = { ...countAll(records), of: records.entries.size };
  counted.set(records, all);
  return all;
}

function countAll(records: MemoryRecords): AllCounted {
  const facts = new Map<string, { at: number; seq: number; fact: CallFact }[]>();
  for (const entry of records.entries.values())
    if (isCallFact(entry)) facts.set(entry.call, [...(facts.get(entry.call) ?? []), entry]);
  const calls: CountedCall[] = [];
  const failed: { subject: string; why: string }[] = [];
  for (const [call, entries] of facts) {
    const sorted = entries.sort((a, b) => a.at - b.at || a.seq - b.seq);
    try {
      const one = countCall(
        call,
        sorted.map(({ fact }) => fact),
      );
      if (one !== null) calls.push(one);
    } catch (error) {
      failed.push({ subject: call, why: error instanceof Error ? error.message : String(error) });
    }
  }
  return { calls, failed };
}

function timeRows(records: MemoryRecords, { from, to }: Pick<Asked, 'from' | 'to'>, now: number): Row[] {
  const standing = new Map<string, Standing>();
  const spans: StateSpan[] = [];
  const entries = [...records.entries.values()].sort((a, b) => a.seq - b.seq);
  for (const { fact } of entries) {
    if (!isStandingFact(fact)) continue;
    const { after, over } = stand(standing.get(fact.agent) ?? UNKNOWN, fact);
    standing.set(fact.agent, after);
    for (const span of over) spans.push(span);
  }
  for (const [agent, at] of standing) {
    const state = stateOf(at);
    if (state === null) continue;
    for (const span of spansOf(agent, state, Math.max(at.since, from), Math.min(now, to))) spans.push(span);
  }
  return spans.map(({ agent, state, since, until }) => {
    const time = { state, ms: until - since };
    return {
      at: since,
      agent,
      queue: null,
      disposition: null,
      choice: null,
      counts: countsOfRow('time', time),
      counted: () => false,
      behind: null,
    };
  });
}

function behindOf(records: MemoryRecords, row: Row): CallBehind {
  const { behind } = row;
  const call = records.calls.get(behind?.call ?? '');
  if (behind === null || call === undefined) throw new Error('there is no such call');
  const { own, ...place } = behind;
  const part = own ?? { ...ofCall(call), turn: null, share: null, wrapUpMs: null };
  const { agent } = part;
  const since = [...records.calls.values()]
    .filter(({ arrivedAt, answeredAt, direction, outcome }) => {
      const talked = answeredAt !== null && (outcome === 'answered' || outcome === 'live');
      return talked && arrivedAt > call.arrivedAt && direction !== 'internal';
    })
    .filter(
      other =>
        (call.callerNumber !== '' && other.callerNumber === call.callerNumber) ||
        (call.customer !== null && other.customer === call.customer),
    )
    .map(({ answeredAt }) => answeredAt ?? 0);
  const recordings = [...records.recordings.values()];
  return {
    ...place,
    ...part,
    direction: call.direction,
    ticket: call.ticket,
    callerNumber: call.callerNumber,
    customer: call.customer,
    customerName: records.customers.get(call.customer ?? '')?.name ?? null,
    queue: row.queue,
    agentName: agent === null ? null : (records.people.get(agent)?.person.displayName ?? null),
    outcome: call.outcome,
    endedWhy: call.endedWhy,
    recorded: recordings.some(
      ({ story, state }) =>
        story.call === call.id &&
        (state === 'pending' || state === 'kept') &&
        (own === null || own.share === 'joined' || story.agent === null || story.agent === agent),
    ),
    talkedSince: since.length === 0 ? null : Math.min(...since),
  };
}

const ofCall = ({ agent, waitedMs, talkedMs, heldMs, disposition }: CallStory) => ({
  agent,
  waitedMs,
  talkedMs,
  heldMs,
  disposition,
});
