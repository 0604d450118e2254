import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { TicketPage } from '../../../src/tickets/events.ts';
import { TEXTS, type TextLimit } from '../../../src/tickets/texts.ts';
import type { LinkFault } from '../../link/fault.ts';
import type { ManualTopic } from '../../state/manual-topics.ts';
import { type ButtonAction, heldSince, type StepWish, writerOf } from '../../state/ticket-page.ts';
import { Dialog } from '../desk/dialog.tsx';
import { Key } from '../desk/key.tsx';
import { useDraftOver } from '../desk/use-draft.ts';
import { useMinute } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { DraftRescue } from './draft-rescue.tsx';
import { type Ending, EndingChoice } from './ending-choice.tsx';
import { fits, overBy, TextStatus } from './text-status.tsx';

const TOPICS: Readonly<Partial<Record<ButtonAction, ManualTopic>>> = {
  'record-solution': 'solve',
  escalate: 'passOn',
  'return-to-contact': 'passOn',
};

interface ActionDialogProps {
  readonly action: ButtonAction;
  readonly page: TicketPage;
  readonly act: (wish: StepWish) => Promise<LinkFault | null>;
  readonly onClose: () => void;
}

/** Asks for what a step needs. Typed text is kept as a draft when the dialog is closed or the step fails. */
export function ActionDialog({ action, page, act, onClose }: ActionDialogProps) {
  const { words, say, formats } = useWords();
  const now = useMinute();
  const saved = action === 'record-solution' ? page.solution : '';
  const { text, state, base, write, forget, writeOver } = useDraftOver(`${action}.${page.number}`, saved);
  const [ending, setEnding] = useState<Ending | null>(null);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<LinkFault | null>(null);

  const form = FORMS[action];
  const since = heldSince(page);
  const noSummary = form.needsSummary === true && page.summary === '';
  const undecided = action === 'close' && ending === null;
  const tooLong = form.limit !== undefined && overBy(text, form.limit) > 0;
  const missing = (form.limit !== undefined && !fits(text, form.limit)) || noSummary || undecided;
  // Somebody else took the step while this one was being written.
  const locked = !page.actions.includes(action) && text.trim() !== '';
  const why = locked ? 'locked' : state === 'overtaken' ? 'overtaken' : tooLong ? 'too-long' : null;

  async function send(event?: FormEvent, over = base): Promise<void> {
    event?.preventDefault();
    if (missing || busy) return;
    setBusy(true);
    setFault(null);
    const answer = await act(wishOf(action, text.trim(), ending, over));
    setBusy(false);
    if (answer) {
      setFault(answer);
      return;
    }
    forget();
    onClose();
  }

  return (
    <Dialog manual={TOPICS[action] ?? 'ticket'} opened onClose={onClose} title={words.ticket[form.title]}>
      <form noValidate onSubmit={event => void send(event)}>
        <Stack gap="sm">
          {form.lead ? <Text>{words.ticket[form.lead]}</Text> : null}
          {action === 'take' ? (
            <Text data-held-by={page.assignee}>
              {words.ticket.heldBy(
                page.assigneeName ?? words.transfer.somebody,
                since === null ? null : formats.moment(since, now),
              )}
            </Text>
          ) : null}
          {action === 'escalate' && page.summary ? (
            <Alert color="rio" variant="light" title={words.ticket.summary}>
              {page.summary}
            </Alert>
          ) : null}
          {noSummary ? <Alert color="yellow">{words.ticket.needsSummary}</Alert> : null}
          {action === 'close' ? <EndingChoice value={ending} page={page} onChoose={setEnding} /> : null}
          {form.field ? (
            <Textarea
              label={words.ticket[form.field]}
              value={text}
              autosize
              minRows={3}
              maxRows={10}
              error={tooLong}
              data-autofocus
              onChange={event => write(event.currentTarget.value)}
              onKeyDown={event => {
                if (event.key === 'Enter' && (event.ctrlKey || event.metaKey) && why === null) void send();
              }}
            />
          ) : null}
          {form.limit ? (
            <TextStatus
              text={text}
              limit={form.limit}
              state={state === 'none' ? (saved === '' ? 'empty' : 'saved') : 'draft'}
            />
          ) : null}
          {why ? (
            <DraftRescue
              why={why}
              mine={text}
              theirs={saved}
              writer={writerOf(page, 'solution')}
              act={act}
              onFault={setFault}
              onKeepMine={why === 'overtaken' && !missing ? () => void send(undefined, writeOver()) : null}
              onDiscard={() => {
                forget();
                if (locked) onClose();
              }}
            />
          ) : null}
          {fault ? (
            <Alert color="red" role="alert">
              {say(fault.words)}
            </Alert>
          ) : null}
          <Group justify="flex-end">
            <Button variant="default" onClick={onClose} rightSection={<Key name="Esc" />}>
              {words.chrome.cancel}
            </Button>
            <Button
              type="submit"
              loading={busy}
              disabled={missing || why !== null}
              {...(action === 'take' ? { 'data-autofocus': true, rightSection: <Key name="↵" /> } : {})}
              data-action={`confirm-${action}`}
            >
              {form.confirm ? words.ticket[form.confirm] : words.ticket.actions[action]}
            </Button>
          </Group>
        </Stack>
      </form>
    </Dialog>
  );
}

interface Form {
  readonly title:
    | 'noteTitle'
    | 'escalateTitle'
    | 'solutionTitle'
    | 'returnTitle'
    | 'closeTitle'
    | 'reopenTitle'
    | 'takeTitle';
  /** The name of a step is a noun where the button asks for a verb. */
  readonly confirm?: 'saveNote' | 'saveSolution';
  readonly lead?: 'escalateLead' | 'returnLead' | 'closeLead';
  readonly field?: 'noteField' | 'escalateReason' | 'solutionField' | 'reopenWhy';
  /** Anyone who takes over, or asks the customer, must read what was wrong. */
  readonly needsSummary?: true;
  /** Of the field, where there is one. */
  readonly limit?: TextLimit;
}

/** What each step asks for. */
const FORMS: Record<ButtonAction, Form> = {
  note: { title: 'noteTitle', field: 'noteField', confirm: 'saveNote', limit: TEXTS.note },
  take: { title: 'takeTitle' },
  escalate: {
    title: 'escalateTitle',
    lead: 'escalateLead',
    needsSummary: true,
    field: 'escalateReason',
    limit: TEXTS.escalationReason,
  },
  'record-solution': {
    title: 'solutionTitle',
    needsSummary: true,
    field: 'solutionField',
    confirm: 'saveSolution',
    limit: TEXTS.solution,
  },
  'return-to-contact': { title: 'returnTitle', lead: 'returnLead', needsSummary: true },
  close: { title: 'closeTitle', lead: 'closeLead' },
  reopen: { title: 'reopenTitle', field: 'reopenWhy', limit: TEXTS.reopeningReason },
};

function wishOf(action: ButtonAction, text: string, ending: Ending | null, base: string): StepWish {
  switch (action) {
    case 'note':
      return { action, text };
    case 'escalate':
      return { action, reason: text };
    case 'record-solution':
      return { action, solution: text, base };
    case 'close':
      return { action, agreed: ending === 'agreed', how: ending === 'unreachable' ? 'unreachable' : 'call' };
    case 'reopen':
      return { action, why: text };
    case 'take':
    case 'return-to-contact':
      return { action };
    default:
      return action satisfies never;
  }
}
