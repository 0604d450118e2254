import { ActionIcon, Badge, Group, Paper, Text } from '@mantine/core';
import { IconAlarm } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { Link } from 'wouter';
import { type Grade, troublesOf } from '../../../src/queues/thresholds.ts';
import { can } from '../../../src/rights/capabilities.ts';
import type { QueuePicture } from '../../../src/supervision/events.ts';
import { behindToday } from '../../state/behind-today.ts';
import { GRADE_SIGNS } from '../../state/wall.ts';
import { floorWords } from '../../words/floor.ts';
import { roundSpan } from '../../words/format.ts';
import { wallboardWords } from '../../words/wallboard.ts';
import { lazyDialog, useOwnWords } from '../lazy-part.tsx';
import { Elapsed, useAtTime } from '../now.tsx';
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
  const waits = useAtTime(now => troublesOf(queue, now).wait ?? null);
  // Of these none grows worse by waiting.
  const { waiting, level, nobodyReady } = troublesOf(queue, 0);
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
        <Figure label={own.floor.waiting} big grade={waiting}>
          <span data-waiting={queue.waiting}>{queue.waiting}</span>
        </Figure>
        <Figure label={own.floor.oldest} big grade={waits}>
          {queue.oldestSince === null ? '–' : <Elapsed since={queue.oldestSince} />}
        </Figure>
        <Figure label={own.floor.level} hint={own.floor.levelHint(seconds)} big grade={level}>
          {formats.percent(today.serviceLevel)}
        </Figure>
        <Figure label={own.floor.levelInclusive} hint={own.floor.levelInclusiveHint(seconds)} big>
          {formats.percent(today.serviceLevelInclusive)}
        </Figure>
        <Figure label={own.floor.answered}>
          {today.answered} / {today.offered}
        </Figure>
        <Figure label={own.floor.abandoned}>
          {today.abandoned === 0 ? (
            0
          ) : (
            <Link
              href={behindToday('abandoned', { queue: queue.name })}
              className={style.behind}
              aria-label={own.floor.abandonedOf(today.abandoned, queue.title)}
              data-action="abandoned-today"
            >
              {today.abandoned}
            </Link>
          )}
        </Figure>
        <Figure label={own.floor.averageWait}>
          {today.averageWaitMs === null ? '–' : roundSpan(today.averageWaitMs)}
        </Figure>
        <Figure label={`${own.floor.ready} · ${own.floor.talking}`} grade={nobodyReady}>
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
  /** Past a threshold of the queue: in colour and with a sign. */
  readonly grade?: Grade | null | undefined;
  readonly children: ReactNode;
}

function Figure({ label, hint, big = false, grade, children }: FigureProps) {
  const { floor } = useOwnWords(floorWords);
  return (
    <div data-hint={hint} data-grade={grade ?? 'calm'}>
      <dt>
        {label}
        {hint === undefined ? null : <span className="sr-only">. {hint}</span>}
      </dt>
      <dd className={big ? style.big : undefined}>
        {grade ? (
          <>
            <span aria-hidden className={style.sign}>
              {GRADE_SIGNS[grade]}
            </span>
            <span className="sr-only">{floor.grades[grade]} </span>
          </>
        ) : null}
        {children}
      </dd>
    </div>
  );
}
