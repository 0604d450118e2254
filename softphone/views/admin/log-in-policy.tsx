import { Checkbox, Group, Paper, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useEffect, useState } from 'react';
import { ROLES } from '../../../src/agents/events.ts';
import type { LogInPolicy as Policy } from '../../../src/http/shapes/session.ts';
import { asFault } from '../../link/fault.ts';
import { adminWords } from '../../words/admin.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import style from './admin.module.css';
import { useBusy } from './use-busy.ts';

/** Which roles must have a second factor. */
export function LogInPolicy() {
  const { api } = useWorkplace();
  const { words, say } = useWords();
  const own = useOwnWords(adminWords);
  const [policy, setPolicy] = useState<Policy | null>(null);
  const { busy, run } = useBusy();

  // biome-ignore lint/correctness/useExhaustiveDependencies: another language is no reason to ask again
  useEffect(() => {
    let gone = false;
    api.logInPolicy().then(
      found => {
        if (!gone) setPolicy(found);
      },
      thrown => notifications.show({ color: 'red', message: say(asFault(thrown).words) }),
    );
    return () => {
      gone = true;
    };
  }, [api]);

  const choose = (roles: Policy['secondFactor']) =>
    run(async () => {
      setPolicy(await api.changeLogInPolicy({ secondFactor: roles }));
      notifications.show({ color: 'green', message: own.policy.saved });
    });

  return (
    <Paper component="section" className={style.policy} aria-labelledby="policy-title">
      <h2 className={style.title} id="policy-title">
        {own.policy.title}
      </h2>
      <Checkbox.Group
        label={
          <Text fz="xs" c="dimmed">
            {own.policy.lead}
          </Text>
        }
        px={14}
        pb={12}
        value={policy?.secondFactor ?? []}
        onChange={roles => void choose(ROLES.filter(role => roles.includes(role)))}
      >
        <Group gap="md" mt={6}>
          {ROLES.map(role => (
            <Checkbox
              key={role}
              value={role}
              label={words.roles[role]}
              disabled={policy === null || busy}
              data-policy={role}
            />
          ))}
        </Group>
      </Checkbox.Group>
    </Paper>
  );
}
