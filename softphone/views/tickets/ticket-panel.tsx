import { Alert, Button, Center, Stack, Tabs, Text, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useState } from 'react';
import type { RecordingCard } from '../../../src/recordings/events.ts';
import { can } from '../../../src/rights/capabilities.ts';
import type { TicketPage } from '../../../src/tickets/events.ts';
import type { LinkFault } from '../../link/fault.ts';
import { ownAreas } from '../../state/areas.ts';
import { isLeaving } from '../../state/screen.ts';
import { type ButtonAction, promisesTold } from '../../state/ticket-page.ts';
import { customerWords } from '../../words/customer.ts';
import { scheduledWords } from '../../words/scheduled.ts';
import { Loading } from '../desk/loading.tsx';
import { lazyPart } from '../lazy-part.tsx';
import { useNews } from '../use-news.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { ActionDialog } from './action-dialog.tsx';
import { LeftDraft, WORDED } from './left-draft.tsx';
import { RecordingPlayer } from './recording-player.tsx';
import { SummaryField } from './summary-field.tsx';
import { TicketActions } from './ticket-actions.tsx';
import { TicketCalls } from './ticket-calls.tsx';
import { TicketHead } from './ticket-head.tsx';
import style from './tickets.module.css';
import { Timeline } from './timeline.tsx';
import { type TicketInHand, useTicket } from './use-ticket.ts';

const CustomerOnTicket = lazyPart(
  () => import('./customer-on-ticket.tsx').then(m => m.CustomerOnTicketPart),
  { words: [customerWords], waiting: <Loading size="sm" /> },
);

const ScheduledOnTicket = lazyPart(
  () => import('../scheduled/scheduled-on-ticket.tsx').then(m => m.ScheduledOnTicket),
  { words: [scheduledWords] },
);

/** One ticket with everything an agent does to it. It fills the place it is put in and scrolls inside. */
export function TicketPanel({ number }: { readonly number: string }) {
  const ticket = useTicket(number);
  const { words, say } = useWords();
  const { reading } = ticket;
  switch (reading.kind) {
    case 'loading':
    case 'opening':
      return (
        <Stack align="center" justify="center" className={style.ticket} aria-busy data-ticket={number}>
          <Title order={2} fz={18} className="figures">
            {number}
          </Title>
          <Loading size="sm" label={words.ticket.comes} />
          {reading.kind === 'opening' ? <Text c="dimmed">{words.ticket.comes}</Text> : null}
        </Stack>
      );
    case 'failed':
      return (
        <Stack align="center" justify="center" className={style.ticket} role="alert">
          <Text>{say(reading.fault.words)}</Text>
          <Button variant="light" onClick={ticket.reload}>
            {words.chrome.again}
          </Button>
        </Stack>
      );
    case 'read':
      return <TicketRead page={reading.page} ticket={ticket} />;
    default:
      return reading satisfies never;
  }
}

function TicketRead({ page, ticket }: { readonly page: TicketPage; readonly ticket: TicketInHand }) {
  const leaving = useSeen(isLeaving);
  const serves = useSeen(screen => can(screen.who.person, 'serve-customers') && !isLeaving(screen));
  const areas = useSeen(ownAreas);
  const { words, say } = useWords();
  const [dialog, setDialog] = useState<ButtonAction | null>(null);
  const recordings = useRecordingsOf(page.number);
  const promised = promisesTold(page);

  const onFault = (fault: LinkFault) =>
    notifications.show({
      color: fault.code === 'changed-meanwhile' ? 'yellow' : 'red',
      message: say(fault.words),
    });

  return (
    <article className={style.ticket} data-ticket={page.number} data-ticket-version={page.version}>
      <div className={style.head}>
        <TicketHead page={page} act={ticket.act} />
      </div>
      <div className={style.scroll}>
        <Stack gap="xs" p="10px 14px">
          <SummaryField page={page} act={ticket.act} onFault={onFault} />
          {leaving ? null : (
            <TicketActions page={page} act={ticket.act} onFault={onFault} onAsk={setDialog} />
          )}
          {WORDED.map(action => (
            <LeftDraft key={action} action={action} page={page} act={ticket.act} onFault={onFault} />
          ))}
          {promised > 0 && !leaving ? (
            <ScheduledOnTicket number={page.number} told={`${promised} ${page.version}`} />
          ) : null}
          {page.solution ? (
            <Alert color="green" variant="light" title={words.ticket.solution} p="8px 12px">
              <Text fz="sm" style={{ whiteSpace: 'pre-line' }}>
                {page.solution}
              </Text>
            </Alert>
          ) : null}
        </Stack>
        <Tabs defaultValue="history" keepMounted={false}>
          <Tabs.List px={14}>
            <Tabs.Tab value="history">{words.ticket.history}</Tabs.Tab>
            <Tabs.Tab value="recordings" data-action="ticket-recordings">
              {words.ticket.recordings} ({recordings.length})
            </Tabs.Tab>
            {serves ? (
              <Tabs.Tab value="customer" data-action="ticket-customer">
                {words.ticket.customer}
              </Tabs.Tab>
            ) : null}
            {leaving ? null : (
              <Tabs.Tab value="calls" data-action="ticket-calls">
                {words.ticket.calls}
              </Tabs.Tab>
            )}
          </Tabs.List>
          <Tabs.Panel value="calls" p={14}>
            <TicketCalls number={page.number} version={`${page.version} ${page.updatedAt}`} />
          </Tabs.Panel>
          {serves ? (
            <Tabs.Panel value="customer" p={14}>
              <CustomerOnTicket number={page.number} customer={page.customerId} />
            </Tabs.Panel>
          ) : null}
          <Tabs.Panel value="history">
            <Timeline number={page.number} entries={page.timeline} />
          </Tabs.Panel>
          <Tabs.Panel value="recordings" p={14}>
            {recordings.length === 0 ? (
              <Center mih={60}>
                <Text c="dimmed">{areas === null ? words.ticket.noRecordings : words.ticket.noneToHear}</Text>
              </Center>
            ) : (
              <Stack gap="sm">
                {recordings.map(card => (
                  <RecordingPlayer key={card.id} card={card} />
                ))}
              </Stack>
            )}
          </Tabs.Panel>
        </Tabs>
      </div>
      {dialog ? (
        <ActionDialog action={dialog} page={page} act={ticket.act} onClose={() => setDialog(null)} />
      ) : null}
    </article>
  );
}

/** The recordings of a ticket; read again when the centre tells of a new one. */
function useRecordingsOf(number: string): readonly RecordingCard[] {
  const { api } = useWorkplace();
  const recordingNews = useNews('recordingNews');
  const ending = useSeen(screen => screen.ending);
  const [cards, setCards] = useState<readonly RecordingCard[]>([]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is the reason to read again
  useEffect(() => {
    // Whose session has ended in a call hears nothing any more.
    if (ending !== null) return;
    let gone = false;
    api.recordings({ ticket: number, limit: 50 }).then(
      list => {
        if (!gone) setCards(list.items);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [api, number, recordingNews, ending]);
  return cards;
}
