import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Asterisk, openAsterisk } from '../../src/adapters/asterisk/asterisk.ts';
import { memoryNodeRecordings } from '../../src/adapters/memory/node-recordings.ts';
import { memoryPhoneLines } from '../../src/adapters/memory/phone-lines.ts';
import { MemorySwitchboard } from '../../src/adapters/memory/switchboard.ts';
import { memoryTelephony } from '../../src/adapters/memory/telephony.ts';
import type { PhoneLine, PhoneLines } from '../../src/agents/ports.ts';
import type { NodeRecordings } from '../../src/calls/ports/node-recordings.ts';
import type { Playable, Telephony } from '../../src/calls/ports/telephony.ts';
import type { TelephonyEvent } from '../../src/calls/ports/telephony-events.ts';
import { guestPorts } from '../../src/config/voice-ports.ts';
import { systemClock } from '../../src/kit/clock.ts';
import { makeLog } from '../../src/kit/log.ts';
import type { IncomingCall } from '../../src/sip-phone/incoming-call.ts';
import type { OutgoingCall } from '../../src/sip-phone/outgoing-call.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import { fakeClock } from '../kit/fake-clock.ts';
import { type RunningAsterisk, startAsterisk } from '../kit/own-parts.ts';
import { tone } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { EventLog } from './event-log.ts';

/** What a network says before the answer. */
export const digits = (value: string): Playable => ({ kind: 'digits', value });

export const EARLY_HZ = 700;

/** So long without packets is silence, ms, and so loud is the quietest sound that comes in packets. */
const EAR_MS = 500;
const NOTHING_DBFS = -100;

/** A caller from outside, whose call has rung. */
export interface Caller {
  readonly channel: string;
  presses(digit: string): Promise<void>;
  /** Puts us on hold, or takes us back. */
  holds(held: boolean): Promise<void>;
  /** Whether something is played to the caller now. */
  hearsMusic(): boolean;
  /** Says something, without pause. */
  speaks(): Promise<void>;
  hangsUp(): Promise<void>;
}

/** The telephone on a line. */
export interface LinePhone {
  /** Picks up the leg that rings here. */
  answers(leg: string): Promise<void>;
  /** The network says something before the answer (183 with SDP): a tone of 700 Hz. */
  saysEarly(leg: string): Promise<void>;
  /** Says that it is busy. */
  rejects(leg: string): Promise<void>;
  /** Says that somebody else is to be called, `user` at the telephone system. */
  forwards(leg: string, user: string): Promise<void>;
  hangsUp(leg: string): Promise<void>;
  /** Gives up its line, as when its page is closed. */
  leaves(): Promise<void>;
}

type Kind = TelephonyEvent['kind'];

/** A telephone system under test, with people around it. */
export interface Exchange {
  readonly telephony: Telephony;
  readonly lines: PhoneLines;
  readonly recordings: NodeRecordings;
  /** Waits for an event, takes it and answers it. */
  next<K extends Kind>(
    kind: K,
    fits?: (event: Extract<TelephonyEvent, { kind: K }>) => boolean,
  ): Promise<Extract<TelephonyEvent, { kind: K }>>;
  /** Everything said so far. */
  readonly said: readonly TelephonyEvent[];
  rings(callerNumber: string, dialled?: string): Promise<Caller>;
  /** Registers a telephone on a line of kind `sip` that was provisioned. One that is not `silent` rings when called. */
  registers(line: PhoneLine, manner?: { readonly silent: boolean }): Promise<LinePhone>;
  /** The telephone system dies and starts again. */
  restarts(): Promise<void>;
  close(): Promise<void>;
}

/** A fake second passes in steps of this while a test waits. */
const STEP_MS = 50;

export async function memoryExchange(): Promise<Exchange> {
  const clock = fakeClock();
  const board = new MemorySwitchboard(clock);
  board.missingPrompts.add('no-such-prompt');
  const log = new EventLog(async () => {
    await Promise.resolve();
    clock.advance(STEP_MS);
  });
  const telephony = memoryTelephony(board);
  telephony.listen(event => log.hear(event));
  await log.next('connected', clock.now);
  return {
    telephony,
    lines: memoryPhoneLines(board),
    recordings: memoryNodeRecordings(board),
    next: (kind, fits) => log.next(kind, clock.now, fits),
    said: log.all,
    async rings(callerNumber, dialled = '*626') {
      const channel = board.rings({ callerNumber, callerName: 'Luisa', dialled });
      return {
        channel,
        presses: async digit => board.presses(channel, digit),
        holds: async held => board.holds(channel, held),
        hearsMusic: () => board.channels.get(channel)?.music ?? false,
        speaks: async () => {
          board.voices.set(channel, { received: 100, lost: 0, jitterMs: 1, sent: 0, far: null });
        },
        hangsUp: async () => board.hangsUp(channel),
      };
    },
    async registers(line, { silent } = { silent: false }) {
      if (silent) board.silent.add(line.id);
      board.registers(line.id);
      return {
        answers: async leg => board.answers(leg),
        saysEarly: async leg => board.saysEarly(leg),
        rejects: async leg => board.rejects(leg),
        forwards: async leg => board.rejects(leg, { cause: 23, sipCause: 302 }),
        hangsUp: async leg => board.hangsUp(leg),
        leaves: async () => board.unregisters(line.id),
      };
    },
    restarts: async () => board.restarts(),
    close: async () => {},
  };
}

export interface AsteriskExchange extends Exchange {
  readonly asterisk: RunningAsterisk;
  readonly adapter: Asterisk;
  /** The telephone of a caller, to hear what is heard there. */
  telephoneOf(caller: Caller): OutgoingCall;
  /** The calls that have come to a line, newest last. */
  callsTo(line: string): readonly IncomingCall[];
}

/** Starts an Asterisk of its own with real SIP telephones around it. */
export async function asteriskExchange({
  road,
  trunk = null,
  demo = true,
  voices = {},
}: {
  readonly road?: 'http' | 'socket';
  readonly trunk?: string | null;
  readonly demo?: boolean;
  /** UDP ports for the voice in all; how many calls guests may have. */
  readonly voices?: { readonly rtpPortCount?: number; readonly guests?: number };
} = {}): Promise<AsteriskExchange> {
  const dir = mkdtempSync(join(tmpdir(), 'cauce-exchange-'));
  const { rtpPortCount, guests } = voices;
  const asterisk = await startAsterisk({ dir, trunk, demo, ...(rtpPortCount ? { rtpPortCount } : {}) });
  const adapter = openAsterisk({
    url: asterisk.ariUrl,
    mediaAddress: '127.0.0.1',
    clock: systemClock(),
    log: makeLog('test', process.env.CAUCE_TEST_ECHO === '1' ? 'debug' : 'silent'),
    ...(road ? { road } : {}),
    ...(guests ? { guestPorts: () => guestPorts(asterisk.rtpPorts, guests) } : {}),
  });
  const log = new EventLog(async (until, withinMs) => {
    let timer: NodeJS.Timeout | undefined;
    await Promise.race([
      until,
      new Promise(resolve => {
        timer = setTimeout(resolve, withinMs);
      }),
    ]);
    clearTimeout(timer);
  });
  adapter.telephony.listen(event => log.hear(event));
  await log.next('connected', Date.now);

  const customers = await openPhone();
  const phones: SipPhone[] = [customers];
  const outgoing = new Map<string, OutgoingCall>();
  const incoming = new Map<string, IncomingCall[]>();

  async function registers(line: PhoneLine, { silent } = { silent: false }): Promise<LinePhone> {
    const phone = await openPhone();
    phones.push(phone);
    const calls: IncomingCall[] = [];
    incoming.set(line.id, calls);
    phone.onInvite(call => {
      calls.push(call);
      if (!silent) call.ring();
    });
    const registration = await phone.register({
      user: line.id,
      password: line.password,
      registrar: `sip:127.0.0.1:${asterisk.sipPort}`,
    });
    const ringing = () =>
      waitUntil(() => calls.find(call => call.phase === 'ringing'), { what: `${line.id} rings` });
    return {
      answers: async () => (await ringing()).answer(),
      async saysEarly() {
        const call = await ringing();
        void call.play(tone(EARLY_HZ));
        await call.sayEarly();
      },
      rejects: async () => (await ringing()).reject(486),
      forwards: async (_leg, user) => (await ringing()).reject(302, `<sip:${user}@127.0.0.1>`),
      async hangsUp() {
        await calls.find(call => call.phase === 'up')?.hangUp();
      },
      leaves: () => registration.stop(),
    };
  }

  return {
    asterisk,
    adapter,
    telephony: adapter.telephony,
    lines: adapter.lines,
    recordings: adapter.recordings,
    next: (kind, fits) => log.next(kind, Date.now, fits),
    said: log.all,
    async rings(callerNumber, dialled = '*626') {
      const call = customers.call(`sip:${dialled}@127.0.0.1:${asterisk.sipPort}`, {
        from: callerNumber,
        name: 'Luisa',
      });
      // A call that is refused ends its promises with an error, which is not what these tests look at.
      call.answered.catch(() => {});
      call.ringing.catch(() => {});
      const { channel } = await log.next('rang', Date.now, event => event.callerNumber === callerNumber);
      outgoing.set(channel, call);
      return {
        channel,
        presses: digit => call.sendDigits(digit),
        // What Asterisk sends is never as quiet as no packets at all.
        hearsMusic: () => call.earpiece.level(EAR_MS) > NOTHING_DBFS,
        async speaks() {
          void call.play(tone(EARLY_HZ));
        },
        async holds(held) {
          await (held ? call.hold() : call.resume());
        },
        async hangsUp() {
          await call.hangUp();
        },
      };
    },
    registers,
    async restarts() {
      await asterisk.kill9();
      await asterisk.restart();
    },
    telephoneOf(caller) {
      const call = outgoing.get(caller.channel);
      if (!call) throw new Error('this caller has no telephone');
      return call;
    },
    callsTo: line => incoming.get(line) ?? [],
    async close() {
      for (const phone of phones) await phone.close();
      await adapter.close();
      await asterisk.stop();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
