import { Anchor, Badge, Group, Text } from '@mantine/core';
import { IconRecordMail } from '@tabler/icons-react';
import type { RecordingCard } from '../../../src/recordings/events.ts';
import { EMPTY_ICON, Empty } from '../desk/empty.tsx';
import { RecordingPlayer } from '../tickets/recording-player.tsx';
import { useWords } from '../words-context.tsx';
import style from './agent.module.css';
import type { Messages } from './use-messages.ts';

interface MessagesListProps {
  readonly messages: Messages;
  readonly onPick: (ticket: string) => void;
}

/** What callers said to my voicemail: from whom, when, and the sound, which is also on the ticket. */
export function MessagesList({ messages, onPick }: MessagesListProps) {
  const { words } = useWords();
  if (messages.items.length === 0)
    return <Empty icon={<IconRecordMail {...EMPTY_ICON} />}>{words.messages.none}</Empty>;
  return messages.items.map(card => (
    <div
      key={card.id}
      className={style.message}
      data-message={card.id}
      data-heard={card.heard}
      onClickCapture={event => {
        const isPlay = (event.target as Element).closest('[data-action=play-recording]') !== null;
        if (isPlay) messages.listened(card.id);
      }}
    >
      <From card={card} onPick={onPick} />
      <RecordingPlayer card={card} />
    </div>
  ));
}

function From({ card, onPick }: { readonly card: RecordingCard; readonly onPick: (ticket: string) => void }) {
  const { words, formats } = useWords();
  const number = formats.telephone(card.callerNumber) || words.call.hiddenNumber;
  return (
    <Group gap={8} wrap="nowrap" mb={2}>
      <Text fz="sm" fw={card.heard ? 500 : 700} className="figures" truncate>
        {card.ticket === ''
          ? card.callerName
          : [card.customerName ?? card.callerName, number].filter(Boolean).join(' · ')}
      </Text>
      {card.heard ? null : <Badge color="grape">{words.messages.unheard}</Badge>}
      {card.ticket === '' ? (
        <Badge color="gray" variant="light">
          {words.internal.title}
        </Badge>
      ) : (
        <Anchor
          component="button"
          type="button"
          fz="sm"
          className="figures"
          onClick={() => onPick(card.ticket)}
        >
          {card.ticket}
        </Anchor>
      )}
    </Group>
  );
}
