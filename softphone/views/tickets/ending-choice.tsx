import { Radio, Stack } from '@mantine/core';
import { useId } from 'react';
import { useWords } from '../words-context.tsx';

export type Ending = 'agreed' | 'not-agreed' | 'unreachable';

interface EndingChoiceProps {
  readonly value: Ending;
  /** Calls in vain still to be made before the customer may be given up. */
  readonly triesLeft: number;
  readonly onChoose: (ending: Ending) => void;
}

/** How a ticket ends. What the server would refuse is not offered, and says why. */
export function EndingChoice({ value, triesLeft, onChoose }: EndingChoiceProps) {
  const { words } = useWords();
  const reason = useId();
  const tooEarly = triesLeft > 0;
  return (
    <Radio.Group
      value={value}
      onChange={chosen => {
        if (!(tooEarly && chosen === 'unreachable')) onChoose(chosen as Ending);
      }}
      aria-label={words.ticket.closeLead}
    >
      <Stack gap={8}>
        <Radio value="agreed" label={words.ticket.agreed} data-autofocus />
        {/* Not `disabled`: arrows and screen readers would pass over it, and over the reason with it. */}
        <Radio
          value="unreachable"
          label={words.ticket.unreachable}
          aria-disabled={tooEarly}
          styles={
            tooEarly
              ? { label: { color: 'var(--mantine-color-dimmed)' }, radio: { cursor: 'not-allowed' } }
              : {}
          }
          {...(tooEarly
            ? {
                description: <span id={reason}>{words.ticket.triesLeft(triesLeft)}</span>,
                'aria-describedby': reason,
              }
            : {})}
        />
        <Radio value="not-agreed" label={words.ticket.notAgreed} />
      </Stack>
    </Radio.Group>
  );
}
