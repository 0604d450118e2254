import type { CentreSettings } from '../../calls/ports/settings.ts';
import { peopleOf } from './people.ts';
import type { MemoryRecords } from './records.ts';

export function memoryCentre(records: MemoryRecords): CentreSettings {
  return {
    async load() {
      const { centre } = records;
      return {
        ...centre,
        areas: sorted(centre.areas, area => area.name),
        queues: sorted(centre.queues, queue => queue.name),
        calendars: sorted(centre.calendars, calendar => calendar.name),
        numbers: sorted(centre.numbers, one => one.number),
        people: peopleOf(records),
      };
    },
    async watch(changed) {
      return records.changes.watch(['settings', 'people'], () => changed());
    },
    async queue(name) {
      return records.centre.queues.find(queue => queue.name === name) ?? null;
    },
    async changeQueue(name, change) {
      const { queues } = records.centre;
      const found = queues.find(queue => queue.name === name);
      if (found === undefined) return null;
      const changed = { ...found, ...change };
      records.centre = {
        ...records.centre,
        queues: queues.map(queue => (queue === found ? changed : queue)),
      };
      records.changes.emit('settings');
      return changed;
    },
    async changeOutgoing(policy) {
      const { policies } = records.centre;
      if (policies.outgoing?.version !== policy.version) return null;
      const outgoing = { ...policy, version: policy.version + 1 };
      records.centre = { ...records.centre, policies: { ...policies, outgoing } };
      records.changes.emit('settings');
      return outgoing;
    },
    async changePolicies(change) {
      const given = Object.entries(change).filter(([, value]) => value !== undefined);
      const policies = { ...records.centre.policies, ...Object.fromEntries(given) };
      records.centre = { ...records.centre, policies };
      records.changes.emit('settings');
      return policies;
    },
  };
}

function sorted<T>(list: readonly T[], by: (one: T) => string): T[] {
  return [...list].sort((a, b) => (by(a) < by(b) ? -1 : 1));
}
