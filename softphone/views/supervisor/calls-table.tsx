import { Badge, Table, Text } from '@mantine/core';
import { IconPhoneOff } from '@tabler/icons-react';
import { memo, useRef } from 'react';
import { Link } from 'wouter';
import { can } from '../../../src/rights/capabilities.ts';
import type { CallPhase, CallPicture } from '../../../src/supervision/events.ts';
import { othersIn } from '../../state/among-ours.ts';
import { asksForHelp, helpFirst } from '../../state/help.ts';
import { ticketPath } from '../../state/route.ts';
import { nameOf, queueTitle } from '../../state/screen.ts';
import { hasTelephone, maySupervise } from '../../state/supervision.ts';
import { floorWords } from '../../words/floor.ts';
import { voiceWords } from '../../words/voice.ts';
import { useName } from '../agent/use-party.ts';
import { EMPTY_ICON, Empty } from '../desk/empty.tsx';
import { lazyPart, useOwnWords } from '../lazy-part.tsx';
import { Elapsed } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';
import { CallerOrders } from './caller-orders.tsx';
import { EndHandedOut } from './end-handed-out.tsx';
import { isEarly, ScrolledRows, useNear } from './near-rows.tsx';
import { OutcomesToday } from './outcomes-today.tsx';
import { RowBadge, type RowColor } from './row-parts.tsx';
import { SuperviseButtons, SupervisedBy } from './supervise-buttons.tsx';
import style from './supervisor.module.css';

const Voices = lazyPart(async () => (await import('./voices.tsx')).Voices, {
  words: [voiceWords],
  dispensable: true,
});

const COLORS: Record<CallPhase, RowColor> = {
  welcome: 'gray',
  waiting: 'orange',
  offered: 'yellow',
  dialling: 'yellow',
  talking: 'rio',
  'giving-out': 'yellow',
  'handed-out': 'rio',
  voicemail: 'grape',
  ending: 'gray',
};

/** Every call alive now: those in which help is asked for, then the oldest. */
export function CallsTable() {
  const person = useSeen(screen => screen.who.person);
  const directs = can(person, 'direct-agents');
  const { words } = useWords();
  const own = useOwnWords(floorWords);
  const known = useSeen(screen => screen.picture?.calls);
  const calls = [...(known ?? [])].sort(helpFirst);
  const needsTelephone = useSeen(
    screen => !hasTelephone(screen) && (screen.picture?.calls ?? []).some(call => maySupervise(screen, call)),
  );
  return (
    <>
      <h2 className={style.title}>
        <span>
          {own.floor.calls} <Badge color="gray">{calls.length}</Badge>
        </span>
        <OutcomesToday />
      </h2>
      {needsTelephone ? (
        <Text fz="xs" px={14} pb={6} data-no-telephone>
          {can(person, 'set-up-people') ? words.supervise.noTelephoneAdmin : words.supervise.noTelephone}
        </Text>
      ) : null}
      <ScrolledRows label={own.floor.calls}>
        {known?.length === 0 ? (
          <Empty icon={<IconPhoneOff {...EMPTY_ICON} />}>{own.floor.noCalls}</Empty>
        ) : (
          <Table stickyHeader className={style.rows}>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>
                  {own.floor.caller} · {words.ticket.one}
                </Table.Th>
                <Table.Th>{own.floor.phase}</Table.Th>
                <Table.Th ta="right">{own.floor.time}</Table.Th>
                <Table.Th>{own.floor.queue}</Table.Th>
                <Table.Th>{own.floor.agent}</Table.Th>
                <Table.Th>
                  <span className="sr-only">{words.supervise.column}</span>
                </Table.Th>
                {directs ? (
                  <Table.Th w={36} p={4}>
                    <span className="sr-only">{own.orders.column}</span>
                  </Table.Th>
                ) : null}
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {calls.map((call, place) => (
                <Line key={call.id} call={call} early={isEarly(place)} directs={directs} />
              ))}
            </Table.Tbody>
          </Table>
        )}
      </ScrolledRows>
    </>
  );
}

interface LineProps {
  readonly call: CallPicture;
  readonly directs: boolean;
}

/** Drawn again only when this call is another: the table is drawn for each change of any. */
const Line = memo(function Line({ early, ...line }: LineProps & { readonly early: boolean }) {
  const row = useRef<HTMLTableRowElement>(null);
  const near = useNear(row, early);
  const { call } = line;
  return (
    <tr ref={row} data-live-call={call.id} data-phase={call.phase}>
      {near ? <Cells {...line} /> : <td colSpan={7}>{call.ticket}</td>}
    </tr>
  );
});

function Cells({ call, directs }: LineProps) {
  const { words, formats } = useWords();
  const own = useOwnWords(floorWords);
  const name = useName();
  const since = call.answeredAt ?? call.queuedAt ?? call.arrivedAt;
  const queue = useSeen(screen => (call.queue === null ? null : queueTitle(screen, call.queue)));
  const agent = useSeen(screen =>
    call.direction === 'internal'
      ? othersIn(screen, call, call.caller?.agent ?? '').names
      : nameOf(screen, call.agent ?? call.directTo ?? null),
  );
  return (
    <>
      <td className="figures">
        {call.direction === 'internal'
          ? own.floor.internal(call.callerName)
          : (call.customer?.name ?? (formats.telephone(call.callerNumber) || words.call.hiddenNumber))}
        {call.ticket === '' ? null : (
          <Link href={ticketPath(call.ticket)} className={style.ticket}>
            {call.ticket}
          </Link>
        )}
      </td>
      <td>
        <RowBadge color={COLORS[call.phase]}>
          {own.floor.phases[call.phase]}
          {call.phase === 'waiting' && call.position !== null ? ` · ${call.position}` : ''}
        </RowBadge>{' '}
        {asksForHelp(call) ? <RowBadge color="red">{words.help.badge}</RowBadge> : null}
        {call.onHold ? <RowBadge color="yellow">{own.floor.hold}</RowBadge> : null}
        {call.farHold ? <RowBadge color="yellow">{own.floor.farHold}</RowBadge> : null}
        {call.customerLeft ? (
          <RowBadge color="yellow" data-customer-left>
            {words.consult.customerLeft}
          </RowBadge>
        ) : null}
        <SupervisedBy call={call} />
        {call.voices ? <Voices voices={call.voices} /> : null}
      </td>
      <td className={style.right}>
        <Elapsed since={since} />
      </td>
      <td>{queue ?? '–'}</td>
      <td>
        {agent ??
          (call.waitsFor
            ? own.floor.waitsFor(name(call.waitsFor))
            : formats.telephone(call.outside?.[0]?.dialled ?? '') || '–')}
      </td>
      <td>
        {call.direction === 'internal' ? null : <SuperviseButtons call={call} />}
        <EndHandedOut call={call} />
      </td>
      {directs ? (
        <td className={style.orders}>{call.phase === 'waiting' ? <CallerOrders call={call} /> : null}</td>
      ) : null}
    </>
  );
}
