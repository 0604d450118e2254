import { Alert, Button, Center, Code, Group, Stack, Text } from '@mantine/core';
import { type FormEvent, useEffect, useRef, useState } from 'react';
import type { EnrolmentCard } from '../../../src/http/shapes/second-factor.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { accountWords } from '../../words/account.ts';
import { Loading } from '../desk/loading.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { CodeField } from './code-field.tsx';
import { QrCode } from './qr-code.tsx';

interface EnrolmentProps {
  readonly begin: () => Promise<EnrolmentCard>;
  /** Throws when the code is not the app's. */
  readonly confirm: (enrolment: string, code: string) => Promise<void>;
  readonly onBack: () => void;
  readonly back: string;
}

/** Shows an app its secret and asks for its first code. */
export function Enrolment({ begin, confirm, onBack, back }: EnrolmentProps) {
  const { words, say } = useWords();
  const own = useOwnWords(accountWords);
  const [card, setCard] = useState<EnrolmentCard | null>(null);
  const [code, setCode] = useState('');
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<LinkFault | null>(null);

  // Asked once: what is on the page must stay what the app has scanned.
  const asked = useRef(false);
  useEffect(() => {
    if (asked.current) return;
    asked.current = true;
    begin().then(setCard, thrown => setFault(asFault(thrown)));
  }, [begin]);

  async function finish(event: FormEvent): Promise<void> {
    event.preventDefault();
    if (card === null) return;
    setBusy(true);
    setFault(null);
    try {
      await confirm(card.enrolment, code);
    } catch (thrown) {
      setFault(asFault(thrown));
      setCode('');
      setBusy(false);
    }
  }

  return (
    <form noValidate onSubmit={event => void finish(event)}>
      <Stack gap="sm">
        {card === null && fault === null ? (
          <Center mih={220}>
            <Loading label={words.access.loading} />
          </Center>
        ) : null}
        {card ? (
          <>
            <Text fz="sm">{own.factor.scan}</Text>
            <Center data-secret={card.secret}>
              <QrCode text={card.uri} label={own.factor.qr} />
            </Center>
            <Text fz="sm" c="dimmed">
              {own.factor.orType}
            </Text>
            <Code fz="sm" style={{ wordBreak: 'break-all' }}>
              {card.secret.replace(/(.{4})/g, '$1 ').trim()}
            </Code>
            <CodeField
              label={own.factor.thenCode}
              value={code}
              onChange={setCode}
              wrong={fault?.code === 'wrong-code'}
            />
          </>
        ) : null}
        <div role="alert">{fault ? <Alert color="red">{say(fault.words)}</Alert> : null}</div>
        <Group justify="space-between">
          <Button variant="subtle" onClick={onBack}>
            {back}
          </Button>
          <Button
            type="submit"
            loading={busy}
            disabled={card === null || code.trim().length < 6}
            data-action="confirm-enrolment"
          >
            {own.factor.confirm}
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
