import { Button, Paper, Table } from '@mantine/core';
import { IconSettings } from '@tabler/icons-react';
import { useState } from 'react';
import type { QueueCard } from '../../../src/http/shapes/settings.ts';
import type { QueuePicture } from '../../../src/supervision/events.ts';
import { numbersOf } from '../../state/queue-form.ts';
import { adminWords } from '../../words/admin.ts';
import { exactSpan } from '../../words/format.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './admin.module.css';
import { QueueDrawer } from './queue-drawer.tsx';
import { useBusy } from './use-busy.ts';

/** The queues with what is decided of each; it may be changed while they are served. */
export function QueuesPanel() {
  const picture = useSeen(screen => screen.picture);
  const own = useOwnWords(adminWords);
  const { queues } = own;
  const [open, setOpen] = useState<QueueCard | null>(null);
  return (
    <Paper className={style.queues}>
      <h2 className={style.title}>{queues.title}</h2>
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling table must be reachable by keyboard */}
      <section className={style.scroll} tabIndex={0} aria-label={queues.title}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{queues.name}</Table.Th>
              <Table.Th>{queues.recording}</Table.Th>
              <Table.Th>{queues.autoAnswer}</Table.Th>
              <Table.Th>{queues.numbers}</Table.Th>
              <Table.Th>{queues.times.wrapUpAlarmMs.short}</Table.Th>
              <Table.Th>
                <span className="sr-only">{queues.change}</span>
              </Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {(picture?.queues ?? []).map(queue => (
              <Line key={queue.name} queue={queue} onOpen={setOpen} />
            ))}
          </Table.Tbody>
        </Table>
      </section>
      {open ? <QueueDrawer queue={open} onClose={() => setOpen(null)} /> : null}
    </Paper>
  );
}

interface LineProps {
  readonly queue: QueuePicture;
  readonly onOpen: (card: QueueCard) => void;
}

function Line({ queue, onOpen }: LineProps) {
  const { api } = useWorkplace();
  const own = useOwnWords(adminWords);
  const { queues } = own;
  const { busy, run } = useBusy();

  return (
    <Table.Tr data-queue={queue.name}>
      <Table.Td>{queue.title}</Table.Td>
      <Table.Td data-label={queues.recording}>{queues.recordings[queue.recording]}</Table.Td>
      <Table.Td data-label={queues.autoAnswer}>{queues.autoAnswers[queue.autoAnswer]}</Table.Td>
      <Table.Td data-label={queues.numbers}>{queues.shown[numbersOf(queue)]}</Table.Td>
      <Table.Td data-label={queues.times.wrapUpAlarmMs.short}>
        {queue.wrapUpAlarmMs === 0 ? queues.never : exactSpan(queue.wrapUpAlarmMs)}
      </Table.Td>
      <Table.Td ta="right">
        <Button
          size="compact-sm"
          variant="light"
          leftSection={<IconSettings size={15} aria-hidden />}
          aria-label={queues.changeOf(queue.title)}
          loading={busy}
          onClick={() => void run(async () => onOpen(await api.queue(queue.name)))}
          data-action="change-queue"
        >
          {queues.change}
        </Button>
      </Table.Td>
    </Table.Tr>
  );
}
