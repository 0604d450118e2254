import type { AlarmBook } from '../../supervision/ports.ts';
import type { MemoryRecords } from './records.ts';

export function memoryAlarms(records: MemoryRecords): AlarmBook {
  return {
    async raise(alarm) {
      const since = records.alarms.get(alarm.id)?.since ?? alarm.since;
      records.alarms.set(alarm.id, { ...alarm, since });
      records.changes.emit('alarms');
    },
    async clear(id) {
      if (records.alarms.delete(id)) records.changes.emit('alarms');
    },
    async list() {
      return [...records.alarms.values()].sort((a, b) => a.since - b.since || (a.id < b.id ? -1 : 1));
    },
    async watch(changed) {
      return records.changes.watch(['alarms'], () => changed());
    },
  };
}
