import { type Session, type SessionDescriptionHandler, Web } from 'sip.js';
import type { Sound } from './sound.ts';

const DTMF_MS = { duration: 160, interToneGap: 70 } as const;

/** The audio of a telephone's calls: what is played here, what is sent, and the keys sent within it. */
export interface SessionMedia {
  /** WebRTC was set up for a call; its voice is played as soon as there is some. */
  attach(handler: SessionDescriptionHandler): void;
  /** The call is answered: its voice is played and its microphone supervised. */
  connected(session: Session | null): void;
  /** The call is over. */
  stop(): void;
  /** Points a living call to the present socket and finds new ways for its audio. */
  restart(session: Session | null): void;
  mute(session: Session | null, on: boolean): void;
  digits(session: Session | null, digits: string): void;
}

/** `onFailed`: the audio of a call has no way any more. */
export function sessionMedia(
  sound: Pick<Sound, 'playVoice' | 'superviseMicrophone'>,
  onFailed: () => void,
): SessionMedia {
  const handlerOf = (session: Session | null) => {
    const handler = session?.sessionDescriptionHandler;
    return handler instanceof Web.SessionDescriptionHandler ? handler : null;
  };

  return {
    attach(handler) {
      if (!(handler instanceof Web.SessionDescriptionHandler)) return;
      sound.playVoice(handler.remoteMediaStream);
      const { peerConnection } = handler;
      peerConnection?.addEventListener('connectionstatechange', () => {
        if (peerConnection.connectionState === 'failed') onFailed();
      });
    },
    connected(session) {
      const handler = handlerOf(session);
      if (handler) sound.playVoice(handler.remoteMediaStream);
      const senders = handler?.peerConnection?.getSenders();
      sound.superviseMicrophone(senders?.find(sender => sender.track?.kind === 'audio') ?? null);
    },
    stop() {
      sound.playVoice(null);
      sound.superviseMicrophone(null);
    },
    restart(session) {
      session
        ?.invite({ sessionDescriptionHandlerOptions: { offerOptions: { iceRestart: true } } as never })
        .catch(() => undefined);
    },
    mute(session, on) {
      handlerOf(session)?.enableSenderTracks(!on);
    },
    digits(session, digits) {
      handlerOf(session)?.sendDtmf(digits, DTMF_MS);
    },
  };
}
