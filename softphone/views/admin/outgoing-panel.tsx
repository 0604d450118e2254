import { Alert, Button, Group, Paper, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import type { PersonCard } from '../../../src/http/shapes/people.ts';
import type { OutgoingPolicy } from '../../../src/outgoing/policy.ts';
import { locksOf } from '../../state/outgoing-form.ts';
import { adminWords } from '../../words/admin.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './admin.module.css';
import { OutgoingDrawer } from './outgoing-drawer.tsx';
import { PanelHead } from './panel-head.tsx';
import { useBusy } from './use-busy.ts';

interface Opened {
  readonly policy: OutgoingPolicy;
  readonly calendars: readonly string[];
}

/** Where people may call, and who is locked because it looked like fraud. */
export function OutgoingPanel({ people }: { readonly people: readonly PersonCard[] }) {
  const { api } = useWorkplace();
  const picture = useSeen(screen => screen.picture);
  const { say } = useWords();
  const own = useOwnWords(adminWords);
  const [opened, open] = useState<Opened | null>(null);
  const { busy, run } = useBusy();

  return (
    <Paper component="section" className={style.queues} aria-labelledby="outgoing-title">
      <PanelHead
        id="outgoing-title"
        title={own.outgoing.title}
        hint={own.outgoing.hint}
        change={own.outgoing.change}
        action="outgoing"
        busy={busy}
        onChange={() =>
          void run(async () => {
            const [policy, { items: calendars }] = await Promise.all([api.outgoing(), api.calendars()]);
            open({ policy, calendars });
          })
        }
      />
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
              {own.outgoing.release}
            </Button>
          </Group>
        </Alert>
      ))}
      {opened ? (
        <OutgoingDrawer
          {...opened}
          people={people}
          onClose={() => open(null)}
          onSaved={() => {
            open(null);
            notifications.show({ color: 'green', message: own.outgoing.saved });
          }}
        />
      ) : null}
    </Paper>
  );
}
