import { Alert, Button, Group, Text } from '@mantine/core';
import { useState } from 'react';
import { characters } from '../../../src/kit/characters.ts';
import { TEXTS } from '../../../src/tickets/texts.ts';
import type { LinkFault } from '../../link/fault.ts';
import { nameOf } from '../../state/screen.ts';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';
import type { TicketInHand } from './use-ticket.ts';

interface DraftRescueProps {
  /** Why the draft cannot simply be saved. */
  readonly why: 'overtaken' | 'locked' | 'too-long';
  readonly mine: string;
  /** What stands there now. */
  readonly theirs: string;
  /** Who wrote that (a person's id), where that is known. */
  readonly writer: string | null;
  readonly act: TicketInHand['act'];
  readonly onFault: (fault: LinkFault) => void;
  /** Puts the draft over what stands there now; null where that is not possible. */
  readonly onKeepMine: (() => void) | null;
  readonly onDiscard: () => void;
}

/** What can be done with a typed text that the ticket does not take as it is: nothing typed is lost. */
export function DraftRescue(props: DraftRescueProps) {
  const { why, mine, theirs, writer, act, onFault, onKeepMine, onDiscard } = props;
  const { words } = useWords();
  const [busy, setBusy] = useState(false);
  const [copied, setCopied] = useState(false);
  const { rescue } = words.ticket;
  const isOwn = useSeen(({ who }) => who.person.id === writer);
  const name = useSeen(screen => nameOf(screen, writer));
  const overtaken = isOwn ? rescue.overtaken.self : rescue.overtaken.by(name);
  const note = rescue.note(mine.trim());

  async function keepAsNote(): Promise<void> {
    setBusy(true);
    const fault = await act({ action: 'note', text: note });
    setBusy(false);
    if (fault) onFault(fault);
    else onDiscard();
  }

  return (
    <Alert
      color="yellow"
      variant="light"
      title={why === 'overtaken' ? overtaken : rescue.title[why]}
      p="8px 12px"
      role="status"
      data-rescue={why}
    >
      {why === 'overtaken' ? <Quote label={rescue.theirs} text={theirs} /> : null}
      {why === 'locked' ? <Quote label={rescue.mine} text={mine} /> : null}
      <Group gap={6} mt={6}>
        {onKeepMine ? (
          <Button size="compact-xs" onClick={onKeepMine} data-action="keep-mine">
            {rescue.keepMine}
          </Button>
        ) : null}
        {why === 'too-long' ? null : (
          <Button size="compact-xs" variant="default" onClick={onDiscard} data-action="discard-draft">
            {why === 'overtaken' ? rescue.takeTheirs : rescue.discard}
          </Button>
        )}
        <Button
          size="compact-xs"
          variant="default"
          loading={busy}
          disabled={characters(note) > TEXTS.note.most}
          onClick={() => void keepAsNote()}
          data-action="keep-as-note"
        >
          {rescue.asNote}
        </Button>
        <Button
          size="compact-xs"
          variant="default"
          onClick={() => void navigator.clipboard.writeText(mine).then(() => setCopied(true))}
          data-action="copy-draft"
        >
          {copied ? rescue.copied : rescue.copy}
        </Button>
      </Group>
    </Alert>
  );
}

function Quote({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <>
      <Text fz="xs" c="dimmed">
        {label}
      </Text>
      <Text fz="sm" style={{ whiteSpace: 'pre-line', overflowWrap: 'anywhere' }}>
        {text || '–'}
      </Text>
    </>
  );
}
