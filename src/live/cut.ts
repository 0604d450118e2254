import { kindsOf } from '../kit/kinds.ts';
import { type NoticeCard, noticesFor, type ReadNotice } from '../notices/notice.ts';
import { type Capability, can } from '../rights/capabilities.ts';
import {
  mayListen,
  NOTHING_IN_HAND,
  type Reader,
  type Sight,
  seesCall,
  seesTicket,
  sightOf,
} from '../rights/sight.ts';
import type { CallPicture } from '../supervision/events.ts';
import { isPartOf } from '../supervision/parts.ts';
import type { Gone, Put } from '../supervision/picture-fold.ts';
import { agentFor, callFor, isForAll, isOnWall } from '../supervision/reader-view.ts';
import type { LiveEvent, NumberedEvent } from './event-ring.ts';
import type { LiveMessage } from './messages.ts';

type Change = Extract<NumberedEvent, { kind: 'change' }>;

/** The capabilities that each kind of event is for, any of them; how much of it somebody sees is up to their sight. */
const NEEDS: Readonly<Record<LiveEvent['kind'], readonly Capability[]>> = {
  change: ['see-centre', 'see-wallboard'],
  'calls-away': ['see-centre', 'see-wallboard'],
  ticket: ['read-tickets'],
  recording: ['read-recordings'],
  notices: ['see-centre'],
  'scheduled-calls': ['see-centre'],
  call: ['see-centre'],
};

/** Whether events of this kind are for a reader; a session that ended in a call is told of that call, whoever it is. */
export const isFor = (reader: Reader, kind: LiveEvent['kind']): boolean =>
  reader.only !== undefined || NEEDS[kind].some(capability => can(reader, capability));

/** Readers of the same key are told the same. */
export const keyOf = (reader: Reader): string =>
  JSON.stringify([sightOf(reader, NOTHING_IN_HAND), kindsOf(NEEDS).filter(kind => isFor(reader, kind))]);

/** The event as a reader may see it, or null when nothing of it may be seen. `sight` is theirs at this moment. */
export function messageFor(reader: Reader, sight: Sight, event: NumberedEvent): LiveMessage | null {
  if (!isFor(reader, event.kind)) return null;
  switch (event.kind) {
    case 'change':
      return changeFor(sight, event);
    case 'calls-away':
      return { kind: 'calls-away', seq: event.seq, away: event.away };
    case 'ticket':
      return seesTicket(sight, event.subject)
        ? { kind: 'ticket', seq: event.seq, ticket: event.ticket }
        : null;
    case 'recording':
      return mayListen(sight, { ...event.recording, ticket: event.subject })
        ? { kind: 'recording', seq: event.seq, recording: event.recording }
        : null;
    case 'scheduled-calls': {
      const { person, seq } = event;
      // Supervisors see those of everybody that are overdue.
      const isTheirs = sight.of === 'everything' || person === null || person === reader.id;
      return sight.of !== 'last-call' && isTheirs ? { kind: 'scheduled-calls', seq } : null;
    }
    case 'notices': {
      const { seq, standing, of } = event;
      const isConcerned = sight.of === 'everything' || of === null || of.has(reader.id);
      if (sight.of === 'last-call' || !isConcerned) return null;
      return { kind: 'notices', seq, notices: toldTo(reader, sight, standing) };
    }
    case 'call': {
      const { id, agents } = event.call;
      return seesCall(sight, { id, agents, waitsIn: null })
        ? { kind: 'call', seq: event.seq, call: event.call }
        : null;
    }
    default:
      return event satisfies never;
  }
}

/** The notices of a reader, by the queues and areas that are theirs at this moment. */
export function toldTo(reader: Reader, sight: Sight, standing: readonly ReadNotice[]): NoticeCard[] {
  if (sight.of !== 'own-work' || !can(reader, 'read-notices')) return [];
  return noticesFor(standing, { ...sight, id: sight.person });
}

/** Whether a change is about the reader or their own call: it is sent at once. */
export function concerns(reader: Pick<Reader, 'id'>, { put, gone, before }: Change): boolean {
  const mine = (call: CallPicture | undefined) => call !== undefined && isPartOf(reader.id, call);
  return (
    put.agents?.some(agent => agent.id === reader.id) === true ||
    put.calls?.some(call => mine(call) || mine(before.get(call.id))) === true ||
    gone.calls?.some(id => mine(before.get(id))) === true
  );
}

function changeFor(sight: Sight, { seq, put, gone, before }: Change): LiveMessage | null {
  if (sight.of === 'everything') return { kind: 'change', seq, put, gone };
  const seen = (call: CallPicture | undefined) => call !== undefined && callFor(sight, call) !== null;
  if (sight.of === 'wallboard') {
    const shown: Put = { ...filled('queues', put.queues), ...filled('alarms', put.alarms?.filter(isOnWall)) };
    const left: Gone = {
      ...filled('queues', gone.queues),
      ...filled(
        'alarms',
        gone.alarms?.filter(id => isOnWall({ id })),
      ),
    };
    return Object.keys({ ...shown, ...left }).length === 0
      ? null
      : { kind: 'change', seq, put: shown, gone: left };
  }
  const lastCall = sight.of === 'last-call';
  const calls = (put.calls ?? []).flatMap(call => callFor(sight, call) ?? []);
  const outOfSight = (put.calls ?? [])
    .filter(call => callFor(sight, call) === null && seen(before.get(call.id)))
    .map(call => call.id);
  const ended = (gone.calls ?? []).filter(id => seen(before.get(id)));
  const cutPut: Put = {
    ...filled(
      'agents',
      put.agents?.flatMap(agent => agentFor(sight, agent) ?? []),
    ),
    ...filled('calls', calls),
    ...filled('queues', lastCall ? [] : put.queues),
    ...filled('alarms', put.alarms?.filter(isForAll)),
  };
  const cutGone: Gone = {
    ...filled('agents', lastCall ? gone.agents?.filter(id => id === sight.person) : gone.agents),
    ...filled('calls', [...outOfSight, ...ended]),
    ...filled('queues', lastCall ? [] : gone.queues),
    ...filled(
      'alarms',
      gone.alarms?.filter(id => isForAll({ id })),
    ),
  };
  if (Object.keys(cutPut).length === 0 && Object.keys(cutGone).length === 0) return null;
  return { kind: 'change', seq, put: cutPut, gone: cutGone };
}

function filled<Name extends string, Item>(
  name: Name,
  items: readonly Item[] | undefined,
): { readonly [Key in Name]?: readonly Item[] } {
  return items === undefined || items.length === 0
    ? {}
    : ({ [name]: items } as { [Key in Name]: readonly Item[] });
}
