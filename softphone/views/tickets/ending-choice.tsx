import { Radio, Stack } from '@mantine/core';
import { useId } from 'react';
import type { TicketPage } from '../../../src/tickets/events.ts';
import { useNow } from '../now.tsx';
import { useWords } from '../words-context.tsx';

export type Ending = 'agreed' | 'not-agreed' | 'unreachable';

interface EndingChoiceProps {
  /** Null: nothing is chosen before the person does. */
  readonly value: Ending | null;
  readonly page: Pick<TicketPage, 'contactTriesLeft' | 'talk'>;
  readonly onChoose: (ending: Ending) => void;
}

/** How a ticket ends. What the server would refuse is not offered, and says why. */
export function EndingChoice({ value, page, onChoose }: EndingChoiceProps) {
  const { words, formats } = useWords();
  const now = useNow();
  const { talk, contactTriesLeft } = page;
  const refused: Partial<Record<Ending, string>> = {
    ...(talk ? {} : { agreed: words.ticket.noTalk }),
    ...(contactTriesLeft > 0 ? { unreachable: words.ticket.triesLeft(contactTriesLeft) } : {}),
  };
  const talked = talk ? words.ticket.agreedIn(talk.agentName, formats.moment(talk.at, now)) : undefined;
  return (
    <Radio.Group
      value={value ?? ''}
      onChange={chosen => {
        if (!refused[chosen as Ending]) onChoose(chosen as Ending);
      }}
      aria-label={words.ticket.closeLead}
    >
      <Stack gap={8}>
        <Option value="agreed" label={words.ticket.agreed} refused={refused.agreed} about={talked} first />
        <Option value="unreachable" label={words.ticket.unreachable} refused={refused.unreachable} />
        <Option value="not-agreed" label={words.ticket.notAgreed} />
      </Stack>
    </Radio.Group>
  );
}

interface OptionProps {
  readonly value: Ending;
  readonly label: string;
  /** Why it cannot be chosen now. */
  readonly refused?: string | undefined;
  readonly about?: string | undefined;
  readonly first?: boolean;
}

/** Not `disabled` where it cannot be chosen: arrows and screen readers would pass over it, and over the reason with it. */
function Option({ value, label, refused, about, first = false }: OptionProps) {
  const reason = useId();
  const text = refused ?? about;
  return (
    <Radio
      value={value}
      label={label}
      data-ending={value}
      data-autofocus={first || undefined}
      aria-disabled={refused !== undefined}
      styles={
        refused ? { label: { color: 'var(--mantine-color-dimmed)' }, radio: { cursor: 'not-allowed' } } : {}
      }
      {...(text ? { description: <span id={reason}>{text}</span>, 'aria-describedby': reason } : {})}
    />
  );
}
