import type { CentreSeed } from '../../calls/ports/settings.ts';
import type { MemoryRecords } from './records.ts';

export function memoryCentreSeed(records: MemoryRecords): CentreSeed {
  const notes = new Map<string, unknown>();
  return {
    async seed(data) {
      const { centre } = records;
      const add = <T>(have: readonly T[], more: readonly T[], name: (one: T) => string): T[] => [
        ...have,
        ...more.filter(one => !have.some(other => name(other) === name(one))),
      ];
      records.centre = {
        ...centre,
        areas: add(centre.areas, data.areas, one => one.name),
        queues: add(centre.queues, data.queues, one => one.name),
        calendars: add(centre.calendars, data.calendars, one => one.name),
        numbers: add(centre.numbers, data.numbers, one => one.number),
        dispositions: add(centre.dispositions, data.dispositions, one => one.code),
        breaks: add(centre.breaks, data.breaks, one => one.code),
      };
      records.changes.emit('settings');
    },
    async note(name, value) {
      notes.set(name, value);
    },
    async noted(name) {
      return notes.get(name) ?? null;
    },
  };
}
