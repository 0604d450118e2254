import { Checkbox, Table } from '@mantine/core';
import { IconHeadset } from '@tabler/icons-react';
import { memo, useRef, useState } from 'react';
import { MISSED } from '../../../src/agents/events.ts';
import { can } from '../../../src/rights/capabilities.ts';
import type { AgentPicture } from '../../../src/supervision/events.ts';
import { besidesToday } from '../../state/besides-today.ts';
import { breakTitle } from '../../state/break-title.ts';
import { agentState } from '../../state/my-state.ts';
import { mayEndBreak } from '../../state/orders.ts';
import { callById, queueTitle } from '../../state/screen.ts';
import { isOverlong, wrapUpOf } from '../../state/wrap-up.ts';
import { floorWords } from '../../words/floor.ts';
import { roughSpan } from '../../words/format.ts';
import desk from '../desk/desk.module.css';
import { EMPTY_ICON, Empty } from '../desk/empty.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { Elapsed, useAtTime, useMinute } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';
import { AgentOrders } from './agent-orders.tsx';
import { isEarly, ScrolledRows, useNear } from './near-rows.tsx';
import style from './supervisor.module.css';

/** Who is here and what each one does. */
export function AgentsTable() {
  const directs = useSeen(({ who }) => can(who.person, 'direct-agents'));
  const agents = useSeen(screen => screen.picture?.agents);
  const own = useOwnWords(floorWords);
  const [all, setAll] = useState(false);
  const now = useMinute();
  const shown = (agents ?? []).filter(
    agent => all || agentState(agent).key !== 'off' || mayEndBreak(agent, now),
  );
  return (
    <>
      <div className={style.title}>
        <h2>{own.floor.agents}</h2>
        <Checkbox
          size="xs"
          label={own.floor.showOff}
          data-show-off
          checked={all}
          onChange={event => setAll(event.currentTarget.checked)}
        />
      </div>
      <ScrolledRows label={own.floor.agents}>
        {agents && shown.length === 0 ? (
          <Empty icon={<IconHeadset {...EMPTY_ICON} />}>{own.floor.noAgents}</Empty>
        ) : (
          <Table stickyHeader className={style.rows}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{own.floor.agent}</Table.Th>
                <Table.Th>{own.floor.state}</Table.Th>
                <Table.Th ta="right">{own.floor.since}</Table.Th>
                <Table.Th>{own.floor.call}</Table.Th>
                <Table.Th ta="right">{own.floor.today}</Table.Th>
                {directs ? (
                  <Table.Th w={36} p={4}>
                    <span className="sr-only">{own.orders.column}</span>
                  </Table.Th>
                ) : null}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {shown.map((agent, place) => (
                <Line key={agent.id} agent={agent} early={isEarly(place)} directs={directs} />
              ))}
            </Table.Tbody>
          </Table>
        )}
      </ScrolledRows>
    </>
  );
}

/** Today's offers that were not taken: what the person did, and what the telephone did. */
function Missed({ counts }: { readonly counts: AgentPicture['missedToday'] }) {
  const { words } = useWords();
  const told = MISSED.flatMap(why => (counts[why] ? [words.rest.missed[why](counts[why])] : []));
  if (told.length === 0) return null;
  return (
    <div className={style.small} data-missed>
      {told.join(' · ')}
    </div>
  );
}

interface LineProps {
  readonly agent: AgentPicture;
  readonly directs: boolean;
}

/** Drawn again only when this agent is another: the table is drawn for each change of any. */
const Line = memo(function Line({ early, ...line }: LineProps & { readonly early: boolean }) {
  const row = useRef<HTMLTableRowElement>(null);
  const near = useNear(row, early);
  const { agent } = line;
  return (
    <tr ref={row} data-agent={agent.username} data-agent-state={agentState(agent).key}>
      {near ? <Cells {...line} /> : <td colSpan={6}>{agent.displayName}</td>}
    </tr>
  );
});

function Cells({ agent, directs }: LineProps) {
  const { words, say, formats } = useWords();
  const own = useOwnWords(floorWords);
  const state = agentState(agent);
  const beside = useSeen(screen => (agent.supervises ? callById(screen, agent.supervises) : null));
  const busy = useSeen(screen => (agent.work.kind === 'idle' ? null : callById(screen, agent.work.call)));
  const call = agent.work.kind === 'idle' ? beside : busy;
  const since = state.since ?? beside?.supervisors?.find(({ person }) => person === agent.id)?.since ?? null;
  const wrapUp = useSeen(screen => wrapUpOf(screen, agent));
  const breaks = useSeen(screen => screen.breaks);
  const queues = useSeen(screen => agent.queues.map(queue => queueTitle(screen, queue)));
  const late = useAtTime(now => wrapUp !== null && isOverlong(wrapUp, now));
  const pause = state.code ? breakTitle(breaks, state.code) : null;
  return (
    <>
      <td>
        <div className={style.name}>{agent.displayName}</div>
        {agent.moved ? (
          <div className={style.small} data-moved>
            {own.orders.moved(queues.join(', '))}
          </div>
        ) : null}
      </td>
      <td>
        <div className={style.state}>
          <span className={desk.dot} data-tone={state.tone} />
          <span>
            {words.state[state.key]}
            {pause ? ` · ${say(pause)}` : ''}
            {state.key === 'phone-rests' && agent.rest ? ` · ${words.rest.theirs[agent.rest.why]}` : ''}
          </span>
        </div>
      </td>
      <td className={late ? `${style.right} ${style.bad}` : style.right} data-late={late}>
        {since === null ? '–' : <Elapsed since={since} />}
      </td>
      <td className="figures">
        {call
          ? call.direction === 'internal'
            ? words.internal.title
            : (call.customer?.name ?? (formats.telephone(call.callerNumber) || words.call.hiddenNumber))
          : ''}
      </td>
      <td className={`${style.right} figures`}>
        <span className={style.whole}>
          {words.will.answered(agent.answeredToday)} · {roughSpan(agent.talkMsToday)}
        </span>
        {besidesToday(agent, words).map(each => (
          <div key={each} className={`${style.small} ${style.whole}`}>
            {each}
          </div>
        ))}
        <Missed counts={agent.missedToday} />
      </td>
      {directs ? (
        <td className={style.orders}>
          <AgentOrders agent={agent} />
        </td>
      ) : null}
    </>
  );
}
