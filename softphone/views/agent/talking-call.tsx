import { Badge, Button } from '@mantine/core';
import {
  IconEar,
  IconMicrophone,
  IconMicrophoneOff,
  IconPhoneOff,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
} from '@tabler/icons-react';
import type { CallPicture } from '../../../src/supervision/events.ts';
import type { CallArea } from '../../state/call-area.ts';
import { voicemailSentence } from '../../state/call-end.ts';
import { actsNow } from '../../state/call-keys.ts';
import { askedParty, holdWish, isWithoutCustomer } from '../../state/consult.ts';
import { ownVoice } from '../../state/own-voice.ts';
import { voiceWords } from '../../words/voice.ts';
import { useKeymap } from '../desk/hotkeys.ts';
import { lazyPart } from '../lazy-part.tsx';
import { Elapsed } from '../now.tsx';
import { useWords } from '../words-context.tsx';
import { useSeen, useWorkplace } from '../workplace-context.tsx';
import style from './agent.module.css';
import { CallButton } from './call-button.tsx';
import { Caller } from './call-phases.tsx';
import { AskedBy, ConsultButtons, LeaveButton, PartyState } from './consult.tsx';
import { Elsewhere } from './elsewhere.tsx';
import { HelpButton, HelpState, SmallHelp } from './help.tsx';
import { HoldTimer } from './hold-timer.tsx';
import { Keypad } from './keypad.tsx';
import { Recorder } from './recorder.tsx';
import { Supervisors } from './supervisors.tsx';
import { SentBy, Transfer } from './transfer.tsx';
import { useName } from './use-party.ts';

const VoiceSign = lazyPart(async () => (await import('./voice-sign.tsx')).VoiceSign, {
  words: [voiceWords],
  ahead: true,
  dispensable: true,
});

const SIGN = { size: 18, 'aria-hidden': true } as const;

/** What the caller still hears before the two are joined, and what they did not hear to its end while waiting. */
function Untold({ call }: { readonly call: CallPicture | null }) {
  const { words } = useWords();
  if (call?.phase === 'offered') return <span role="status">{words.call.hearsNotice}</span>;
  if (!call?.unheard) return null;
  return (
    <span className={style.untold} data-unheard={call.unheard.join(' ')}>
      {words.call.unheard(call.unheard.map(each => words.call.announcements[each]).join(', '))}
    </span>
  );
}

/** The conversation: how long, whether it is recorded, and the things one does in it. */
export function TalkingCall({ area }: { readonly area: Extract<CallArea, { kind: 'talking' }> }) {
  const keys = useKeymap();
  const { phone, sound, hold, hangUp } = useWorkplace();
  const { unheard, speech } = useSeen(screen => screen.audio);
  const spokeMuted = useSeen(screen => screen.spokeMuted);
  const own = useSeen(screen => screen.who.person.id);
  const may = useSeen(screen => ({
    hold: actsNow('hold', screen),
    mute: actsNow('mute', screen),
    hangUp: actsNow('hangUp', screen),
  }));
  const { words } = useWords();
  const { onHold, muted, voice } = area;
  const name = useName();
  const asked = askedParty(area);
  // Where the voice is, and that nobody hears it, come first.
  const isTroubled = voice !== 'here' || speech.trouble !== null;
  const isCrowded = isTroubled || (muted && (onHold || area.call?.farHold === true));
  return (
    <>
      <div className={style.who}>
        <Caller call={area.call} />
        <div className={style.timer}>
          <Elapsed since={area.since} />
          <div className={style.voice}>
            <VoiceSign voice={ownVoice(area.call, own)} />
          </div>
        </div>
      </div>
      <div className={style.lights}>
        {isWithoutCustomer(area.call) ? null : <Recorder area={area} />}
        {asked && area.internal === null ? <SmallHelp area={area} /> : null}
        {onHold && !area.guest ? <HoldTimer since={area.call?.heldSince} /> : null}
        <span data-far-hold={area.call?.farHold ?? false}>
          {area.call?.farHold ? <Badge color="yellow">{words.call.farHold}</Badge> : null}
        </span>
        {area.call?.message ? (
          <span role="status" data-voicemail={area.call.message} data-not-taken={area.call.notTaken}>
            {voicemailSentence(area.call, name(area.call.directTo ?? null), words)}
          </span>
        ) : null}
        <PartyState area={area} />
        {asked ? null : <HelpState call={area.call} />}
        <Supervisors call={area.call} />
        {isCrowded ? null : <Untold call={area.call} />}
        {isCrowded ? null : <SentBy call={area.call} />}
        {isCrowded ? null : <AskedBy call={area.call} />}
        {muted ? (
          <Badge color="red" variant={spokeMuted ? 'filled' : 'light'}>
            {words.call.muted}
          </Badge>
        ) : null}
        {voice === 'here' && speech.trouble ? (
          <Badge color="red" variant="filled" data-speech={speech.trouble}>
            {words.call.unspoken}
          </Badge>
        ) : null}
        {voice === 'away' ? <Badge color="yellow">{words.call.voiceAway}</Badge> : null}
        {voice === 'returning' ? (
          <span role="status" className={style.returning} data-returning>
            {words.call.returning}
          </span>
        ) : null}
        {voice === 'elsewhere' ? <Elsewhere /> : null}
        {voice === 'here' && unheard ? (
          <Button
            size="compact-sm"
            leftSection={<IconEar {...SIGN} />}
            onClick={() => sound.resumePlayback()}
            data-action="listen"
          >
            {words.call.listen}
          </Button>
        ) : null}
      </div>
      <div className={style.buttons}>
        {area.guest ? null : (
          <CallButton
            icon={onHold ? <IconPlayerPlayFilled {...SIGN} /> : <IconPlayerPauseFilled {...SIGN} />}
            label={asked ? words.consult.back : onHold ? words.call.resume : words.call.hold}
            keyName={keys.hold}
            look={onHold && !asked ? 'on' : 'plain'}
            disabled={!may.hold}
            action={onHold ? 'resume' : 'hold'}
            onClick={() => void hold(holdWish(area))}
          />
        )}
        <CallButton
          icon={muted ? <IconMicrophoneOff {...SIGN} /> : <IconMicrophone {...SIGN} />}
          label={muted ? words.call.unmute : words.call.mute}
          keyName={keys.mute}
          look={muted ? 'on' : 'plain'}
          disabled={!may.mute}
          action="mute"
          data-muted={muted}
          onClick={() => phone?.mute(!muted)}
        />
        {asked ? (
          <ConsultButtons area={area} />
        ) : (
          <>
            <Keypad call={area.id} />
            {area.guest ? null : <Transfer area={area} />}
            {area.guest || area.internal ? null : <HelpButton area={area} />}
          </>
        )}
        {area.guest ? (
          <LeaveButton area={area} />
        ) : (
          <CallButton
            icon={<IconPhoneOff {...SIGN} />}
            label={words.call.hangUp}
            keyName={keys.hangUp}
            look="danger"
            disabled={!may.hangUp}
            action="hang-up"
            onClick={() => void hangUp()}
          />
        )}
      </div>
    </>
  );
}
