import { Button, Checkbox, Select, TextInput } from '@mantine/core';
import { IconSearch } from '@tabler/icons-react';
import {
  DIRECTIONS,
  FIRST_FILTERS,
  RECORDING_KINDS,
  type RecordingFilters,
  recordingsPath,
  SPANS,
  type Span,
} from '../../state/recording-filters.ts';
import { recordingsWords } from '../../words/recordings.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';
import style from './recordings.module.css';

interface FilterBarProps {
  readonly filters: RecordingFilters;
  readonly typed: string;
  readonly onType: (text: string) => void;
  readonly onChange: (filters: RecordingFilters) => void;
}

/** What the list of recordings is narrowed to. */
export function RecordingFilterBar({ filters, typed, onType, onChange }: FilterBarProps) {
  const { words, say } = useWords();
  const { recordings: own } = useOwnWords(recordingsWords);
  const agents = useSeen(screen => screen.picture?.agents ?? []);
  const queues = useSeen(screen => screen.picture?.queues ?? []);
  const dispositions = useSeen(screen => screen.dispositions);
  const set = (change: Partial<RecordingFilters>) => onChange({ ...filters, ...change });
  const choice = (
    name: 'agent' | 'queue' | 'direction' | 'disposition' | 'kind',
    data: readonly Choice[],
  ) => ({
    label: own[name],
    placeholder: name === 'agent' ? own.anyone : own.any,
    data: withChosen(data, filters[name]),
    value: filters[name] || null,
    onChange: (value: string | null) => set({ [name]: value ?? '' }),
    clearable: true,
    size: 'xs' as const,
    'data-filter': name,
  });
  const minutes = (name: 'least' | 'most') => ({
    label: own[name],
    inputMode: 'numeric' as const,
    size: 'xs' as const,
    value: filters[name],
    onChange: (event: { currentTarget: { value: string } }) =>
      set({ [name]: event.currentTarget.value.replace(/\D/g, '').slice(0, 4) }),
    'data-filter': name,
  });
  const isNarrowed = recordingsPath(filters) !== recordingsPath(FIRST_FILTERS) || typed !== '';
  return (
    <div className={style.filters}>
      <TextInput
        type="search"
        size="xs"
        className={style.wide}
        label={words.recording.search}
        leftSection={<IconSearch size={14} aria-hidden />}
        value={typed}
        onChange={event => onType(event.currentTarget.value)}
        data-filter="text"
      />
      <Select
        size="xs"
        label={own.when}
        data={SPANS.map(value => ({ value, label: own.spans[value] }))}
        value={filters.span}
        allowDeselect={false}
        onChange={value => set({ span: (value ?? 'week') as Span })}
        data-filter="span"
      />
      {filters.span === 'days' ? (
        <>
          <TextInput
            type="date"
            size="xs"
            label={own.from}
            value={filters.from}
            onChange={event => set({ from: event.currentTarget.value })}
          />
          <TextInput
            type="date"
            size="xs"
            label={own.to}
            value={filters.to}
            onChange={event => set({ to: event.currentTarget.value })}
          />
        </>
      ) : null}
      <Select
        {...choice(
          'agent',
          agents.map(({ id, displayName }) => ({ value: id, label: displayName })),
        )}
        searchable
      />
      <Select
        {...choice(
          'queue',
          queues.map(({ name, title }) => ({ value: name, label: title })),
        )}
      />
      <Select
        {...choice(
          'disposition',
          unique(dispositions.map(({ code, title }) => ({ value: code, label: say(title) }))),
        )}
        searchable
      />
      <Select
        {...choice(
          'direction',
          DIRECTIONS.map(value => ({ value, label: own.directions[value] })),
        )}
      />
      <Select
        {...choice(
          'kind',
          RECORDING_KINDS.map(value => ({ value, label: own.kinds[value] })),
        )}
      />
      <TextInput {...minutes('least')} />
      <TextInput {...minutes('most')} />
      <Checkbox
        size="xs"
        className={style.check}
        label={own.paused}
        checked={filters.paused}
        onChange={event => set({ paused: event.currentTarget.checked })}
        data-filter="paused"
      />
      <Button
        size="xs"
        variant="subtle"
        disabled={!isNarrowed}
        onClick={() => {
          onType('');
          onChange(FIRST_FILTERS);
        }}
        data-action="clear-filters"
      >
        {own.clear}
      </Button>
    </div>
  );
}

interface Choice {
  readonly value: string;
  readonly label: string;
}

/** What an address names is shown though it is no choice any more. */
const withChosen = (choices: readonly Choice[], chosen: string): Choice[] =>
  chosen === '' || choices.some(({ value }) => value === chosen)
    ? [...choices]
    : [...choices, { value: chosen, label: chosen }];

const unique = (choices: readonly Choice[]): Choice[] => [
  ...new Map(choices.map(choice => [choice.value, choice])).values(),
];
