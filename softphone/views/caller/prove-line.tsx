import { Alert, Button, Group, Paper, Text, TextInput } from '@mantine/core';
import { type FormEvent, useState } from 'react';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { callerWords } from '../../words/caller.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import type { CallerSet } from './caller-set.ts';

/** Who calls without a number may prove a line to be theirs: a code is said there. */
export function ProveLine({ set }: { readonly set: CallerSet }) {
  const { say } = useWords();
  const own = useOwnWords(callerWords);
  const [line, setLine] = useState('');
  const [code, setCode] = useState('');
  const [stage, setStage] = useState<'line' | 'code'>('line');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<LinkFault | null>(null);

  const send = async (event: FormEvent) => {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    try {
      if (stage === 'line') {
        await set.askProof(line);
        setStage('code');
      } else await set.prove(code);
    } catch (thrown) {
      setFault(asFault(thrown));
    }
    setBusy(false);
  };

  return (
    <Paper component="form" p="md" mt="md" withBorder onSubmit={send} data-form="prove-line">
      <Text fw={650}>{own.caller.proveTitle}</Text>
      <Text fz="sm" c="dimmed" mb="xs" role="status">
        {stage === 'line' ? own.caller.proveLead : own.caller.proveCalled}
      </Text>
      {fault ? (
        <Alert color="red" role="alert" mb="xs">
          {say(fault.words)}
        </Alert>
      ) : null}
      <Group align="end" gap="xs">
        {stage === 'line' ? (
          <TextInput
            key="line"
            flex={1}
            label={own.caller.proveLine}
            inputMode="tel"
            autoComplete="tel"
            maxLength={20}
            value={line}
            onChange={event => setLine(event.currentTarget.value)}
          />
        ) : (
          <TextInput
            key="code"
            flex={1}
            label={own.caller.proveCode}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            autoFocus
            value={code}
            onChange={event => setCode(event.currentTarget.value.replace(/\D/g, ''))}
          />
        )}
        <Button
          type="submit"
          loading={busy}
          disabled={stage === 'line' ? line.trim().length < 3 : code.length < 6}
        >
          {stage === 'line' ? own.caller.proveAsk : own.caller.proveSend}
        </Button>
      </Group>
      {stage === 'code' ? (
        <Button variant="subtle" size="compact-xs" mt={6} onClick={() => setStage('line')}>
          {own.caller.proveAgain}
        </Button>
      ) : null}
    </Paper>
  );
}
