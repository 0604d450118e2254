import { Button, Group, NumberInput, Paper, Select, Table, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useEffect, useState } from 'react';
import type { ChangeQueue } from '../../../src/http/shapes/settings.ts';
import type { AutoAnswer, RecordingPolicy } from '../../../src/queues/events.ts';
import type { QueuePicture } from '../../../src/supervision/events.ts';
import { asFault } from '../../link/fault.ts';
import { exactSpan } from '../../words/format.ts';
import { useWords } from '../words-context.tsx';
import { useScreen, useWorkplace } from '../workplace-context.tsx';
import style from './admin.module.css';

/** The longest alarm the server takes, s. */
const LONGEST_S = 3600;

const AUTO_ANSWERS: readonly AutoAnswer[] = ['allows', 'forces', 'forbids'];

const RECORDINGS: readonly RecordingPolicy[] = ['always', 'on-demand', 'never'];

/** What a pause of the recording may last at most, s: the server takes from 10 s to 5 min. */
const PAUSES_S = [30, 60, 120, 180, 300];

/** What may be changed of the queues while they are served. */
export function QueuesPanel() {
  const { picture } = useScreen();
  const { words } = useWords();
  return (
    <Paper component="section" className={style.queues} aria-labelledby="queues-title">
      <h2 className={style.title} id="queues-title">
        {words.queues.title}
      </h2>
      <Text fz="xs" c="dimmed" px={14} pb={6}>
        {words.queues.wrapUpAlarmHint}
      </Text>
      <div className={style.scroll}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{words.queues.name}</Table.Th>
              <Table.Th>{words.queues.wrapUpAlarm}</Table.Th>
              <Table.Th>{words.queues.autoAnswer}</Table.Th>
              <Table.Th>{words.queues.recording}</Table.Th>
              <Table.Th>{words.queues.numbers}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {(picture?.queues ?? []).map(queue => (
              <Line key={queue.name} queue={queue} />
            ))}
          </Table.Tbody>
        </Table>
      </div>
    </Paper>
  );
}

function Line({ queue }: { readonly queue: QueuePicture }) {
  const { api } = useWorkplace();
  const { words, say } = useWords();
  /** What is typed and not yet saved; empty is no number. */
  const [typed, setTyped] = useState<number | string | null>(null);
  const [busy, setBusy] = useState(false);
  const kept = queue.wrapUpAlarmMs / 1000;
  // Saved here or by somebody else: what counts now is shown, and nothing older is saved over it.
  // biome-ignore lint/correctness/useExhaustiveDependencies: that it changed is the reason
  useEffect(() => setTyped(null), [kept]);
  const changed = typeof typed === 'number' && typed !== kept;

  function save(event: FormEvent): void {
    event.preventDefault();
    if (changed && !busy) void change({ wrapUpAlarmMs: typed * 1000 });
  }

  async function change(body: ChangeQueue): Promise<void> {
    setBusy(true);
    try {
      await api.changeQueue(queue.name, body);
      notifications.show({ color: 'green', message: words.queues.saved(queue.title) });
    } catch (thrown) {
      notifications.show({ color: 'red', message: say(asFault(thrown).words) });
    } finally {
      setBusy(false);
    }
  }

  return (
    <Table.Tr data-queue={queue.name}>
      <Table.Td>{queue.title}</Table.Td>
      <Table.Td data-label={words.queues.wrapUpAlarm}>
        <form onSubmit={save}>
          <Group gap={8}>
            <NumberInput
              size="xs"
              w={110}
              aria-label={words.queues.secondsOf(queue.title)}
              min={0}
              max={LONGEST_S}
              step={30}
              allowDecimal={false}
              allowNegative={false}
              suffix=" s"
              value={typed ?? kept}
              onChange={setTyped}
            />
            <Button
              type="submit"
              size="compact-sm"
              variant="light"
              disabled={!changed}
              loading={busy}
              data-action="save-queue"
            >
              {words.queues.save}
            </Button>
          </Group>
        </form>
      </Table.Td>
      <Table.Td data-label={words.queues.autoAnswer}>
        <Select
          size="xs"
          w={170}
          aria-label={words.queues.autoAnswerOf(queue.title)}
          data={AUTO_ANSWERS.map(value => ({ value, label: words.queues.autoAnswers[value] }))}
          value={queue.autoAnswer}
          allowDeselect={false}
          disabled={busy}
          onChange={value => {
            if (value !== null && value !== queue.autoAnswer)
              void change({ autoAnswer: value as AutoAnswer });
          }}
        />
      </Table.Td>
      <Table.Td data-label={words.queues.recording}>
        <Group gap={6}>
          <Select
            size="xs"
            w={150}
            aria-label={words.queues.recordingOf(queue.title)}
            data={RECORDINGS.map(value => ({ value, label: words.queues.recordings[value] }))}
            value={queue.recording}
            allowDeselect={false}
            disabled={busy}
            data-choice="recording"
            onChange={value => {
              if (value !== null && value !== queue.recording)
                void change({ recording: value as RecordingPolicy });
            }}
          />
          <Select
            size="xs"
            w={90}
            aria-label={words.queues.pauseOf(queue.title)}
            title={words.queues.pause}
            data={pauses(queue.recordingPauseMs).map(seconds => ({
              value: String(seconds),
              label: exactSpan(seconds * 1000),
            }))}
            value={String(queue.recordingPauseMs / 1000)}
            allowDeselect={false}
            disabled={busy || queue.recording === 'never'}
            onChange={value => {
              const recordingPauseMs = Number(value) * 1000;
              if (value !== null && recordingPauseMs !== queue.recordingPauseMs)
                void change({ recordingPauseMs });
            }}
          />
        </Group>
      </Table.Td>
      <Table.Td data-label={words.queues.numbers}>
        <Select
          size="xs"
          w={170}
          aria-label={words.queues.numbersOf(queue.title)}
          data={[
            { value: 'whole', label: words.queues.wholeNumbers },
            { value: 'masked', label: words.queues.maskedNumbers },
          ]}
          value={queue.maskNumbers ? 'masked' : 'whole'}
          allowDeselect={false}
          disabled={busy}
          onChange={value => {
            const maskNumbers = value === 'masked';
            if (maskNumbers !== queue.maskNumbers) void change({ maskNumbers });
          }}
        />
      </Table.Td>
    </Table.Tr>
  );
}

/** Those to choose from, and the one that is set. */
const pauses = (setMs: number): number[] =>
  [...new Set([...PAUSES_S, setMs / 1000])].sort((one, other) => one - other);
