import { Alert, Button, Group, Paper, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { IconSettings } from '@tabler/icons-react';
import { useState } from 'react';
import type { PersonCard } from '../../../src/http/shapes/people.ts';
import type { OutgoingPolicy } from '../../../src/outgoing/policy.ts';
import { asFault } from '../../link/fault.ts';
import { locksOf } from '../../state/outgoing-form.ts';
import { useWords } from '../words-context.tsx';
import { useScreen, useWorkplace } from '../workplace-context.tsx';
import style from './admin.module.css';
import { OutgoingDrawer } from './outgoing-drawer.tsx';

/** Where people may call, and who is locked because it looked like fraud. */
export function OutgoingPanel({ people }: { readonly people: readonly PersonCard[] }) {
  const { api } = useWorkplace();
  const { picture } = useScreen();
  const { words, say } = useWords();
  const [policy, setPolicy] = useState<OutgoingPolicy | null>(null);
  const [busy, setBusy] = useState(false);

  async function run(work: () => Promise<void>): Promise<void> {
    setBusy(true);
    try {
      await work();
    } catch (thrown) {
      notifications.show({ color: 'red', message: say(asFault(thrown).words) });
    } finally {
      setBusy(false);
    }
  }

  return (
    <Paper component="section" className={style.queues} aria-labelledby="outgoing-title">
      <Group justify="space-between" p="8px 14px" wrap="nowrap">
        <div>
          <h2 className={style.title} style={{ padding: 0 }} id="outgoing-title">
            {words.outgoing.title}
          </h2>
          <Text fz="xs" c="dimmed">
            {words.outgoing.hint}
          </Text>
        </div>
        <Button
          size="compact-sm"
          variant="light"
          style={{ flexShrink: 0 }}
          leftSection={<IconSettings size={15} aria-hidden />}
          loading={busy}
          onClick={() => void run(async () => setPolicy(await api.outgoing()))}
          data-action="outgoing"
        >
          {words.outgoing.change}
        </Button>
      </Group>
      {locksOf(picture?.alarms ?? []).map(({ person, alarm }) => (
        <Alert key={alarm.id} color="red" m="0 14px 8px" role="alert" data-locked={person ?? 'all'}>
          <Group justify="space-between" wrap="nowrap">
            <Text fz="sm">{say(alarm.words)}</Text>
            <Button
              size="compact-sm"
              color="red"
              style={{ flexShrink: 0 }}
              loading={busy}
              onClick={() => void run(() => api.releaseOutgoing(person))}
              data-action="release-outgoing"
            >
              {words.outgoing.release}
            </Button>
          </Group>
        </Alert>
      ))}
      {policy ? (
        <OutgoingDrawer
          policy={policy}
          people={people}
          onClose={() => setPolicy(null)}
          onSaved={() => {
            setPolicy(null);
            notifications.show({ color: 'green', message: words.outgoing.saved });
          }}
        />
      ) : null}
    </Paper>
  );
}
