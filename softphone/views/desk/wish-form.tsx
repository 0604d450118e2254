import { Alert, Button, Group, Stack } from '@mantine/core';
import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from 'react';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { isSent } from '../../state/keys.ts';
import { useWords } from '../words-context.tsx';
import style from './desk.module.css';
import { Key } from './key.tsx';

/** Asks the server for something; fails with its refusal. */
export type Wish = () => Promise<unknown>;

interface WishFormProps {
  /** Its name, for tests and support. */
  readonly name: string;
  readonly children: ReactNode;
  /** What is asked for is known. */
  readonly ready: boolean;
  readonly confirm: string;
  readonly action: string;
  readonly danger?: boolean;
  /** There is a field of several lines in it, in which Enter begins another one. */
  readonly hasLines?: boolean;
  /** There is nothing to fill in: the focus is on what confirms. */
  readonly justConfirms?: boolean;
  readonly wish: Wish;
  /** The server has refused it, with the sentence that is shown. */
  readonly onRefused?: () => void;
  /** Left, or done. */
  readonly onClose: () => void;
  /** What else the same choice is good for. */
  readonly other?: OtherWish;
}

interface OtherWish {
  readonly confirm: string;
  readonly action: string;
  readonly ready: boolean;
  readonly wish: Wish;
}

/** The form of a dialog that asks for one thing: chosen, sent, refused with a sentence or done and closed; with its keys. */
export function WishForm(props: WishFormProps) {
  const { name, children, ready, confirm, action, danger, hasLines, justConfirms } = props;
  const { wish, onRefused, onClose, other } = props;
  const { words, say } = useWords();
  const [fault, setFault] = useState<LinkFault | null>(null);
  const [busy, setBusy] = useState(false);
  // Three buttons with their keys are one row.
  const px = other ? 'sm' : undefined;

  async function carryOut(asked: Wish): Promise<void> {
    setBusy(true);
    try {
      await asked();
      onClose();
    } catch (thrown) {
      setFault(asFault(thrown));
      onRefused?.();
      setBusy(false);
    }
  }
  const send = (event: FormEvent) => {
    event.preventDefault();
    if (ready && !busy) void carryOut(wish);
  };
  const sendOther = () => {
    if (other?.ready && !busy) void carryOut(other.wish);
  };
  const sendByKey = (event: KeyboardEvent<HTMLFormElement>) => {
    if (!isSent(event.nativeEvent)) return;
    if (hasLines && event.ctrlKey) send(event);
    if (other && event.shiftKey) {
      // Enter with Shift would send the form, or press the button that has the focus.
      event.preventDefault();
      sendOther();
    }
  };

  return (
    <form noValidate onSubmit={send} onKeyDown={sendByKey} data-dialog={name}>
      <Stack gap="sm">
        {children}
        <Stack gap="sm" className={style.wishEnd}>
          {fault ? (
            <Alert color="red" role="alert">
              {say(fault.words)}
            </Alert>
          ) : null}
          <Group justify="flex-end" gap={other ? 'xs' : 'md'}>
            <Button variant="default" px={px} onClick={onClose} rightSection={<Key name="Esc" />}>
              {words.chrome.cancel}
            </Button>
            {other ? (
              <Button
                variant="default"
                px={px}
                loading={busy}
                disabled={!other.ready}
                rightSection={<Key name="⇧ ↵" />}
                aria-keyshortcuts="Shift+Enter"
                onClick={sendOther}
                data-action={other.action}
              >
                {other.confirm}
              </Button>
            ) : null}
            <Button
              type="submit"
              px={px}
              color={danger ? 'red' : undefined}
              loading={busy}
              disabled={!ready}
              rightSection={<Key name={hasLines ? 'Ctrl ↵' : '↵'} />}
              data-action={action}
              {...(justConfirms ? { 'data-autofocus': true } : {})}
            >
              {confirm}
            </Button>
          </Group>
        </Stack>
      </Stack>
    </form>
  );
}
