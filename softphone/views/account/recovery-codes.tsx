import { Button, Checkbox, CopyButton, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { accountWords } from '../../words/account.ts';
import { useOwnWords } from '../lazy-part.tsx';

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly username: string;
  readonly onDone: () => void;
}

/** The codes that are shown once; nobody goes on without saying that they are kept. */
export function RecoveryCodes({ codes, username, onDone }: RecoveryCodesProps) {
  const own = useOwnWords(accountWords);
  const [kept, setKept] = useState(false);
  const text = `${own.factor.fileTitle(username)}\n\n${codes.join('\n')}\n`;
  return (
    <Stack gap="sm">
      <Text fz="sm">{own.factor.codesLead}</Text>
      <SimpleGrid cols={2} spacing={6} verticalSpacing={4} data-recovery-codes>
        {codes.map(code => (
          <Text key={code} ff="monospace" fz="sm" ta="center">
            {code}
          </Text>
        ))}
      </SimpleGrid>
      <Group>
        <CopyButton value={text}>
          {({ copied, copy }) => (
            <Button
              variant="default"
              leftSection={copied ? <IconCheck size={16} aria-hidden /> : <IconCopy size={16} aria-hidden />}
              onClick={copy}
            >
              {copied ? own.factor.copied : own.factor.copy}
            </Button>
          )}
        </CopyButton>
        <Button
          variant="default"
          component="a"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download={own.factor.fileName}
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {own.factor.download}
        </Button>
      </Group>
      <Checkbox
        label={own.factor.kept}
        checked={kept}
        onChange={event => setKept(event.currentTarget.checked)}
      />
      <Group justify="flex-end">
        <Button disabled={!kept} onClick={onDone} data-action="codes-kept">
          {own.factor.done}
        </Button>
      </Group>
    </Stack>
  );
}
