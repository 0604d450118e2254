import { Alert, Button, Menu, Paper, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconCalendarClock } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { ScheduledCard } from '../../../src/http/shapes/scheduled-calls.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { scheduledWords } from '../../words/scheduled.ts';
import { EMPTY_ICON, Empty } from '../desk/empty.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useMinute } from '../now.tsx';
import { ScheduledLine } from '../scheduled/scheduled-line.tsx';
import { useNews } from '../use-news.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './notices-page.module.css';

/** The calls that agents have promised and nobody has made; each may be given to somebody else. */
export function OverduePage() {
  const { api } = useWorkplace();
  const { words, say } = useWords();
  const own = useOwnWords(scheduledWords);
  const news = useNews('scheduledNews');
  const minute = useMinute();
  const [turn, setTurn] = useState(0);
  const [overdue, setOverdue] = useState<readonly ScheduledCard[] | null>(null);
  const [fault, setFault] = useState<LinkFault | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is the reason to read again, and so is the time that goes by
  useEffect(() => {
    let gone = false;
    api.overdueCalls().then(
      ({ items }) => {
        if (gone) return;
        setOverdue(items);
        setFault(null);
      },
      thrown => {
        if (!gone) setFault(asFault(thrown));
      },
    );
    return () => {
      gone = true;
    };
  }, [api, news, minute, turn]);
  return (
    <div className={style.page} style={{ gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Paper className={style.panel}>
        <Title order={1} className="sr-only">
          {words.chrome.floorPages.scheduled}
        </Title>
        <Text fz="sm" c="dimmed">
          {own.overdueLead}
        </Text>
        {fault === null ? null : (
          <Alert color="red" role="alert">
            {say(fault.words)}
          </Alert>
        )}
        {overdue?.length === 0 ? (
          <Empty icon={<IconCalendarClock {...EMPTY_ICON} />}>{own.overdueNone}</Empty>
        ) : (
          <ul className={style.list} data-focus-home>
            {overdue?.map(scheduled => (
              <li key={scheduled.id} className={style.sent} data-overdue={scheduled.id}>
                <Text fz="xs" c="dimmed">
                  {own.of(scheduled.personName)}
                </Text>
                <ScheduledLine scheduled={scheduled} />
                <GiveMenu scheduled={scheduled} onGiven={() => setTurn(count => count + 1)} />
              </li>
            ))}
          </ul>
        )}
      </Paper>
    </div>
  );
}

interface GiveMenuProps {
  readonly scheduled: ScheduledCard;
  readonly onGiven: () => void;
}

/** Those who are logged in with a telephone; the server knows whom a supervisor directs. */
function GiveMenu({ scheduled, onGiven }: GiveMenuProps) {
  const { api } = useWorkplace();
  const { say } = useWords();
  const own = useOwnWords(scheduledWords);
  const [busy, setBusy] = useState(false);
  const agents = useSeen(screen =>
    (screen.picture?.agents ?? [])
      .filter(({ id }) => id !== scheduled.person)
      .map(({ id, displayName }) => ({ id, displayName })),
  );
  const give = async (person: string, name: string) => {
    setBusy(true);
    try {
      await api.giveScheduled(scheduled.id, { version: scheduled.version, person });
      notifications.show({ message: own.given(name) });
    } catch (thrown) {
      notifications.show({ color: 'red', message: say(asFault(thrown).words) });
    }
    setBusy(false);
    onGiven();
  };
  return (
    <Menu position="bottom-start">
      <Menu.Target>
        <Button size="compact-sm" variant="default" mt={6} loading={busy} data-action="give-scheduled">
          {own.give}
        </Button>
      </Menu.Target>
      <Menu.Dropdown mah={320} style={{ overflowY: 'auto' }}>
        {agents.length === 0 ? <Menu.Label data-give-to-nobody>{own.giveNobody}</Menu.Label> : null}
        {agents.map(({ id, displayName }) => (
          <Menu.Item key={id} onClick={() => void give(id, displayName)} data-give-to={id}>
            {displayName}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
