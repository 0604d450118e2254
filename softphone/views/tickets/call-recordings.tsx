import { Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { RecordingCard } from '../../../src/recordings/events.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { Loading } from '../desk/loading.tsx';
import { useNews } from '../use-news.ts';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import { RecordingPlayer } from './recording-player.tsx';

interface CallRecordingsProps {
  readonly call: string;
  /** Only those on which this person speaks. */
  readonly agent?: string;
}

/** The recordings of a call that the reader may hear, oldest first, each with its player. */
export function CallRecordings({ call, agent }: CallRecordingsProps) {
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
    api.recordings({ call, ...(agent === undefined ? {} : { agent, kind: 'call' }), limit: 50 }).then(
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
  }, [api, call, agent, due]);
  if (fault) {
    return (
      <Text fz="sm" role="alert">
        {say(fault.words)}
      </Text>
    );
  }
  if (cards === null) return <Loading size="xs" />;
  return (
    <Stack gap="sm" mt={4}>
      {cards.length === 0 ? <Text fz="sm">{words.ticket.noneToHear}</Text> : null}
      {cards.map(card => (
        <RecordingPlayer key={card.id} card={card} />
      ))}
    </Stack>
  );
}
