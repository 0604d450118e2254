import { Select } from '@mantine/core';
import { kindsOf } from '../../../src/kit/kinds.ts';
import type { RecordingPolicy } from '../../../src/queues/events.ts';
import { adminWords } from '../../words/admin.ts';
import { exactSpan } from '../../words/format.ts';
import { useOwnWords } from '../lazy-part.tsx';

/** When talks are recorded. */
export const RECORDINGS = kindsOf<RecordingPolicy>({ always: true, 'on-demand': true, never: true });
/** What a pause of the recording may last at most, s: the server takes from 10 s to 5 min. */
const PAUSES_S = [30, 60, 120, 180, 300];

interface FieldProps<Value> {
  readonly label: string;
  readonly description: string;
  readonly value: Value;
  readonly onChange: (value: Value) => void;
  readonly field: string;
}

export function RecordingField({ label, description, value, onChange, field }: FieldProps<RecordingPolicy>) {
  const { recordings } = useOwnWords(adminWords).queues;
  return (
    <Select
      label={label}
      description={description}
      data={RECORDINGS.map(each => ({ value: each, label: recordings[each] }))}
      value={value}
      allowDeselect={false}
      onChange={chosen => {
        const policy = RECORDINGS.find(each => each === chosen);
        if (policy) onChange(policy);
      }}
      data-field={field}
    />
  );
}

interface PauseProps extends FieldProps<number> {
  /** What it was before: it may be none of those that are offered, ms. */
  readonly before: number;
  readonly disabled?: boolean;
}

/** After which time a pause of the recording ends by itself, ms. */
export function PauseField({ label, description, value, before, disabled, onChange, field }: PauseProps) {
  const seconds = [...new Set([...PAUSES_S, before / 1000])].sort((one, other) => one - other);
  return (
    <Select
      label={label}
      description={description}
      data={seconds.map(each => ({ value: String(each), label: exactSpan(each * 1000) }))}
      value={String(value / 1000)}
      allowDeselect={false}
      disabled={disabled ?? false}
      onChange={chosen => chosen !== null && onChange(Number(chosen) * 1000)}
      data-field={field}
    />
  );
}
