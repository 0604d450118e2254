import { IconEar, IconMessage2, IconMicrophone, IconPhoneIncoming } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import type { CallPicture } from '../../../src/supervision/events.ts';
import {
  hasTelephone,
  MODES,
  maySupervise,
  mayTakeOver,
  othersIn,
  supervised,
  type Way,
  wayHint,
} from '../../state/supervision.ts';
import { useName } from '../agent/use-party.ts';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import { RowBadge, RowButton } from './row-parts.tsx';
import style from './supervisor.module.css';

const SIGN = { size: 16, 'aria-hidden': true } as const;

const ICONS: Readonly<Record<Way, ReactNode>> = {
  listen: <IconEar {...SIGN} />,
  whisper: <IconMessage2 {...SIGN} />,
  barge: <IconMicrophone {...SIGN} />,
  'take-over': <IconPhoneIncoming {...SIGN} />,
};

const WAYS: readonly Way[] = [...MODES, 'take-over'];

/** One click into a talk, in each of the ways; the one that I am in is pressed. */
export function SuperviseButtons({ call }: { readonly call: CallPicture }) {
  const { supervise } = useWorkplace();
  const { words } = useWords();
  const name = useName();
  const may = useSeen(screen => maySupervise(screen, call));
  const mine = useSeen(screen => {
    const now = supervised(screen);
    return now && { call: now.call.id, mode: now.own.mode };
  });
  const able = useSeen(hasTelephone);
  if (!may) return null;
  const isOther = mine !== null && mine.call !== call.id;
  const agent = name(call.agent);
  return (
    // biome-ignore lint/a11y/useSemanticElements: no fieldset: these are buttons, not a form
    <div className={style.rowButtons} role="group" aria-label={words.supervise.of(agent)}>
      {WAYS.map(mode => {
        const isNow = mine?.call === call.id && mine.mode === mode;
        const hint = wayHint(words, mode, call);
        const isOff = !able || isOther || (mode === 'take-over' && !mayTakeOver(call));
        return (
          <RowButton
            key={mode}
            hint={able ? hint : `${hint}. ${words.supervise.noTelephone}`}
            aria-pressed={isNow}
            // Not `disabled`: why not is told by its hint, for which it must be reached.
            aria-disabled={isOff}
            data-action={`supervise-${mode}`}
            onClick={() => {
              if (!isOff && !isNow) void supervise(call.id, mode);
            }}
          >
            {ICONS[mode]}
          </RowButton>
        );
      })}
    </div>
  );
}

/** Who else is beside the agent. */
export function SupervisedBy({ call }: { readonly call: CallPicture }) {
  const { words } = useWords();
  const name = useName();
  const others = useSeen(screen => othersIn(screen, call));
  return others.map(({ person, mode }) => (
    <RowBadge key={person} color="grape" data-supervised-by={mode}>
      {words.supervise.shownToOthers[mode](name(person))}
    </RowBadge>
  ));
}
