import { Select, Table, Text, TextInput } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { useState } from 'react';
import { GRADES } from '../../../src/queues/thresholds.ts';
import type { QueuePicture } from '../../../src/supervision/events.ts';
import {
  invertedFields,
  MEASURES,
  type ThresholdFields,
  thresholdFields,
  thresholdsOf,
  wrongFields,
} from '../../state/threshold-form.ts';
import { wallboardWords } from '../../words/wallboard.ts';
import { Dialog } from '../desk/dialog.tsx';
import { WishForm } from '../desk/wish-form.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useWorkplace } from '../workplace-context.tsx';

interface ThresholdsDialogProps {
  readonly queue: QueuePicture;
  readonly onClose: () => void;
}

/** From when on the wallboard says that something is wrong with a queue. */
export function ThresholdsDialog({ queue, onClose }: ThresholdsDialogProps) {
  const { api } = useWorkplace();
  const { thresholds: own } = useOwnWords(wallboardWords);
  const [fields, write] = useState<ThresholdFields>(() => thresholdFields(queue.thresholds));
  const wrong = wrongFields(fields);
  const inverted = invertedFields(fields);
  const set = (change: Partial<ThresholdFields>) => write({ ...fields, ...change });
  return (
    <Dialog manual="wallboard" title={own.title(queue.title)} opened onClose={onClose}>
      <WishForm
        name="thresholds"
        ready={wrong.length === 0 && inverted.length === 0}
        confirm={own.save}
        action="save-thresholds"
        wish={async () => {
          await api.setThresholds(queue.name, thresholdsOf(fields));
          notifications.show({ color: 'green', message: own.saved });
        }}
        onClose={onClose}
      >
        <Text fz="sm" c="dimmed">
          {own.lead}
        </Text>
        <Table verticalSpacing={4}>
          <Table.Thead>
            <Table.Tr>
              <Table.Th>{own.what}</Table.Th>
              <Table.Th w={90}>{own.warning}</Table.Th>
              <Table.Th w={90}>{own.alarm}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            {MEASURES.map(({ measure, fields: names, most }) => (
              <Table.Tr key={measure}>
                <Table.Td>{own[measure]}</Table.Td>
                {names.map((name, place) => (
                  <Table.Td key={name}>
                    <TextInput
                      size="xs"
                      inputMode="numeric"
                      maxLength={6}
                      aria-label={`${own[measure]}: ${place === 0 ? own.warning : own.alarm}`}
                      value={fields[name]}
                      error={wrong.includes(name) ? own.wrong(most) : inverted.includes(measure)}
                      onChange={event => set({ [name]: event.currentTarget.value })}
                      data-threshold={name}
                    />
                  </Table.Td>
                ))}
              </Table.Tr>
            ))}
          </Table.Tbody>
        </Table>
        {inverted.map(measure => (
          <Text key={measure} fz="sm" c="var(--mantine-color-error)" role="alert" data-inverted={measure}>
            {own[measure]}: {own.inverted[measure]}
          </Text>
        ))}
        <Select
          size="xs"
          label={own.nobodyReady}
          data={[{ value: '', label: own.never }, ...GRADES.map(value => ({ value, label: own[value] }))]}
          value={fields.nobodyReady}
          allowDeselect={false}
          onChange={value => set({ nobodyReady: GRADES.find(one => one === value) ?? '' })}
          data-threshold="nobodyReady"
        />
      </WishForm>
    </Dialog>
  );
}
