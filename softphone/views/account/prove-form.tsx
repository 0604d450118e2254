import { Alert, Button, Group, PasswordInput, Stack, Text } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { accountWords } from '../../words/account.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { CodeField } from './code-field.tsx';

interface ProveFormProps {
  readonly lead: string;
  readonly action: string;
  /** Whether a code is asked for beside the password. */
  readonly withCode: boolean;
  /** Throws when it was refused. */
  readonly onProven: (password: string, code: string) => Promise<void>;
  readonly onCancel: () => void;
}

/** Asks again who sits here before something about the second factor changes. */
export function ProveForm({ lead, action, withCode, onProven, onCancel }: ProveFormProps) {
  const { words, say } = useWords();
  const own = useOwnWords(accountWords);
  const [password, setPassword] = useState('');
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<LinkFault | null>(null);

  async function prove(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    try {
      await onProven(password, code);
    } catch (thrown) {
      setFault(asFault(thrown));
      setCode('');
      setBusy(false);
    }
  }

  return (
    <form noValidate onSubmit={event => void prove(event)}>
      <Stack gap="sm">
        <Text fz="sm">{lead}</Text>
        <PasswordInput
          label={own.account.presentPassword}
          name="password"
          autoComplete="current-password"
          autoFocus
          required
          withAsterisk={false}
          value={password}
          error={fault?.code === 'wrong-password'}
          visibilityToggleButtonProps={{ 'aria-label': words.access.showPassword }}
          onChange={event => setPassword(event.currentTarget.value)}
        />
        {withCode ? (
          <CodeField
            label={own.factor.code}
            value={code}
            onChange={setCode}
            wrong={fault?.code === 'wrong-code'}
          />
        ) : null}
        <div role="alert">{fault ? <Alert color="red">{say(fault.words)}</Alert> : null}</div>
        <Group justify="flex-end">
          <Button variant="default" onClick={onCancel}>
            {words.chrome.cancel}
          </Button>
          <Button
            type="submit"
            loading={busy}
            disabled={password === '' || (withCode && code.trim().length < 6)}
            data-action="prove"
          >
            {action}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
