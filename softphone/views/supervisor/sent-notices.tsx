import { Alert, Badge, Button, Group, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconSpeakerphone } from '@tabler/icons-react';
import { useState } from 'react';
import type { SentNotice } from '../../../src/http/shapes/notices.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { areaTitle } from '../../state/areas.ts';
import { queueTitle } from '../../state/screen.ts';
import { readCount, type SentState, sentState } from '../../state/sent-notices.ts';
import { sentNoticeWords } from '../../words/notices.ts';
import { EMPTY_ICON, Empty } from '../desk/empty.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useMinute } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './notices-page.module.css';

interface SentNoticesProps {
  readonly sent: readonly SentNotice[] | null;
  readonly fault: LinkFault | null;
  readonly onChanged: () => void;
}

const COLOURS = { stands: 'rio', over: 'gray', withdrawn: 'gray' } as const satisfies Record<
  SentState,
  string
>;

/** The notices that were sent, the newest first. */
export function SentNotices({ sent, fault, onChanged }: SentNoticesProps) {
  const { say } = useWords();
  const own = useOwnWords(sentNoticeWords);
  return (
    <>
      <h2>{own.listed}</h2>
      {fault === null ? null : (
        <Alert color="red" role="alert">
          {say(fault.words)}
        </Alert>
      )}
      {sent?.length === 0 ? (
        <Empty icon={<IconSpeakerphone {...EMPTY_ICON} />}>{own.none}</Empty>
      ) : (
        <ul className={style.list} data-focus-home>
          {sent?.map(notice => (
            <Sent key={notice.id} notice={notice} onChanged={onChanged} />
          ))}
        </ul>
      )}
    </>
  );
}

function Sent({ notice, onChanged }: { readonly notice: SentNotice; readonly onChanged: () => void }) {
  const { api } = useWorkplace();
  const { formats, say } = useWords();
  const own = useOwnWords(sentNoticeWords);
  const now = useMinute();
  const [busy, setBusy] = useState(false);
  const { id, text, importance, by, writtenAt, until, withdrawnAt, readers } = notice;
  const whom = useSeen(screen => [
    ...notice.queues.map(queue => queueTitle(screen, queue)),
    ...notice.areas.map(area => areaTitle(screen, area)),
  ]);
  const state = sentState(notice, now);
  const withdraw = async () => {
    setBusy(true);
    try {
      await api.withdrawNotice(id);
      notifications.show({ message: own.withdrawn });
    } catch (thrown) {
      notifications.show({ color: 'red', message: say(asFault(thrown).words) });
    }
    setBusy(false);
    onChanged();
  };
  return (
    <li className={style.sent} data-state={state} data-sent-notice={id}>
      <Group gap={6} justify="space-between">
        <Group gap={6}>
          <Badge color={COLOURS[state]}>{own.state[state]}</Badge>
          {importance === 'warning' ? <Badge color="yellow">{own.importances.warning}</Badge> : null}
          <Text fz="sm">{whom.length === 0 ? own.anybody : whom.join(', ')}</Text>
        </Group>
        {state === 'stands' ? (
          <Button
            size="compact-sm"
            variant="default"
            loading={busy}
            onClick={() => void withdraw()}
            data-action="withdraw-notice"
          >
            {own.withdraw}
          </Button>
        ) : null}
      </Group>
      <p className={style.text}>{text}</p>
      <Text fz="xs" c="dimmed">
        {own.meta(by, formats.moment(writtenAt, now), formats.moment(withdrawnAt ?? until, now))}
      </Text>
      <details>
        <summary className={style.summary} data-read-count={readCount(notice)}>
          {own.readBy(readCount(notice), readers.length)}
        </summary>
        <ul className={style.readers} aria-label={own.readers}>
          {readers.map(({ id: person, name, readAt }) => (
            <li key={person}>
              <span>{name}</span>
              <Text span fz="sm" c="dimmed">
                {readAt === null ? own.notYet : formats.moment(readAt, now)}
              </Text>
            </li>
          ))}
        </ul>
      </details>
    </li>
  );
}
