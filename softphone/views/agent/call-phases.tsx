import { Anchor, Badge, Button, Group, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import {
  IconBellOff,
  IconCoffee,
  IconHeadset,
  IconPhoneOff,
  IconPlugConnectedX,
  IconPower,
} from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { CallPicture, CustomerCard } from '../../../src/supervision/events.ts';
import { othersIn } from '../../state/among-ours.ts';
import { balanceOf, balanceWords } from '../../state/balance.ts';
import { breakReason } from '../../state/break-title.ts';
import { type CallArea, internalPart } from '../../state/call-area.ts';
import { endSentence } from '../../state/call-end.ts';
import { givenOnSentence } from '../../state/given-on.ts';
import { myState, willKind } from '../../state/my-state.ts';
import { mayAskForNumber, numberOf } from '../../state/revealing.ts';
import { isLeaving, me } from '../../state/screen.ts';
import { isEndTold } from '../../state/untaken.ts';
import { isGivenOn, isOverlong, wrapUpAlarmMs } from '../../state/wrap-up.ts';
import { clockSpan, exactSpan } from '../../words/format.ts';
import { CustomerName } from '../customers/customer-name.tsx';
import { useKeymap } from '../desk/hotkeys.ts';
import { Key } from '../desk/key.tsx';
import { lazyDialog } from '../lazy-part.tsx';
import { Elapsed, useNow } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './agent.module.css';
import { DialOut } from './dial.tsx';
import { Keypad } from './keypad.tsx';

export type In<Kind extends CallArea['kind']> = { readonly area: Extract<CallArea, { kind: Kind }> };

export function IdleCall() {
  const { words, say } = useWords();
  const { key, code } = useSeen(myState);
  const mine = useSeen(me);
  const rest = mine?.rest;
  const telephone = useSeen(({ who }) => who.person.telephone);
  const end = useSeen(({ phone }) => phone.lastEnd);
  const untaken = useSeen(screen => screen.untaken);
  const now = useNow();
  const given = code === null ? null : breakReason(code);
  const shown: Record<string, { icon: ReactNode; title: string; hint: string }> = {
    ready: { icon: <IconHeadset {...BIG} />, title: words.call.idleReady, hint: words.call.idleReadyHint },
    'ready-no-phone': {
      icon: <IconPlugConnectedX {...BIG} />,
      title: words.call.idleNoPhone,
      hint: words.call.idleNoPhoneHint,
    },
    'phone-rests': {
      icon: <IconPhoneOff {...BIG} />,
      title: rest ? words.rest.mine[rest.why] : words.state['phone-rests'],
      hint: words.rest.again,
    },
    break: {
      icon: <IconCoffee {...BIG} />,
      title: words.call.idleBreak,
      hint: given ? say(given) : words.call.idleBreakHint,
    },
    dnd: { icon: <IconBellOff {...BIG} />, title: words.call.idleDnd, hint: words.call.idleDndHint },
    supervises: {
      icon: <IconHeadset {...BIG} />,
      title: words.state.supervises,
      hint: words.call.idleSupervises,
    },
    off: { icon: <IconPower {...BIG} />, title: words.call.idleOff, hint: words.call.idleOffHint },
  };
  const { icon, title, hint } = shown[key] ?? { icon: null, title: words.call.idleUnknown, hint: '' };
  const will = mine?.will;
  const why = will?.kind === 'off' && will.why ? words.call.offWhy[will.why] : null;
  const ends = words.call.end;
  const ending =
    mine === null || !isEndTold(mine, now)
      ? null
      : untaken
        ? untaken.rangMs === null
          ? ends.untaken
          : ends.untakenRang(exactSpan(untaken.rangMs))
        : end && end.why !== 'hung-up' && end.why !== 'they-hung-up'
          ? ends[end.why]
          : null;
  return (
    <Group h="100%" justify="center" gap={16} wrap="nowrap">
      <Text c="dimmed" component="span" lh={0}>
        {icon}
      </Text>
      <div>
        <Text fz={18} fw={600}>
          {title}
        </Text>
        <Text c="dimmed">{key === 'off' ? (why ?? hint) : hint}</Text>
        {rest && !rest.over && key !== 'phone-rests' ? (
          <Text fz="sm" data-rest={rest.why}>
            {words.rest.mine[rest.why]}
          </Text>
        ) : null}
        {ending === null ? null : (
          <Text fz="xs" c="dimmed" data-last-end>
            {ending}
          </Text>
        )}
        {telephone ? <DialOut /> : null}
      </div>
    </Group>
  );
}

const BIG = { size: 40, stroke: 1.3, 'aria-hidden': true } as const;

/** Who this is, as far as anyone knows by now. */
export function Caller(props: { readonly call: CallPicture | null; readonly fallback?: string }) {
  return props.call?.direction === 'internal' ? <Colleague call={props.call} /> : <Customer {...props} />;
}

function Customer({ call, fallback }: { readonly call: CallPicture | null; readonly fallback?: string }) {
  const { words, formats } = useWords();
  const [asking, { open, close }] = useDisclosure();
  const known = useSeen(screen => (call ? numberOf(screen, call) : (fallback ?? '')));
  const mayAsk = useSeen(screen => mayAskForNumber(screen, call));
  const number = formats.telephone(known) || words.call.hiddenNumber;
  const name = call?.customer?.name || call?.callerName || words.call.unknownCaller;
  const { customer } = call ?? {};
  return (
    <div style={{ minWidth: 0 }}>
      <h2 className={style.name} data-caller-name>
        <CustomerName id={customer?.id ?? null} name={name} />
      </h2>
      <div className={style.sub}>
        <span className="figures" data-caller-number>
          {number}
        </span>
        {mayAsk ? (
          <Button size="compact-xs" variant="subtle" ml={4} onClick={open} data-action="reveal-number">
            {words.reveal.button}
          </Button>
        ) : null}
        {customer
          ? ` · ${words.customer.segments[customer.segment] ?? customer.segment} · ${words.customer.services[customer.service] ?? customer.service}`
          : ''}
      </div>
      {asking && call ? <RevealNumber call={call.id} onClose={close} /> : null}
    </div>
  );
}

const RevealNumber = lazyDialog(() => import('./reveal-number.tsx').then(m => m.RevealNumber), [], {
  ahead: true,
});

/** Who calls, or whom I call: one of ours. */
function Colleague({ call }: { readonly call: CallPicture }) {
  const { words } = useWords();
  const part = useSeen(screen => internalPart(screen, call));
  const { names, number } = useSeen(screen => othersIn(screen, call, screen.who.person.id));
  return (
    <div style={{ minWidth: 0 }}>
      <h2 className={style.name} data-caller-name>
        {names || words.internal.title}
      </h2>
      <div className={style.sub} data-internal={part}>
        {words.internal.title}
        {number ? <span className="figures">{` · ${number}`}</span> : null}
        {call.ticket === '' ? null : <InternalTicket number={call.ticket} />}
      </div>
    </div>
  );
}

/** The ticket that such a call has as the policy says; it opens beside the call. */
function InternalTicket({ number }: { readonly number: string }) {
  const { store } = useWorkplace();
  return (
    <>
      {' · '}
      <Anchor
        component="button"
        type="button"
        fz="inherit"
        className="figures"
        onClick={() => store.send({ kind: 'pick-ticket', ticket: number })}
        data-internal-ticket={number}
      >
        {number}
      </Anchor>
    </>
  );
}

export function AccountBadges({ call }: { readonly call: CallPicture | null }) {
  const own = useSeen(({ who }) => who.person.id);
  const { words } = useWords();
  if (!call || call.direction === 'internal') return null;
  const { customer } = call;
  const open = call.openTickets.length;
  return (
    <Group gap={6}>
      {customer ? <BalanceBadge customer={customer} /> : null}
      {call.learned.map((one, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: answers are only ever added at the end
        <Learned key={place} one={one} />
      ))}
      {open > 0 ? (
        <Badge color="yellow">
          {words.customer.openTickets}: {open}
        </Badge>
      ) : null}
      {call.directTo === own ? <Badge color="grape">{words.internal.toOwnNumber}</Badge> : null}
      <Badge color="rio" variant="outline" className="figures" data-new-ticket>
        {call.ticket}
      </Badge>
    </Group>
  );
}

const BALANCE_COLORS = { owes: 'red', clear: 'green', unknown: 'gray' } as const;

function BalanceBadge({ customer }: { readonly customer: CustomerCard }) {
  const { words, formats } = useWords();
  const balance = balanceOf(customer);
  return (
    <Badge color={BALANCE_COLORS[balance.kind]} data-account={customer.accountState}>
      {balanceWords(balance, words, formats, true)}
    </Badge>
  );
}

function Learned({ one }: { readonly one: CallPicture['learned'][number] }) {
  const { say } = useWords();
  return (
    <Badge color="rio">
      {say(one.label)}: {say(one.value)}
    </Badge>
  );
}

export function DiallingCall({ area }: In<'dialling' | 'connecting'>) {
  const keys = useKeymap();
  const { hangUp } = useWorkplace();
  const { words } = useWords();
  const elsewhere = area.kind === 'dialling' && area.voice === 'elsewhere';
  return (
    <>
      <div className={style.who}>
        <Caller call={area.call} />
        <Text fw={600}>
          {area.kind !== 'dialling'
            ? words.call.connecting
            : area.call.direction === 'internal'
              ? words.internal.calling
              : words.call.dialling}
        </Text>
        {elsewhere ? <Text c="dimmed">{words.call.elsewhere}</Text> : null}
        {area.kind === 'dialling' && area.voice === 'returning' ? (
          <Text c="dimmed" role="status" data-returning>
            {words.call.returning}
          </Text>
        ) : null}
        {area.kind === 'dialling' && area.voice === 'desk' ? (
          <Text c="dimmed">{words.call.deskFirst}</Text>
        ) : null}
      </div>
      <AccountBadges call={area.call} />
      <div className={style.buttons}>
        {area.kind === 'dialling' && area.call.direction === 'out' ? (
          <Keypad call={area.id} outlasts />
        ) : null}
        <Button
          color="red"
          size="md"
          leftSection={<IconPhoneOff size={18} aria-hidden />}
          rightSection={<Key name={keys.hangUp} />}
          aria-keyshortcuts={keys.hangUp}
          disabled={elsewhere}
          onClick={() => void hangUp()}
          data-action="hang-up"
        >
          {words.call.hangUp}
        </Button>
      </div>
    </>
  );
}

export function WrapUpCall({ area }: In<'wrap-up'>) {
  const keys = useKeymap();
  const { words, say, formats } = useWords();
  const { owed } = area;
  const alarmMs = useSeen(screen => wrapUpAlarmMs(screen, (owed ?? area.call)?.queue ?? null));
  const given = useSeen(screen =>
    isGivenOn(owed) ? givenOnSentence(screen, owed, area.call, { words, say, formats }) : null,
  );
  const leaving = useSeen(isLeaving);
  const will = useSeen(willKind);
  const over =
    given ??
    (area.call?.ended
      ? endSentence(area.call.ended, words)
      : area.call?.customerLeft
        ? words.consult.announced.customerLeft
        : null);
  const late = isOverlong({ since: area.since, alarmMs }, useNow());
  return (
    <>
      <div className={style.who}>
        <Caller call={area.call} />
        <span className={style.timer} data-late={late}>
          <Elapsed since={area.since} />
          {alarmMs > 0 ? (
            <Text component="span" fz="sm" c="dimmed">
              {' '}
              {words.call.wrapUpLimit(clockSpan(alarmMs))}
            </Text>
          ) : null}
        </span>
      </div>
      <AccountBadges call={area.call} />
      <div className={style.ending}>
        {over === null ? null : (
          <Text fw={650} fz="lg" data-ended={isGivenOn(owed) ? 'transferred' : area.call?.ended?.why}>
            {over}
          </Text>
        )}
        <Text fw={over ? undefined : 650} fz={over ? undefined : 'lg'}>
          {words.call.wrapUp} <Key name={keys.disposition} />
        </Text>
        {late ? (
          <Text className={style.owes} role="status">
            {words.call.wrapUpLate}
          </Text>
        ) : (
          <Text c="dimmed">{leaving ? words.call.wrapUpLeaving : words.call.wrapUpHint[will]}</Text>
        )}
      </div>
    </>
  );
}
