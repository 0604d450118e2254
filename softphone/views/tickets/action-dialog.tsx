import { Alert, Button, Group, Stack, Text, Textarea } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { TicketPage } from '../../../src/tickets/events.ts';
import type { LinkFault } from '../../link/fault.ts';
import type { ButtonAction, StepWish } from '../../state/ticket-page.ts';
import { Dialog } from '../desk/dialog.tsx';
import { Key } from '../desk/key.tsx';
import { useDraft } from '../desk/use-draft.ts';
import { useWords } from '../words-context.tsx';
import { type Ending, EndingChoice } from './ending-choice.tsx';

interface ActionDialogProps {
  readonly action: ButtonAction;
  readonly page: TicketPage;
  readonly act: (wish: StepWish) => Promise<LinkFault | null>;
  readonly onClose: () => void;
}

/** Asks for what a step needs. Typed text is kept as a draft when the dialog is closed or the step fails. */
export function ActionDialog({ action, page, act, onClose }: ActionDialogProps) {
  const { words, say } = useWords();
  const saved = action === 'record-solution' ? page.solution : '';
  const [text, write, forget] = useDraft(`${action}.${page.number}`, saved);
  const [ending, setEnding] = useState<Ending>('agreed');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<LinkFault | null>(null);

  const form = FORMS[action];
  const noSummary = action === 'escalate' && page.summary === '';
  const missing = (form.needsText && text.trim().length < form.needsText) || noSummary;

  async function send(event?: FormEvent): Promise<void> {
    event?.preventDefault();
    if (missing || busy) return;
    setBusy(true);
    setFault(null);
    const answer = await act(wishOf(action, text.trim(), ending));
    setBusy(false);
    if (answer) {
      setFault(answer);
      return;
    }
    forget();
    onClose();
  }

  return (
    <Dialog opened onClose={onClose} title={words.ticket[form.title]}>
      <form onSubmit={event => void send(event)}>
        <Stack gap="sm">
          {form.lead ? <Text>{words.ticket[form.lead]}</Text> : null}
          {action === 'escalate' && page.summary ? (
            <Alert color="rio" variant="light" title={words.ticket.summary}>
              {page.summary}
            </Alert>
          ) : null}
          {noSummary ? <Alert color="yellow">{words.ticket.needsSummary}</Alert> : null}
          {action === 'close' ? (
            <EndingChoice value={ending} triesLeft={page.contactTriesLeft} onChoose={setEnding} />
          ) : null}
          {form.field ? (
            <Textarea
              label={words.ticket[form.field]}
              value={text}
              autosize
              minRows={3}
              maxRows={10}
              maxLength={form.longest}
              data-autofocus
              onChange={event => write(event.currentTarget.value || (saved ? ' ' : ''))}
              onKeyDown={event => {
                if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) void send();
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
            <Button type="submit" loading={busy} disabled={missing} data-action={`confirm-${action}`}>
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
    | 'one';
  /** The name of a step is a noun where the button asks for a verb. */
  readonly confirm?: 'saveNote' | 'saveSolution';
  readonly lead?: 'escalateLead' | 'returnLead' | 'closeLead';
  readonly field?: 'noteField' | 'escalateReason' | 'solutionField' | 'reopenWhy';
  /** Fewest letters of the field; 0 = may stay empty. */
  readonly needsText: number;
  readonly longest?: number;
}

/** What each step asks for; the limits are those of the server. */
const FORMS: Record<ButtonAction, Form> = {
  note: { title: 'noteTitle', field: 'noteField', confirm: 'saveNote', needsText: 1, longest: 4000 },
  take: { title: 'one', needsText: 0 },
  escalate: {
    title: 'escalateTitle',
    lead: 'escalateLead',
    field: 'escalateReason',
    needsText: 0,
    longest: 1000,
  },
  'record-solution': {
    title: 'solutionTitle',
    field: 'solutionField',
    confirm: 'saveSolution',
    needsText: 3,
    longest: 4000,
  },
  'return-to-contact': { title: 'returnTitle', lead: 'returnLead', needsText: 0 },
  close: { title: 'closeTitle', lead: 'closeLead', needsText: 0 },
  reopen: { title: 'reopenTitle', field: 'reopenWhy', needsText: 1, longest: 1000 },
};

function wishOf(action: ButtonAction, text: string, ending: Ending): StepWish {
  switch (action) {
    case 'note':
      return { action, text };
    case 'escalate':
      return { action, reason: text };
    case 'record-solution':
      return { action, solution: text };
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
