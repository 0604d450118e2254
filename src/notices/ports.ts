import type { Notice, ReadNotice } from './notice.ts';

/** The notices, kept for good; texts are as they were written. */
export interface NoticeStore {
  add(notice: Notice): Promise<void>;
  /** Those that stand at this moment, the newest first. */
  standing(now: number): Promise<readonly ReadNotice[]>;
  /** Also those that have ended, the newest first. */
  list(limit: number): Promise<readonly ReadNotice[]>;
  /** False: it does not stand at that moment. */
  withdraw(id: string, at: number): Promise<boolean>;
  /** Somebody puts it aside; again changes nothing. False: there is none. */
  read(id: string, person: string, at: number): Promise<boolean>;
  /** Calls `changed` after any of that, in any process. */
  watch(changed: () => void): Promise<() => Promise<void>>;
}
