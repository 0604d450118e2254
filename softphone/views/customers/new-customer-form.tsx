import { Alert, Button, Stack, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import { characters } from '../../../src/kit/characters.ts';
import { shownName } from '../../../src/kit/shown-name.ts';
import { TEXTS } from '../../../src/tickets/texts.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { overBy, useExcess } from '../tickets/text-status.tsx';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';

interface NewCustomerFormProps {
  /** What was searched in vain: a document or a name. */
  readonly typed: string;
  readonly number: string;
  readonly onMade: (customer: string) => Promise<LinkFault | null>;
}

/** Writes down a customer who is not known yet. What is typed stays when it is refused. */
export function NewCustomerForm({ typed, number, onMade }: NewCustomerFormProps) {
  const { api } = useWorkplace();
  const { words, say, formats } = useWords();
  const excess = useExcess();
  const isNumber = /\d/.test(typed);
  const [name, setName] = useState(isNumber ? '' : typed.trim());
  const [document, setDocument] = useState(isNumber ? typed.trim() : '');
  const [phone, setPhone] = useState(() => formats.telephone(number));
  const [account, setAccount] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<LinkFault | null>(null);
  const first = useRef<HTMLInputElement>(null);
  useEffect(() => first.current?.focus(), []);
  const tooLong = [
    overBy(name, TEXTS.customerName),
    overBy(document, TEXTS.customerDocument),
    overBy(phone, TEXTS.customerPhone),
    overBy(account, TEXTS.customerAccount),
  ].some(over => over > 0);
  const missing = characters(name.trim()) < TEXTS.customerName.least || document.trim() === '';

  async function send(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (missing || tooLong || busy) return;
    setBusy(true);
    setFault(null);
    try {
      // A pasted name brings characters that nobody sees and that the server refuses.
      const made = await api.addCustomer({
        name: shownName(name, TEXTS.customerName.most),
        document,
        number: phone,
        account: shownName(account, TEXTS.customerAccount.most),
      });
      await onMade(made.id);
    } catch (thrown) {
      setFault(asFault(thrown));
    }
    setBusy(false);
  }

  return (
    <form noValidate onSubmit={event => void send(event)}>
      <Stack gap="xs">
        <TextInput
          ref={first}
          label={words.customer.name}
          required
          value={name}
          error={excess(name, TEXTS.customerName)}
          data-field="customer-name"
          onChange={event => setName(event.currentTarget.value)}
        />
        <TextInput
          label={words.customer.document}
          description={words.customer.documentHint}
          required
          value={document}
          error={excess(document, TEXTS.customerDocument)}
          data-field="customer-document"
          onChange={event => setDocument(event.currentTarget.value)}
        />
        <TextInput
          label={words.customer.phone}
          value={phone}
          error={excess(phone, TEXTS.customerPhone)}
          data-field="customer-phone"
          onChange={event => setPhone(event.currentTarget.value)}
        />
        <TextInput
          label={words.customer.accountNumber}
          value={account}
          error={excess(account, TEXTS.customerAccount)}
          data-field="customer-account"
          onChange={event => setAccount(event.currentTarget.value)}
        />
        {fault ? (
          <Alert color="red" role="alert">
            {say(fault.words)}
          </Alert>
        ) : null}
        <Button type="submit" loading={busy} disabled={missing || tooLong} data-action="save-customer">
          {words.customer.save}
        </Button>
      </Stack>
    </form>
  );
}
