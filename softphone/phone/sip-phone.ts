import {
  Invitation,
  Inviter,
  Registerer,
  RegistererState,
  type Session,
  SessionState,
  type UserAgent,
  UserAgentState,
  Web,
} from 'sip.js';
import type { Clock } from '../../src/kit/clock.ts';
import { evolve, type PhoneNews } from './evolve.ts';
import { type CallEnd, type LineState, type Phone, SILENT_PHONE } from './phone.ts';
import { keepRegistered } from './registration.ts';
import type { Sound } from './sound.ts';
import type { TabLock } from './tab-lock.ts';
import { addressOf, makeUserAgent, type UserAgentParts } from './user-agent.ts';

const REGISTER_EXPIRES_S = 120;
/** Of a call that the person declines, and of one that rings on a page that is being left. */
const DECLINED = 603;
const GONE = 410;
const DTMF_MS = { duration: 160, interToneGap: 70 } as const;

export interface SipPhoneParts extends UserAgentParts {
  readonly sound: Pick<Sound, 'open' | 'hear' | 'speak'>;
  readonly clock: Clock;
  readonly lock: TabLock;
}

/**
 * The real telephone. SIP.js gives the SIP and WebRTC stacks; the life of the line (see phone.ts) is ours, because
 * SIP.js 0.21 does not reconnect by itself, keeps dead calls "Established" and follows any REFER.
 */
export function sipPhone(parts: SipPhoneParts): Phone {
  const { clock, lock, sound } = parts;
  let picture = SILENT_PHONE;
  const watchers = new Set<() => void>();
  let agent: UserAgent | null = null;
  let registerer: Registerer | null = null;
  let session: Session | null = null;
  let leg = '';
  let legs = 0;
  let end: CallEnd | null = null;
  /** The dialog still points to the old socket: without a re-INVITE Asterisk's BYE would never arrive. */
  let strayed = false;
  /** Another tab has the telephone: nothing but the end of the call that is still here is waited for. */
  let handedOver = false;

  function tell(news: PhoneNews): void {
    const next = evolve(picture, news);
    if (next === picture) return;
    picture = next;
    for (const watcher of watchers) watcher();
  }
  const line = (state: LineState) => tell({ kind: 'line', line: state });

  function newAgent(): UserAgent {
    const made: UserAgent = makeUserAgent(parts, {
      onInvite,
      onDisconnect() {
        if (agent === made) onSocketLost();
      },
    });
    return made;
  }

  const registration = keepRegistered(
    {
      async connect() {
        if (agent?.isConnected()) return;
        await (agent?.state === UserAgentState.Started ? agent.reconnect() : agent?.start());
      },
      register,
      drop: () => void agent?.transport.disconnect().catch(() => undefined),
      show: line,
    },
    clock,
    Math.random,
  );

  function register(): void {
    if (!agent) return;
    registerer ??= newRegisterer(agent);
    const mine = registerer;
    mine
      .register({
        requestDelegate: {
          onAccept: () => {
            if (registerer === mine) onRegistered();
          },
          onReject: response => {
            if (registerer === mine) registration.refused(response.message.statusCode ?? 0);
          },
        },
      })
      .catch(() => {
        // SIP.js is refreshing by itself just now; its answer comes without our delegate.
        if (registerer === mine && mine.state === RegistererState.Registered) registration.registered();
      });
  }

  /** A new Registerer for each socket: one with a REGISTER in flight on a dead socket refuses the next for 32 s. */
  function newRegisterer(mine: UserAgent): Registerer {
    const fresh = new Registerer(mine, { expires: REGISTER_EXPIRES_S, logConfiguration: false });
    fresh.stateChange.addListener(state => {
      if (registerer !== fresh) return;
      if (state === RegistererState.Registered) onRegistered();
      else if (state === RegistererState.Unregistered && picture.line.kind === 'registered') {
        registration.expired();
      }
    });
    return fresh;
  }

  function onRegistered(): void {
    registration.registered();
    if (strayed) bringBack();
    strayed = false;
  }

  function onSocketLost(): void {
    // Disposed while the socket is down, so that it cannot unregister the contact of the next one.
    const old = registerer;
    registerer = null;
    void old?.dispose().catch(() => undefined);
    strayed = session?.state === SessionState.Established && !handedOver;
    if (session && !strayed) finish({ why: 'failed' });
    registration.lost();
  }

  /** Points a living call to the new socket and finds new ways for its audio. */
  function bringBack(): void {
    session
      ?.invite({ sessionDescriptionHandlerOptions: { offerOptions: { iceRestart: true } } as never })
      .catch(() => undefined);
  }

  function onInvite(invitation: Invitation): void {
    if (session || handedOver) {
      void invitation.reject({ statusCode: 486 }).catch(() => undefined);
      return;
    }
    const header = (name: string) => invitation.request.getHeader(name) ?? null;
    const asked = header('X-Cauce-Answer') === 'auto';
    adopt(invitation);
    const { uri, displayName } = invitation.remoteIdentity;
    tell({
      kind: 'invited',
      leg,
      call: header('X-Cauce-Call'),
      // A switch names a caller who withheld the number so (RFC 3323).
      number: uri.user === 'anonymous' ? '' : (uri.user ?? ''),
      name: displayName && displayName !== uri.user ? displayName : '',
      asked,
    });
    if (asked) void accept(invitation);
  }

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
      onSessionDescriptionHandler: handler => {
        if (!(handler instanceof Web.SessionDescriptionHandler)) return;
        sound.hear(handler.remoteMediaStream);
        const { peerConnection } = handler;
        peerConnection?.addEventListener('connectionstatechange', () => {
          if (peerConnection.connectionState === 'failed' && picture.line.kind === 'registered') bringBack();
        });
      },
    };
    next.stateChange.addListener(state => {
      if (leg !== mine) return;
      if (state === SessionState.Established) {
        const handler = media();
        if (handler) sound.hear(handler.remoteMediaStream);
        sound.speak(
          handler?.peerConnection?.getSenders().find(sender => sender.track?.kind === 'audio') ?? null,
        );
        tell({ kind: 'connected', leg, at: clock.now() });
      }
      if (state === SessionState.Terminated) finish({ why: 'failed' });
    });
  }

  /** The call is over for this page, whatever SIP still has to say about it. */
  function finish(why: CallEnd): void {
    const over = session;
    if (!over) return;
    session = null;
    strayed = false;
    sound.hear(null);
    sound.speak(null);
    tell({ kind: 'ended', leg, end: end ?? why });
    if (over.state !== SessionState.Terminated) void over.dispose().catch(() => undefined);
    if (handedOver) void close();
  }

  const media = () => {
    const handler = session?.sessionDescriptionHandler;
    return handler instanceof Web.SessionDescriptionHandler ? handler : null;
  };

  async function answer(): Promise<void> {
    const invitation = session;
    if (!(invitation instanceof Invitation) || picture.call?.phase !== 'ringing') return;
    tell({ kind: 'answering', leg });
    await accept(invitation);
  }

  async function accept(invitation: Invitation): Promise<void> {
    try {
      await invitation.accept();
    } catch (fault) {
      if (session === invitation) finish(whyFailed(fault));
    }
  }

  async function dial(number: string): Promise<void> {
    const target = addressOf(encodeURIComponent(number));
    if (!agent || !target || session) return;
    const inviter = new Inviter(agent, target, { earlyMedia: true });
    adopt(inviter);
    tell({ kind: 'dialled', leg, number });
    const mine = leg;
    try {
      await inviter.invite({
        requestDelegate: {
          onProgress: response => {
            if (response.message.body) tell({ kind: 'early-audio', leg: mine });
          },
          onReject: response => {
            end ??= { why: 'rejected', status: response.message.statusCode ?? 0 };
          },
        },
      });
    } catch (fault) {
      if (session === inviter) finish(whyFailed(fault));
    }
  }

  /** A call that rings is declined with `status`: the centre reads from it who said no (RFC 3261 §21.6.2). */
  async function hangUp(status = DECLINED): Promise<void> {
    const going = session;
    if (!going) return;
    end ??= { why: 'hung-up' };
    const said =
      going.state === SessionState.Established
        ? going.bye()
        : going instanceof Inviter
          ? going.cancel()
          : going instanceof Invitation
            ? going.reject({ statusCode: status })
            : Promise.resolve();
    await said.catch(() => undefined);
    if (session === going) finish({ why: 'hung-up' });
  }

  async function stop(): Promise<void> {
    registration.stop();
    await hangUp(GONE);
    lock.release();
    line({ kind: 'off' });
    await close();
  }

  /** Lets go of everything that was on the line. */
  async function close(): Promise<void> {
    const old = agent;
    agent = null;
    registerer = null;
    handedOver = false;
    await old?.stop().catch(() => undefined);
  }

  /** Another tab took the telephone. A call stays here until the centre has moved it there: nobody hangs up on it. */
  function handOver(): void {
    registration.stop();
    const old = registerer;
    registerer = null;
    // Else it would register again by itself, and take the telephone back.
    void old?.dispose().catch(() => undefined);
    line({ kind: 'elsewhere', taken: true });
    handedOver = true;
    if (!session) void close();
  }

  return {
    picture: () => picture,
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    async start(take = false) {
      if (agent && !handedOver) return;
      const got = await lock.claim(take, handOver);
      if (!got) {
        line({ kind: 'elsewhere', taken: false });
        return;
      }
      // Somebody else's start was quicker while this one waited for the lock.
      if (agent && !handedOver) return;
      handedOver = false;
      agent ??= newAgent();
      await registration.start();
    },
    stop: () => stop(),
    dial,
    answer,
    hangUp: () => hangUp(),
    mute(on) {
      media()?.enableSenderTracks(!on);
      tell({ kind: 'muted', leg, on });
    },
    digits(digits) {
      media()?.sendDtmf(digits, DTMF_MS);
    },
    refresh: () => registration.refresh(),
  };
}

function whyFailed(fault: unknown): CallEnd {
  const refused = fault instanceof DOMException && ['NotAllowedError', 'NotFoundError'].includes(fault.name);
  return refused ? { why: 'microphone-refused' } : { why: 'failed' };
}
