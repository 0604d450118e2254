import { Button } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconAlertTriangle, IconChevronDown, IconChevronUp, IconInfoCircle } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { NoticeCard } from '../../../src/notices/notice.ts';
import { LinkFault } from '../../link/fault.ts';
import { shownNotices, standingNotices } from '../../state/notices.ts';
import { dueNow } from '../../state/scheduled.ts';
import { noticeWords } from '../../words/notices.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useMinute } from '../now.tsx';
import { Reminders } from '../scheduled/reminders.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './notices.module.css';

interface NoticeBannerProps {
  /** Where it stands: under one's own state, or above a page. */
  readonly look: 'column' | 'strip';
}

/** What supervisors have told me and still holds, and whom I have promised a call now. It never lies over anything. */
export function NoticeBanner({ look }: NoticeBannerProps) {
  const own = useOwnWords(noticeWords);
  const notices = useSeen(standingNotices);
  const due = useSeen(dueNow);
  const [open, setOpen] = useState(false);
  const { line, cards, unread } = shownNotices(notices, open);
  const pressing = notices.some(({ read, importance }) => !read && importance === 'warning');
  const importance = unread === 0 ? 'none' : pressing ? 'warning' : 'info';
  const Chevron = open ? IconChevronUp : IconChevronDown;
  return (
    <section className={style.notices} data-look={look} data-notices={unread} aria-label={own.title}>
      <Reminders due={due} />
      <Spoken notices={notices} />
      {line && notices.length > 0 ? (
        <button
          type="button"
          className={style.line}
          data-importance={importance}
          data-action="show-notices"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {pressing ? <IconAlertTriangle size={16} aria-hidden /> : <IconInfoCircle size={16} aria-hidden />}
          <span>{own.count(unread, notices.length)}</span>
          <Chevron size={16} aria-hidden />
        </button>
      ) : null}
      {cards.map(notice => (
        <NoticeLine key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function NoticeLine({ notice }: { readonly notice: NoticeCard }) {
  const { api } = useWorkplace();
  const { formats, say } = useWords();
  const own = useOwnWords(noticeWords);
  const now = useMinute();
  const [busy, setBusy] = useState(false);
  const { id, text, importance, by, writtenAt, until, read } = notice;
  const Icon = importance === 'warning' ? IconAlertTriangle : IconInfoCircle;
  const putAside = async () => {
    setBusy(true);
    await api.readNotice(id).catch((fault: unknown) => {
      if (fault instanceof LinkFault) notifications.show({ color: 'red', message: say(fault.words) });
    });
    setBusy(false);
  };
  return (
    <article
      className={style.notice}
      data-importance={importance}
      data-notice-id={id}
      data-read={read || undefined}
    >
      <Icon size={16} aria-label={own.importance[importance]} />
      <p className={style.text}>{text}</p>
      <div className={style.foot}>
        <span>{own.from(by, formats.moment(writtenAt, now), formats.moment(until, now))}</span>
        {read ? null : (
          <Button
            size="compact-sm"
            variant="default"
            loading={busy}
            onClick={() => void putAside()}
            data-action="notice-read"
          >
            {own.read}
          </Button>
        )}
      </div>
    </article>
  );
}

/** Those that were said; a page that is opened anew says none twice. */
const said = new Set<string>();

/** Says each that is not read once, when whoever is listening has finished what they hear. */
function Spoken({ notices }: { readonly notices: readonly NoticeCard[] }) {
  const own = useOwnWords(noticeWords);
  const [text, setText] = useState('');
  // The region has to be there before its words are, or nothing is said.
  useEffect(() => {
    const fresh = notices.filter(({ id, read }) => !read && !said.has(id));
    if (fresh.length === 0) return;
    for (const { id } of fresh) said.add(id);
    setText(fresh.map(notice => own.spoken[notice.importance](notice.text)).join(' '));
  }, [notices, own]);
  return (
    <div className="sr-only" role="status" aria-live="polite" data-said-notices>
      {text}
    </div>
  );
}
