import { Button, Checkbox, CopyButton, Group, SimpleGrid, Stack, Text } from '@mantine/core';
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { useWords } from '../words-context.tsx';

interface RecoveryCodesProps {
  readonly codes: readonly string[];
  readonly username: string;
  readonly onDone: () => void;
}

/** The codes that are shown once; nobody goes on without saying that they are kept. */
export function RecoveryCodes({ codes, username, onDone }: RecoveryCodesProps) {
  const { words } = useWords();
  const [kept, setKept] = useState(false);
  const text = `${words.factor.fileTitle(username)}\n\n${codes.join('\n')}\n`;
  return (
    <Stack gap="sm">
      <Text fz="sm">{words.factor.codesLead}</Text>
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
              {copied ? words.factor.copied : words.factor.copy}
            </Button>
          )}
        </CopyButton>
        <Button
          variant="default"
          component="a"
          href={`data:text/plain;charset=utf-8,${encodeURIComponent(text)}`}
          download={words.factor.fileName}
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {words.factor.download}
        </Button>
      </Group>
      <Checkbox
        label={words.factor.kept}
        checked={kept}
        onChange={event => setKept(event.currentTarget.checked)}
      />
      <Group justify="flex-end">
        <Button disabled={!kept} onClick={onDone} data-action="codes-kept">
          {words.factor.done}
        </Button>
      </Group>
    </Stack>
  );
}
