import { Button, Group } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { asFault } from '../link/fault.ts';
import { saveFile, takeFile } from '../link/taken-file.ts';
import { filesWords } from '../words/files.ts';
import { useOwnWords } from './lazy-part.tsx';
import { useWords } from './words-context.tsx';

/** A file that is there sooner needs no notice of its coming, ms. */
const TOLD_AFTER_MS = 500;

/** The addresses of those that are on their way: asked for twice, they come once. */
const underWay = new Set<string>();

/**
 * Takes a file of the server's along. While it is being prepared a notice says so, on whatever page the person is by then, and stops
 * it; where it is refused, or breaks off, the notice says why and what to do, until somebody closes it.
 */
export function useTakenFiles(): (address: string) => void {
  const { say } = useWords();
  const own = useOwnWords(filesWords);
  return address => {
    if (underWay.has(address)) return;
    underWay.add(address);
    const id = `file ${address}`;
    const stopping = new AbortController();
    const tell = setTimeout(() => {
      notifications.show({
        id,
        loading: true,
        autoClose: false,
        withCloseButton: false,
        message: (
          <Group justify="space-between">
            {own.coming}
            <Button
              size="compact-xs"
              variant="default"
              onClick={() => stopping.abort()}
              data-action="stop-file"
            >
              {own.stop}
            </Button>
          </Group>
        ),
      });
    }, TOLD_AFTER_MS);
    notifications.hide(`${id} fault`);
    takeFile(address, { signal: stopping.signal })
      .then(saveFile, thrown => {
        if (stopping.signal.aborted) return;
        const fault = asFault(thrown);
        notifications.show({
          id: `${id} fault`,
          color: 'red',
          autoClose: false,
          message: <span data-file-fault={fault.code}>{say(fault.words)}</span>,
        });
      })
      .finally(() => {
        clearTimeout(tell);
        notifications.hide(id);
        underWay.delete(address);
      });
  };
}
