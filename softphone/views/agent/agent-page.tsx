import { Alert, Paper } from '@mantine/core';
import { presentCall, presentTicket } from '../../state/call-area.ts';
import { isToClassify, workOf } from '../../state/call-keys.ts';
import { shownArea } from '../../state/lines.ts';
import { isLeaving } from '../../state/screen.ts';
import { isGivenOn } from '../../state/wrap-up.ts';
import { lazyPart } from '../lazy-part.tsx';
import { NoticesHere } from '../notices/notices-here.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';
import style from './agent.module.css';
import { CallPanel } from './call-panel.tsx';
import { CustomerPanel } from './customer-panel.tsx';
import { KeysPanel } from './keys-panel.tsx';
import { Lines } from './lines.tsx';
import { MyState } from './my-state.tsx';
import { QueueBoard } from './queue-board.tsx';
import { RecentCalls } from './recent-calls.tsx';
import { WorkPane } from './work-pane.tsx';

const DispositionForm = lazyPart(() => import('./disposition-form.tsx').then(m => m.DispositionForm), {
  ahead: true,
});

/** The agent's desk: my state and the queues, the call, the ticket. */
export function AgentPage() {
  const { say, words } = useWords();
  const alarms = useSeen(screen => screen.picture?.alarms);
  const area = useSeen(shownArea);
  const leaving = useSeen(isLeaving);
  const ticket = useSeen(screen => presentTicket(screen, area));
  const call = presentCall(area);
  const work = useSeen(workOf);
  const busy = work.kind !== 'idle';
  const classifies = useSeen(isToClassify);
  const owed = area.kind === 'wrap-up' ? area.owed : null;
  return (
    <div className={style.desk}>
      <h1 className="sr-only">{words.chrome.agent}</h1>
      <div className={style.left}>
        <Paper className={style.panel}>
          <MyState />
        </Paper>
        <NoticesHere look="column" />
        {alarms
          ?.filter(({ id }) => id === 'stopping')
          .map(({ id, words }) => (
            <Alert key={id} color="yellow" role="status" py="xs" flex="none">
              {say(words)}
            </Alert>
          ))}
        {leaving ? null : (
          <Paper className={style.panel}>
            <QueueBoard />
          </Paper>
        )}
      </div>
      <div className={style.centre}>
        <CallPanel area={area} />
        <Paper className={style.panel}>
          <Lines />
          {busy ? <CustomerPanel call={call} /> : leaving ? null : <RecentCalls />}
        </Paper>
        {classifies && area.kind !== 'idle' && area.id ? (
          <DispositionForm
            key={area.id}
            id={area.id}
            queue={(owed ?? call)?.queue ?? null}
            ticket={ticket}
            spoke={area.kind === 'wrap-up' ? (owed?.spoke ?? null) : area.kind === 'talking' || null}
            givenOn={isGivenOn(owed)}
            wrapUp={area.kind === 'wrap-up'}
          />
        ) : (
          <Paper className={style.panel}>
            <KeysPanel />
          </Paper>
        )}
      </div>
      <Paper className={style.panel}>
        <WorkPane area={work} />
      </Paper>
    </div>
  );
}
