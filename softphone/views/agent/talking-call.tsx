import { Badge, Button } from '@mantine/core';
import {
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
} from '@tabler/icons-react';
import type { CallArea } from '../../state/call-area.ts';
import { KEYS } from '../desk/hotkeys.ts';
import { Key } from '../desk/key.tsx';
import { Elapsed } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useWorkplace } from '../workplace-context.tsx';
import style from './agent.module.css';
import { Caller } from './call-phases.tsx';
import { Keypad } from './keypad.tsx';

/** The conversation: how long, whether it is recorded, and the five things one does in it. */
export function TalkingCall({ area }: { readonly area: Extract<CallArea, { kind: 'talking' }> }) {
  const { phone, hold, hangUp } = useWorkplace();
  const { words } = useWords();
  const { onHold, muted, voice } = area;
  return (
    <>
      <div className={style.who}>
        <Caller call={area.call} />
        <span className={style.timer}>
          <Elapsed since={area.since} />
        </span>
      </div>
      <div className={style.lights}>
        <span className={style.rec} data-on={area.recording} data-recording-light={area.recording}>
          {area.recording ? words.call.recording : words.call.notRecording}
        </span>
        {onHold ? <Badge color="yellow">{words.call.onHold}</Badge> : null}
        {muted ? <Badge color="red">{words.call.muted}</Badge> : null}
        {voice === 'away' ? <Badge color="yellow">{words.call.voiceAway}</Badge> : null}
        {area.call ? (
          <Badge color="rio" variant="outline" className="figures">
            {area.call.ticket}
          </Badge>
        ) : null}
      </div>
      <div className={style.buttons}>
        <Button
          variant={onHold ? 'filled' : 'default'}
          color="yellow.9"
          px={8}
          h={44}
          disabled={!area.id || area.holdPending}
          leftSection={
            onHold ? (
              <IconPlayerPlayFilled size={16} aria-hidden />
            ) : (
              <IconPlayerPauseFilled size={16} aria-hidden />
            )
          }
          rightSection={<Key name={KEYS.hold} />}
          aria-keyshortcuts={KEYS.hold}
          onClick={() => void hold(!onHold)}
          data-action={onHold ? 'resume' : 'hold'}
        >
          {onHold ? words.call.resume : words.call.hold}
        </Button>
        <Button
          variant={muted ? 'light' : 'default'}
          color="red"
          px={8}
          h={44}
          disabled={voice !== 'here'}
          leftSection={
            muted ? <IconMicrophoneOff size={17} aria-hidden /> : <IconMicrophone size={17} aria-hidden />
          }
          rightSection={<Key name={KEYS.mute} />}
          aria-keyshortcuts={KEYS.mute}
          aria-pressed={muted}
          aria-label={muted ? words.call.unmute : words.call.mute}
          onClick={() => phone?.mute(!muted)}
          data-action="mute"
        >
          {words.call.mute}
        </Button>
        <Keypad disabled={voice !== 'here'} />
        <Button
          color="red"
          px={8}
          h={44}
          leftSection={<IconPhoneOff size={17} aria-hidden />}
          rightSection={<Key name={KEYS.hangUp} />}
          aria-keyshortcuts={KEYS.hangUp}
          onClick={() => void hangUp()}
          data-action="hang-up"
        >
          {words.call.hangUp}
        </Button>
      </div>
    </>
  );
}
