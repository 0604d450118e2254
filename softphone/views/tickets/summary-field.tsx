import { Button, Group, Textarea } from '@mantine/core';
import { useRef, useState } from 'react';
import type { TicketPage } from '../../../src/tickets/events.ts';
import { TEXTS } from '../../../src/tickets/texts.ts';
import type { LinkFault } from '../../link/fault.ts';
import { writerOf } from '../../state/ticket-page.ts';
import { useKeymap } from '../desk/hotkeys.ts';
import { Key } from '../desk/key.tsx';
import { SUMMARY_FIELD } from '../desk/use-call-keys.ts';
import { useDraftOver } from '../desk/use-draft.ts';
import { useWords } from '../words-context.tsx';
import { DraftRescue } from './draft-rescue.tsx';
import { fits, overBy, TextStatus } from './text-status.tsx';
import type { TicketInHand } from './use-ticket.ts';

const LIMIT = TEXTS.summary;

interface SummaryFieldProps {
  readonly page: TicketPage;
  readonly act: TicketInHand['act'];
  readonly onFault: (fault: LinkFault) => void;
}

/**
 * The summary the next level reads. What is typed is kept as a draft until the server has it, and is marked as one. It is
 * sent when the writer leaves the field, but a draft that lay there is not: only who typed knows that it is still meant.
 */
export function SummaryField({ page, act, onFault }: SummaryFieldProps) {
  const keys = useKeymap();
  const { words } = useWords();
  const { text, state, base, write, forget, writeOver } = useDraftOver(
    `summary.${page.number}`,
    page.summary,
  );
  const [busy, setBusy] = useState(false);
  const typed = useRef(false);
  const may = page.actions.includes('describe');
  const sendable = may && state === 'unsaved' && fits(text, LIMIT);

  async function save(over: string): Promise<void> {
    if (busy) return;
    typed.current = false;
    setBusy(true);
    const fault = await act({ action: 'describe', summary: text.trim(), base: over });
    setBusy(false);
    if (fault) onFault(fault);
    else forget();
  }

  const saved = page.summary === '' ? 'empty' : 'saved';
  const status = state === 'none' ? saved : 'draft';
  const why = rescueOf();
  function rescueOf() {
    if (state === 'none') return null;
    if (!may) return 'locked';
    if (state === 'overtaken') return 'overtaken';
    return overBy(text, LIMIT) > 0 ? 'too-long' : null;
  }

  return (
    <div>
      <Textarea
        id={SUMMARY_FIELD}
        label={
          <Group gap={6} component="span">
            {words.ticket.summary}
            <Key name={keys.summary} />
          </Group>
        }
        aria-keyshortcuts={keys.summary}
        placeholder={words.ticket.summaryHint}
        value={may ? text : page.summary}
        error={overBy(text, LIMIT) > 0 && may}
        rows={3}
        readOnly={!may}
        onChange={event => {
          typed.current = true;
          write(event.currentTarget.value);
        }}
        onKeyDown={event => {
          if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && sendable) void save(base);
        }}
        onBlur={() => {
          if (typed.current && sendable) void save(base);
          else if (state === 'none') forget();
        }}
      />
      {may ? (
        <Group justify="space-between" mih={28} mt={2} wrap="nowrap">
          <TextStatus text={text} limit={LIMIT} state={status} />
          <Button
            size="compact-xs"
            variant="light"
            disabled={!sendable}
            loading={busy}
            rightSection={<Key name="Ctrl ↵" />}
            onClick={() => void save(base)}
            data-action="save-summary"
          >
            {words.ticket.save}
          </Button>
        </Group>
      ) : null}
      {why ? (
        <DraftRescue
          why={why}
          mine={text}
          theirs={page.summary}
          writer={writerOf(page, 'summary')}
          act={act}
          onFault={onFault}
          onKeepMine={why === 'overtaken' && fits(text, LIMIT) ? () => void save(writeOver()) : null}
          onDiscard={forget}
        />
      ) : null}
    </div>
  );
}
