import { setTimeout as pause } from 'node:timers/promises';
import type { PhoneCall } from '../../../src/sip-phone/phone-call.ts';
import { openPhone, type SipPhone } from '../../../src/sip-phone/sip-phone.ts';
import { within } from '../../kit/wait-until.ts';
import { newCaller, subscriberOf } from '../caller-number.ts';
import { percentile } from '../figures.ts';
import { quiet } from '../hand-over.ts';
import type { BenchSide } from '../side.ts';
import { type Voice, VoicePort } from './voice.ts';

/** Calls begin so many ms apart. */
const ARRIVE_EVERY_MS = 50;
/** All must talk by then, ms. */
const TALK_WITHIN_MS = 20_000;
/** Asterisk takes a voice from another port than was told only after some packets of it; what is lost by that is no loss. */
const SETTLE_MS = 2_000;
/** The last packets of a measurement may be on their way for so long. */
const ON_THE_WAY_MS = 500;

/** What was heard of all voices, both ways, while they talked. */
export interface VoiceFigures {
  readonly sent: number;
  readonly lost: number;
  /** Came out at another call: never right. */
  readonly astray: number;
  /** Sent → arrived, ms. */
  readonly p50: number;
  readonly p95: number;
  readonly p99: number;
}

/** Calls in which caller and agent both talk. */
export class Talks {
  private readonly side: BenchSide;
  private readonly callers: SipPhone;
  private readonly port: VoicePort;
  private readonly voices: readonly Voice[];

  private constructor(side: BenchSide, callers: SipPhone, port: VoicePort, voices: readonly Voice[]) {
    this.side = side;
    this.callers = callers;
    this.port = port;
    this.voices = voices;
  }

  /** So many calls, to `lineOf` each, every one answered by an agent of its own. Rejects when one does not get to talk. */
  static async begin(
    side: BenchSide,
    { count, lineOf }: { readonly count: number; readonly lineOf: (call: number) => string },
  ): Promise<Talks> {
    const callers = await openPhone({ sound: false, codecs: ['PCMU'] });
    const port = await VoicePort.open();
    try {
      const answered = agentsAnswer(side);
      const pairs: Promise<readonly Voice[]>[] = [];
      for (let call = 0; call < count; call += 1) {
        const from = newCaller();
        const agent = answered(subscriberOf(from));
        const caller = callers.call(lineOf(call), { from });
        pairs.push(bothTalk(port, caller, agent));
        await pause(ARRIVE_EVERY_MS);
      }
      const voices = await within(TALK_WITHIN_MS, `${count} calls talk`, Promise.all(pairs));
      await pause(SETTLE_MS);
      return new Talks(side, callers, port, voices.flat());
    } catch (error) {
      port.close();
      await callers.close();
      await quiet(side);
      throw error;
    }
  }

  /** Lets them talk for so many seconds. */
  async heard(seconds: number): Promise<VoiceFigures> {
    const from = this.voices.map(voice => voice.sent);
    await pause(seconds * 1000);
    const to = this.voices.map(voice => voice.sent);
    await pause(ON_THE_WAY_MS);
    const found = this.voices.map((voice, at) => voice.arrivals.between(from[at] ?? 0, to[at] ?? 0));
    const delays = found.flatMap(each => each.delays);
    const sum = (values: readonly number[]) => values.reduce((all, value) => all + value, 0);
    return {
      sent: sum(to) - sum(from),
      lost: sum(found.map(({ lost }) => lost)),
      astray: sum(this.voices.map(({ arrivals }) => arrivals.astray)),
      p50: percentile(delays, 0.5),
      p95: percentile(delays, 0.95),
      p99: percentile(delays, 0.99),
    };
  }

  /** Hangs up, the agents first. */
  async end(): Promise<void> {
    for (const voice of this.voices) voice.hush();
    await quiet(this.side);
    await this.callers.close();
    this.port.close();
  }
}

/** Agents pick up at once; answers by subscriber's digits which of their calls it is. */
function agentsAnswer(side: BenchSide): (caller: string) => Promise<PhoneCall> {
  const expected = new Map<string, (call: PhoneCall) => void>();
  side.agents.onInvite(call => {
    void call.answer();
    expected.get(subscriberOf(call.caller.number))?.(call);
  });
  return caller => new Promise(resolve => expected.set(caller, resolve));
}

async function bothTalk(
  port: VoicePort,
  caller: PhoneCall,
  coming: Promise<PhoneCall>,
): Promise<readonly Voice[]> {
  const [agent] = await Promise.all([coming, caller.answered]);
  await agent.answered;
  if (!caller.theirs || !agent.theirs) throw new Error('a call has no voice');
  const [said, replied] = [port.voice(caller.theirs), port.voice(agent.theirs)];
  said.partner = replied;
  replied.partner = said;
  return [said, replied];
}
