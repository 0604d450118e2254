import { ActionIcon, Button, Group, Text, Tooltip } from '@mantine/core';
import {
  IconBackspace,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhone,
  IconPhoneOff,
} from '@tabler/icons-react';
import { type FormEvent, useEffect } from 'react';
import type { GuestPass } from '../../../src/http/shapes/guests.ts';
import type { CallerScreen } from '../../state/caller.ts';
import { isPlain } from '../../state/keys.ts';
import { speech } from '../../state/notice.ts';
import { callerWords } from '../../words/caller.ts';
import { clockSpan } from '../../words/format.ts';
import { useOwnWords } from '../lazy-part.tsx';
import { Elapsed } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import style from './caller.module.css';
import type { CallerSet } from './caller-set.ts';

const PAD = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
] as const;

interface DiallerProps {
  readonly set: CallerSet;
  readonly screen: CallerScreen;
  readonly pass: GuestPass;
}

export function Dialler({ set, screen, pass }: DiallerProps) {
  const { words, formats } = useWords();
  const own = useOwnWords(callerWords);
  const { call } = screen.phone;
  const talking = call?.phase === 'talking';

  // While talking, the computer's own keys are the telephone's keys.
  useEffect(() => {
    if (!talking) return;
    const pressed = (event: KeyboardEvent) => {
      if (!/^[0-9*#]$/.test(event.key) || !isPlain(event)) return;
      event.preventDefault();
      set.press(event.key);
    };
    window.addEventListener('keydown', pressed);
    return () => window.removeEventListener('keydown', pressed);
  }, [talking, set]);

  const dial = (event: FormEvent) => {
    event.preventDefault();
    if (!call) set.call();
  };

  return (
    <form noValidate className={style.set} onSubmit={dial}>
      <Display set={set} screen={screen} />
      <fieldset className={style.pad} style={{ border: 0, margin: 0 }} aria-label={words.call.keypad}>
        {PAD.map(([key, letters]) => (
          <button key={key} type="button" className={style.key} data-key={key} onClick={() => set.press(key)}>
            {key}
            <small aria-hidden="true">{letters}</small>
          </button>
        ))}
      </fieldset>
      <Actions set={set} screen={screen} />
      <Group justify="space-between" px={22} pb={16} gap={4}>
        <Text fz="xs" c="dimmed">
          {own.caller.yourLine}:{' '}
          <b className="figures">{pass.line === null ? own.caller.noNumber : formats.telephone(pass.line)}</b>
        </Text>
        <Button variant="subtle" size="compact-xs" disabled={call !== null} onClick={() => void set.leave()}>
          {own.caller.change}
        </Button>
      </Group>
    </form>
  );
}

function Display({ set, screen }: Omit<DiallerProps, 'pass'>) {
  const { words, formats } = useWords();
  const own = useOwnWords(callerWords);
  const { call, line, lastEnd } = screen.phone;

  if (!call) {
    const status =
      line.kind !== 'registered'
        ? words.phone[line.kind]
        : lastEnd && screen.lastLengthMs !== null
          ? [words.call.end[lastEnd.why], screen.lastLengthMs > 0 ? clockSpan(screen.lastLengthMs) : '']
              .filter(Boolean)
              .join(' · ')
          : screen.pass?.line === null
            ? own.caller.readyToCall
            : own.caller.ready;
    return (
      <div className={style.display}>
        <input
          className={style.number}
          value={screen.number}
          inputMode="tel"
          autoComplete="off"
          aria-label={own.caller.number}
          placeholder="*626"
          onChange={event => set.store.send({ kind: 'typed', number: event.currentTarget.value })}
        />
        <Text fz="sm" c="#fff" role="status">
          {status}
        </Text>
      </div>
    );
  }
  // A centre that shows no number is named `Anonymous` by its switch, in no language; nobody else calls here.
  const peer = call.number === '' ? '' : call.name || formats.telephone(call.number);
  const title = {
    ringing: own.caller.incoming,
    answering: words.call.connecting,
    calling: own.caller.calling,
    talking: own.caller.inCall,
  }[call.phase];
  return (
    <div className={style.display} data-live={call.phase === 'talking'}>
      <Text fz={26} fw={600} lh={1.2} className="figures">
        {peer === '' ? own.caller.centre : peer}
      </Text>
      <Text fz="sm" c="#fff" role="status">
        {screen.speech.trouble ? speech(screen.speech.trouble, words) : title}
      </Text>
      <Text fz="lg" c="#fff" className="figures" mih={26}>
        {call.phase === 'talking' ? <Elapsed since={call.since} /> : null}
        {screen.pressed ? <span> · {screen.pressed.slice(-12)}</span> : null}
      </Text>
    </div>
  );
}

/**
 * The keys below the pad. Each phase has buttons of its own (`key`): a button that changed from *Hang up* to *Call*
 * under the finger would submit the form and dial again.
 */
function Actions({ set, screen }: Omit<DiallerProps, 'pass'>) {
  const own = useOwnWords(callerWords);
  const { call, line } = screen.phone;
  if (!call) {
    return (
      <div key="idle" className={style.actions}>
        <Button
          type="submit"
          size="lg"
          color="green"
          radius="lg"
          leftSection={<IconPhone size={20} aria-hidden />}
          disabled={screen.number === '' || line.kind !== 'registered'}
          data-action="call"
        >
          {own.caller.call}
        </Button>
        <Tooltip label={own.caller.erase}>
          <ActionIcon
            variant="default"
            size={50}
            radius="lg"
            w="100%"
            aria-label={own.caller.erase}
            onClick={() => set.erase()}
          >
            <IconBackspace size={22} />
          </ActionIcon>
        </Tooltip>
      </div>
    );
  }
  const hangUp = (label: string) => (
    <Button
      size="lg"
      color="red"
      radius="lg"
      leftSection={<IconPhoneOff size={20} aria-hidden />}
      onClick={() => set.hangUp()}
      data-action="hang-up"
    >
      {label}
    </Button>
  );
  if (call.phase === 'ringing') {
    return (
      <div key="ringing" className={style.actions}>
        <Button
          size="lg"
          color="green"
          radius="lg"
          leftSection={<IconPhone size={20} aria-hidden />}
          onClick={() => set.answer()}
          data-action="answer"
        >
          {own.caller.answer}
        </Button>
        {hangUp(own.caller.reject)}
      </div>
    );
  }
  const muted = call.phase === 'talking' && call.muted;
  return (
    <div key="live" className={style.actions}>
      {hangUp(own.caller.hangUp)}
      <Button
        variant="default"
        size="lg"
        radius="lg"
        disabled={call.phase !== 'talking'}
        leftSection={
          muted ? <IconMicrophoneOff size={20} aria-hidden /> : <IconMicrophone size={20} aria-hidden />
        }
        onClick={() => set.mute(!muted)}
        data-action="mute"
      >
        {muted ? own.caller.unmute : own.caller.mute}
      </Button>
    </div>
  );
}
