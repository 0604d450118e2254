import { Alert, Button, Checkbox, Group, Stack, Text, Title } from '@mantine/core';
import { useState } from 'react';
import type { WhoAmI } from '../../../src/http/shapes/session.ts';
import type { Api } from '../../link/api.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { useTabTitle } from '../use-tab-title.ts';
import { useWords } from '../words-context.tsx';
import { Front } from './front.tsx';
import style from './login.module.css';

interface AgreementPageProps {
  readonly api: Pick<Api, 'acceptConfidentiality'>;
  readonly who: WhoAmI;
  readonly onAccepted: (who: WhoAmI) => void;
  readonly onLogOut: () => void;
}

/** The confidentiality text, once, at the first log-in (S2-08). */
export function AgreementPage({ api, who, onAccepted, onLogOut }: AgreementPageProps) {
  const { words, say } = useWords();
  useTabTitle(words.access.agreement);
  const [agreed, setAgreed] = useState(false);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<LinkFault | null>(null);

  async function accept(): Promise<void> {
    setBusy(true);
    try {
      onAccepted(await api.acceptConfidentiality());
    } catch (thrown) {
      setFault(asFault(thrown));
      setBusy(false);
    }
  }

  return (
    <Front wide>
      <Stack gap="md">
        <div>
          <Text c="dimmed" fz="sm">
            {who.person.displayName}
          </Text>
          <Title order={1} fz={22}>
            {words.access.agreement}
          </Title>
          <Text c="dimmed">{words.access.agreementLead}</Text>
        </div>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling text must be reachable by keyboard */}
        <section className={style.agreement} tabIndex={0} aria-label={words.access.agreement}>
          {say(who.confidentiality)}
        </section>
        {fault ? (
          <Alert color="red" role="alert">
            {say(fault.words)}
          </Alert>
        ) : null}
        <Checkbox
          label={words.access.agree}
          checked={agreed}
          size="md"
          onChange={event => setAgreed(event.currentTarget.checked)}
        />
        <Group justify="space-between">
          <Button variant="subtle" onClick={onLogOut}>
            {words.access.logOut}
          </Button>
          <Button
            disabled={!agreed}
            loading={busy}
            onClick={() => void accept()}
            data-action="accept-agreement"
          >
            {words.access.goOn}
          </Button>
        </Group>
      </Stack>
    </Front>
  );
}
