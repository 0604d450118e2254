import { ActionIcon, Badge, Group, Paper, Text, Tooltip } from '@mantine/core';
import { IconAlarm } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { can } from '../../../src/rights/capabilities.ts';
import type { QueuePicture } from '../../../src/supervision/events.ts';
import { levelTone } from '../../state/service-level.ts';
import { floorWords } from '../../words/floor.ts';
import { clockSpan } from '../../words/format.ts';
import { wallboardWords } from '../../words/wallboard.ts';
import { lazyDialog, useOwnWords } from '../lazy-part.tsx';
import { Elapsed } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';
import style from './supervisor.module.css';

const ThresholdsDialog = lazyDialog(
  () => import('../wallboard/thresholds-dialog.tsx').then(m => m.ThresholdsDialog),
  [wallboardWords],
);

/** One queue on the board: now in large figures, today below. */
export function QueueCard({ queue }: { readonly queue: QueuePicture }) {
  const { words, formats } = useWords();
  const own = useOwnWords(floorWords);
  const maySet = useSeen(({ who }) => can(who.person, 'set-thresholds'));
  const [open, setOpen] = useState(false);
  const { today } = queue;
  const seconds = Math.round(today.answerWithinMs / 1000);
  return (
    <Paper component="section" className={style.queue} aria-label={queue.title} data-queue={queue.name}>
      <Group justify="space-between" gap={6}>
        <Text component="h2" fw={650} fz="md" m={0}>
          {queue.title}
        </Text>
        <Group gap={6}>
          {queue.open ? null : <Badge color="gray">{words.board.closed}</Badge>}
          {maySet ? (
            <ActionIcon
              variant="subtle"
              color="gray"
              size="sm"
              aria-label={own.floor.thresholdsOf(queue.title)}
              title={own.floor.thresholdsOf(queue.title)}
              onClick={() => setOpen(true)}
              data-action="thresholds"
            >
              <IconAlarm size={16} aria-hidden />
            </ActionIcon>
          ) : null}
        </Group>
      </Group>
      {open ? <ThresholdsDialog queue={queue} onClose={() => setOpen(false)} /> : null}
      <dl className={style.figures}>
        <Figure label={own.floor.waiting} big tone={queue.waiting > 0 ? 'warm' : undefined}>
          <span data-waiting={queue.waiting}>{queue.waiting}</span>
        </Figure>
        <Figure label={own.floor.oldest} big tone={queue.oldestSince === null ? undefined : 'warm'}>
          {queue.oldestSince === null ? '–' : <Elapsed since={queue.oldestSince} />}
        </Figure>
        <Figure
          label={own.floor.level}
          hint={own.floor.levelHint(seconds)}
          big
          tone={levelTone(today.serviceLevel)}
        >
          {formats.percent(today.serviceLevel)}
        </Figure>
        <Figure
          label={own.floor.levelInclusive}
          hint={own.floor.levelInclusiveHint(seconds)}
          big
          tone={levelTone(today.serviceLevelInclusive)}
        >
          {formats.percent(today.serviceLevelInclusive)}
        </Figure>
        <Figure label={own.floor.answered}>
          {today.answered} / {today.offered}
        </Figure>
        <Figure label={own.floor.abandoned} tone={today.abandoned > 0 ? 'bad' : undefined}>
          {today.abandoned}
        </Figure>
        <Figure label={own.floor.averageWait}>
          {today.averageWaitMs === null ? '–' : clockSpan(today.averageWaitMs)}
        </Figure>
        <Figure label={`${own.floor.ready} · ${own.floor.talking}`}>
          {queue.agentsReady} · {queue.agentsTalking}
        </Figure>
      </dl>
    </Paper>
  );
}

interface FigureProps {
  readonly label: string;
  readonly hint?: string;
  readonly big?: boolean;
  readonly tone?: 'warm' | 'good' | 'bad' | undefined;
  readonly children: ReactNode;
}

function Figure({ label, hint, big = false, tone, children }: FigureProps) {
  const looks = [big ? style.big : '', tone ? style[tone] : ''].join(' ');
  const figure = (
    <div>
      <dt>{label}</dt>
      <dd className={looks}>{children}</dd>
    </div>
  );
  return hint ? <Tooltip label={hint}>{figure}</Tooltip> : figure;
}
