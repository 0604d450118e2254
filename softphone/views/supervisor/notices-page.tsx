import { Paper, Title } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { SentNotice } from '../../../src/http/shapes/notices.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { useNews } from '../use-news.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { NoticeForm } from './notice-form.tsx';
import style from './notices-page.module.css';
import { SentNotices } from './sent-notices.tsx';

/** What supervisors tell the agents: a new notice, and those that were sent, with who has read them. */
export function NoticesPage() {
  const { api } = useWorkplace();
  const { words } = useWords();
  const news = useNews('noticeNews');
  const link = useSeen(screen => screen.link);
  const [turn, setTurn] = useState(0);
  const [sent, setSent] = useState<readonly SentNotice[] | null>(null);
  const [fault, setFault] = useState<LinkFault | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is the reason to read again
  useEffect(() => {
    let gone = false;
    if (link === 'away') return;
    api.notices().then(
      ({ items }) => {
        if (gone) return;
        setSent(items);
        setFault(null);
      },
      thrown => {
        if (!gone) setFault(asFault(thrown));
      },
    );
    return () => {
      gone = true;
    };
  }, [api, link, news, turn]);
  const again = () => setTurn(count => count + 1);
  return (
    <div className={style.page}>
      <Title order={1} className="sr-only">
        {words.chrome.floorPages.notices}
      </Title>
      <Paper className={style.panel}>
        <NoticeForm onSent={again} />
      </Paper>
      <Paper className={style.panel}>
        <SentNotices sent={sent} fault={fault} onChanged={again} />
      </Paper>
    </div>
  );
}
