import { Button, Group, NativeSelect, TextInput } from '@mantine/core';
import { IconDownload } from '@tabler/icons-react';
import { useState } from 'react';
import { GROUPS, type Group as Grouping } from '../../../src/figures/groups.ts';
import { figuresAddress } from '../../link/api.ts';
import {
  type FiguresView,
  narrowedBy,
  QUICK,
  quickSpan,
  regrouped,
  type SetName,
  setsBy,
} from '../../state/figures-view.ts';
import { figuresWords } from '../../words/figures.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useTakenFiles } from '../use-taken-files.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';
import style from './figures.module.css';

interface FiguresControlsProps {
  readonly view: FiguresView;
  readonly today: string;
  readonly onView: (view: FiguresView) => void;
}

/** Which days, by what, and what of it. */
export function FiguresControls({ view, today, onView }: FiguresControlsProps) {
  const own = useOwnWords(figuresWords);
  const take = useTakenFiles();
  const { language } = useWords();
  const queues = useSeen(screen => screen.picture?.queues);
  const agents = useSeen(screen => screen.picture?.agents);
  const { from, to, by, set, queue, agent } = view;
  return (
    <div className={style.controls}>
      <Group gap={4} className={style.quick}>
        {QUICK.map(quick => {
          const span = quickSpan(quick, today);
          const isOn = span.from === from && span.to === to;
          return (
            <Button
              key={quick}
              size="compact-sm"
              variant={isOn ? 'filled' : 'default'}
              aria-pressed={isOn}
              onClick={() => onView({ ...view, ...span })}
              data-action={`span-${quick}`}
            >
              {own.quick[quick]}
            </Button>
          );
        })}
      </Group>
      <DayInput label={own.from} day={from} onDay={day => onView({ ...view, from: day })} name="from" />
      <DayInput label={own.to} day={to} onDay={day => onView({ ...view, to: day })} name="to" />
      <NativeSelect
        label={own.by}
        value={by}
        data={GROUPS.map(value => ({ value, label: own.groups[value] }))}
        onChange={event => onView(regrouped(view, event.currentTarget.value as Grouping))}
        data-action="group"
      />
      <NativeSelect
        label={own.set}
        value={set}
        data={setsBy(by).map(value => ({ value, label: own.sets[value] }))}
        onChange={event => onView({ ...view, set: event.currentTarget.value as SetName })}
        data-action="set"
      />
      <NativeSelect
        label={own.queue}
        w={112}
        value={queue}
        data={[
          { value: '', label: own.anyQueue },
          ...(queues ?? []).map(({ name, title }) => ({ value: name, label: title })),
        ]}
        onChange={event => onView({ ...view, queue: event.currentTarget.value })}
        data-action="queue"
      />
      <NativeSelect
        label={own.agent}
        w={112}
        value={agent}
        data={[
          { value: '', label: own.anyAgent },
          // Who is not there any more still has figures.
          ...(agent === '' || agents?.some(({ id }) => id === agent) ? [] : [{ value: agent, label: agent }]),
          ...(agents ?? []).map(({ id, displayName }) => ({ value: id, label: displayName })),
        ]}
        onChange={event => onView({ ...view, agent: event.currentTarget.value })}
        data-action="agent"
      />
      {/* Calls behind a number have a file of their own. */}
      {view.drill === null ? (
        <Button
          variant="light"
          onClick={() => take(figuresAddress({ from, to, by, ...narrowedBy(view) }, language))}
          leftSection={<IconDownload size={15} aria-hidden />}
          data-action="download-figures"
        >
          {own.download}
        </Button>
      ) : null}
    </div>
  );
}

interface DayInputProps {
  readonly label: string;
  readonly day: string;
  readonly onDay: (day: string) => void;
  readonly name: string;
}

/** A day that is half written asks for nothing yet. */
function DayInput({ label, day, onDay, name }: DayInputProps) {
  const [typed, setTyped] = useState<string | null>(null);
  return (
    <TextInput
      type="date"
      label={label}
      value={typed ?? day}
      onChange={event => {
        const { value } = event.currentTarget;
        const isWhole = /^[12]\d{3}-\d\d-\d\d$/.test(value);
        setTyped(isWhole ? null : value);
        if (isWhole) onDay(value);
      }}
      onBlur={() => setTyped(null)}
      data-action={`day-${name}`}
    />
  );
}
