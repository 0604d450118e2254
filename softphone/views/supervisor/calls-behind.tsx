import { Alert, Anchor, Button, Group, Switch, Text, Title } from '@mantine/core';
import { IconArrowLeft, IconDownload, IconMicrophone, IconPhone } from '@tabler/icons-react';
import { useState } from 'react';
import { Link, useLocation } from 'wouter';
import { COUNT_NAMES } from '../../../src/figures/dictionary.ts';
import { endName } from '../../../src/figures/end-names.ts';
import type { CallBehind } from '../../../src/figures/ports.ts';
import { can } from '../../../src/rights/capabilities.ts';
import { type BehindAsked, behindAddress } from '../../link/api.ts';
import { asFault } from '../../link/fault.ts';
import { placeOfCall } from '../../state/contact-call.ts';
import {
  type DrillView,
  type FiguresView,
  figuresPath,
  isToCall,
  narrowedBy,
} from '../../state/figures-view.ts';
import { ticketPath } from '../../state/route.ts';
import { figuresWords } from '../../words/figures.ts';
import { roundSpan } from '../../words/format.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWaysOut } from '../use-own-outgoing.ts';
import { useTakenFiles } from '../use-taken-files.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './figures.module.css';
import { useDispositionTitle } from './use-disposition.ts';
import { useBehind } from './use-figures.ts';

interface CallsBehindProps {
  readonly view: FiguresView;
  readonly drill: DrillView;
  readonly onView: (view: FiguresView) => void;
}

/** The calls behind a number, newest first, and what may be done about them. */
export function CallsBehind({ view, drill, onView }: CallsBehindProps) {
  const { api } = useWorkplace();
  const { say, language } = useWords();
  const own = useOwnWords(figuresWords);
  const { from, to, by } = view;
  const asked: BehindAsked = {
    from,
    to,
    ...narrowedBy(view),
    count: drill.count,
    ...(drill.key === null ? {} : { by, key: drill.key }),
    ...(drill.uncalled ? { uncalled: '1' } : {}),
  };
  const { items, total, loading, fault, again, more } = useBehind(api, asked);
  const take = useTakenFiles();
  const [told, setTold] = useState<string | null>(null);
  const name = say(COUNT_NAMES[drill.count]);
  return (
    <>
      <Group gap="md" className={style.behindHead}>
        <Anchor
          component={Link}
          href={figuresPath({ ...view, drill: null })}
          className={style.number}
          data-action="back-to-figures"
        >
          <IconArrowLeft className={style.sign} size={15} aria-hidden /> {own.back}
        </Anchor>
        <Title order={2} fz={16} data-behind={drill.count} data-total={total ?? ''}>
          {own.calls(total === null ? '…' : String(total), name)}
        </Title>
        {isToCall(drill.count) ? (
          <Switch
            label={own.uncalled}
            checked={drill.uncalled}
            onChange={event =>
              onView({ ...view, drill: { ...drill, uncalled: event.currentTarget.checked } })
            }
            data-action="uncalled"
          />
        ) : null}
        <Button
          size="compact-sm"
          variant="light"
          onClick={() => take(behindAddress(asked, language))}
          leftSection={<IconDownload size={14} aria-hidden />}
          data-action="download-calls"
        >
          {own.downloadCalls}
        </Button>
      </Group>
      {fault ? (
        <Alert color="red" m="4px 14px" role="alert">
          {say(fault.words)}{' '}
          <Button size="compact-xs" variant="default" onClick={again}>
            {own.again}
          </Button>
        </Alert>
      ) : null}
      {told === null ? null : (
        <Alert color="yellow" m="4px 14px" role="alert" data-call-told>
          {told}
        </Alert>
      )}
      <section
        className={style.scroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list scrolls by keyboard, too
        tabIndex={0}
        aria-label={name}
        aria-busy={loading}
      >
        {!loading && fault === null && items.length === 0 ? (
          <Text p="md" c="dimmed">
            {drill.uncalled ? own.noneUncalled : own.noCalls}
          </Text>
        ) : (
          <BehindTable items={items} onTold={setTold} toCall={isToCall(drill.count)} />
        )}
        {more === null ? null : (
          <Button variant="subtle" m="sm" onClick={more} data-action="more-calls">
            {own.more}
          </Button>
        )}
      </section>
    </>
  );
}

interface BehindTableProps {
  readonly items: readonly CallBehind[];
  readonly toCall: boolean;
  readonly onTold: (told: string | null) => void;
}

function BehindTable({ items, toCall, onTold }: BehindTableProps) {
  const own = useOwnWords(figuresWords);
  const mayGo = useWaysOut(toCall);
  const { head } = own;
  const heads = [
    head.at,
    head.number,
    head.queue,
    head.agent,
    head.end,
    head.disposition,
    head.wait,
    head.talk,
    head.ticket,
  ];
  return (
    <table className={`${style.table} ${style.calls}`} data-list="calls">
      <thead>
        <tr>
          {[...heads, ...(toCall ? [head.since] : [])].map(one => (
            <th key={one} scope="col">
              {one}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {items.map(call => (
          <BehindRow
            key={`${call.call}/${call.place}`}
            call={call}
            toCall={toCall}
            mayGo={mayGo}
            onTold={onTold}
          />
        ))}
      </tbody>
    </table>
  );
}

interface BehindRowProps extends Omit<BehindTableProps, 'items'> {
  readonly call: CallBehind;
  readonly mayGo: ReturnType<typeof useWaysOut>;
}

function BehindRow({ call, toCall, mayGo, onTold }: BehindRowProps) {
  const { words, say, formats } = useWords();
  const own = useOwnWords(figuresWords);
  const disposition = useDispositionTitle();
  const title = useSeen(screen => screen.picture?.queues.find(({ name }) => name === call.queue)?.title);
  const { head } = own;
  const moment = (at: number) => formats.moment(at, Date.now());
  return (
    <tr data-call={call.call}>
      <th scope="row">
        <time dateTime={new Date(call.at).toISOString()}>{moment(call.at)}</time>
      </th>
      <td data-label={head.number}>
        {call.customerName === null ? null : (
          <>
            {call.customerName}
            <br />
          </>
        )}
        {formats.telephone(call.callerNumber) || words.call.hiddenNumber}
        {call.direction === 'out' ? ` (${own.out})` : ''}
      </td>
      <td data-label={head.queue}>{title ?? call.queue ?? '–'}</td>
      <td data-label={head.agent}>{call.agentName ?? call.agent ?? '–'}</td>
      <td data-label={head.end}>
        {say(endName(call))}
        {call.recorded ? (
          <IconMicrophone className={style.mark} size={14} role="img" aria-label={own.recorded} />
        ) : null}
      </td>
      <td data-label={head.disposition}>{disposition(call.disposition) || '–'}</td>
      <td data-label={head.wait}>{call.waitedMs === null ? '–' : roundSpan(call.waitedMs)}</td>
      <td data-label={head.talk}>{call.talkedMs === null ? '–' : roundSpan(call.talkedMs)}</td>
      <td data-label={head.ticket}>
        {call.ticket === '' ? (
          '–'
        ) : (
          <Anchor component={Link} href={ticketPath(call.ticket)} className={style.number}>
            {call.ticket}
          </Anchor>
        )}
      </td>
      {toCall ? (
        <td data-label={head.since}>
          {call.talkedSince === null ? (
            <CallBack call={call} mayGo={mayGo} onTold={onTold} />
          ) : (
            own.talkedSince(moment(call.talkedSince))
          )}
        </td>
      ) : null}
    </tr>
  );
}

/** Calls who was not answered, on their ticket; nothing for who may not call out, or for a caller who withheld their number. */
function CallBack({ call, mayGo, onTold }: Omit<BehindRowProps, 'toCall'>) {
  const { api, store } = useWorkplace();
  const { say, formats } = useWords();
  const own = useOwnWords(figuresWords);
  const mayCall =
    useSeen(({ who }) => can(who.person, 'telephone')) && mayGo(call.ticket === '' ? 'dial' : 'call-back');
  const [, go] = useLocation();
  const [busy, setBusy] = useState(false);
  if (!mayCall || call.callerNumber === '') return own.notSince;
  const dial = () => {
    const place = placeOfCall(store.get());
    if (place === null) return onTold(own.notNow);
    const second = place === 'second' ? ({ second: true } as const) : {};
    setBusy(true);
    onTold(null);
    const made =
      call.ticket === ''
        ? api.callOut({ number: call.callerNumber, ...second })
        : api.callBack(call.ticket, second);
    made.then(
      () => go('/agent'),
      thrown => {
        setBusy(false);
        onTold(say(asFault(thrown).words));
      },
    );
  };
  return (
    <Button
      size="compact-xs"
      variant="light"
      loading={busy}
      onClick={dial}
      leftSection={<IconPhone size={13} aria-hidden />}
      aria-label={own.callNow(formats.telephone(call.callerNumber))}
      data-action="call-back"
    >
      {own.call}
    </Button>
  );
}
