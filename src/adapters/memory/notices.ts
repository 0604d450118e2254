import type { ReadNotice } from '../../notices/notice.ts';
import { stands } from '../../notices/notice.ts';
import type { NoticeStore } from '../../notices/ports.ts';
import type { MemoryRecords } from './records.ts';

export function memoryNotices({ notices, changes }: MemoryRecords): NoticeStore {
  const newest = () =>
    [...notices.values()].sort((a, b) => b.writtenAt - a.writtenAt || (a.id < b.id ? -1 : 1));
  const put = (notice: ReadNotice) => {
    notices.set(notice.id, notice);
    changes.emit('notices');
  };
  return {
    async add(notice) {
      put({ ...notice, reads: [] });
    },
    standing: async now => newest().filter(notice => stands(notice, now)),
    list: async limit => newest().slice(0, limit),
    async withdraw(id, at) {
      const notice = notices.get(id);
      if (notice === undefined || !stands(notice, at)) return false;
      put({ ...notice, withdrawnAt: at });
      return true;
    },
    async read(id, person, at) {
      const notice = notices.get(id);
      if (notice === undefined) return false;
      if (!notice.reads.some(read => read.person === person))
        put({ ...notice, reads: [...notice.reads, { person, at }] });
      return true;
    },
    async watch(changed) {
      return changes.watch(['notices'], () => changed());
    },
  };
}
