import { Paper, Title } from '@mantine/core';
import { IconAlertTriangle } from '@tabler/icons-react';
import { Elapsed } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useScreen } from '../workplace-context.tsx';
import { AgentsTable } from './agents-table.tsx';
import { CallsTable } from './calls-table.tsx';
import { QueueCard } from './queue-card.tsx';
import { RecordingsPanel } from './recordings-panel.tsx';
import style from './supervisor.module.css';

/** The floor as it is now: alarms, queues, agents, calls, and what was recorded. */
export function SupervisorPage() {
  const { picture } = useScreen();
  const { words } = useWords();
  return (
    <div className={style.page}>
      <Title order={1} className="sr-only">
        {words.floor.title}
      </Title>
      <div>
        <div className={style.alarms} role="status">
          {(picture?.alarms ?? []).map(alarm => (
            <AlarmLine key={alarm.id} alarm={alarm} />
          ))}
        </div>
        <div className={style.queues}>
          {(picture?.queues ?? []).map(queue => (
            <QueueCard key={queue.name} queue={queue} />
          ))}
        </div>
      </div>
      <div className={style.two}>
        <Paper className={style.panel}>
          <AgentsTable />
        </Paper>
        <Paper className={style.panel}>
          <CallsTable />
        </Paper>
      </div>
      <Paper className={style.panel}>
        <RecordingsPanel />
      </Paper>
    </div>
  );
}

type Alarm = NonNullable<ReturnType<typeof useScreen>['picture']>['alarms'][number];

function AlarmLine({ alarm }: { readonly alarm: Alarm }) {
  const { say } = useWords();
  return (
    <div className={style.alarm} data-severity={alarm.severity} data-alarm={alarm.id}>
      <IconAlertTriangle size={16} aria-hidden />
      <span style={{ flex: 1 }}>{say(alarm.words)}</span>
      <Elapsed since={alarm.since} />
    </div>
  );
}
