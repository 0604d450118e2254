import type { Session, SessionDescriptionHandler } from 'sip.js';
import type { VoiceSample } from '../../src/calls/voice/figures.ts';
import type { Clock, Timer } from '../../src/kit/clock.ts';
import { SessionWays } from './session-ways.ts';
import type { Sound } from './sound.ts';
import { METER_EVERY_MS, VoiceMeter } from './voice-meter.ts';

const DTMF_MS = { duration: 160, interToneGap: 70 } as const;
/** Audio that has no way is given so long to find one by itself; while ICE starts anew it has none for a moment, ms. */
export const WAYLESS_MS = 500;
/** How often it is looked whether something comes, and what is not heard for so long is strange, ms. */
const LOOK_EVERY_MS = 100;
const SILENT_MS = 400;
/** An answered call has audio within this, or will have none, ms. */
const AUDIO_WITHIN_MS = 4_000;
/** The other side knows no such call any more (RFC 3261 §12.2.1.2). */
const UNKNOWN_CALL: ReadonlySet<number> = new Set([408, 481]);

/** What became of moving a call: it is here; the other side has no such call; it cannot take it just now. */
export type Moved = 'here' | 'gone' | 'not-now';

/** The audio of a telephone's calls: what is played here, what is sent, and the keys sent within it. */
export interface SessionMedia {
  /** WebRTC was set up for a call; its voice is played as soon as there is some. */
  attach(handler: SessionDescriptionHandler): void;
  /** The call is answered: its voice is played and its microphone supervised. Whether its audio has found its way already. */
  connected(session: Session | null): boolean;
  /** What came without pause does not come any more: the way of the audio may be gone. */
  isSilent(): boolean;
  /** Why the browser gave no microphone for it; null where that was not the matter. */
  microphoneFault(session: Session): unknown;
  /** The call is over. */
  stop(): void;
  /** Points a living call to the present socket and finds new ways for its audio; settles with the answer, if ever. */
  move(session: Session): Promise<Moved>;
  mute(session: Session | null, on: boolean): void;
  digits(session: Session | null, digits: string): boolean;
}

export interface MediaEvents {
  /** The audio of the call has no way any more. */
  wayless(): void;
  /**
   * What came without pause stopped coming, a lost network or a customer on hold: told once, long before the browser tells
   * of a lost network, if it does.
   */
  silent(): void;
  /** A way was found after the offer had gone out without it: Asterisk knows none that it was not told of. */
  late(): void;
  /** The audio of the call has found its way. */
  heard(): void;
  /** The call was answered, and its audio did not come to be. */
  dumb(): void;
  /** How its voice was in a span. */
  voice(span: VoiceSample): void;
}

export function sessionMedia(
  sound: Pick<Sound, 'playVoice' | 'superviseMicrophone'>,
  clock: Clock,
  on: MediaEvents,
): SessionMedia {
  let wayless: Timer | null = null;
  let looking: Timer | null = null;
  let dumb: Timer | null = null;
  let metering: Timer | null = null;
  let metered: VoiceMeter | null = null;
  /** The call was moved, and its audio has no way since; a way was found that is not in the offer. */
  let isMoved = false;
  let isLate = false;
  let isSilent = false;

  /** The moment of the last packet, by the browser's own time of packets; undefined before the first one. */
  function listen(receiver: RTCRtpReceiver | undefined): void {
    let last: number | undefined;
    let since = clock.now();
    let told = true;
    const look = () => {
      looking = clock.after(LOOK_EVERY_MS, look);
      const [source] = receiver?.getSynchronizationSources() ?? [];
      if (source?.timestamp !== last) {
        last = source?.timestamp;
        since = clock.now();
        told = false;
        isSilent = false;
      } else if (!told && clock.now() - since >= SILENT_MS) {
        told = true;
        isSilent = true;
        on.silent();
      }
    };
    looking?.cancel();
    look();
  }
  /** The next look is after the answer to the one before; one of a call that is over by then is of no use. */
  function meter(connection: RTCPeerConnection | undefined): void {
    metering?.cancel();
    const mine = connection ? new VoiceMeter() : null;
    metered = mine;
    if (!connection || !mine) return;
    const look = async () => {
      const stats = await connection.getStats().catch(() => null);
      if (metered !== mine) return;
      metering = clock.after(METER_EVERY_MS, () => void look());
      const span = stats && mine.take(stats.values());
      if (span) on.voice(span);
    };
    void look();
  }
  const handlerOf = (session: Session | null) => {
    const handler = session?.sessionDescriptionHandler;
    return handler instanceof SessionWays ? handler : null;
  };

  return {
    microphoneFault: session => handlerOf(session)?.microphoneFault ?? null,
    attach(handler) {
      if (!(handler instanceof SessionWays)) return;
      sound.playVoice(handler.remoteMediaStream);
      const { peerConnection } = handler;
      // Chrome says so 5 s after it has heard the last of the other side, and 10 s later that it has given up.
      peerConnection?.addEventListener('iceconnectionstatechange', () => {
        wayless?.cancel();
        const state = peerConnection.iceConnectionState;
        if (state === 'connected' || state === 'completed') isMoved = false;
        wayless = state === 'disconnected' || state === 'failed' ? clock.after(WAYLESS_MS, on.wayless) : null;
      });
      peerConnection?.addEventListener('connectionstatechange', () => {
        if (peerConnection.connectionState === 'connected') on.heard();
      });
      peerConnection?.addEventListener('icecandidate', ({ candidate }) => {
        if (isMoved && candidate?.protocol === 'udp' && !handler.isGathering)
          isLate ||= !handler.isTold(candidate);
      });
      // Not before all is found: an offer that is made in between holds what was found for the one before.
      peerConnection?.addEventListener('icegatheringstatechange', () => {
        if (!isLate || peerConnection.iceGatheringState !== 'complete') return;
        isLate = false;
        if (isMoved) on.late();
      });
    },
    connected(session) {
      const handler = handlerOf(session);
      if (handler) sound.playVoice(handler.remoteMediaStream);
      const { peerConnection } = handler ?? {};
      listen(peerConnection?.getReceivers().find(({ track }) => track.kind === 'audio'));
      meter(peerConnection);
      dumb = clock.after(AUDIO_WITHIN_MS, () => {
        if (peerConnection?.connectionState !== 'connected') on.dumb();
      });
      const senders = peerConnection?.getSenders();
      sound.superviseMicrophone(senders?.find(sender => sender.track?.kind === 'audio') ?? null);
      return peerConnection?.connectionState === 'connected';
    },
    isSilent: () => isSilent,
    stop() {
      isSilent = false;
      wayless?.cancel();
      looking?.cancel();
      dumb?.cancel();
      meter(undefined);
      sound.playVoice(null);
      sound.superviseMicrophone(null);
    },
    move: session =>
      new Promise(settle => {
        isMoved = true;
        isLate = false;
        session
          .invite({
            sessionDescriptionHandlerOptions: { offerOptions: { iceRestart: true } } as never,
            requestDelegate: {
              onAccept: () => settle('here'),
              onReject: ({ message }) =>
                settle(UNKNOWN_CALL.has(message.statusCode ?? 0) ? 'gone' : 'not-now'),
            },
          })
          .catch(() => settle('not-now'));
      }),
    mute(session, on) {
      handlerOf(session)?.enableSenderTracks(!on);
    },
    digits(session, digits) {
      const handler = handlerOf(session);
      // What is inserted takes the place of what was not said yet (WebRTC, insertDTMF): fast fingers would lose keys.
      const unsaid = handler?.peerConnection?.getSenders()[0]?.dtmf?.toneBuffer ?? '';
      return handler?.sendDtmf(unsaid + digits, DTMF_MS) ?? false;
    },
  };
}
