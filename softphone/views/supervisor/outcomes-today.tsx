import { Text } from '@mantine/core';
import { useEffect, useState } from 'react';
import type { OutcomesToday as Outcomes } from '../../../src/http/shapes/calls.ts';
import { floorWords } from '../../words/floor.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';

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
    return outcome === 'live' || count === 0 ? [] : [{ outcome, text: `${word} ${count}` }];
  });
  if (told.length === 0) return null;
  return (
    <Text component="span" fz="xs" c="dimmed" fw={400} className="figures" data-outcomes-today>
      {own.floor.today}:{' '}
      {told.map(({ outcome, text }, place) => (
        <span key={outcome} data-outcome={outcome}>
          {place > 0 ? ' · ' : ''}
          {text}
        </span>
      ))}
    </Text>
  );
}
