import { Badge, ScrollArea, Text } from '@mantine/core';
import { breakTitle } from '../../state/break-title.ts';
import { colleagues, isSoughtColleague } from '../../state/targets.ts';
import { useOwnOutgoing } from '../use-own-outgoing.ts';
import { useWords } from '../words-context.tsx';
import { useSeen } from '../workplace-context.tsx';
import style from './agent.module.css';

/** Which ticket such a call will have, where it will. */
function OnTicket() {
  const policy = useOwnOutgoing(true)?.internalTickets ?? 'never';
  const picked = useSeen(screen => screen.picked);
  const { words } = useWords();
  const opensOne = policy === 'always' && picked === null;
  if (policy === 'never' || (picked === null && !opensOne)) return null;
  return (
    <Text fz="xs" c="dimmed" data-on-ticket={picked ?? ''}>
      {picked === null ? words.dial.opensTicket : words.dial.onTicket(picked)}
    </Text>
  );
}

/** Those whose name or number is typed, or all: who is free, now. A call to somebody who talks may wait; to others it goes to their voicemail. */
export function DialColleagues({
  sought,
  onCall,
  second,
}: {
  readonly sought: string;
  readonly onCall: (colleague: string) => void;
  /** From a talk: only who is free can be consulted. */
  readonly second: boolean;
}) {
  const breaks = useSeen(screen => screen.breaks);
  const all = useSeen(colleagues);
  const { words, say } = useWords();
  const found = all.filter(each => isSoughtColleague(sought, each));
  if (found.length === 0) return null;
  return (
    <div className={style.colleagues}>
      <Text fz="sm" fw={500}>
        {words.dial.colleagues}
      </Text>
      {second ? null : <OnTicket />}
      <ScrollArea.Autosize mah={150} type="auto">
        {found.map(({ id, name, extension, free, reach, state }) => (
          <button
            key={id}
            type="button"
            className={style.colleague}
            title={second ? words.dial[free ? 'consults' : 'consultsNot'] : words.dial.reach[reach]}
            disabled={second && !free}
            data-reach={reach}
            onClick={() => onCall(id)}
            data-call-colleague={id}
            data-free={free}
          >
            <span>{name}</span>
            <span>
              <span className="figures">{extension}</span>
              <Badge size="sm" color={free ? 'green' : 'gray'} variant="light">
                {free
                  ? words.transfer.free
                  : `${words.state[state.key]}${state.code ? ` · ${say(breakTitle(breaks, state.code))}` : ''}`}
              </Badge>
            </span>
          </button>
        ))}
      </ScrollArea.Autosize>
    </div>
  );
}
