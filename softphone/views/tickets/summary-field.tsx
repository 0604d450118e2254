import { Button, Group, Text, Textarea } from '@mantine/core';
import { useState } from 'react';
import type { TicketPage } from '../../../src/tickets/events.ts';
import type { LinkFault } from '../../link/fault.ts';
import { KEYS } from '../desk/hotkeys.ts';
import { Key } from '../desk/key.tsx';
import { SUMMARY_FIELD } from '../desk/use-call-keys.ts';
import { useDraft } from '../desk/use-draft.ts';
import { useWords } from '../words-context.tsx';
import type { TicketInHand } from './use-ticket.ts';

/** One or two sentences (S4-13). */
const LONGEST = 240;
const SHORTEST = 3;

interface SummaryFieldProps {
  readonly page: TicketPage;
  readonly act: TicketInHand['act'];
  readonly onFault: (fault: LinkFault) => void;
}

/** The summary the next level reads. What is typed is kept as a draft until the server has it. */
export function SummaryField({ page, act, onFault }: SummaryFieldProps) {
  const { words } = useWords();
  // A cleared field must stay clear while it is edited: a blank stands for it in the draft.
  const [text, write, forget] = useDraft(`summary.${page.number}`, page.summary);
  const [busy, setBusy] = useState(false);
  const may = page.actions.includes('describe');
  const changed = text.trim() !== page.summary;
  const sendable = changed && text.trim().length >= SHORTEST;

  async function save(): Promise<void> {
    if (!sendable || busy) return;
    setBusy(true);
    const fault = await act({ action: 'describe', summary: text.trim() });
    setBusy(false);
    if (fault) onFault(fault);
    else forget();
  }

  return (
    <div>
      <Textarea
        id={SUMMARY_FIELD}
        label={
          <Group gap={6} component="span">
            {words.ticket.summary}
            <Key name={KEYS.summary} />
          </Group>
        }
        aria-keyshortcuts={KEYS.summary}
        placeholder={words.ticket.summaryHint}
        value={text}
        maxLength={LONGEST}
        rows={3}
        readOnly={!may}
        onChange={event => write(event.currentTarget.value || ' ')}
        onKeyDown={event => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void save();
        }}
        onBlur={() => void save()}
      />
      {may ? (
        <Group justify="space-between" h={28} mt={2} wrap="nowrap">
          <Text fz="xs" c="dimmed" className="figures">
            {words.ticket.left(LONGEST - text.trim().length)}
            {page.summary || changed ? ` · ${changed ? words.ticket.unsaved : words.ticket.saved}` : ''}
          </Text>
          <Button
            size="compact-xs"
            variant="light"
            disabled={!sendable}
            loading={busy}
            rightSection={<Key name="Ctrl ↵" />}
            onClick={() => void save()}
            data-action="save-summary"
          >
            {words.ticket.save}
          </Button>
        </Group>
      ) : null}
    </div>
  );
}
