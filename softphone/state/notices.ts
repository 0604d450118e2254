import type { NoticeCard } from '../../src/notices/notice.ts';
import { isLeaving, type Screen } from './screen.ts';

const NONE: readonly NoticeCard[] = [];

/** What supervisors have told me and still holds; a session that is ending has its last call alone. */
export const standingNotices = (screen: Screen): readonly NoticeCard[] =>
  isLeaving(screen) ? NONE : screen.notices;

/**
 * What is shown of them: one that is not read, whole; several, or those that were put aside, as one line with their count,
 * which shows all of them when it is opened.
 */
export function shownNotices(
  notices: readonly NoticeCard[],
  open: boolean,
): { readonly line: boolean; readonly cards: readonly NoticeCard[]; readonly unread: number } {
  const unread = notices.filter(({ read }) => !read);
  const [only] = unread;
  const isAlone = unread.length === 1 && notices.length === 1;
  if (isAlone || open) return { line: !isAlone, cards: notices, unread: unread.length };
  return { line: true, cards: unread.length === 1 && only ? [only] : [], unread: unread.length };
}
