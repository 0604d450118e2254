import { Button } from '@mantine/core';
import {
  IconChecks,
  IconPhone,
  IconPhonePlus,
  IconPhoneX,
  IconPlayerPauseFilled,
  IconUsersGroup,
} from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import { othersIn } from '../../state/among-ours.ts';
import { actsNow } from '../../state/call-keys.ts';
import { endsForAll } from '../../state/consult.ts';
import { isLongHold } from '../../state/hold.ts';
import {
  joinableLines,
  type Line,
  linesOf,
  mayCallAnother,
  mayCallSecond,
  mayHangUpAndCall,
  shownArea,
  waitingJoins,
  waitingLine,
} from '../../state/lines.ts';
import { isLeaving } from '../../state/screen.ts';
import { clockSpan } from '../../words/format.ts';
import { useKeymap, useKeys } from '../desk/hotkeys.ts';
import { Key } from '../desk/key.tsx';
import { useNow } from '../now.tsx';
import { useMayWithhold } from '../use-own-outgoing.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './agent.module.css';
import { DialDialog } from './lazy-dial.ts';

/** The lines of my telephone while I talk: who is on each, and a second call from here. */
export function Lines() {
  const keys = useKeymap();
  const { store, takeLine, refuseWaiting, joinLines, hangUp } = useWorkplace();
  const { words } = useWords();
  const [asking, ask] = useState<'second' | 'another' | null>(null);
  const close = () => ask(null);
  const [wishes, choose] = useState(false);
  const withheld = useMayWithhold(asking !== null) ? wishes : null;
  const lines = useSeen(linesOf);
  const area = useSeen(shownArea);
  const leaving = useSeen(isLeaving);
  const maySecond = useSeen(mayCallSecond) && !leaving;
  const mayAnother = useSeen(mayCallAnother) && !leaving;
  const flash = () => ask(mayAnother ? 'another' : maySecond ? 'second' : null);
  const hangUpAndCall = () => {
    if (mayAnother) return flash();
    if (!mayHangUpAndCall(store.get()) || leaving) return;
    void hangUp();
    // Then it is asked about first, and nothing is over yet.
    if (area.kind !== 'talking' || !endsForAll(area)) ask('another');
  };
  const take = (number: 1 | 2) => {
    const line = lines.find(each => each.number === number);
    return {
      now: () => actsNow(number === 1 ? 'line1' : 'line2', store.get()),
      does() {
        if (line) void takeLine(line);
      },
    };
  };
  const joinable = useSeen(joinableLines);
  const join = () => {
    if (joinable !== null) void joinLines(joinable);
  };
  const waits = useSeen(waitingLine);
  const joins = useSeen(waitingJoins);
  useKeys({
    line1: take(1),
    line2: take(2),
    flash: { now: mayAnother || maySecond, does: flash },
    another: { now: () => mayAnother || (mayHangUpAndCall(store.get()) && !leaving), does: hangUpAndCall },
    ...(joinable === null ? {} : { conference: join }),
    ...(waits ? { refuse: () => void refuseWaiting() } : {}),
  });
  if (lines.length < 2 && !waits && !maySecond && !mayAnother && asking === null) return null;
  return (
    <section className={style.lines} aria-label={words.lines.region} data-lines={lines.length}>
      {lines.map(line => (
        <LineButton
          key={line.call}
          line={line}
          isShown={area.kind !== 'idle' && area.id === line.call}
          onClick={take(line.number).does}
        />
      ))}
      {waits ? (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPhoneX size={16} aria-hidden />}
          rightSection={<Key name={keys.refuse} />}
          title={words.lines.refuseTo}
          aria-keyshortcuts={keys.refuse}
          onClick={() => void refuseWaiting()}
          data-action="refuse-line"
        >
          {words.lines.refuse}
        </Button>
      ) : null}
      {lines.length < 2 && !waits ? (
        <Button
          variant="default"
          size="compact-sm"
          leftSection={<IconPhonePlus size={16} aria-hidden />}
          rightSection={<Key name={keys.flash} />}
          aria-keyshortcuts={keys.flash}
          disabled={!maySecond && !mayAnother}
          onClick={flash}
          data-action="flash"
        >
          {mayAnother ? words.lines.another : words.lines.flash}
        </Button>
      ) : null}
      {joinable === null ? null : (
        <Button
          variant="default"
          size="compact-sm"
          rightSection={<Key name={keys.conference} />}
          aria-keyshortcuts={keys.conference}
          title={words.lines.joinHint}
          onClick={join}
          data-action="join-lines"
        >
          {words.lines.join}
        </Button>
      )}
      {joins === null ? null : (
        <p className={style.lineNote} role="status" data-joins={joins}>
          {words.lines.joins[joins]}
        </p>
      )}
      {asking === null ? null : (
        <DialDialog
          title={asking === 'second' ? words.lines.flashTitle : words.dial.title}
          withheld={withheld}
          onWithhold={choose}
          onClose={close}
          second={asking === 'second'}
        />
      )}
    </section>
  );
}

const SIGN = { size: 14, 'aria-hidden': true } as const;

const SIGNS: Readonly<Record<Line['state'], ReactNode>> = {
  talking: <IconPhone {...SIGN} />,
  held: <IconPlayerPauseFilled {...SIGN} />,
  'goes-on': <IconUsersGroup {...SIGN} />,
  calling: <IconPhonePlus {...SIGN} />,
  ringing: <IconPhone {...SIGN} />,
  'wrap-up': <IconChecks {...SIGN} />,
};

interface LineButtonProps {
  readonly line: Line;
  readonly isShown: boolean;
  readonly onClick: () => void;
}

function LineButton({ line, isShown, onClick }: LineButtonProps) {
  const keys = useKeymap();
  const { words, formats } = useWords();
  const { number, picture, state, since } = line;
  const ours = useSeen(screen =>
    picture?.direction === 'internal' ? othersIn(screen, picture, screen.who.person.id).names : '',
  );
  const now = useNow();
  const long = state === 'held' && isLongHold(since, now);
  const isWaiting = state === 'ringing' && !line.isAt;
  const who =
    ours ||
    picture?.customer?.name ||
    formats.telephone(picture?.callerNumber ?? '') ||
    words.call.unknownCaller;
  const key = number === 1 ? keys.line1 : keys.line2;
  return (
    <Button
      className={style.line}
      variant={isWaiting ? 'filled' : isShown ? 'light' : 'default'}
      color={state === 'held' || state === 'wrap-up' ? 'yellow' : 'rio'}
      size="compact-sm"
      justify="space-between"
      leftSection={<b className="figures">{number}</b>}
      rightSection={<Key name={key} />}
      title={`${who}, ${words.lines[state]}`}
      aria-pressed={isShown}
      aria-keyshortcuts={key}
      onClick={onClick}
      data-line={number}
      data-line-state={state}
      data-line-call={line.call}
    >
      <span className={style.lineName}>{who}</span>
      <span className="sr-only">{words.lines[state]}</span>
      <span className={style.lineState} data-long={long || undefined}>
        {SIGNS[state]} {since === null ? null : <time>{clockSpan(now - since)}</time>}
      </span>
    </Button>
  );
}
