import { Alert, Anchor, Button, Group, Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { ScheduledCard } from '../../../src/http/shapes/scheduled-calls.ts';
import { can } from '../../../src/rights/capabilities.ts';
import { asFault, type LinkFault } from '../../link/fault.ts';
import { FLOOR_PATHS } from '../../state/route.ts';
import { stateOf } from '../../state/scheduled.ts';
import { scheduledWords } from '../../words/scheduled.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useMinute } from '../now.tsx';
import { useNews } from '../use-news.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

/** The calls that were promised on a ticket: when, at which number, by whom, and what became of them. `told`: what its history tells of them. */
export function ScheduledOnTicket({ number, told }: { readonly number: string; readonly told: string }) {
  const { api } = useWorkplace();
  const { say, words } = useWords();
  const own = useOwnWords(scheduledWords);
  const news = useNews('scheduledNews');
  const [items, setItems] = useState<readonly ScheduledCard[]>([]);
  const [fault, setFault] = useState<LinkFault | null>(null);
  const [tries, setTries] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a change is the reason to read again
  useEffect(() => {
    let gone = false;
    api.scheduledOf(number).then(
      list => {
        if (gone) return;
        setItems(list.items);
        setFault(null);
      },
      thrown => {
        if (!gone) setFault(asFault(thrown));
      },
    );
    return () => {
      gone = true;
    };
  }, [api, number, told, news, tries]);
  if (fault !== null)
    return (
      <Alert color="red" p="6px 10px" role="alert">
        {say(fault.words)}{' '}
        <Button size="compact-xs" variant="default" onClick={() => setTries(count => count + 1)}>
          {words.chrome.again}
        </Button>
      </Alert>
    );
  if (items.length === 0) return null;
  return (
    <Alert color="rio" variant="light" title={own.onTicket} p="8px 12px">
      {items.map(each => (
        <Line key={each.id} scheduled={each} />
      ))}
    </Alert>
  );
}

function Line({ scheduled }: { readonly scheduled: ScheduledCard }) {
  const { formats } = useWords();
  const own = useOwnWords(scheduledWords);
  const now = useMinute();
  const { id, dueAt, line, personName, closed, note, tries } = scheduled;
  const state = stateOf(scheduled, now);
  const moment = closed === null ? dueAt : closed.at;
  const what = closed?.why || note;
  const named = { ...own.states, ...own.how, late: own.late };
  return (
    <Group gap="4px 10px" data-ticket-promise={id} data-promise-state={state}>
      <Text fz="sm" className="figures" style={{ overflowWrap: 'anywhere' }}>
        <b>{named[state]}</b>: {formats.moment(moment, now)} · {formats.telephone(line)} · {personName}
        {tries > 0 ? ` · ${own.tries(tries)}` : ''}
        {what === '' ? '' : ` · ${what}`}
      </Text>
      {closed === null ? <ToList scheduled={scheduled} /> : null}
    </Group>
  );
}

/** To where it is made, put off or given on: one's own, or for supervisors those that nobody has made. */
function ToList({ scheduled }: { readonly scheduled: ScheduledCard }) {
  const { store } = useWorkplace();
  const own = useOwnWords(scheduledWords);
  const isMine = useSeen(({ who }) => who.person.id === scheduled.person);
  const directs = useSeen(({ who }) => can(who.person, 'direct-agents'));
  const now = useMinute();
  if (isMine)
    return (
      <Anchor
        component="button"
        type="button"
        fz="sm"
        c="inherit"
        underline="always"
        mih={24}
        onClick={() => store.send({ kind: 'contacts', open: true, atScheduled: true })}
        data-action="to-scheduled"
      >
        {own.toMine}
      </Anchor>
    );
  if (!directs || stateOf(scheduled, now) !== 'late') return null;
  return (
    <Anchor
      component={Link}
      fz="sm"
      c="inherit"
      underline="always"
      href={FLOOR_PATHS.scheduled}
      data-action="to-scheduled"
    >
      {own.toOverdue}
    </Anchor>
  );
}
