import { Text } from '@mantine/core';
import { IconPhoneIncoming, IconPhoneOutgoing } from '@tabler/icons-react';
import { useEffect, useState } from 'react';
import { useLocation } from 'wouter';
import type { CallCard } from '../../../src/http/shapes/calls.ts';
import { outcomeWord } from '../../state/call-end.ts';
import { heldToday, heldWords } from '../../state/held.ts';
import { ticketPath } from '../../state/route.ts';
import { me, nameOf } from '../../state/screen.ts';
import { clockSpan } from '../../words/format.ts';
import { useNow } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './agent.module.css';

const SHOWN = 25;

/** What I did before: a way back to the ticket of a caller. */
export function RecentCalls() {
  const { api } = useWorkplace();
  const { words } = useWords();
  const today = useSeen(screen => {
    const mine = me(screen);
    return mine === null ? '' : heldToday(mine, words);
  });
  const [calls, setCalls] = useState<readonly CallCard[]>([]);
  useEffect(() => {
    let gone = false;
    api.calls(SHOWN).then(
      list => {
        if (!gone) setCalls(list.items.filter(call => call.outcome !== 'live'));
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [api]);
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

function Line({ call }: { readonly call: CallCard }) {
  const { words, formats } = useWords();
  const [, go] = useLocation();
  const now = useNow();
  const isInternal = call.direction === 'internal';
  const own = useSeen(screen => screen.who.person.id);
  const out = call.direction === 'out' || (isInternal && call.agent === own);
  const colleague = useSeen(screen =>
    isInternal ? nameOf(screen, call.agents.find(each => each !== own) ?? null) : null,
  );
  const more = heldWords(call.heldMs ?? 0, words);
  const Icon = out ? IconPhoneOutgoing : IconPhoneIncoming;
  return (
    <button
      type="button"
      className={style.recent}
      data-recent={call.id}
      disabled={call.ticket === ''}
      onClick={() => go(ticketPath(call.ticket))}
    >
      <Icon
        size={15}
        aria-label={out ? words.recent.outgoing : words.recent.incoming}
        style={{ alignSelf: 'center' }}
      />
      <Text component="span" fz="sm" c="dimmed" className="figures">
        {formats.moment(call.arrivedAt, now)}
      </Text>
      <Text component="span" fz="sm" className="figures" truncate>
        {colleague ?? (formats.telephone(out ? call.dialled : call.callerNumber) || words.call.hiddenNumber)}{' '}
        <Text component="span" c="dimmed" fz="xs">
          {[isInternal ? words.recent.internal : '', call.ticket].filter(Boolean).join(' · ')}
        </Text>
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
        {call.talkedMs === null ? '–' : clockSpan(call.talkedMs)}
      </Text>
    </button>
  );
}
