import { Alert, Anchor, Button, Group, PasswordInput, Stack, Text, TextInput, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { LogInGoesOn } from '../../../src/http/shapes/session.ts';
import { kindsOf } from '../../../src/kit/kinds.ts';
import type { Api } from '../../link/api.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { adminWords } from '../../words/admin.ts';
import { Mark } from '../desk/brand.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useTabTitle } from '../use-tab-title.ts';
import { useWords } from '../words-context.tsx';
import { Front } from './front.tsx';
import { NextStep } from './next-step.tsx';
import { fieldOf, UsernameField } from './username-field.tsx';

interface FirstAdminPageProps {
  readonly api: Pick<Api, 'makeFirstAdmin' | 'logIn' | 'proveByCode' | 'enrolAtLogIn' | 'confirmAtLogIn'>;
}

/** As the server asks for it (`http/own-password.ts`). */
const SHORTEST = 10;

const toDesk = () => location.assign('/');

/** Behind the one-time link of an empty centre; its token stands after the `#`, where no log sees it. */
export function FirstAdminPage({ api }: FirstAdminPageProps) {
  const { words, say } = useWords();
  useTabTitle(words.access.firstAdmin);
  const own = useOwnWords(adminWords);
  const [token] = useState(() => location.hash.slice(1));
  const [username, setUsername] = useState('');
  const [displayName, setDisplayName] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  /** Sent with something missing. */
  const [tried, setTried] = useState(false);
  const [fault, setFault] = useState<LinkFault | null>(null);
  const [step, setStep] = useState<LogInGoesOn | null>(null);
  const dead = token === '' || fault?.code === 'unknown-resource';

  const missing = {
    displayName: displayName.trim() === '',
    username: username.trim() === '',
    password: password.length < SHORTEST,
  };
  const isWrong = (name: keyof typeof missing) => (tried && missing[name]) || fault?.fields.has(name);

  async function make(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    const first = kindsOf(missing).find(name => missing[name]);
    setTried(first !== undefined);
    if (first !== undefined) {
      fieldOf(event.currentTarget, first)?.focus();
      return;
    }
    setBusy(true);
    setFault(null);
    try {
      await api.makeFirstAdmin({ token, username, displayName, password });
      const answer = await api.logIn({ username, password });
      if ('missing' in answer) setStep(answer);
      else toDesk();
    } catch (thrown) {
      setFault(asFault(thrown));
      setBusy(false);
    }
  }

  if (step) {
    return (
      <Front>
        <NextStep api={api} step={step} onIn={toDesk} onBack={toDesk} />
      </Front>
    );
  }
  return (
    <Front>
      <Stack gap="md">
        <Group gap="sm" wrap="nowrap">
          <Mark size={40} />
          <Title order={1} fz={22} lh={1.2}>
            {words.access.firstAdmin}
          </Title>
        </Group>
        <div role="alert">
          {dead ? <Alert color="yellow">{words.access.linkOver}</Alert> : null}
          {fault && !dead ? <Alert color="red">{say(fault.words)}</Alert> : null}
        </div>
        {dead ? (
          <Anchor href="/" ta="center">
            {words.access.toLogIn}
          </Anchor>
        ) : (
          <form noValidate onSubmit={event => void make(event)}>
            <Stack gap="md">
              <Text c="dimmed" fz="sm">
                {words.access.firstAdminLead}
              </Text>
              <TextInput
                label={own.people.name}
                name="displayName"
                autoComplete="name"
                autoFocus
                required
                withAsterisk={false}
                value={displayName}
                error={isWrong('displayName') && own.people.faults.displayName}
                onChange={event => setDisplayName(event.currentTarget.value)}
              />
              <UsernameField
                label={own.people.username}
                description={own.people.usernameHint}
                value={username}
                error={isWrong('username') && own.people.faults.username}
                onChange={event => setUsername(event.currentTarget.value.toLowerCase())}
              />
              <PasswordInput
                label={own.people.password}
                description={own.people.passwordHint}
                name="password"
                autoComplete="new-password"
                required
                withAsterisk={false}
                minLength={SHORTEST}
                value={password}
                error={isWrong('password') && own.people.faults.password}
                visibilityToggleButtonProps={{ 'aria-label': words.access.showPassword }}
                onChange={event => setPassword(event.currentTarget.value)}
              />
              <Button type="submit" size="md" loading={busy} data-action="make-first-admin">
                {words.access.makeFirstAdmin}
              </Button>
            </Stack>
          </form>
        )}
      </Stack>
    </Front>
  );
}
