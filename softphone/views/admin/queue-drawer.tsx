import { Divider, Select, Stack } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type FormEvent, useState } from 'react';
import type { QueueCard } from '../../../src/http/shapes/settings.ts';
import type { AutoAnswer } from '../../../src/queues/events.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import {
  isTime,
  NUMBERS,
  type Numbers,
  numbersOf,
  QUEUE_TIMES,
  type QueueTime,
  queueChange,
  TOLD,
  WAITS,
  withNumbers,
} from '../../state/queue-form.ts';
import { adminWords } from '../../words/admin.ts';
import { FormDialog } from '../desk/form-dialog.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import { DrawerEnd } from './drawer-end.tsx';
import { PauseField, RecordingField } from './recording-fields.tsx';
import { WholeNumber } from './whole-number.tsx';

const AUTO_ANSWERS: readonly AutoAnswer[] = ['allows', 'forces', 'forbids'];

interface DrawerProps {
  /** As it is when it is opened. */
  readonly queue: QueueCard;
  readonly onClose: () => void;
}

/** Everything that an admin decides of a queue, each with what it does; it holds as soon as it is saved. */
export function QueueDrawer({ queue: before, onClose }: DrawerProps) {
  const { api } = useWorkplace();
  const own = useOwnWords(adminWords);
  const { queues } = own;
  const [queue, setQueue] = useState(before);
  const [wrong, setWrong] = useState<readonly QueueTime[]>([]);
  const [busy, setBusy] = useState(false);
  const [fault, setFault] = useState<LinkFault | null>(null);
  const change = queueChange(before, queue);
  const isSame = Object.keys(change).length === 0;
  const set = (part: Partial<QueueCard>) => setQueue({ ...queue, ...part });

  async function save(event: FormEvent): Promise<void> {
    event.preventDefault();
    setBusy(true);
    setFault(null);
    try {
      await api.changeQueue(before.name, change);
      notifications.show({ color: 'green', message: queues.saved(before.title) });
      onClose();
    } catch (thrown) {
      setFault(asFault(thrown));
      setBusy(false);
    }
  }

  const time = (which: QueueTime) => {
    const { least, most, orNever } = QUEUE_TIMES[which];
    const outside = orNever ? queues.outsideOrNever : queues.outside;
    const type = (typed: number | null) => {
      const isGood = typed !== null && isTime(which, typed);
      setWrong(isGood ? wrong.filter(each => each !== which) : [...new Set([...wrong, which])]);
      if (isGood) set({ [which]: typed * 1000 });
    };
    return (
      <WholeNumber
        key={which}
        label={queues.times[which].name}
        description={queues.times[which].hint}
        error={wrong.includes(which) && outside(least, most)}
        unit="s"
        start={before[which] / 1000}
        onType={type}
        data-field={which}
      />
    );
  };

  return (
    <FormDialog
      manual="queues"
      sheet
      isChanged={!isSame || wrong.length > 0}
      onClose={onClose}
      title={queues.edit(before.title)}
    >
      {leave => (
        <form noValidate onSubmit={event => void save(event)} data-form="queue">
          <Stack gap="sm">
            <Divider label={queues.waits} labelPosition="left" />
            {WAITS.map(time)}
            <Divider label={queues.talks} labelPosition="left" />
            <Select
              label={queues.autoAnswer}
              description={queues.autoAnswerHint}
              data={AUTO_ANSWERS.map(value => ({ value, label: queues.autoAnswers[value] }))}
              value={queue.autoAnswer}
              allowDeselect={false}
              onChange={value => value !== null && set({ autoAnswer: value as AutoAnswer })}
              data-field="autoAnswer"
            />
            <RecordingField
              label={queues.recording}
              description={queues.recordingHint}
              value={queue.recording}
              onChange={recording => set({ recording })}
              field="recording"
            />
            <PauseField
              label={queues.pause}
              description={queues.pauseHint}
              value={queue.recordingPauseMs}
              before={before.recordingPauseMs}
              disabled={queue.recording === 'never'}
              onChange={recordingPauseMs => set({ recordingPauseMs })}
              field="recordingPauseMs"
            />
            <Select
              label={queues.numbers}
              description={queues.numbersHint}
              data={NUMBERS.map(value => ({ value, label: queues.shown[value] }))}
              value={numbersOf(queue)}
              allowDeselect={false}
              onChange={value => value !== null && setQueue(withNumbers(queue, value as Numbers))}
              data-field="maskNumbers"
            />
            <Divider label={queues.told} labelPosition="left" />
            {TOLD.map(time)}
            <DrawerEnd
              fault={fault}
              save={queues.save}
              action="save-queue"
              busy={busy}
              disabled={wrong.length > 0 || isSame}
              onCancel={leave}
            />
          </Stack>
        </form>
      )}
    </FormDialog>
  );
}
