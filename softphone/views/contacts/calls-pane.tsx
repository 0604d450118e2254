import { ActionIcon, Alert, Button, Center, Text } from '@mantine/core';
import {
  IconPhone,
  IconPhoneIncoming,
  IconPhoneOutgoing,
  IconPhoneX,
  IconPlayerPlay,
  IconUserPlus,
} from '@tabler/icons-react';
import { useState } from 'react';
import { Link } from 'wouter';
import type { CallCard } from '../../../src/http/shapes/calls.ts';
import { outcomeWord } from '../../state/call-end.ts';
import { partyOf } from '../../state/call-party.ts';
import { callAgain, isReadable, wayAgain } from '../../state/contact-call.ts';
import { ticketPath } from '../../state/route.ts';
import { contactsWords } from '../../words/contacts.ts';
import { roundSpan } from '../../words/format.ts';
import { Loading } from '../desk/loading.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useNow } from '../now.tsx';
import { CallRecordings } from '../tickets/call-recordings.tsx';
import { useWaysOut } from '../use-own-outgoing.ts';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';
import style from './contacts.module.css';
import type { useCall } from './use-call.ts';
import { useCalls, type Whose } from './use-calls.ts';

interface CallsPaneProps {
  readonly whose: Whose;
  readonly calling: ReturnType<typeof useCall>;
  readonly onSave: (number: string, name: string) => void;
}

/** Calls of mine, newest first: each with its ticket, and called again by a click. */
export function CallsPane({ whose, calling, onSave }: CallsPaneProps) {
  const { words, say } = useWords();
  const own = useOwnWords(contactsWords);
  const { items, loading, fault, again } = useCalls(whose);
  const mayGo = useWaysOut(whose);
  const self = useSeen(({ who }) => who.person.id);
  return (
    <>
      {fault ? (
        <Alert color="red" className={style.told} mt={10} p="6px 10px" role="alert">
          {say(fault.words)}{' '}
          <Button size="compact-xs" variant="default" onClick={again} data-action="read-again">
            {own.retry}
          </Button>
        </Alert>
      ) : null}
      <section
        className={style.scroll}
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a list without buttons scrolls by keyboard, too
        tabIndex={0}
        aria-label={own.tabs[whose]}
        data-calls={loading ? undefined : whose}
      >
        {loading ? (
          <Center p="xl">
            <Loading size="sm" />
          </Center>
        ) : null}
        {!loading && !fault && items.length === 0 ? (
          <Text p="md" fz="sm" c="dimmed">
            {own.calls.none[whose]}
          </Text>
        ) : null}
        <ul className={style.list} aria-label={words.recent.title}>
          {items.map(call => (
            <CallLine
              key={call.id}
              call={call}
              isMissed={whose === 'missed'}
              mayCall={mayGo(wayAgain(call, self))}
              calling={calling}
              onSave={onSave}
            />
          ))}
        </ul>
      </section>
    </>
  );
}

interface CallLineProps extends Omit<CallsPaneProps, 'whose'> {
  readonly call: CallCard;
  readonly isMissed: boolean;
  readonly mayCall: boolean;
}

function CallLine({ call, isMissed, mayCall, calling, onSave }: CallLineProps) {
  const { words, formats } = useWords();
  const own = useOwnWords(contactsWords);
  const now = useNow();
  const self = useSeen(({ who }) => who.person.id);
  const [listens, setListens] = useState(false);
  const isInternal = call.direction === 'internal';
  const { name, number, isOut } = useSeen(screen => partyOf(screen, call));
  const shown = isInternal ? '' : formats.telephone(number) || words.call.hiddenNumber;
  const who = name ?? shown;
  const Icon = isMissed ? IconPhoneX : isOut ? IconPhoneOutgoing : IconPhoneIncoming;
  const direction = isMissed ? own.calls.missed : isOut ? words.recent.outgoing : words.recent.incoming;
  const told = [
    name === null ? '' : shown,
    formats.moment(call.arrivedAt, now),
    outcomeWord(call, words),
    call.talkedMs === null ? '' : roundSpan(call.talkedMs),
  ];
  return (
    <li className={style.row} data-call-line={call.id}>
      <div className={style.line} style={{ padding: '5px 8px 5px 14px' }}>
        <Icon size={16} role="img" aria-label={direction} style={{ flex: 'none' }} />
        <div style={{ flex: 1, minWidth: 0, marginLeft: 6 }}>
          <div className={`${style.cut} figures`} style={{ fontSize: 13, fontWeight: 600 }}>
            {who}
          </div>
          <div className={`${style.cut} ${style.soft} figures`}>
            {told.filter(Boolean).join(' · ')}
            {call.ticket === '' ? null : (
              <>
                {' · '}
                <Link className={style.link} href={ticketPath(call.ticket)} data-call-ticket={call.ticket}>
                  {call.ticket}
                </Link>
              </>
            )}
          </div>
        </div>
        {call.recorded ? (
          <ActionIcon
            variant={listens ? 'light' : 'subtle'}
            color={listens ? 'rio' : 'gray'}
            size={30}
            aria-label={own.calls.listen(who)}
            title={own.calls.listen(who)}
            aria-expanded={listens}
            onClick={() => setListens(!listens)}
            data-action="listen-own"
          >
            <IconPlayerPlay size={16} aria-hidden />
          </ActionIcon>
        ) : null}
        {isInternal || !isReadable(number) ? null : (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={30}
            aria-label={own.calls.save(who)}
            title={words.chrome.saveContact}
            onClick={() => onSave(number, name ?? '')}
            data-action="save-call-number"
          >
            <IconUserPlus size={16} aria-hidden />
          </ActionIcon>
        )}
        {mayCall ? (
          <ActionIcon
            variant="light"
            color="green"
            size={30}
            aria-label={own.calls.again(who)}
            title={own.calls.again(who)}
            onClick={() => calling.call(screen => callAgain(screen, call))}
            data-action="call-again"
          >
            <IconPhone size={16} aria-hidden />
          </ActionIcon>
        ) : null}
      </div>
      {call.recorded && listens ? (
        <div className={style.details}>
          <CallRecordings call={call.id} agent={self} />
        </div>
      ) : null}
    </li>
  );
}
