import { Stack, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { CallDetail } from '../../../src/http/shapes/calls.ts';
import { outcomeWord } from '../../state/call-end.ts';
import { partWords, supervisionWords } from '../../state/call-shares.ts';
import { exactSpan, roundSpan } from '../../words/format.ts';
import { useName, useQueueTitle } from '../agent/use-party.ts';
import { useNow } from '../now.tsx';
import { useNews } from '../use-news.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './tickets.module.css';

/** The latest calls of a ticket that are shown with their parts. */
const SHOWN = 10;

/** Who had which share in the calls of a ticket, as far as I may see them. `version`: of the ticket, which its calls change. */
export function TicketCalls({ number, version }: { readonly number: string; readonly version: string }) {
  const { api } = useWorkplace();
  const { words } = useWords();
  const callNews = useNews('callNews');
  const [calls, setCalls] = useState<readonly CallDetail[] | null>(null);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is the reason to read again
  useEffect(() => {
    let gone = false;
    api
      .callsOf(number, SHOWN)
      .then(({ items }) => Promise.allSettled(items.map(({ id }) => api.call(id))))
      .then(
        details => {
          // Of one that is not known at this moment the others are shown all the same.
          if (!gone) setCalls(details.flatMap(each => (each.status === 'fulfilled' ? [each.value] : [])));
        },
        () => undefined,
      );
    return () => {
      gone = true;
    };
  }, [api, number, version, callNews]);
  if (calls?.length === 0) return <Text c="dimmed">{words.ticket.noCalls}</Text>;
  return (
    <Stack gap="md">
      {calls?.map(call => (
        <Call key={call.id} call={call} />
      ))}
    </Stack>
  );
}

function Call({ call }: { readonly call: CallDetail }) {
  const { words, say, formats } = useWords();
  const now = useNow();
  const name = useName();
  const queueTitle = useQueueTitle();
  const titles = useSeen(({ dispositions }) =>
    Object.fromEntries(dispositions.map(({ code, title }) => [code, title])),
  );
  const { parts, joined, supervisions } = call;
  const direction = call.direction === 'in' ? words.recent.incoming : words.recent.outgoing;
  const chosen = (code: string | null) => (code === null ? '' : titles[code] ? say(titles[code]) : code);
  const quoted = (note: string) => (note === '' ? '' : words.chrome.quoted(note));
  return (
    <section data-call-detail={call.id}>
      <Text fz="xs" c="dimmed" className="figures">
        {[
          formats.moment(call.arrivedAt, now),
          call.direction === 'internal' ? words.recent.internal : direction,
          outcomeWord(call, words),
          call.talkedMs === null ? '' : roundSpan(call.talkedMs),
        ]
          .filter(Boolean)
          .join(' · ')}
      </Text>
      <ul className={style.shares}>
        {(parts ?? []).map((part, place) => (
          <li key={`${part.agent} ${place.toString()}`} data-part={part.agent} data-part-how={part.how}>
            <b>{name(part.agent)}</b> {part.queue === null ? '' : `· ${queueTitle(part.queue)} `}·{' '}
            {partWords(part, words)}
            <Text fz="xs" c="dimmed">
              {[chosen(part.disposition), quoted(part.note)].filter(Boolean).join(' ')}
            </Text>
          </li>
        ))}
        {joined.map(({ agent, askedAt, talkedMs }) => (
          <li key={`${agent} ${askedAt.toString()}`} data-joined-part={agent}>
            <b>{name(agent)}</b> ·{' '}
            {talkedMs === null ? words.ticket.share.how.live : words.ticket.share.joined(exactSpan(talkedMs))}
          </li>
        ))}
        {(supervisions ?? []).map(stay => (
          <li key={`${stay.supervisor} ${stay.from.toString()}`} data-supervised-by={stay.supervisor}>
            <b>{name(stay.supervisor)}</b> · {supervisionWords(stay, words)}
          </li>
        ))}
      </ul>
    </section>
  );
}
