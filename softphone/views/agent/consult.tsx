import { ActionIcon, Badge, Text } from '@mantine/core';
import {
  IconArrowsExchange,
  IconMicrophoneOff,
  IconPhoneOff,
  IconUser,
  IconUserShare,
  IconUsersGroup,
  IconX,
} from '@tabler/icons-react';
import type { CallPicture } from '../../../src/supervision/events.ts';
import { wasAsked } from '../../state/among-ours.ts';
import type { CallArea } from '../../state/call-area.ts';
import { notReached, unansweredSentence } from '../../state/call-end.ts';
import { actsNow } from '../../state/call-keys.ts';
import { askedParty, guestTalks, joinedParties, keyOf } from '../../state/consult.ts';
import { useKeymap, useKeys } from '../desk/hotkeys.ts';
import { Elapsed } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { CallButton } from './call-button.tsx';
import { Conference } from './conference.tsx';
import { Keypad } from './keypad.tsx';
import { useName, useParty, useQueueTitle } from './use-party.ts';

type In = { readonly area: Extract<CallArea, { kind: 'talking' }> };

/** More people than this are in the list alone. */
const BADGES = 2;
/** Where there are several, one does not take the row of the others. */
const BADGE_WIDTH = 170;

const SIGN = { size: 18, 'aria-hidden': true } as const;

function Muted() {
  const { words } = useWords();
  return <IconMicrophoneOff size={12} role="img" aria-label={words.consult.muted} />;
}

/** With whom I talk just now besides, or instead of, the customer. */
export function PartyState({ area }: In) {
  const { drop } = useWorkplace();
  const { words, formats } = useWords();
  const name = useName();
  const party = useParty();
  const queueTitle = useQueueTitle();
  const { call, guest, id } = area;
  const asked = askedParty(area);
  const joined = joinedParties(area);
  const asQueue = asked && 'queue' in asked && asked.queue ? ` · ${queueTitle(asked.queue)}` : '';
  return (
    <>
      {guest && call ? (
        <Badge color="rio" variant="filled" data-guest={guestTalks(call, guest)}>
          {words.consult.guest[guestTalks(call, guest)](name(call.agent ?? ''))}
        </Badge>
      ) : null}
      {guest?.muted && call ? (
        <Badge color="red" variant="filled" data-muted-by={call.agent}>
          {words.consult.mutedByLeader(name(call.agent ?? ''))}
        </Badge>
      ) : null}
      {call?.customerLeft ? (
        <Badge color="yellow" variant="filled" data-customer-left>
          {words.consult.customerLeft}
        </Badge>
      ) : null}
      {call?.customerMuted ? (
        <Badge color="red" data-customer-muted leftSection={<Muted />}>
          {words.consult.customer}
        </Badge>
      ) : null}
      {asked ? (
        <Badge color="rio" variant="filled" data-colleague={asked.state} data-asked={keyOf(asked)}>
          {words.consult[
            asked.state === 'ringing'
              ? 'rings'
              : asked.state === 'notice'
                ? 'notice'
                : call?.aside
                  ? 'aside'
                  : 'waits'
          ](`${party(asked)}${asQueue}`)}{' '}
          <span aria-live="off">
            <Elapsed since={asked.since} />
          </span>
        </Badge>
      ) : null}
      {asked && 'leg' in asked && (asked.state === 'aside' || asked.state === 'ringing') ? (
        <Keypad call={id} small />
      ) : null}
      {call?.notReached ? (
        <Badge color="yellow" data-not-reached={call.notReached.why}>
          {notReached(call.notReached, words, formats)}
        </Badge>
      ) : null}
      {call?.unanswered ? (
        <Badge
          color="yellow"
          h="auto"
          styles={{ label: { whiteSpace: 'normal' } }}
          data-unanswered={call.unanswered.why}
        >
          {unansweredSentence(call.unanswered, words, { person: name, queue: queueTitle })}
        </Badge>
      ) : null}
      {joined.slice(0, BADGES).map(each => (
        <Badge
          key={keyOf(each)}
          {...(joined.length > 1 ? { maw: BADGE_WIDTH } : {})}
          color={each.muted ? 'red' : 'rio'}
          variant="light"
          title={words.consult.joined(party(each))}
          data-joined={keyOf(each)}
          data-muted={each.muted ?? false}
          leftSection={each.muted ? <Muted /> : <IconUser size={12} aria-hidden />}
          rightSection={
            guest || id === null ? null : (
              <ActionIcon
                size={16}
                variant="transparent"
                color={each.muted ? 'red' : 'rio'}
                aria-label={words.consult.drop(party(each))}
                onClick={() => void drop(id, keyOf(each))}
                data-action="drop"
              >
                <IconX size={12} aria-hidden />
              </ActionIcon>
            )
          }
        >
          <span className="sr-only">{words.consult.joined('')}</span>
          {party(each)}
        </Badge>
      ))}
      <Conference area={area} />
    </>
  );
}

/** What I may do with the customer and whom I have asked. */
export function ConsultButtons({ area }: In) {
  const keys = useKeymap();
  const { withColleague } = useWorkplace();
  const { words } = useWords();
  const { id } = area;
  const may = useSeen(screen => ({
    transfer: actsNow('transfer', screen),
    swap: actsNow('swap', screen),
    conference: actsNow('conference', screen),
  }));
  const act = (what: 'complete' | 'swap' | 'conference', now: boolean) => ({
    now,
    does: () => {
      if (id !== null) void withColleague(id, what);
    },
  });
  const complete = act('complete', may.transfer);
  const swap = act('swap', may.swap);
  const conference = act('conference', may.conference);
  useKeys({ transfer: complete, swap, conference });
  return (
    <>
      <CallButton
        icon={<IconArrowsExchange {...SIGN} />}
        label={words.consult.swap}
        keyName={keys.swap}
        disabled={!swap.now}
        action="swap"
        onClick={swap.does}
      />
      <CallButton
        icon={<IconUsersGroup {...SIGN} />}
        label={words.consult.conference}
        keyName={keys.conference}
        disabled={!conference.now}
        action="conference"
        onClick={conference.does}
      />
      <CallButton
        icon={<IconUserShare {...SIGN} />}
        label={words.consult.complete}
        keyName={keys.transfer}
        disabled={!complete.now}
        action="complete"
        onClick={complete.does}
      />
    </>
  );
}

/** In a colleague's call: all I can do is to leave it. */
export function LeaveButton({ area }: In) {
  const keys = useKeymap();
  const { hangUp } = useWorkplace();
  const { words } = useWords();
  return (
    <CallButton
      icon={<IconPhoneOff {...SIGN} />}
      label={words.consult.leave}
      keyName={keys.hangUp}
      look="danger"
      disabled={area.voice === 'elsewhere'}
      action="hang-up"
      onClick={() => void hangUp()}
    />
  );
}

/**
 * A colleague rings me to ask something: who it is, and what they say about it. In the talk of all of us it stays for what they
 * said: whose line was joined to it without a word may be the one who called.
 */
export function AskedBy({ call }: { readonly call: CallPicture | null }) {
  const own = useSeen(screen => screen.who.person.id);
  const { words } = useWords();
  const name = useName();
  const queueTitle = useQueueTitle();
  const guest = call?.colleagues?.find(({ agent }) => agent === own);
  if (!call || !guest || own === undefined || !wasAsked(call, own)) return null;
  // Who leads those who are left may be another one than who asked.
  if (guest.state === 'joined' && (call.customerLeft || guest.note === '')) return null;
  const who = name(call.agent ?? '');
  return (
    <Text
      fz="sm"
      lh={1.3}
      lineClamp={2}
      title={guest.note}
      data-asked-by={call.agent}
      data-asked-queue={guest.queue}
    >
      <Text component="span" fw={600}>
        {guest.queue === undefined
          ? words.consult.askedBy(who)
          : words.consult.askedQueue(who, queueTitle(guest.queue))}
      </Text>
      {guest.note === '' ? null : ` ${words.chrome.quoted(guest.note)}`}
    </Text>
  );
}
