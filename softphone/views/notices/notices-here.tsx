import { standingNotices } from '../../state/notices.ts';
import { dueNow } from '../../state/scheduled.ts';
import { noticeWords } from '../../words/notices.ts';
import { scheduledWords } from '../../words/scheduled.ts';
import { lazyPart } from '../lazy-part.tsx';
import { useSeen } from '../workplace-context.tsx';

const NoticeBanner = lazyPart(() => import('./notice-banner.tsx').then(m => m.NoticeBanner), {
  words: [noticeWords, scheduledWords],
  ahead: true,
  dispensable: true,
});

/** The notices of supervisors, and the calls whose moment has come, where there are any. */
export function NoticesHere({ look }: { readonly look: 'column' | 'strip' }) {
  const any = useSeen(screen => standingNotices(screen).length > 0 || dueNow(screen).length > 0);
  return any ? <NoticeBanner look={look} /> : null;
}
