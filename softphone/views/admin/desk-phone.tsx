import { ActionIcon, CopyButton, Group, Stack, Text, Title, Tooltip } from '@mantine/core';
import { IconCheck, IconCopy } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import type { PersonCard } from '../../../src/http/shapes/people.ts';
import type { SipAccount } from '../../../src/http/shapes/session.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { adminWords } from '../../words/admin.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import { RotateDesk } from './rotate-desk.tsx';

/** What has to be typed into a desk telephone. */
export function DeskPhone({ person }: { readonly person: PersonCard }) {
  const { api } = useWorkplace();
  const { say } = useWords();
  const own = useOwnWords(adminWords);
  const [account, setAccount] = useState<SipAccount | null>(null);
  const [fault, setFault] = useState<LinkFault | null>(null);
  useEffect(() => {
    let gone = false;
    api.deskPhone(person.id).then(
      found => {
        if (!gone) setAccount(found);
      },
      thrown => {
        if (!gone) setFault(asFault(thrown));
      },
    );
    return () => {
      gone = true;
    };
  }, [api, person.id]);

  return (
    <Stack gap={4} mt="lg" data-desk-account={account?.user}>
      <Title order={2} fz={15}>
        {own.people.deskPhone}
      </Title>
      {fault ? <Text fz="sm">{say(fault.words)}</Text> : null}
      {account ? (
        <>
          <Value label={own.people.deskServer} value={account.server} />
          <Value label={own.people.deskUser} value={account.user} />
          <Value label={own.people.deskPassword} value={account.password} />
          <RotateDesk person={person.id} onRotated={setAccount} />
        </>
      ) : null}
    </Stack>
  );
}

function Value({ label, value }: { readonly label: string; readonly value: string }) {
  const own = useOwnWords(adminWords);
  return (
    <Group gap={8} wrap="nowrap">
      <Text fz="sm" c="dimmed" w={90} style={{ flex: 'none' }}>
        {label}
      </Text>
      <Text fz="sm" ff="monospace" truncate style={{ flex: 1 }}>
        {value}
      </Text>
      <CopyButton value={value}>
        {({ copied, copy }) => (
          <Tooltip label={copied ? own.people.copied : own.people.copy}>
            <ActionIcon variant="subtle" onClick={copy} aria-label={`${own.people.copy}: ${label}`}>
              {copied ? <IconCheck size={16} /> : <IconCopy size={16} />}
            </ActionIcon>
          </Tooltip>
        )}
      </CopyButton>
    </Group>
  );
}
