import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import { Link } from 'wouter';
import type { CallOutcome } from '../../../src/calls/history.ts';
import type { OutcomesToday as Outcomes } from '../../../src/http/shapes/calls.ts';
import { behindToday, COUNT_OF_OUTCOME } from '../../state/behind-today.ts';
import { floorWords } from '../../words/floor.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './supervisor.module.css';

/** The counts are asked for again this often, ms; the queues' own figures are live beside them. */
const EVERY_MS = 15_000;

/** What the calls of today came to, each kind apart: a hang-up in the menu is no abandoned call. */
export function OutcomesToday() {
  const { api } = useWorkplace();
  const link = useSeen(screen => screen.link);
  const { words } = useWords();
  const own = useOwnWords(floorWords);
  const [outcomes, setOutcomes] = useState<Outcomes | null>(null);
  useEffect(() => {
    if (link !== 'up') return;
    const ask = () => void api.outcomesToday().then(setOutcomes, () => undefined);
    ask();
    const timer = setInterval(ask, EVERY_MS);
    return () => clearInterval(timer);
  }, [api, link]);
  const told = Object.entries(words.recent.outcome).flatMap(([outcome, word]) => {
    const count = outcomes?.counts[outcome as keyof Outcomes['counts']] ?? 0;
    return outcome === 'live' || count === 0
      ? []
      : [{ outcome: outcome as CallOutcome, text: `${word} ${count}` }];
  });
  if (told.length === 0) return null;
  return (
    <Text component="span" fz="xs" c="dimmed" fw={400} className="figures" data-outcomes-today>
      {own.floor.today}:{' '}
      {told.map(({ outcome, text }, place) => (
        <span key={outcome} data-outcome={outcome}>
          {place > 0 ? ' · ' : ''}
          <Behind outcome={outcome}>{text}</Behind>
        </span>
      ))}
    </Text>
  );
}

interface BehindProps {
  readonly outcome: CallOutcome;
  readonly children: string;
}

/** A number leads to its calls, where there is a list of them; those of who gave up waiting also to whom nobody has called back. */
function Behind({ outcome, children }: BehindProps) {
  const own = useOwnWords(floorWords);
  const count = COUNT_OF_OUTCOME[outcome];
  if (count === undefined) return children;
  return (
    <>
      <Link href={behindToday(count)} className={style.behind}>
        {children}
      </Link>
      {outcome === 'abandoned' ? (
        <>
          {' ('}
          <Link href={behindToday(count, { uncalled: true })} className={style.behind} data-uncalled>
            {own.floor.toCallBack}
          </Link>
          )
        </>
      ) : null}
    </>
  );
}
