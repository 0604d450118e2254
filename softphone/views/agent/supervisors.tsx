import { Badge } from '@mantine/core';
import type { CallPicture } from '../../../src/supervision/events.ts';
import { nameOf } from '../../state/screen.ts';
import { othersIn } from '../../state/supervision.ts';
import { useWords } from '../words-context.tsx';
import { useScreen } from '../workplace-context.tsx';

/** Who is beside me in my talk, as far as the centre shows it to me. */
export function Supervisors({ call }: { readonly call: CallPicture | null }) {
  const screen = useScreen();
  const { words } = useWords();
  const there = call === null ? [] : othersIn(screen, call);
  return (
    <span role="status">
      {there.map(({ person, mode }) => (
        <Badge key={person} color="grape" data-supervisor={mode}>
          {words.supervise.shown[mode](nameOf(screen, person) ?? words.transfer.somebody)}
        </Badge>
      ))}
    </span>
  );
}
