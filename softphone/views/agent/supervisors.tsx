import { Badge } from '@mantine/core';
import type { CallPicture } from '../../../src/supervision/events.ts';
import { othersIn } from '../../state/supervision.ts';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';
import { useName } from './use-party.ts';

/** Who is beside me in my talk, as far as the centre shows it to me. */
export function Supervisors({ call }: { readonly call: CallPicture | null }) {
  const { words } = useWords();
  const name = useName();
  const there = useSeen(screen => (call === null ? [] : othersIn(screen, call)));
  return (
    <span role="status">
      {there.map(({ person, mode }) => (
        <Badge key={person} color="grape" data-supervisor={mode}>
          {words.supervise.shown[mode](name(person))}
        </Badge>
      ))}
    </span>
  );
}
