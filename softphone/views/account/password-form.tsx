import { Alert, Button, Group, PasswordInput, Stack, Title } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { accountWords } from '../../words/account.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

const SHORTEST = 10;

/** A new password for oneself, with the present one. */
export function PasswordForm() {
  const { api } = useWorkplace();
  const who = useSeen(screen => screen.who);
  const { words, say } = useWords();
  const own = useOwnWords(accountWords);
  const [present, setPresent] = useState('');
  const [next, setNext] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<LinkFault | null>(null);

  async function change(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    try {
      await api.changePassword({ present, next });
      setPresent('');
      setNext('');
      notifications.show({ color: 'green', message: own.account.passwordChanged });
    } catch (thrown) {
      setFault(asFault(thrown));
    }
    setBusy(false);
  }

  const toggle = { 'aria-label': words.access.showPassword };
  return (
    <form noValidate onSubmit={event => void change(event)}>
      <Stack gap="sm">
        <Title order={2} fz={15}>
          {own.account.passwordTitle}
        </Title>
        {/* Password managers ask whose password they are to keep. */}
        <input hidden readOnly name="username" autoComplete="username" value={who.person.username} />
        <PasswordInput
          label={own.account.presentPassword}
          name="present"
          autoComplete="current-password"
          required
          withAsterisk={false}
          value={present}
          error={fault?.code === 'wrong-password'}
          visibilityToggleButtonProps={toggle}
          onChange={event => setPresent(event.currentTarget.value)}
        />
        <PasswordInput
          label={own.account.nextPassword}
          description={own.account.passwordAdvice}
          name="next"
          autoComplete="new-password"
          required
          withAsterisk={false}
          minLength={SHORTEST}
          value={next}
          error={fault?.fields.has('next')}
          visibilityToggleButtonProps={toggle}
          onChange={event => setNext(event.currentTarget.value)}
        />
        <div role="alert">{fault ? <Alert color="red">{say(fault.words)}</Alert> : null}</div>
        <Group justify="flex-end">
          <Button
            type="submit"
            loading={busy}
            disabled={present === '' || next.length < SHORTEST}
            data-action="change-password"
          >
            {own.account.change}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
