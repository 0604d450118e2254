import { Badge, Button, Center, Group, Stack, Tabs, Text } from '@mantine/core';
import { IconArrowLeft, IconInbox } from '@tabler/icons-react';
import { useEffect } from 'react';
import { type CallArea, presentTicket } from '../../state/call-area.ts';
import { isLeaving } from '../../state/screen.ts';
import { EMPTY_ICON, Empty } from '../desk/empty.tsx';
import { useKeys } from '../desk/hotkeys.ts';
import { Key } from '../desk/key.tsx';
import { Loading } from '../desk/loading.tsx';
import { lazyPart } from '../lazy-part.tsx';
import { TicketRow } from '../tickets/ticket-row.tsx';
import tickets from '../tickets/tickets.module.css';
import { useTicketList } from '../tickets/use-ticket-list.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './agent.module.css';
import { useMessages } from './use-messages.ts';

const TicketPanel = lazyPart(() => import('../tickets/ticket-panel.tsx').then(m => m.TicketPanel), {
  waiting: <Loading size="sm" m="xl" />,
  ahead: true,
});
const MessagesList = lazyPart(() => import('./messages-list.tsx').then(m => m.MessagesList), {
  ahead: true,
  waiting: <Loading size="sm" m="xl" />,
});

/** The ticket of the call; between calls, the tickets that are mine to move. */
export function WorkPane({ area }: { readonly area: CallArea }) {
  const { words } = useWords();
  const { store } = useWorkplace();
  const picked = useSeen(screen => screen.picked);
  const pick = (ticket: string | null) => store.send({ kind: 'pick-ticket', ticket });
  useEffect(() => () => store.send({ kind: 'pick-ticket', ticket: null }), [store]);
  const ofCall = useSeen(screen => presentTicket(screen, area));
  const leaving = useSeen(isLeaving);
  const shown = ofCall ?? picked;
  const back = () => pick(null);
  useKeys({
    // What lies over it is closed first.
    back: { now: () => ofCall === null && picked !== null && store.get().beside === null, does: back },
  });

  if (shown) {
    return (
      <>
        <Group justify="space-between" className={style.title} h={40}>
          <span>{ofCall ? words.ticket.ofCall : words.ticket.one}</span>
          {ofCall ? null : (
            <Button
              variant="subtle"
              size="compact-xs"
              leftSection={<IconArrowLeft size={14} aria-hidden />}
              rightSection={<Key name="Esc" />}
              onClick={back}
            >
              {words.ticket.toList}
            </Button>
          )}
        </Group>
        <TicketPanel key={shown} number={shown} />
      </>
    );
  }
  if (area.kind !== 'idle') {
    return (
      <Stack align="center" justify="center" h="100%" aria-busy>
        <Loading size="sm" silent />
        <Text c="dimmed">{words.ticket.comes}</Text>
      </Stack>
    );
  }
  // Whose session is over is on the way to the log-in page, and is answered no list any more.
  return leaving ? null : <MyWork onPick={pick} />;
}

/** Both lists with their lengths: what came back to be told to a customer must not hide behind an empty list. */
function MyWork({ onPick }: { readonly onPick: (number: string) => void }) {
  const { words } = useWords();
  const level = useSeen(({ who }) => who.person.level);
  const mine = useTicketList({ state: 'open', assignee: 'me', limit: 50 });
  const ofLevel = useTicketList({ state: 'open', level, assignee: 'nobody', limit: 50 });
  const messages = useMessages();
  return (
    <Tabs defaultValue={level > 1 ? 'level' : 'mine'} keepMounted={false} className={tickets.ticket}>
      <Tabs.List px={8} mih={40} style={{ flex: 'none' }}>
        <Tabs.Tab value="mine">{`${words.ticket.mine} (${mine.total})`}</Tabs.Tab>
        <Tabs.Tab value="level">{`${words.ticket.inArea} (${ofLevel.total})`}</Tabs.Tab>
        <Tabs.Tab
          value="messages"
          data-unheard={messages.unheard}
          rightSection={
            messages.unheard > 0 ? (
              <Badge size="sm" circle color="grape" aria-label={words.messages.waiting(messages.unheard)}>
                {messages.unheard}
              </Badge>
            ) : null
          }
        >
          {words.messages.title}
        </Tabs.Tab>
      </Tabs.List>
      <Tabs.Panel value="mine" className={tickets.scroll}>
        <Listing listing={mine} none={words.ticket.noneMine} onPick={onPick} />
      </Tabs.Panel>
      <Tabs.Panel value="level" className={tickets.scroll}>
        <Listing listing={ofLevel} none={words.ticket.noneInArea} onPick={onPick} />
      </Tabs.Panel>
      <Tabs.Panel value="messages" className={tickets.scroll}>
        <MessagesList messages={messages} onPick={onPick} />
      </Tabs.Panel>
    </Tabs>
  );
}

interface ListingProps {
  readonly listing: ReturnType<typeof useTicketList>;
  /** What an empty list says. */
  readonly none: string;
  readonly onPick: (number: string) => void;
}

function Listing({ listing, none, onPick }: ListingProps) {
  const { say } = useWords();
  if (listing.fault) {
    return (
      <Text p="md" role="alert">
        {say(listing.fault.words)}
      </Text>
    );
  }
  if (listing.items.length === 0) {
    return listing.loading ? (
      <Center p="xl">
        <Loading size="sm" />
      </Center>
    ) : (
      <Empty icon={<IconInbox {...EMPTY_ICON} />}>{none}</Empty>
    );
  }
  return listing.items.map(card => (
    <TicketRow key={card.number} card={card} onPick={() => onPick(card.number)} />
  ));
}
