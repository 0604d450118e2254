import { useEffect, useState } from 'react';
import type { CallCard, CallOut } from '../../../src/http/shapes/calls.ts';
import { lastMadeOf, type Made } from '../../state/redial.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { useName } from './use-party.ts';

/** Looked through for whom I called last. */
const LATEST_CALLS = 100;

export interface Redial {
  /** The number, or the colleague's name. */
  readonly title: string;
  readonly colleague: boolean;
  readonly wish: Extract<CallOut, { again: string } | { colleague: string }>;
}

/**
 * Whom I called last, a number or a colleague; null for nobody. The records tell of calls before this page was loaded; they
 * know one that has just ended a moment late, and one that was never answered like any other.
 */
export function useRedial(): Redial | null {
  const { api } = useWorkplace();
  const { formats } = useWords();
  const own = useSeen(({ who }) => who.person.id);
  const seen = useSeen(({ lastMade }) => lastMade);
  const name = useName();
  const [read, setRead] = useState<readonly CallCard[]>([]);
  useEffect(() => {
    let gone = false;
    api.calls(LATEST_CALLS).then(
      ({ items }) => {
        if (!gone) setRead(items);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [api]);
  const last = lastMadeOf(own, read, seen);
  if (last === null) return null;
  return redialOf(last, last.colleague === null ? formats.telephone(last.dialled) : name(last.colleague));
}

const redialOf = ({ id, colleague }: Made, title: string): Redial =>
  colleague === null
    ? { title, colleague: false, wish: { again: id } }
    : { title, colleague: true, wish: { colleague } };
