import { auditedListen, type Listen } from '../../recordings/audited-listening.ts';
import type { ListenCard } from '../../recordings/events.ts';
import type { ListenLog } from '../../recordings/ports.ts';
import { chain } from './audit-rows.ts';
import { recordingCard } from './recordings.ts';
import type { MemoryRecords } from './records.ts';

export function memoryListenLog(records: MemoryRecords): ListenLog {
  return {
    async downloaded(recording, { person, address }, reason, at) {
      const listen: Listen = { recording, person, at, outcome: 'downloaded', reason };
      chain(records.audit, auditedListen(listen, records.listens.push(listen), address));
    },
    async reached(recording, person, untilMs) {
      const place = records.listens.findLastIndex(
        one => one.recording === recording && one.person === person && one.outcome === 'heard',
      );
      if (place < 0) return;
      records.reaches.set(place + 1, Math.max(records.reaches.get(place + 1) ?? 0, Math.round(untilMs)));
    },
    async list({ recording, person, before, limit }) {
      return records.listens
        .map((listen, place) => toCard(records, listen, place + 1))
        .filter(
          one =>
            (recording === undefined || one.recording === recording) &&
            (person === undefined || one.person === person) &&
            (before === undefined || one.at < before.at || (one.at === before.at && one.id < before.id)),
        )
        .sort((a, b) => b.at - a.at || b.id - a.id)
        .slice(0, limit);
    },
  };
}

function toCard(records: MemoryRecords, listen: Listen, id: number): ListenCard {
  const card = recordingCard(records, listen.recording);
  return {
    id,
    at: listen.at,
    person: listen.person,
    personName: records.people.get(listen.person)?.person.displayName ?? null,
    outcome: listen.outcome,
    untilMs: records.reaches.get(id) ?? null,
    reason: listen.reason ?? '',
    recording: listen.recording,
    ticket: card?.ticket ?? '',
    agentName: card?.agentName ?? null,
    startedAt: card?.startedAt ?? null,
    durationMs: card?.durationMs ?? 0,
    state: card?.state ?? null,
  };
}
