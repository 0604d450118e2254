import type { IncomingCall } from '../../src/sip-phone/incoming-call.ts';
import type { OutgoingCall } from '../../src/sip-phone/outgoing-call.ts';
import { tone } from '../kit/tone.ts';
import type { Desk } from './desk.ts';

/** The tone that each of two talks with, in Hz; no other talk of the test has one of them. */
export interface Voices {
  readonly customer: number;
  readonly agent: number;
}

const VOICES: Voices = { customer: 440, agent: 1000 };

/** Two people who talk, each with a tone of their own. */
export class Talk {
  readonly customer: OutgoingCall;
  readonly agent: IncomingCall;
  readonly desk: Desk;
  readonly voices: Voices;

  private constructor(customer: OutgoingCall, agent: IncomingCall, desk: Desk, voices: Voices) {
    this.customer = customer;
    this.agent = agent;
    this.desk = desk;
    this.voices = voices;
  }

  /** The agent answers, if that was not done yet, and both make themselves heard. */
  static async between(
    customer: OutgoingCall,
    agent: IncomingCall,
    desk: Desk,
    voices: Voices = VOICES,
  ): Promise<Talk> {
    await Promise.all([agent.answer(), customer.answered]);
    void customer.play(tone(voices.customer));
    void agent.play(tone(voices.agent));
    const talk = new Talk(customer, agent, desk, voices);
    await talk.isHeard();
    return talk;
  }

  /** Both hear each other from now on. */
  async isHeard(): Promise<void> {
    const { customer, agent, voices } = this;
    customer.earpiece.forget();
    agent.earpiece.forget();
    await customer.until(each => each.hears(voices.agent), 10_000, 'the customer hears the agent');
    await agent.until(each => each.hears(voices.customer), 10_000, 'the agent hears the customer');
  }
}
