import { Badge, Group, Text } from '@mantine/core';
import { characters } from '../../../src/kit/characters.ts';
import type { TextLimit } from '../../../src/tickets/texts.ts';
import { useWords } from '../words-context.tsx';

/** How many characters too many a text has; negative while there is room. */
export const overBy = (text: string, { most }: TextLimit) => characters(text.trim()) - most;

export function fits(text: string, limit: TextLimit): boolean {
  const count = characters(text.trim());
  return count >= limit.least && count <= limit.most;
}

/** For fields whose room is only worth a word when it is used up: what is too much, as their error. */
export function useExcess(): (text: string, limit: TextLimit) => string | undefined {
  const { words } = useWords();
  return (text, limit) => {
    const over = overBy(text, limit);
    return over > 0 ? words.ticket.tooMany(over) : undefined;
  };
}

interface TextStatusProps {
  readonly text: string;
  readonly limit: TextLimit;
  /** Whether the server has it: a draft must never look as if it were saved. */
  readonly state: 'draft' | 'saved' | 'empty';
}

/** Below a text field: how much room is left, and whether the words are saved. */
export function TextStatus({ text, limit, state }: TextStatusProps) {
  const { words } = useWords();
  const over = overBy(text, limit);
  return (
    <Group gap={8} wrap="nowrap" data-text-state={state}>
      {state === 'draft' ? (
        <Badge color="yellow" variant="light">
          {words.ticket.unsaved}
        </Badge>
      ) : null}
      {state === 'saved' ? (
        <Text fz="xs" c="dimmed">
          {words.ticket.saved}
        </Text>
      ) : null}
      <Text
        fz="xs"
        c={over > 0 ? 'var(--mantine-color-error)' : 'dimmed'}
        className="figures"
        role={over > 0 ? 'status' : undefined}
        data-over={over > 0 ? over : undefined}
      >
        {over > 0 ? words.ticket.tooMany(over) : words.ticket.left(-over)}
      </Text>
    </Group>
  );
}
