import { Invitation, Inviter, type Session, SessionState, type UserAgent } from 'sip.js';
import type { VoiceSample } from '../../src/calls/voice/figures.ts';
import type { Clock, Timer } from '../../src/kit/clock.ts';
import type { PhoneEvent } from './evolve.ts';
import type { CallEnd, MicrophoneEnd, PhonePicture } from './phone.ts';
import { type Moved, sessionMedia } from './session-media.ts';
import { WAYS_WITHIN_MS } from './session-ways.ts';
import type { Sound } from './sound.ts';
import { addressOf } from './user-agent.ts';

/** Of a call that the person declines. */
const DECLINED = 603;
const BUSY = 486;
/** The end of a call is heard of at most so much later than the next call, ms. */
const FOLLOWS_WITHIN_MS = 1_000;
/** A re-INVITE without an answer for this long has gone astray; it may have to wait for a way, ms. */
export const MOVE_LIMIT_MS = WAYS_WITHIN_MS + 2_000;
/** One that met a request of the other side comes again after this, ms (RFC 3261 §14.1). */
const MOVE_AGAIN_MS = 300;

export interface SipSessionParts {
  readonly sound: Pick<Sound, 'playVoice' | 'superviseMicrophone'>;
  readonly clock: Clock;
  /** The centre gives this telephone its call back in a new leg when it asks (state/rejoin.ts); a guest's call is its leg. */
  readonly replaceable: boolean;
  emit(event: PhoneEvent): void;
  picture(): PhonePicture;
  onOver(): void;
  onVoice(span: VoiceSample): void;
  /** Something is wrong with the network, or may be: it is to be proved that the line is registered. */
  onDoubt(): void;
}

/**
 * The one call of a telephone, from INVITE to BYE (see phone.ts). SIP.js keeps dead calls "Established" and follows any
 * REFER, so the life of a call is ours: late events of another leg change nothing.
 */
export interface SipSession {
  isThere(): boolean;
  /** A call comes in; it is busy where the one before goes on for another moment. */
  offer(invitation: Invitation): void;
  dial(agent: UserAgent, number: string): Promise<void>;
  answer(): Promise<void>;
  /** A call that rings is declined with `status`: the centre reads from it who said no (RFC 3261 §21.6.2). */
  hangUp(status?: number): Promise<void>;
  mute(on: boolean): void;
  digits(digits: string): boolean;
  /** The socket is gone. An answered call lives on until the next registration, where `mayReturn`. */
  socketLost(mayReturn: boolean): void;
  /** Registered on a socket, perhaps a new one. */
  registered(): void;
  /** The call that comes takes the place of one whose network is gone. */
  isElsewhere(): boolean;
}

export function sipSession(parts: SipSessionParts): SipSession {
  const { sound, clock, replaceable, emit, picture, onOver } = parts;
  let session: Session | null = null;
  let leg = '';
  let legs = 0;
  let end: CallEnd | null = null;
  /**
   * The dialog still points to the old socket, by which Asterisk's BYE would never arrive, or the audio to a network that is
   * no more.
   */
  let strayed = false;
  /** The call whose audio did not come to be in its first leg. */
  let givenUp: string | null = null;
  /** A call that came in before the one before it was over. */
  let following: { readonly invitation: Invitation; readonly limit: Timer } | null = null;
  /** The re-INVITE that is under way, or will be. */
  let moving: Timer | null = null;
  /** That re-INVITE, or its answer, went by a socket that is no more. */
  let movedAstray = false;
  /** The network is another one than that of the connection before. */
  let isElsewhere = false;
  const media = sessionMedia(sound, clock, {
    wayless() {
      strayed = session?.state === SessionState.Established;
      if (strayed) parts.onDoubt();
    },
    silent: () => parts.onDoubt(),
    heard: () => emit({ kind: 'heard', leg, at: clock.now() }),
    dumb() {
      const { call } = picture();
      // Once: where no audio comes to be at all, another leg has none either.
      if (!replaceable || !call || call.call === null || givenUp === call.call) return;
      givenUp = call.call;
      leaveToCentre();
    },
    voice: span => parts.onVoice(span),
    late() {
      strayed = true;
      move();
    },
  });

  function adopt(next: Session): void {
    session = next;
    leg = `leg-${++legs}`;
    end = null;
    const mine = leg;
    next.delegate = {
      onBye: bye => {
        end ??= { why: 'they-hung-up' };
        void bye.accept().catch(() => undefined);
      },
      onCancel: () => {
        end ??= { why: 'cancelled' };
      },
      // Calls are moved by the server alone; a REFER is never followed.
      onRefer: referral => void referral.reject().catch(() => undefined),
      onSessionDescriptionHandler: handler => media.attach(handler),
    };
    next.stateChange.addListener(state => {
      if (leg !== mine) return;
      if (state === SessionState.Established) {
        const isHeard = media.connected(session);
        isElsewhere = false;
        emit({ kind: 'connected', leg, at: clock.now() });
        if (isHeard) emit({ kind: 'heard', leg, at: clock.now() });
      }
      if (state === SessionState.Terminated) finish(whyFailed(media.microphoneFault(next)));
    });
  }

  /** The call is over for this page, whatever SIP still has to say about it. */
  function finish(why: CallEnd): void {
    const over = session;
    if (!over) return;
    letGo();
    emit({ kind: 'ended', leg, end: end ?? why });
    if (over.state !== SessionState.Terminated) void over.dispose().catch(() => undefined);
    onOver();
    takeFollowing();
  }

  function letGo(): void {
    session = null;
    strayed = false;
    moving?.cancel();
    moving = null;
    media.stop();
  }

  /** Without a BYE: the centre puts a new leg in the place of this one, and the other side must not hear an end before. */
  function leaveToCentre(): void {
    session?.sessionDescriptionHandler?.close();
    letGo();
    emit({ kind: 'ended', leg, end: { why: 'failed' } });
    onOver();
    takeFollowing();
  }

  /**
   * Brings the call to the socket on which the line is registered, and its audio to the present network. An offer that went
   * out by a lost socket stands in the way of another one until SIP.js gives it up, after 32 s.
   */
  function move(): void {
    const going = session;
    if (!going || !strayed) return;
    if (moving && !movedAstray) return;
    // Nothing comes by socket nor audio: the network is another one, of which only a new connection knows at once.
    isElsewhere = media.isSilent();
    if (replaceable && (moving || isElsewhere)) {
      leaveToCentre();
      return;
    }
    moving?.cancel();
    strayed = false;
    movedAstray = false;
    const limit = clock.after(MOVE_LIMIT_MS, () => settle('unheard'));
    moving = limit;
    void media.move(going).then(settle);

    function settle(how: Moved | 'unheard'): void {
      if (moving !== limit || session !== going) return;
      limit.cancel();
      moving = null;
      if (how === 'here') move();
      else if (how === 'gone') finish({ why: 'failed' });
      else if (how === 'unheard' && replaceable) leaveToCentre();
      else {
        strayed = true;
        clock.after(MOVE_AGAIN_MS, () => {
          if (session === going && picture().line.kind === 'registered') move();
        });
      }
    }
  }

  function ring(invitation: Invitation): void {
    const header = (name: string) => invitation.request.getHeader(name) ?? null;
    const answer = header('X-Cauce-Answer');
    const asked = answer === 'auto';
    adopt(invitation);
    const { uri, displayName } = invitation.remoteIdentity;
    emit({
      kind: 'invited',
      leg,
      call: header('X-Cauce-Call'),
      // A switch names a caller who withheld the number so (RFC 3323).
      number: uri.user === 'anonymous' ? '' : (uri.user ?? ''),
      name: displayName && displayName !== uri.user ? displayName : '',
      asked,
      byItself: answer === 'after-tone',
    });
    if (asked) void accept(invitation);
  }

  /** The BYE of one call and the INVITE of the next may cross: it is busy only where the one before goes on. */
  function follow(invitation: Invitation): void {
    following?.limit.cancel();
    if (following) refuse(following.invitation);
    const limit = clock.after(FOLLOWS_WITHIN_MS, () => {
      following = null;
      refuse(invitation);
    });
    following = { invitation, limit };
  }

  function takeFollowing(): void {
    const next = following;
    if (!next || session) return;
    following = null;
    next.limit.cancel();
    if (next.invitation.state === SessionState.Initial) ring(next.invitation);
  }

  async function accept(invitation: Invitation): Promise<void> {
    try {
      await invitation.accept();
    } catch (fault) {
      if (session === invitation) finish(whyFailed(fault));
    }
  }

  return {
    isThere: () => session !== null,
    offer(invitation) {
      if (session) {
        follow(invitation);
        return;
      }
      ring(invitation);
    },
    async dial(agent, number) {
      const target = addressOf(encodeURIComponent(number));
      if (!target || session) return;
      const inviter = new Inviter(agent, target, { earlyMedia: true });
      adopt(inviter);
      emit({ kind: 'dialled', leg, number });
      const mine = leg;
      try {
        await inviter.invite({
          requestDelegate: {
            onProgress: response => {
              if (response.message.body) emit({ kind: 'early-audio', leg: mine });
            },
            onReject: response => {
              end ??= { why: 'rejected', status: response.message.statusCode ?? 0 };
            },
          },
        });
      } catch (fault) {
        if (session === inviter) finish(whyFailed(fault));
      }
    },
    async answer() {
      const invitation = session;
      if (!(invitation instanceof Invitation) || picture().call?.phase !== 'ringing') return;
      emit({ kind: 'answering', leg });
      await accept(invitation);
    },
    async hangUp(status = DECLINED) {
      const going = session;
      if (!going) return;
      end ??= { why: 'hung-up' };
      await goodbye(going, status).catch(() => undefined);
      if (session === going) finish({ why: 'hung-up' });
    },
    mute(on) {
      media.mute(session, on);
      emit({ kind: 'muted', leg, on });
    },
    digits: digits => media.digits(session, digits),
    socketLost(mayReturn) {
      strayed = session?.state === SessionState.Established && mayReturn;
      movedAstray = moving !== null;
      if (session && !strayed) finish({ why: 'failed' });
    },
    registered: move,
    isElsewhere: () => isElsewhere,
  };
}

/** What a browser that gives no microphone says (W3C Media Capture, `getUserMedia`). */
const NO_MICROPHONE: ReadonlyMap<string, MicrophoneEnd> = new Map([
  ['NotAllowedError', 'microphone-refused'],
  ['NotFoundError', 'microphone-missing'],
  ['NotReadableError', 'microphone-busy'],
  ['AbortError', 'microphone-busy'],
]);

/** Turns a call away that this telephone has no room for. */
export function refuse(invitation: Invitation): void {
  void invitation.reject({ statusCode: BUSY }).catch(() => undefined);
}

function goodbye(session: Session, status: number): Promise<unknown> {
  if (session.state === SessionState.Established) return session.bye();
  if (session instanceof Inviter) return session.cancel();
  return session instanceof Invitation ? session.reject({ statusCode: status }) : Promise.resolve();
}

function whyFailed(fault: unknown): CallEnd {
  const why = fault instanceof DOMException ? NO_MICROPHONE.get(fault.name) : undefined;
  return { why: why ?? 'failed' };
}
