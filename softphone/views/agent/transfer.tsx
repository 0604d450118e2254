import { Alert, Badge, Button, Group, Radio, Stack, Text, TextInput } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconArrowForwardUp } from '@tabler/icons-react';
import { type FormEvent, useState } from 'react';
import type { CallPicture, QueuePicture } from '../../../src/supervision/events.ts';
import { TEXTS } from '../../../src/tickets/texts.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { type CallArea, callInHand } from '../../state/call-area.ts';
import { isLeaving, nameOf } from '../../state/screen.ts';
import { Dialog } from '../desk/dialog.tsx';
import { KEYS, useKeys } from '../desk/hotkeys.ts';
import { Key } from '../desk/key.tsx';
import { useDraft } from '../desk/use-draft.ts';
import { overBy } from '../tickets/text-status.tsx';
import { useWords } from '../words-context.tsx';
import { useScreen, useWorkplace } from '../workplace-context.tsx';
import { CallButton } from './call-button.tsx';

/** Gives the customer to a queue: which one, who is free there now, and what the next agent should know. */
export function Transfer({ area }: { readonly area: Extract<CallArea, { kind: 'talking' }> }) {
  const [asking, { open, close }] = useDisclosure();
  const { words } = useWords();
  const call = area.id;
  // Whose session has ended sees no queues: the call is brought to its end.
  const leaving = isLeaving(useScreen());
  const disabled = callInHand(area) === null || leaving;
  useKeys({ transfer: () => (disabled ? undefined : open()) });
  return (
    <>
      <CallButton
        icon={<IconArrowForwardUp size={18} aria-hidden />}
        label={words.transfer.button}
        keyName={KEYS.transfer}
        disabled={disabled}
        action="transfer"
        onClick={open}
      />
      {call ? (
        <Dialog title={words.transfer.title} opened={asking} onClose={close}>
          <TransferForm call={call} onClose={close} />
        </Dialog>
      ) : null}
    </>
  );
}

function TransferForm({ call, onClose }: { readonly call: string; readonly onClose: () => void }) {
  const { api } = useWorkplace();
  const screen = useScreen();
  const { words, say } = useWords();
  const [note, write, forget] = useDraft(`transfer-note.${call}`);
  const [queue, choose] = useState('');
  const [fault, setFault] = useState<LinkFault | null>(null);
  const [busy, setBusy] = useState(false);
  const queues = screen.picture?.queues ?? [];
  const first = queues.find(each => each.open)?.name;
  const noteOver = overBy(note, TEXTS.dispositionNote);

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    try {
      await api.transfer(call, { queue, note: note.trim() });
      forget();
      onClose();
    } catch (thrown) {
      setFault(asFault(thrown));
      setBusy(false);
    }
  }

  return (
    <form onSubmit={event => void send(event)} data-dialog="transfer">
      <Stack gap="sm">
        <Text fz="sm" c="dimmed">
          {words.transfer.lead}
        </Text>
        <Radio.Group label={words.transfer.queue} value={queue} onChange={choose}>
          <Stack gap={6} mt={6}>
            {queues.map(each => (
              <Target key={each.name} queue={each} first={each.name === first} />
            ))}
          </Stack>
        </Radio.Group>
        {first === undefined ? (
          <Text fz="sm" role="status">
            {words.transfer.allClosed}
          </Text>
        ) : null}
        <TextInput
          label={words.transfer.note}
          value={note}
          error={noteOver > 0 && words.ticket.tooMany(noteOver)}
          data-text="transfer-note"
          onChange={event => write(event.currentTarget.value)}
        />
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
            disabled={queue === '' || noteOver > 0}
            rightSection={<Key name="↵" />}
            data-action="confirm-transfer"
          >
            {words.transfer.button}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}

/** A queue, whether it is open, who waits and who is free, now. */
function Target({ queue, first }: { readonly queue: QueuePicture; readonly first: boolean }) {
  const { words } = useWords();
  const { name, title, open, waiting, agentsReady } = queue;
  return (
    <Radio
      value={name}
      disabled={!open}
      {...(first ? { 'data-autofocus': true } : {})}
      data-target={name}
      label={
        <Group gap={8} wrap="nowrap">
          <span>{title}</span>
          {open ? (
            <>
              <Badge size="sm" color={agentsReady > 0 ? 'green' : 'gray'} variant="light">
                {words.board.ready(agentsReady)}
              </Badge>
              {waiting > 0 ? (
                <Badge size="sm" color="yellow" variant="light">
                  {words.transfer.waiting(waiting)}
                </Badge>
              ) : null}
            </>
          ) : (
            <Badge size="sm" color="gray">
              {words.board.closed}
            </Badge>
          )}
        </Group>
      }
    />
  );
}

/** Who sent the caller, and what they wrote. */
export function SentBy({ call }: { readonly call: CallPicture | null }) {
  const screen = useScreen();
  const { words } = useWords();
  if (!call?.transfer) return null;
  const { from, note } = call.transfer;
  const who = nameOf(screen, from) ?? words.transfer.somebody;
  return (
    <Text fz="sm" lineClamp={2} title={note} data-sent-by={from}>
      <Text component="span" fw={600}>
        {words.transfer.sentBy(who)}
      </Text>
      {note === '' ? null : ` «${note}»`}
    </Text>
  );
}
