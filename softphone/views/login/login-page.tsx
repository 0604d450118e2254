import { Alert, Anchor, Button, Group, PasswordInput, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { LogInGoesOn, WhoAmI } from '../../../src/http/shapes/session.ts';
import type { Api } from '../../link/api.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import type { Ordered } from '../../state/orders.ts';
import { Mark } from '../desk/brand.tsx';
import { useTabTitle } from '../use-tab-title.ts';
import { useWords } from '../words-context.tsx';
import { Front } from './front.tsx';
import { NextStep } from './next-step.tsx';
import { fieldOf, UsernameField } from './username-field.tsx';

interface LoginPageProps {
  readonly api: Pick<Api, 'logIn' | 'front' | 'proveByCode' | 'enrolAtLogIn' | 'confirmAtLogIn'>;
  /** The session was ended by the server. */
  readonly over: boolean;
  /** A supervisor ended it. */
  readonly order?: Ordered | null;
  readonly onIn: (who: WhoAmI) => void;
}

export function LoginPage({ api, over, order = null, onIn }: LoginPageProps) {
  const { words, say } = useWords();
  useTabTitle(words.access.title);
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [busy, setBusy] = useState(false);
  /** Sent with something missing. */
  const [tried, setTried] = useState(false);
  const [fault, setFault] = useState<LinkFault | null>(null);
  const [step, setStep] = useState<LogInGoesOn | null>(null);
  const [guests, setGuests] = useState(false);
  const field = useRef<HTMLInputElement>(null);

  useEffect(() => {
    api.front().then(
      front => setGuests(front.guests),
      () => undefined,
    );
  }, [api]);

  const missing = username.trim() === '' ? 'username' : password === '' ? 'password' : null;

  async function enter(event: FormEvent<HTMLFormElement>): Promise<void> {
    event.preventDefault();
    setTried(missing !== null);
    if (missing !== null) {
      fieldOf(event.currentTarget, missing)?.focus();
      return;
    }
    setBusy(true);
    setFault(null);
    try {
      const answer = await api.logIn({ username, password });
      setPassword('');
      if ('missing' in answer) setStep(answer);
      else onIn(answer);
    } catch (thrown) {
      setFault(asFault(thrown));
      setPassword('');
      field.current?.focus();
    }
    setBusy(false);
  }

  if (step) {
    return (
      <Front>
        <NextStep api={api} step={step} onIn={onIn} onBack={() => setStep(null)} />
      </Front>
    );
  }
  return (
    <Front>
      <form noValidate onSubmit={event => void enter(event)}>
        <Stack gap="md">
          <Group gap="sm" wrap="nowrap">
            <Mark size={40} />
            <div>
              <Title order={1} fz={24} lh={1.1}>
                {words.product}
              </Title>
              <Text c="dimmed" fz="sm">
                {words.claim}
              </Text>
            </div>
          </Group>
          <div role="alert">
            {fault ? <Alert color="red">{say(fault.words)}</Alert> : null}
            {over && !fault && !order ? <Alert color="rio">{words.access.sessionOver}</Alert> : null}
            {order && !fault ? (
              <Alert color="orange" title={words.orders.told.logOut(order.by)} data-ordered={order.what}>
                {order.note}
              </Alert>
            ) : null}
          </div>
          <UsernameField
            label={words.access.username}
            autoFocus
            size="md"
            value={username}
            error={tried && username.trim() === '' && words.access.usernameMissing}
            onChange={event => setUsername(event.currentTarget.value)}
          />
          <PasswordInput
            ref={field}
            label={words.access.password}
            name="password"
            autoComplete="current-password"
            required
            withAsterisk={false}
            size="md"
            value={password}
            error={tried && password === '' && words.access.passwordMissing}
            visibilityToggleButtonProps={{ 'aria-label': words.access.showPassword }}
            onChange={event => setPassword(event.currentTarget.value)}
          />
          <Button type="submit" size="md" loading={busy} data-action="log-in">
            {words.access.enter}
          </Button>
          {guests ? (
            <Anchor href="/call" fz="sm" ta="center">
              {words.access.toCustomerPhone}
            </Anchor>
          ) : null}
        </Stack>
      </form>
    </Front>
  );
}
