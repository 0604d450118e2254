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
import type { CallPicture, ColleaguePicture } from '../../../src/supervision/events.ts';
import type { CallArea } from '../../state/call-area.ts';
import { askedColleague, guestTalks, joinedColleagues } from '../../state/consult.ts';
import { nameOf } from '../../state/screen.ts';
import { KEYS, useKeys } from '../desk/hotkeys.ts';
import { Elapsed } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useScreen, useWorkplace } from '../workplace-context.tsx';
import { CallButton } from './call-button.tsx';
import { Conference } from './conference.tsx';

type In = { readonly area: Extract<CallArea, { kind: 'talking' }> };

/** More people than this are in the list alone. */
const BADGES = 2;

const SIGN = { size: 18, 'aria-hidden': true } as const;

function Muted() {
  const { words } = useWords();
  return <IconMicrophoneOff size={12} role="img" aria-label={words.consult.muted} />;
}

function useName(): (person: string) => string {
  const screen = useScreen();
  const { words } = useWords();
  return person => nameOf(screen, person) ?? words.transfer.somebody;
}

/** With whom I talk just now besides, or instead of, the customer. */
export function ColleagueState({ area }: In) {
  const { drop } = useWorkplace();
  const { words } = useWords();
  const name = useName();
  const { call, guest, id } = area;
  const asked = askedColleague(area);
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
      {call?.customerMuted ? (
        <Badge color="red" data-customer-muted leftSection={<Muted />}>
          {words.consult.customer}
        </Badge>
      ) : null}
      {asked ? (
        <Badge color="rio" variant="filled" data-colleague={asked.state}>
          {asked.state === 'ringing'
            ? words.consult.rings(name(asked.agent))
            : call?.aside
              ? words.consult.aside(name(asked.agent))
              : words.consult.waits(name(asked.agent))}{' '}
          <span aria-live="off">
            <Elapsed since={asked.since} />
          </span>
        </Badge>
      ) : null}
      {joinedColleagues(area)
        .slice(0, BADGES)
        .map(({ agent, muted = false }) => (
          <Badge
            key={agent}
            color={muted ? 'red' : 'rio'}
            variant="light"
            title={words.consult.joined(name(agent))}
            data-joined={agent}
            data-muted={muted}
            leftSection={muted ? <Muted /> : <IconUser size={12} aria-hidden />}
            rightSection={
              guest || id === null ? null : (
                <ActionIcon
                  size={16}
                  variant="transparent"
                  color={muted ? 'red' : 'rio'}
                  aria-label={words.consult.drop(name(agent))}
                  onClick={() => void drop(id, agent)}
                  data-action="drop"
                >
                  <IconX size={12} aria-hidden />
                </ActionIcon>
              )
            }
          >
            <span className="sr-only">{words.consult.joined('')}</span>
            {name(agent)}
          </Badge>
        ))}
      <Conference area={area} />
    </>
  );
}

/** What I may do with the customer and the colleague whom I have asked. */
export function ConsultButtons({ area, asked }: In & { readonly asked: ColleaguePicture }) {
  const { withColleague } = useWorkplace();
  const { words } = useWords();
  const { id, voice } = area;
  const isHere = id !== null && voice !== 'returning' && voice !== 'elsewhere';
  const isUp = asked.state === 'aside';
  const act = (what: 'complete' | 'swap' | 'conference', may: boolean) => () => {
    if (id !== null && isHere && may) void withColleague(id, what);
  };
  const complete = act('complete', true);
  const swap = act('swap', isUp);
  const conference = act('conference', isUp);
  useKeys({ transfer: complete, swap, conference });
  return (
    <>
      <CallButton
        icon={<IconArrowsExchange {...SIGN} />}
        label={words.consult.swap}
        keyName={KEYS.swap}
        disabled={!isHere || !isUp}
        action="swap"
        onClick={swap}
      />
      <CallButton
        icon={<IconUsersGroup {...SIGN} />}
        label={words.consult.conference}
        keyName={KEYS.conference}
        disabled={!isHere || !isUp}
        action="conference"
        onClick={conference}
      />
      <CallButton
        icon={<IconUserShare {...SIGN} />}
        label={words.consult.complete}
        keyName={KEYS.transfer}
        disabled={!isHere}
        action="complete"
        onClick={complete}
      />
    </>
  );
}

/** In a colleague's call: all I can do is to leave it. */
export function LeaveButton({ area }: In) {
  const { hangUp } = useWorkplace();
  const { words } = useWords();
  return (
    <CallButton
      icon={<IconPhoneOff {...SIGN} />}
      label={words.consult.leave}
      keyName={KEYS.hangUp}
      look="danger"
      disabled={area.voice === 'elsewhere'}
      action="hang-up"
      onClick={() => void hangUp()}
    />
  );
}

/** A colleague rings me to ask something: who it is, and what they say about it. */
export function AskedBy({ call }: { readonly call: CallPicture | null }) {
  const screen = useScreen();
  const { words } = useWords();
  const name = useName();
  const guest = call?.colleagues?.find(({ agent }) => agent === screen.who.person.id);
  if (!call || !guest) return null;
  return (
    <Text fz="sm" lineClamp={2} title={guest.note} data-asked-by={call.agent}>
      <Text component="span" fw={600}>
        {words.consult.askedBy(name(call.agent ?? ''))}
      </Text>
      {guest.note === '' ? null : ` «${guest.note}»`}
    </Text>
  );
}
