import type { CentreSettings } from '../../calls/ports.ts';
import { peopleOf } from './people.ts';
import type { MemoryRecords } from './records.ts';

export function memoryCentre(records: MemoryRecords): CentreSettings {
  return {
    async load() {
      return { ...records.centre, people: peopleOf(records) };
    },
    async watch(changed) {
      return records.changes.watch(['settings', 'people'], () => changed());
    },
  };
}
