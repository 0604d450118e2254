import { customerSearchText, hasTerm, searchText } from '../../customers/search.ts';
import { fitsPattern } from '../../ivr/ticket-number.ts';
import { auditedListen, type Listen } from '../../recordings/audited-listening.ts';
import type { RecordingCard } from '../../recordings/events.ts';
import { heardPart } from '../../recordings/heard-part.ts';
import { listeningMs } from '../../recordings/listening.ts';
import type { Listener, RecordingFilter, RecordingPlace, RecordingStore } from '../../recordings/ports.ts';
import { isTooShort } from '../../recordings/recording-story.ts';
import { mayListen } from '../../rights/sight.ts';
import { numbersOf, ticketSearchText } from '../../tickets/search.ts';
import { chain } from './audit-rows.ts';
import type { MemoryRecords } from './records.ts';
import { customerOf, subjectOfNumber } from './subjects.ts';

export function memoryRecordings(records: MemoryRecords): RecordingStore {
  return {
    async list(filter) {
      const fitting = [...records.recordings.keys()]
        .flatMap(id => recordingCard(records, id) ?? [])
        .filter(
          card =>
            (filter.ticket === undefined || card.ticket === filter.ticket) &&
            (filter.call === undefined || card.call === filter.call) &&
            (filter.agent === undefined || card.agent === filter.agent) &&
            (filter.kind === undefined || card.kind === filter.kind) &&
            isNarrowed(card, filter) &&
            mayListen(filter.sight, { ...card, ticket: subjectOfNumber(records, card.ticket) }) &&
            isSought(records, card, filter),
        )
        .sort((a, b) => b.startedAt - a.startedAt || (a.id < b.id ? -1 : 1));
      const { after } = filter;
      const rest = after ? fitting.filter(card => isAfter(card, after)) : fitting;
      return { items: rest.slice(filter.offset, filter.offset + filter.limit), total: fitting.length };
    },
    async get(id) {
      return recordingCard(records, id);
    },
    async spokenIn(calls, agent, sight) {
      const spoken = [...records.recordings.keys()]
        .flatMap(id => recordingCard(records, id) ?? [])
        .filter(
          card =>
            calls.includes(card.call) &&
            card.agent === agent &&
            card.kind === 'call' &&
            ['pending', 'kept'].includes(card.state) &&
            mayListen(sight, { ...card, ticket: subjectOfNumber(records, card.ticket) }),
        );
      return new Set(spoken.map(({ call }) => call));
    },
    async source(id) {
      const known = records.recordings.get(id);
      if (known === undefined) return null;
      const { name, call, kind, startedAt } = known.story;
      return { name, call, kind, startedAt, state: known.state };
    },
    async keep(id, file) {
      const known = records.recordings.get(id);
      if (known === undefined || (known.state !== 'pending' && known.state !== 'failed')) return;
      records.recordings.set(id, { ...known, state: 'kept', file, why: null });
      records.changes.emit('recordings', id);
    },
    async fail(id, why) {
      const known = records.recordings.get(id);
      if (known?.state !== 'pending') return;
      records.recordings.set(id, { ...known, state: 'failed', why });
      records.changes.emit('recordings', id);
    },
    async file(id) {
      const known = records.recordings.get(id);
      if (known?.state !== 'kept' || known.file === null) return null;
      return { path: known.file.path, mediaType: 'audio/wav', sha256: known.file.sha256 };
    },
    noteListening: async (id, by, at) => note(records, id, by, at, 'heard'),
    refusedDamaged: async (id, by, at) => note(records, id, by, at, 'damaged'),
  };
}

function isNarrowed(card: RecordingCard, asked: RecordingFilter): boolean {
  const { queue, direction, disposition, from, to, minMs, maxMs, paused } = asked;
  return (
    (queue === undefined || card.queue === queue) &&
    (direction === undefined || card.direction === direction) &&
    (disposition === undefined || card.disposition === disposition) &&
    (from === undefined || card.startedAt >= from) &&
    (to === undefined || card.startedAt < to) &&
    (minMs === undefined || card.durationMs >= minMs) &&
    (maxMs === undefined || card.durationMs <= maxMs) &&
    (paused === undefined || card.gaps.length > 0 === paused)
  );
}

const isAfter = (card: RecordingCard, { at, id }: RecordingPlace): boolean =>
  card.startedAt < at || (card.startedAt === at && card.id > id);

function note(
  records: MemoryRecords,
  id: string,
  { person, address }: Listener,
  at: number,
  outcome: Listen['outcome'],
): boolean {
  const since = at - listeningMs(records.recordings.get(id)?.file?.durationMs ?? 0);
  const goesOn = records.listens.some(
    one =>
      one.recording === id &&
      one.person === person &&
      one.outcome === outcome &&
      one.at > since &&
      one.at <= at,
  );
  if (goesOn) return false;
  const listen: Listen = { recording: id, person, at, outcome };
  chain(records.audit, auditedListen(listen, records.listens.push(listen), address));
  return true;
}

function isSought(records: MemoryRecords, card: RecordingCard, { sought }: RecordingFilter): boolean {
  if (sought === undefined || sought.reach === 'all') return true;
  if (sought.reach === 'too-short') return false;
  const ticket = records.tickets.get(card.ticket);
  const call = records.calls.get(card.call);
  const customer = call === undefined ? undefined : records.customers.get(customerOf(records, call) ?? '');
  const text = [
    searchText({ words: [card.agentName], telephones: [card.callerNumber] }),
    ticket === undefined ? '' : ticketSearchText(ticket),
    customer === undefined ? '' : customerSearchText(customer),
  ].join('');
  return sought.terms.every(term => hasTerm(text, term) || fitsPattern(card.ticket, numbersOf(term)));
}

export function recordingCard(records: MemoryRecords, id: string): RecordingCard | null {
  const known = records.recordings.get(id);
  if (known === undefined) return null;
  const call = records.calls.get(known.story.call);
  const agent = known.story.agent ?? call?.agent ?? null;
  return {
    id,
    call: known.story.call,
    kind: known.story.kind,
    ticket: call?.ticket ?? '',
    agent,
    agentName: agent === null ? null : (records.people.get(agent)?.person.displayName ?? null),
    callerNumber: call?.callerNumber ?? '',
    callerName: call?.callerName ?? '',
    customerName: records.customers.get((call && customerOf(records, call)) ?? '')?.name ?? null,
    queue: null,
    disposition: null,
    ...(call && heardPart(known.story, call)),
    direction: call?.direction ?? null,
    startedAt: known.story.startedAt,
    durationMs: Math.round(known.file?.durationMs ?? 0),
    bytes: known.file?.bytes ?? 0,
    sha256: known.file?.sha256 ?? '',
    heard: records.listens.some(
      one => one.recording === id && one.person === known.story.agent && one.outcome === 'heard',
    ),
    state: isTooShort(known.why, known.story.startedAt, known.story.endedAt) ? 'too-short' : known.state,
    peaks: known.file?.peaks ?? [],
    gaps: known.story.gaps,
  };
}
