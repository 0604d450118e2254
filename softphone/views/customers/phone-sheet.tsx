import { Alert, Button, Stack, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { TEXTS } from '../../../src/tickets/texts.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { Dialog } from '../desk/dialog.tsx';
import { overBy, useExcess } from '../tickets/text-status.tsx';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';

interface PhoneSheetProps {
  readonly customer: { readonly id: string; readonly name: string };
  readonly onClose: () => void;
}

/** One more telephone that reaches the customer. */
export function PhoneSheet({ customer, onClose }: PhoneSheetProps) {
  const { api } = useWorkplace();
  const { words, say } = useWords();
  const excess = useExcess();
  const [number, setNumber] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<LinkFault | null>(null);

  const tooLong = overBy(number, TEXTS.customerPhone) > 0;

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (tooLong) return;
    setBusy(true);
    setFault(null);
    try {
      await api.addLine(customer.id, number);
      notifications.show({ color: 'green', message: words.customer.phoneAdded });
      setNumber('');
      onClose();
    } catch (thrown) {
      setFault(asFault(thrown));
    }
    setBusy(false);
  }

  return (
    <Dialog manual="customer" opened onClose={onClose} title={words.customer.addPhone} sheet>
      <form noValidate onSubmit={event => void send(event)}>
        <Stack gap="sm">
          <TextInput
            label={words.customer.addPhoneTo(customer.name)}
            value={number}
            error={excess(number, TEXTS.customerPhone)}
            data-autofocus
            data-field="phone"
            onChange={event => setNumber(event.currentTarget.value)}
          />
          {fault ? (
            <Alert color="red" role="alert">
              {say(fault.words)}
            </Alert>
          ) : null}
          <Button
            type="submit"
            loading={busy}
            disabled={number.trim() === '' || tooLong}
            data-action="save-phone"
          >
            {words.customer.addPhone}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
