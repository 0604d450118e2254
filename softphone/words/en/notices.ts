import type { noticeWords as spanish } from '../es/notices.ts';

export const noticeWords: typeof spanish = {
  title: 'Notices',
  count: (unread, all) =>
    unread === 0
      ? all === 1
        ? '1 notice read'
        : `${all} notices read`
      : unread === 1
        ? '1 unread notice'
        : `${unread} unread notices`,
  from: (by, at, until) => `${by}, ${at} · until ${until}`,
  read: 'Got it',
  spoken: { info: text => `Notice: ${text}`, warning: text => `Important notice: ${text}` },
  importance: { info: 'Notice', warning: 'Important notice' },
};
