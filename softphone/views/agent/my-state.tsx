import { Checkbox, Group, Menu, Stack, Text } from '@mantine/core';
import { useDisclosure } from '@mantine/hooks';
import { IconBellOff, IconCoffee, IconHeadset, IconPower } from '@tabler/icons-react';
import { type ReactNode, useState } from 'react';
import type { Will } from '../../../src/agents/events.ts';
import { askNoticesOnce } from '../../phone/desktop-notice.ts';
import { ownAutoAnswer } from '../../state/auto-answer.ts';
import { type BellTrouble, bellTrouble } from '../../state/bell.ts';
import { breakTitle } from '../../state/break-title.ts';
import { isForAfterCall, isTimed, myState } from '../../state/my-state.ts';
import { isLeaving, me } from '../../state/screen.ts';
import { roughSpan, sinceSpan } from '../../words/format.ts';
import desk from '../desk/desk.module.css';
import { useKeymap, useKeys } from '../desk/hotkeys.ts';
import { Key } from '../desk/key.tsx';
import { lazyDialog } from '../lazy-part.tsx';
import { Elapsed, useNow } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './agent.module.css';

const MicrophoneDialog = lazyDialog(
  () => import('./microphone-dialog.tsx').then(m => m.MicrophoneDialog),
  [],
  { ahead: true },
);
const BellDialog = lazyDialog(() => import('./bell-dialog.tsx').then(m => m.BellDialog), [], { ahead: true });

/** What I am now, since when, and what I want to be. */
export function MyState() {
  const keys = useKeymap();
  const workplace = useWorkplace();
  const { words, say, formats } = useWords();
  const now = useNow();
  const [asking, { open: ask, close: stopAsking }] = useDisclosure();
  const [breaksOpen, setBreaksOpen] = useState(false);
  const [bell, setBell] = useState<BellTrouble | null>(null);
  const mine = useSeen(me);
  const state = useSeen(myState);
  const leaving = useSeen(isLeaving);
  const breaks = useSeen(screen => screen.breaks);
  const askedWill = useSeen(screen => screen.askedWill);
  const will = askedWill ?? mine?.will ?? null;
  const titleOf = (code: string) => say(breakTitle(breaks, code));

  const want = (wish: Will) => void workplace.setWill(wish);
  const readyIfHeard = async () => {
    const { who, audio } = workplace.store.get();
    const trouble = who.phone ? await bellTrouble(audio, workplace.tones) : null;
    setBell(trouble);
    if (trouble === null) want({ kind: 'ready' });
  };
  const ready = () => {
    const { who, audio } = workplace.store.get();
    // The first time, the browser will ask for the microphone: people allow what was explained to them.
    if (who.phone && audio.microphone !== 'granted') return ask();
    if (who.phone) askNoticesOnce();
    void readyIfHeard();
  };
  // The key that puts it on takes it off again.
  const doNotDisturb = () => {
    if (will?.kind === 'dnd') ready();
    else want({ kind: 'dnd' });
  };
  const unlessLeaving = (does: () => void) => ({ now: !leaving, does });
  const isReady = will?.kind === 'ready' && mine?.rest === undefined;
  useKeys({
    // Who is ready may still be asked for a microphone, or told that the bell is silent.
    ready: { now: !leaving && !isReady, does: ready, ...(leaving ? {} : { otherwise: ready }) },
    breakTime: unlessLeaving(() => setBreaksOpen(true)),
    off: { now: !leaving && will?.kind !== 'off', does: () => want({ kind: 'off' }) },
    doNotDisturb: unlessLeaving(doNotDisturb),
    autoAnswer: unlessLeaving(() => void workplace.setAutoAnswer(!ownAutoAnswer(workplace.store.get()).on)),
    callWaiting: unlessLeaving(() => void workplace.setCallWaiting(mine?.noCallWaiting === true)),
    autoJoin: unlessLeaving(() => void workplace.setAutoJoin(mine?.autoJoin !== true)),
  });

  const { held } = mine ?? {};
  const isHeld = held !== undefined && now < held.until;
  const afterCall = useSeen(isForAfterCall);
  return (
    <Stack gap={10} p="12px 14px" data-my-state={state.key}>
      <Group justify="space-between" wrap="nowrap" align="center">
        <Group gap={8} wrap="nowrap">
          <span className={desk.dot} data-tone={state.tone} />
          <Text fw={650} fz="lg" lh={1.2}>
            {state.code ? titleOf(state.code) : words.state[state.key]}
          </Text>
        </Group>
        <Text fz="lg" className="figures" flex="none">
          {state.since === null ? null : isTimed(state) ? (
            <Elapsed since={state.since} />
          ) : (
            <Text span fz="sm">
              {words.will.since(sinceSpan(now - state.since))}
            </Text>
          )}
        </Text>
      </Group>
      <fieldset
        disabled={leaving}
        className={style.will}
        style={{ border: 0, margin: 0, padding: 0 }}
        aria-label={words.will.title}
      >
        <Wish
          kind="ready"
          on={will?.kind === 'ready'}
          icon={<IconHeadset size={17} aria-hidden />}
          label={words.will.ready}
          keyName={keys.ready}
          onClick={ready}
        />
        <Menu opened={breaksOpen} onChange={setBreaksOpen} position="bottom-start" width="target">
          <Menu.Target>
            <Wish
              kind="break"
              on={will?.kind === 'break'}
              icon={<IconCoffee size={17} aria-hidden />}
              label={will?.kind === 'break' ? `${words.will.break}: ${titleOf(will.code)}` : words.will.break}
              keyName={keys.breakTime}
            />
          </Menu.Target>
          <Menu.Dropdown>
            <Menu.Label>{words.will.chooseBreak}</Menu.Label>
            {breaks.map(one => (
              <Menu.Item
                key={one.code}
                onClick={() => want({ kind: 'break', code: one.code })}
                data-break={one.code}
              >
                {say(one.title)}
              </Menu.Item>
            ))}
          </Menu.Dropdown>
        </Menu>
        <Wish
          kind="dnd"
          on={will?.kind === 'dnd'}
          icon={<IconBellOff size={17} aria-hidden />}
          label={words.will.dnd}
          title={words.will.dndHint}
          keyName={keys.doNotDisturb}
          onClick={doNotDisturb}
        />
        <Wish
          kind="off"
          on={will?.kind === 'off'}
          icon={<IconPower size={17} aria-hidden />}
          label={words.will.off}
          keyName={keys.off}
          onClick={() => want({ kind: 'off' })}
        />
      </fieldset>
      <Stack gap={2}>
        <AutoAnswer />
        <CallWaiting />
        <AutoJoin />
      </Stack>
      <Text fz="xs" c="dimmed" data-session-ending={leaving} data-held={isHeld}>
        {leaving
          ? words.call.sessionEnding
          : isHeld
            ? `${will?.kind === 'off' ? `${titleOf(held.code)}. ` : ''}${words.will.heldBreak(held.by, formats.moment(held.until, now))} ${words.chrome.quoted(held.note)}`
            : afterCall
              ? words.will.afterCall
              : ''}
      </Text>
      {leaving ? null : (
        <Text fz="xs" c="dimmed" mih={17} data-own-day>
          {mine
            ? [
                `${words.will.today}: ${words.will.answered(mine.answeredToday)}`,
                roughSpan(mine.talkMsToday),
                ...(mine.missed > 0 ? [words.will.missed(mine.missed)] : []),
              ].join(' · ')
            : ''}
        </Text>
      )}
      {asking ? (
        <MicrophoneDialog
          onClose={stopAsking}
          onAllowed={() => {
            stopAsking();
            void readyIfHeard();
          }}
        />
      ) : null}
      {bell ? (
        <BellDialog
          trouble={bell}
          onClose={() => setBell(null)}
          onRetry={() => void readyIfHeard()}
          onAnyway={() => {
            setBell(null);
            want({ kind: 'ready' });
          }}
        />
      ) : null}
    </Stack>
  );
}

/** Whether my telephone answers by itself, and what my queues say to it. */
function AutoAnswer() {
  const keys = useKeymap();
  const workplace = useWorkplace();
  const { words } = useWords();
  const { on, always, never } = useSeen(ownAutoAnswer);
  const rules = [
    ...(always.length > 0 ? [words.autoAnswer.always(always.join(', '))] : []),
    ...(never.length > 0 ? [words.autoAnswer.never(never.join(', '))] : []),
  ].join(' · ');
  return (
    <div>
      <OwnSwitch
        label={words.autoAnswer.own}
        title={words.autoAnswer.hint}
        on={on}
        keyName={keys.autoAnswer}
        action="auto-answer"
        onChange={next => void workplace.setAutoAnswer(next)}
      />
      {rules ? (
        <Text fz="xs" c="dimmed" pl={26} lineClamp={2} title={rules} data-auto-answer-rules>
          {rules}
        </Text>
      ) : null}
    </div>
  );
}

/** Whether a call for me alone waits while I talk, or is left to my voicemail. */
function CallWaiting() {
  const keys = useKeymap();
  const on = useSeen(screen => me(screen)?.noCallWaiting !== true);
  const workplace = useWorkplace();
  const { words } = useWords();
  return (
    <OwnSwitch
      label={words.lines.callWaiting}
      title={words.lines.callWaitingHint}
      on={on}
      keyName={keys.callWaiting}
      action="call-waiting"
      onChange={next => void workplace.setCallWaiting(next)}
    />
  );
}

/** Whether a second call of mine joins the first by itself. */
function AutoJoin() {
  const keys = useKeymap();
  const on = useSeen(screen => me(screen)?.autoJoin === true);
  const workplace = useWorkplace();
  const { words } = useWords();
  return (
    <OwnSwitch
      label={words.lines.auto}
      title={words.lines.autoHint}
      on={on}
      keyName={keys.autoJoin}
      action="auto-join"
      onChange={next => void workplace.setAutoJoin(next)}
    />
  );
}

interface OwnSwitchProps {
  readonly label: string;
  readonly title?: string;
  readonly on: boolean;
  readonly keyName: string | undefined;
  readonly action: string;
  readonly onChange: (on: boolean) => void;
}

/** Something of my telephone that I switch by key or by mouse, while my session lasts. */
function OwnSwitch({ label, title, on, keyName, action, onChange }: OwnSwitchProps) {
  const leaving = useSeen(isLeaving);
  return (
    <Group justify="space-between" gap={8} wrap="nowrap" mih={22} pr={11} title={title}>
      <Checkbox
        size="xs"
        label={label}
        styles={{ label: { whiteSpace: 'nowrap' } }}
        checked={on}
        disabled={leaving}
        onChange={event => onChange(event.currentTarget.checked)}
        aria-keyshortcuts={keyName}
        data-action={action}
      />
      <Key name={keyName} />
    </Group>
  );
}

interface WishProps extends React.ComponentPropsWithRef<'button'> {
  readonly kind: Will['kind'];
  readonly on: boolean;
  readonly icon: ReactNode;
  readonly label: string;
  readonly keyName: string | undefined;
}

function Wish({ kind, on, icon, label, keyName, ...rest }: WishProps) {
  return (
    <button
      type="button"
      {...rest}
      className={style.wish}
      data-will={kind}
      aria-pressed={on}
      aria-keyshortcuts={keyName}
    >
      {icon}
      <span>{label}</span>
      <Key name={keyName} />
    </button>
  );
}
