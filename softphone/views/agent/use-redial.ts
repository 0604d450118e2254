import { useEffect, useState } from 'react';
import type { CallCard, CallOut } from '../../../src/http/shapes/calls.ts';
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

/** Whom I called last, a number or a colleague; null for nobody. */
export function useRedial(): Redial | null {
  const { api } = useWorkplace();
  const { formats } = useWords();
  const own = useSeen(({ who }) => who.person.id);
  const name = useName();
  const [last, setLast] = useState<CallCard | null>(null);
  useEffect(() => {
    let gone = false;
    api.calls(LATEST_CALLS).then(
      ({ items }) => {
        // The one who has it stands before those who had it, the first of whom made it.
        const isMine = ({ direction, agent, agents: [last, made = last] }: CallCard) =>
          direction === 'out' ? made === own : direction === 'internal' && agent === own;
        if (!gone) setLast(items.find(isMine) ?? null);
      },
      () => undefined,
    );
    return () => {
      gone = true;
    };
  }, [api, own]);
  if (last === null) return null;
  if (last.direction === 'out')
    return { title: formats.telephone(last.dialled), colleague: false, wish: { again: last.id } };
  const colleague = last.agents.find(each => each !== own);
  return colleague === undefined ? null : { title: name(colleague), colleague: true, wish: { colleague } };
}
