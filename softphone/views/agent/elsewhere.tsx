import { Button, Group, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { Dialog } from '../desk/dialog.tsx';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import style from './agent.module.css';

/** The call is on another page or computer of this person; it is brought here only when that is wanted. */
export function Elsewhere() {
  const { takeOver } = useWorkplace();
  const { words } = useWords();
  const [asking, { open, close }] = useDisclosure();
  return (
    <>
      <span role="status" className={style.returning} data-elsewhere>
        {words.call.elsewhere}
      </span>
      <Button
        size="compact-sm"
        variant="light"
        style={{ flex: 'none' }}
        onClick={open}
        data-action="take-over"
      >
        {words.call.takeOver}
      </Button>
      <Dialog opened={asking} onClose={close} title={words.call.takeOverTitle}>
        <Stack>
          <Text>{words.call.takeOverLead}</Text>
          <Group justify="flex-end">
            <Button variant="default" onClick={close}>
              {words.chrome.cancel}
            </Button>
            <Button
              data-autofocus
              onClick={() => {
                close();
                void takeOver();
              }}
              data-action="take-over-sure"
            >
              {words.call.takeOver}
            </Button>
          </Group>
        </Stack>
      </Dialog>
    </>
  );
}
