import { Anchor, Paper, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { Alarm } from '../../../src/supervision/events.ts';
import { browserClock, nextFrame } from '../../link/here.ts';
import { painted } from '../../state/painted.ts';
import { ticketPath } from '../../state/route.ts';
import { unhurried } from '../../state/unhurried.ts';
import { lateAgents } from '../../state/wrap-up.ts';
import { floorWords } from '../../words/floor.ts';
import { clockSpan } from '../../words/format.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { Elapsed, useNow } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace, WorkplaceContext } from '../workplace-context.tsx';
import { AgentsTable } from './agents-table.tsx';
import { CallsTable } from './calls-table.tsx';
import { HelpWanted } from './help-asked.tsx';
import { Hinted } from './hinted.tsx';
import { QueueCard } from './queue-card.tsx';
import style from './supervisor.module.css';

/**
 * In the queues and tables of a large floor dozens of things change each second: they are drawn so often at most, ms, as the clocks in
 * them are. What changes after a quiet second is drawn at once, and alarms wait for nothing.
 */
const EACH_MS = 1000;

/** The floor as it is now: alarms, queues, agents and calls. */
export function FloorNow() {
  const workplace = useWorkplace();
  // One for all of them: what changes in several is drawn at once.
  const [calmer] = useState(() => ({
    ...workplace,
    painted: painted(workplace.painted, unhurried(nextFrame, EACH_MS, browserClock)),
  }));
  const alarms = useSeen(screen => screen.picture?.alarms);
  const { say } = useWords();
  const own = useOwnWords(floorWords);
  return (
    <Hinted>
      <div className={style.page}>
        <Title order={1} className="sr-only">
          {own.floor.title}
        </Title>
        <div>
          <div className={style.alarms} role="status">
            <HelpWanted />
            {alarms?.map(alarm => (
              <AlarmLine key={alarm.id} alarm={{ ...alarm, text: say(alarm.words) }} />
            ))}
            <WorkplaceContext value={calmer}>
              <LateAgents />
            </WorkplaceContext>
          </div>
          <WorkplaceContext value={calmer}>
            <Queues />
          </WorkplaceContext>
        </div>
        <WorkplaceContext value={calmer}>
          <div className={style.two}>
            <Paper className={style.panel}>
              <AgentsTable />
            </Paper>
            <Paper className={style.panel}>
              <CallsTable />
            </Paper>
          </div>
        </WorkplaceContext>
      </div>
    </Hinted>
  );
}

function Queues() {
  const queues = useSeen(screen => screen.picture?.queues);
  return (
    <div className={style.queues}>
      {queues?.map(queue => (
        <QueueCard key={queue.name} queue={queue} />
      ))}
    </div>
  );
}

/** Wrap-ups that last longer than their queue allows: nobody ends them but the agent, so somebody should ask. */
function LateAgents() {
  const own = useOwnWords(floorWords);
  const now = useNow();
  const late = useSeen(screen => lateAgents(screen, now));
  return late.map(({ agent, wrapUp: { since, alarmMs } }) => {
    const id = `wrap-up.${agent.username}`;
    return (
      <AlarmLine
        key={id}
        alarm={{
          id,
          since,
          severity: 'warning',
          text: own.floor.longWrapUp(agent.displayName, clockSpan(alarmMs)),
        }}
      />
    );
  });
}

interface AlarmLineProps {
  readonly alarm: Pick<Alarm, 'id' | 'since' | 'severity'> & { readonly text: string };
}

function AlarmLine({ alarm }: AlarmLineProps) {
  return (
    <div className={style.alarm} data-severity={alarm.severity} data-alarm={alarm.id}>
      <IconAlertTriangle size={16} aria-hidden />
      <span style={{ flex: 1 }}>
        <WithTickets text={alarm.text} />
      </span>
      {/* The line is told once, when it comes; its seconds are not. */}
      <span aria-live="off">
        <Elapsed since={alarm.since} />
      </span>
    </div>
  );
}

const TICKET = /(OA-\d{4}-\d{6,})/;

/** A text in which tickets lead to their pages. */
function WithTickets({ text }: { readonly text: string }) {
  // What was split by a group in brackets has what it matched at every second place.
  return text.split(TICKET).map((piece, place) =>
    place % 2 === 1 ? (
      <Anchor key={piece} component={Link} href={ticketPath(piece)} inherit c="inherit" td="underline">
        {piece}
      </Anchor>
    ) : (
      piece
    ),
  );
}
