import { Text } from '@mantine/core';
import { IconPhoneIncoming, IconPhoneOutgoing, IconUsersGroup } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { CallCard } from '../../../src/http/shapes/calls.ts';
import { besidesToday, heldWords } from '../../state/besides-today.ts';
import { outcomeWord } from '../../state/call-end.ts';
import { partyOf } from '../../state/call-party.ts';
import { lacksEnd } from '../../state/recent.ts';
import { ticketPath } from '../../state/route.ts';
import { me, nameOf } from '../../state/screen.ts';
import { roundSpan } from '../../words/format.ts';
import { useNow } from '../now.tsx';
import { useNews } from '../use-news.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './agent.module.css';

const SHOWN = 25;

/** The last facts of a call have reached the records this long after it, ms; it is looked again so often. */
const TOLD_MS = 1_000;
const LOOKS = 3;

/** Who is in no call has left it, also where it goes on without them. */
const hasJoined = (own: string, { joined }: CallCard): boolean => joined.some(({ agent }) => agent === own);

/** What I did before: a way back to the ticket of a caller. */
export function RecentCalls() {
  const { api, store } = useWorkplace();
  const { words } = useWords();
  const own = useSeen(screen => screen.who.person.id);
  const today = useSeen(screen => {
    const mine = me(screen);
    return mine === null ? '' : besidesToday(mine, words).join(' · ');
  });
  const [calls, setCalls] = useState<readonly CallCard[]>([]);
  const callNews = useNews('callNews');
  // biome-ignore lint/correctness/useExhaustiveDependencies: a call that has ended is the reason to read again
  useEffect(() => {
    let gone = false;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const read = (more: number) => {
      api.calls(SHOWN, 'mine').then(
        ({ items }) => {
          if (gone) return;
          setCalls(items.filter(call => call.outcome !== 'live' || hasJoined(own, call)));
          if (more > 0 && lacksEnd(items, store.get())) timer = setTimeout(() => read(more - 1), TOLD_MS);
        },
        () => undefined,
      );
    };
    read(LOOKS);
    return () => {
      gone = true;
      clearTimeout(timer);
    };
  }, [api, store, own, callNews]);
  return (
    <>
      <div className={style.title}>
        <Text component="h2" fz="inherit" fw="inherit" m={0}>
          {words.recent.title}
        </Text>
        <Text component="span" fz="xs" c="dimmed" data-today="true">
          {today === '' ? '' : `${words.will.today}: ${today}`}
        </Text>
      </div>
      <div className={style.scroll}>
        {calls.length === 0 ? (
          <Text fz="sm" c="dimmed">
            {words.recent.none}
          </Text>
        ) : (
          calls.map(call => <Line key={call.id} call={call} />)
        )}
      </div>
    </>
  );
}

/** Null while the records do not know the end of one of them. */
const talkedIn = (shares: CallCard['joined']): number | null =>
  shares.reduce<number | null>(
    (sum, { talkedMs }) => (sum === null || talkedMs === null ? null : sum + talkedMs),
    0,
  );

function Line({ call }: { readonly call: CallCard }) {
  const { words, formats } = useWords();
  const [, go] = useLocation();
  const now = useNow();
  const isInternal = call.direction === 'internal';
  const own = useSeen(screen => screen.who.person.id);
  const { name, number, isOut: out } = useSeen(screen => partyOf(screen, call));
  const shown = isInternal ? '' : formats.telephone(number) || words.call.hiddenNumber;
  const shares = call.joined.filter(({ agent }) => agent === own);
  // Of a call that they had in the end as well, the list tells that.
  const joins = shares.length > 0 && call.agent !== own && !isInternal;
  const leader = useSeen(screen => nameOf(screen, call.agent)) ?? '';
  const more = joins ? words.recent.joined(leader) : heldWords(call.heldMs ?? 0, words);
  const talkedMs = joins || (isInternal && shares.length > 0) ? talkedIn(shares) : call.talkedMs;
  const Icon = joins ? IconUsersGroup : out ? IconPhoneOutgoing : IconPhoneIncoming;
  return (
    <button
      type="button"
      className={style.recent}
      data-recent={call.id}
      data-joined-call={joins || undefined}
      disabled={call.ticket === ''}
      onClick={() => go(ticketPath(call.ticket))}
    >
      <Icon
        size={15}
        aria-label={joins ? undefined : out ? words.recent.outgoing : words.recent.incoming}
        aria-hidden={joins}
        style={{ alignSelf: 'center' }}
      />
      <Text component="span" fz="sm" c="dimmed" className="figures">
        {formats.moment(call.arrivedAt, now)}
      </Text>
      <Text component="span" fz="sm" className="figures" truncate>
        {name ?? shown}{' '}
        <Text component="span" c="dimmed" fz="xs">
          {[isInternal ? words.recent.internal : '', call.ticket].filter(Boolean).join(' · ')}
        </Text>
        {name === null || shown === '' ? null : (
          <Text component="span" display="block" c="dimmed" fz="xs" truncate>
            {shown}
          </Text>
        )}
        {more === '' ? null : (
          <Text component="span" display="block" c="dimmed" fz="xs" truncate>
            {more}
          </Text>
        )}
      </Text>
      <Text component="span" fz="xs" c="dimmed">
        {outcomeWord(call, words)}
      </Text>
      <Text component="span" fz="sm" className="figures" ta="right" w={44}>
        {talkedMs === null ? '–' : roundSpan(talkedMs)}
      </Text>
    </button>
  );
}
