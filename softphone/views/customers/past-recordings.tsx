import { Button, Loader, Stack, Text } from '@mantine/core';
import { IconChevronUp, IconPlayerPlay } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { RecordingCard } from '../../../src/recordings/events.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { customerWords } from '../../words/customer.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { RecordingPlayer } from '../tickets/recording-player.tsx';
import { useNews } from '../use-news.ts';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';

/** The recordings of a call, each with its player; they are asked for when somebody wants to hear them. */
export function PastRecordings({ call, count }: { readonly call: string; readonly count: number }) {
  const own = useOwnWords(customerWords);
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="compact-sm"
        variant="subtle"
        px={4}
        leftSection={
          open ? <IconChevronUp size={15} aria-hidden /> : <IconPlayerPlay size={15} aria-hidden />
        }
        aria-expanded={open}
        onClick={() => setOpen(!open)}
        data-action="past-recordings"
      >
        {open ? own.hide : own.recordings(count)}
      </Button>
      {open ? <Players call={call} /> : null}
    </>
  );
}

function Players({ call }: { readonly call: string }) {
  const { api } = useWorkplace();
  const { words, say } = useWords();
  const news = useNews('recordingNews');
  const [cards, setCards] = useState<readonly RecordingCard[] | null>(null);
  const [fault, setFault] = useState<LinkFault | null>(null);
  // One that is kept stays as it is.
  const settled = cards?.every(({ state }) => state !== 'pending') ?? false;
  const due = settled ? 0 : news;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change of what is pending is a reason to read again
  useEffect(() => {
    let gone = false;
    api.recordings({ call, limit: 50 }).then(
      ({ items }) => {
        if (!gone) setCards([...items].reverse());
      },
      thrown => {
        if (!gone) setFault(asFault(thrown));
      },
    );
    return () => {
      gone = true;
    };
  }, [api, call, due]);
  if (fault) {
    return (
      <Text fz="sm" role="alert">
        {say(fault.words)}
      </Text>
    );
  }
  if (cards === null) return <Loader size="xs" />;
  return (
    <Stack gap="sm" mt={4}>
      {cards.length === 0 ? <Text fz="sm">{words.ticket.noneToHear}</Text> : null}
      {cards.map(card => (
        <RecordingPlayer key={card.id} card={card} />
      ))}
    </Stack>
  );
}
