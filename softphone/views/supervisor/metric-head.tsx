import { Badge, Group, Popover, Stack, Text, UnstyledButton } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { formulaText } from '../../../src/figures/as-text.ts';
import type { SomeCounts } from '../../../src/figures/counts.ts';
import { COUNT_NAMES, DICTIONARY } from '../../../src/figures/dictionary.ts';
import { GOAL, type MetricId, termsOf } from '../../../src/figures/metrics.ts';
import { figuresWords } from '../../words/figures.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import style from './figures.module.css';
import { useFigureText } from './use-figure-text.ts';

interface MetricHeadProps {
  readonly id: MetricId;
  /** Of the whole table: the formula is told with these. */
  readonly counts: SomeCounts;
}

/** The name of a figure, which tells its formula and what it means. */
export function MetricHead({ id, counts }: MetricHeadProps) {
  const { say } = useWords();
  const own = useOwnWords(figuresWords);
  const [opened, { toggle, close }] = useDisclosure();
  const { name } = DICTIONARY[id];
  return (
    <Popover
      opened={opened}
      onDismiss={close}
      width={340}
      position="bottom"
      shadow="md"
      trapFocus
      returnFocus
    >
      <Popover.Target>
        <UnstyledButton
          className={style.metric}
          onClick={toggle}
          title={own.explain(say(name))}
          data-metric={id}
          aria-expanded={opened}
        >
          {say(name)}
        </UnstyledButton>
      </Popover.Target>
      <Popover.Dropdown aria-label={say(name)}>
        <MetricMeaning id={id} counts={counts} />
      </Popover.Dropdown>
    </Popover>
  );
}

function MetricMeaning({ id, counts }: MetricHeadProps) {
  const { say, language } = useWords();
  const own = useOwnWords(figuresWords);
  const text = useFigureText();
  const { name, meaning, excludes, source } = DICTIONARY[id];
  return (
    <Stack gap={8} data-meaning={id} tabIndex={-1} data-autofocus>
      <Group gap={8} justify="space-between">
        <Text fw={600}>{say(name)}</Text>
        {id === GOAL ? <Badge variant="light">{own.goal}</Badge> : null}
      </Group>
      <Text fz="sm">{say(meaning)}</Text>
      <Text fz="sm" ff="monospace">
        {formulaText(id, language)}
      </Text>
      <dl className={style.terms}>
        {[...new Set(termsOf(id))].map(count => (
          <div key={count}>
            <dt>{say(COUNT_NAMES[count])}</dt>
            <dd>{text.value(counts[count] ?? null, count.endsWith('Ms') ? 'ms' : 'count')}</dd>
          </div>
        ))}
      </dl>
      {excludes ? (
        <Text fz="xs">
          <b>{own.excludes}:</b> {say(excludes)}
        </Text>
      ) : null}
      {source ? (
        <Text fz="xs">
          <b>{own.source}:</b> {say(source)}
        </Text>
      ) : null}
    </Stack>
  );
}
