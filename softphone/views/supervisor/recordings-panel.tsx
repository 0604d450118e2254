import { Alert, Anchor, Text, TextInput } from '@mantine/core';
import { useDebouncedValue } from '@mantine/hooks';
import { IconMicrophone, IconSearch } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import { reachOf } from '../../../src/kit/searchable.ts';
import type { RecordingCard } from '../../../src/recordings/events.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { ticketPath } from '../../state/route.ts';
import { EMPTY_ICON, Empty } from '../desk/empty.tsx';
import { RecordingPlayer } from '../tickets/recording-player.tsx';
import { useNews } from '../use-news.ts';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import style from './supervisor.module.css';

const SHOWN = 30;

/** The newest recordings, with search and playback in place. */
export function RecordingsPanel() {
  const { api } = useWorkplace();
  const recordingNews = useNews('recordingNews');
  const { words, say } = useWords();
  const [typed, setTyped] = useState('');
  const [text] = useDebouncedValue(typed.trim(), 250);
  const [cards, setCards] = useState<readonly RecordingCard[] | null>(null);
  const [fault, setFault] = useState<LinkFault | null>(null);
  const tooShort = reachOf(text) === 'too-short' || fault?.code === 'search-too-short';

  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is the reason to read again
  useEffect(() => {
    let gone = false;
    setFault(null);
    if (reachOf(text) === 'too-short') return;
    api.recordings({ limit: SHOWN, text }).then(
      list => {
        if (!gone) setCards(list.items);
      },
      thrown => {
        if (!gone) setFault(asFault(thrown));
      },
    );
    return () => {
      gone = true;
    };
  }, [api, text, recordingNews]);

  return (
    <>
      <div className={style.title}>
        <h2>{words.recording.title}</h2>
        <TextInput
          type="search"
          size="xs"
          w={280}
          aria-label={words.recording.search}
          placeholder={words.recording.search}
          leftSection={<IconSearch size={14} aria-hidden />}
          value={typed}
          onChange={event => setTyped(event.currentTarget.value)}
        />
      </div>
      <div className={style.scroll}>
        {tooShort ? (
          <Empty icon={<IconMicrophone {...EMPTY_ICON} />}>{words.list.tooShort}</Empty>
        ) : fault ? (
          <Alert color="red" m="sm" role="alert">
            {say(fault.words)}
          </Alert>
        ) : cards?.length === 0 ? (
          <Empty icon={<IconMicrophone {...EMPTY_ICON} />}>
            {text ? words.recording.noneFound : words.recording.none}
          </Empty>
        ) : (
          <div className={style.recordings}>
            {(cards ?? []).map(card => (
              <div key={card.id} className={style.recording}>
                <Head card={card} />
                <RecordingPlayer card={card} />
              </div>
            ))}
          </div>
        )}
      </div>
    </>
  );
}

function Head({ card }: { readonly card: RecordingCard }) {
  const { formats, words } = useWords();
  return (
    <div className={style.recordingHead}>
      <Text fz="sm" fw={600} className="figures">
        {card.ticket === ''
          ? card.callerName
          : formats.telephone(card.callerNumber) || words.call.hiddenNumber}
      </Text>
      {card.ticket === '' ? null : (
        <Anchor component={Link} href={ticketPath(card.ticket)} fz="sm" className="figures">
          {card.ticket}
        </Anchor>
      )}
    </div>
  );
}
