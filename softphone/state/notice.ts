import type { SpeechTrouble } from '../phone/talk-microphone.ts';
import type { Dictionary } from '../words/es.ts';
import { callArea } from './call-area.ts';
import { helpAsked } from './help.ts';
import { isLeaving, nameOf, type Screen } from './screen.ts';

/** The one thing to tell in the header, quietly, and what its button does about it. */
export interface Notice {
  readonly key: string;
  readonly tone: 'warning' | 'info';
  readonly text: string;
  /** `take`: brings the telephone here. `audio`: opens the choice of microphone and headset. `floor`: leads to the board. */
  readonly offers: 'take' | 'audio' | 'floor' | null;
}

/** The most pressing notice, or null when all is well. `unlocked`: the browser lets the page make sounds. */
export function notice(screen: Screen, unlocked: boolean, words: Dictionary): Notice | null {
  const { banner } = words;
  const { line } = screen.phone;
  const { audio } = screen;
  const noticeOf =
    (tone: Notice['tone']) =>
    (key: string, text: string, offers: Notice['offers'] = null) => ({
      key,
      tone,
      text,
      offers,
    });
  const [warn, inform] = [noticeOf('warning'), noticeOf('info')];
  // The talk goes on without the server, and without a microphone it does not.
  if (audio.speech.trouble)
    return warn(`speech-${audio.speech.trouble}`, speech(audio.speech.trouble, words), 'audio');
  if (screen.spokeMuted) return warn('spoke-muted', banner.spokeMuted);
  if (audio.speech.refused) return warn('speech-refused', banner.speechRefused, 'audio');
  if (isLeaving(screen)) return warn('session-ending', banner.sessionEnding);
  if (screen.link === 'away') return warn('link-away', banner.linkAway);
  if (screen.callsAway) return warn('calls-away', banner.callsAway);
  const [help] = helpAsked(screen);
  if (help)
    return warn(
      'help-asked',
      words.help.asks(nameOf(screen, help.help.agent) ?? words.transfer.somebody),
      'floor',
    );
  const isReduced = screen.reduced ? inform('reduced', banner.reduced) : null;
  if (screen.who.phone === null) return isReduced;
  if (line.kind === 'elsewhere') {
    // A call is brought here by its own button, which asks first.
    const { kind } = callArea(screen);
    const take = kind === 'idle' || kind === 'wrap-up' ? 'take' : null;
    return warn('elsewhere', line.taken ? banner.taken : banner.elsewhere, take);
  }
  if (line.kind === 'refused') return warn('refused', banner.refused(line.status));
  if (audio.microphone === 'denied') return warn('microphone-denied', banner.microphoneDenied);
  if (audio.microphone === 'missing') return warn('microphone-missing', banner.microphoneMissing);
  if (audio.voice.is === 'none') return warn('no-output', banner.noOutput);
  if (audio.voice.is === 'fallback') return inform('voice-elsewhere', banner.voiceElsewhere, 'audio');
  if (audio.bell.is === 'fallback') return inform('bell-elsewhere', banner.bellElsewhere, 'audio');
  if (!unlocked) return inform('silent', banner.silent);
  return isReduced;
}

/** Why the customer does not hear the agent just now, and what helps. */
export function speech(trouble: SpeechTrouble, { banner }: Dictionary): string {
  return {
    gone: banner.speechGone,
    denied: banner.speechDenied,
    busy: banner.speechBusy,
    silent: banner.speechSilent,
  }[trouble];
}
