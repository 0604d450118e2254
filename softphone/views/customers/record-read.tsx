import { Button, Center, Stack, Text } from '@mantine/core';
import { type ReactNode, useEffect, useState } from 'react';
import type { CustomerRecord } from '../../../src/http/shapes/customers.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { Loading } from '../desk/loading.tsx';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';

interface RecordReadProps {
  readonly id: string;
  readonly children: (record: CustomerRecord) => ReactNode;
}

/** Who a customer is, as soon as that was read; else why it is not. */
export function RecordRead({ id, children }: RecordReadProps) {
  const { api } = useWorkplace();
  const { words, say } = useWords();
  const [tries, setTries] = useState(0);
  const [answer, setAnswer] = useState<{ record?: CustomerRecord; fault?: LinkFault }>({});
  // biome-ignore lint/correctness/useExhaustiveDependencies: another try is the reason to read again
  useEffect(() => {
    let gone = false;
    api.customer(id).then(
      record => {
        if (!gone) setAnswer({ record });
      },
      thrown => {
        if (!gone) setAnswer({ fault: asFault(thrown) });
      },
    );
    return () => {
      gone = true;
    };
  }, [api, id, tries]);
  if (answer.record) return children(answer.record);
  if (answer.fault) {
    return (
      <Stack align="center" p="xl" role="alert">
        <Text>{say(answer.fault.words)}</Text>
        <Button variant="light" onClick={() => setTries(tries + 1)}>
          {words.chrome.again}
        </Button>
      </Stack>
    );
  }
  return (
    <Center p="xl">
      <Loading size="sm" />
    </Center>
  );
}
