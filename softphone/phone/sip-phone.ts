import type { VoiceSample } from '../../src/calls/voice/figures.ts';
import type { Clock } from '../../src/kit/clock.ts';
import { evolve, type PhoneEvent } from './evolve.ts';
import { type LineEvent, type LineLog, noted } from './line-log.ts';
import { watchNetwork } from './network.ts';
import { type LineState, type Phone, SILENT_PHONE, type SipMessage } from './phone.ts';
import { refuse, sipSession } from './sip-session.ts';
import { signalling } from './sip-signalling.ts';
import type { Sound } from './sound.ts';
import type { TabLock } from './tab-lock.ts';
import type { UserAgentParts } from './user-agent.ts';
import type { WayCheck } from './way-check.ts';

/** Of a call that rings on a page that is being left. */
const GONE = 410;

/** A page registers and is in a call again by that many. */
const UNHEARD_MAX = 40;

export interface SipPhoneParts extends UserAgentParts {
  readonly sound: Pick<Sound, 'open' | 'playVoice' | 'superviseMicrophone'>;
  readonly clock: Clock;
  readonly lock: TabLock;
}

/**
 * The real telephone: one line (sip-signalling.ts), one call at a time (sip-session.ts) with its audio
 * (session-media.ts), and the lock by which one tab of the browser has it.
 */
export function sipPhone(parts: SipPhoneParts): Phone {
  const { clock, lock, sound } = parts;
  let picture = SILENT_PHONE;
  const watchers = new Set<() => void>();
  const meters = new Set<(span: VoiceSample) => void>();
  /** Another tab has the telephone: nothing but the end of the call that is still here is waited for. */
  let handedOver = false;

  function emit(event: PhoneEvent): void {
    const next = evolve(picture, event);
    if (next === picture) return;
    picture = next;
    for (const watcher of watchers) watcher();
  }
  const line = (state: LineState) => emit({ kind: 'line', line: state });

  let log: LineLog = [];
  const readers = new Set<() => void>();
  function note(event: LineEvent, status?: number): void {
    log = noted(log, event, clock.now(), status);
    for (const reader of readers) reader();
  }

  const listeners = new Set<(message: SipMessage) => void>();
  /** The first messages, until there is somebody who wants them. */
  let unheard: SipMessage[] = [];

  let way: WayCheck | null = null;
  const dropWay = () => way?.drop();

  const session = sipSession({
    sound,
    clock,
    // A guest's telephone hangs up with its page.
    replaceable: !parts.hangUpOnClose,
    emit,
    picture: () => picture,
    onOver() {
      if (handedOver) void close();
    },
    onDoubt: () => signals.prove(),
    onVoice(span) {
      for (const heard of meters) heard(span);
    },
  });

  const signals = signalling(
    { ...parts, isElsewhere: () => session.isElsewhere() },
    {
      invite(invitation) {
        dropWay();
        if (handedOver) refuse(invitation);
        else session.offer(invitation);
      },
      registered: () => session.registered(),
      socketLost: () => session.socketLost(!handedOver),
      line,
      note,
      message(message) {
        if (listeners.size === 0 && unheard.length < UNHEARD_MAX) unheard.push(message);
        for (const heard of listeners) heard(message);
      },
    },
    () => picture.line.kind === 'registered',
  );

  let leaveNetwork: (() => void) | null = null;

  async function stop(): Promise<void> {
    dropWay();
    signals.stop();
    await session.hangUp(GONE);
    lock.release();
    note('off');
    line({ kind: 'off' });
    await close();
  }

  /** Lets go of everything that was on the line. */
  async function close(): Promise<void> {
    handedOver = false;
    leaveNetwork?.();
    leaveNetwork = null;
    await signals.close();
  }

  /** Another tab took the telephone. A call stays here until the centre has moved it there: nobody hangs up on it. */
  function handOver(): void {
    signals.release();
    note('elsewhere');
    line({ kind: 'elsewhere', taken: true });
    handedOver = true;
    if (!session.isThere()) void close();
  }

  const isOpen = () => signals.agent() !== null && !handedOver;

  return {
    picture: () => picture,
    watch(changed) {
      watchers.add(changed);
      return () => watchers.delete(changed);
    },
    onVoice(heard) {
      meters.add(heard);
      return () => meters.delete(heard);
    },
    onMessage(heard) {
      const before = unheard;
      unheard = [];
      for (const message of before) heard(message);
      listeners.add(heard);
      return () => listeners.delete(heard);
    },
    async start(take = false) {
      if (isOpen()) return;
      const got = await lock.claim(take, handOver);
      if (!got) {
        note('elsewhere');
        line({ kind: 'elsewhere', taken: false });
        return;
      }
      // Another start was quicker while this one waited for the lock.
      if (isOpen()) return;
      handedOver = false;
      leaveNetwork ??= watchNetwork({ renewed: () => signals.renew(), changed: () => signals.prove() });
      await signals.start();
    },
    stop: () => stop(),
    async dial(number) {
      const agent = signals.agent();
      dropWay();
      if (agent) await session.dial(agent, number);
    },
    answer: () => session.answer(),
    hangUp: () => session.hangUp(),
    mute: on => session.mute(on),
    digits: digits => session.digits(digits),
    refresh: () => signals.refresh(),
    async checkWay() {
      const { checkWay } = await import('./way-check.ts');
      const agent = signals.agent();
      const isFree = picture.line.kind === 'registered' && !session.isThere() && !handedOver;
      if (!agent || !isFree || way) return { is: 'not-now' };
      const mine = checkWay(agent, clock);
      way = mine;
      const result = await mine.result;
      way = null;
      return result;
    },
    dropWay,
    line: {
      log: () => log,
      watch(changed) {
        readers.add(changed);
        return () => readers.delete(changed);
      },
    },
  };
}
