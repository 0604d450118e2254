import { Badge, Group, Radio } from '@mantine/core';
import type { QueuePicture } from '../../../src/supervision/events.ts';
import { useWords } from '../words-context.tsx';

interface QueueRadioProps {
  readonly value: string;
  readonly queue: QueuePicture;
  /** Has the focus when its dialog is opened. */
  readonly first?: boolean;
}

/** A queue to choose: whether it is open, who is free there and who waits, now. */
export function QueueRadio({ value, queue, first = false }: QueueRadioProps) {
  const { words } = useWords();
  const { name, title, open, waiting, agentsReady } = queue;
  return (
    <Radio
      value={value}
      disabled={!open}
      {...(first ? { 'data-autofocus': true } : {})}
      data-target={name}
      label={
        <Group gap={8} wrap="nowrap">
          <span>{title}</span>
          <Badge
            size="sm"
            color={open && agentsReady > 0 ? 'green' : 'gray'}
            variant={open ? 'light' : 'filled'}
          >
            {open ? words.board.ready(agentsReady) : words.board.closed}
          </Badge>
          {open && waiting > 0 ? (
            <Badge size="sm" color="yellow" variant="light">
              {words.transfer.waiting(waiting)}
            </Badge>
          ) : null}
        </Group>
      }
    />
  );
}
