import { Alert, Anchor, Button, Group, Stack, Text, Title } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import type { WhoAmI } from '../../../src/http/shapes/session.ts';
import type { Api } from '../../link/api.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { accountWords } from '../../words/account.ts';
import { CodeField } from '../account/code-field.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';

interface CodeStepProps {
  readonly api: Pick<Api, 'proveByCode'>;
  readonly ticket: string;
  readonly onIn: (who: WhoAmI) => void;
  readonly onBack: () => void;
}

/** After the password: a code of the app, or a recovery code. */
export function CodeStep({ api, ticket, onIn, onBack }: CodeStepProps) {
  const { say } = useWords();
  const own = useOwnWords(accountWords);
  const [recovery, setRecovery] = useState(false);
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<LinkFault | null>(null);
  const over = fault?.code === 'log-in-over';

  async function verify(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    try {
      onIn(await api.proveByCode({ ticket, code }));
    } catch (thrown) {
      setFault(asFault(thrown));
      setCode('');
      setBusy(false);
    }
  }

  const turn = () => {
    setRecovery(!recovery);
    setCode('');
    setFault(null);
  };

  return (
    <form noValidate onSubmit={event => void verify(event)}>
      <Stack gap="md">
        <Title order={1} fz={22}>
          {own.factor.codeTitle}
        </Title>
        <Text c="dimmed" fz="sm">
          {recovery ? own.factor.recoveryLead : own.factor.codeLead}
        </Text>
        <CodeField
          key={String(recovery)}
          autoFocus
          recovery={recovery}
          label={recovery ? own.factor.recoveryCode : own.factor.code}
          value={code}
          onChange={setCode}
          wrong={fault?.code === 'wrong-code'}
        />
        <div role="alert">{fault ? <Alert color="red">{say(fault.words)}</Alert> : null}</div>
        <Anchor component="button" type="button" fz="sm" ta="left" onClick={turn} data-action="other-code">
          {recovery ? own.factor.useApp : own.factor.useRecovery}
        </Anchor>
        {recovery ? (
          <Text c="dimmed" fz="sm">
            {own.factor.lostBoth}
          </Text>
        ) : null}
        <Group justify="space-between">
          <Button variant="subtle" onClick={onBack}>
            {own.factor.toLogIn}
          </Button>
          <Button
            type="submit"
            loading={busy}
            disabled={code.trim().length < 6 || over}
            data-action="verify-code"
          >
            {own.factor.verify}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
