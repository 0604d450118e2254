import { rmSync } from 'node:fs';
import type { Problem } from '../../src/http/shapes/problem.ts';
import type { IncomingCall } from '../../src/sip-phone/incoming-call.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import type { CallPicture } from '../../src/supervision/events.ts';
import { tone } from '../kit/tone.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { type CentreWorld, startCentre } from './centre.ts';
import type { Desk } from './desk.ts';
import { type DeskPhone, deskAgent } from './desk-phone.ts';
import { DIRECT_NUMBER, directFlows, openDirectNumber } from './direct-number.ts';
import { hearEachOther, hearsMusic, type Voice } from './hearing.ts';
import type { LiveView } from './live-view.ts';
import { onTheSwitch } from './on-the-switch.ts';

const CUSTOMER_HZ = 440;
/** Far enough from each other, and no multiples: one is not heard for another. */
const AGENT_HZ = [620, 850, 1_130, 1_490, 1_930, 2_350, 2_730, 3_170] as const;
/** They have no queue, and say nothing. */
const SUPERVISOR_HZ = 0;
/** Of eight at once each is a part, and all of them together are not too loud for the line. */
const EACH_DBFS = -24;

export interface Agent {
  readonly desk: Desk;
  readonly phone: DeskPhone;
  readonly id: string;
  readonly hz: number;
}

/** What a round has shown that must not be. */
export interface Faults {
  lost: number;
  leftOver: number;
}

/** Some agents, and a supervisor, at desk telephones, and a customer after another: what is done with a call is heard in everybody's ears. */
export class PassingOn {
  readonly faults: Faults = { lost: 0, leftOver: 0 };
  private readonly centre: CentreWorld;
  private readonly stop: () => Promise<void>;
  private readonly customers: SipPhone;
  private readonly agents: readonly Agent[];
  private readonly supervisor: Agent;
  private readonly view: LiveView;
  private rounds = 0;

  private constructor(
    centre: CentreWorld,
    stop: () => Promise<void>,
    customers: SipPhone,
    agents: readonly Agent[],
    supervisor: Agent,
    view: LiveView,
  ) {
    this.centre = centre;
    this.stop = stop;
    this.customers = customers;
    this.agents = agents;
    this.supervisor = supervisor;
    this.view = view;
  }

  /** In a centre of their own, with so many agents, eight at most. */
  static async start(howMany = 4): Promise<PassingOn> {
    const flowsDir = directFlows();
    const centre = await startCentre({ flowsDir });
    const stop = async () => {
      await centre.stop();
      rmSync(flowsDir, { recursive: true });
    };
    try {
      await openDirectNumber(centre);
      return await PassingOn.seated(centre, howMany, stop);
    } catch (cause) {
      await stop();
      throw cause;
    }
  }

  private static async seated(
    centre: CentreWorld,
    howMany: number,
    stop: () => Promise<void>,
  ): Promise<PassingOn> {
    const admin = await centre.logIn('admin');
    const seat = async (person: Parameters<typeof deskAgent>[1], hz: number): Promise<Agent> => {
      const { desk, phone } = await deskAgent(centre, person, admin);
      phone.answersByItself = true;
      return { desk, phone, id: desk.me.person.id, hz };
    };
    const agents: Agent[] = [];
    for (const [at, hz] of AGENT_HZ.slice(0, howMany).entries()) {
      agents.push(await seat({ username: `puesto${at}` }, hz));
    }
    const jefe = await seat(
      { username: 'jefe', role: 'supervisor', telephone: true, queues: [], areas: ['averias'] },
      SUPERVISOR_HZ,
    );
    const supervisor = await centre.logIn('supervisor');
    return new PassingOn(centre, stop, await openPhone(), agents, jefe, supervisor.watch());
  }

  async close(): Promise<void> {
    this.view.close();
    await this.customers.close();
    for (const { phone } of [...this.agents, this.supervisor]) await phone.phone.close();
    await this.stop();
  }

  /** A customer talks with one agent; `round` does what is to be shown, and everybody goes home. */
  async round(doIt: (talk: Round) => Promise<void>): Promise<void> {
    this.rounds += 1;
    // What rang in a round that failed is nobody's in this one.
    for (const { phone } of this.agents) while (phone.takeRung());
    const from = `0414666${String(this.rounds).padStart(4, '0')}`;
    const call = this.customers.call(`sip:${DIRECT_NUMBER}@127.0.0.1:${this.centre.sipPort}`, { from });
    await call.answered;
    void call.play(tone(CUSTOMER_HZ, EACH_DBFS));
    const customer: Voice = { who: 'the customer', hz: CUSTOMER_HZ, phone: call };
    const line = `+58${from.slice(1)}`;
    const { id, agent } = await this.pictureUntil(line, ({ phase }) => phase === 'talking');
    let left = false;
    const leaves = async () => {
      if (left) return;
      left = true;
      await call.hangUp();
    };
    void call.ended.then(() => {
      if (!left) this.faults.lost += 1;
    });
    const first = await this.answers(agent);
    const talk = new Round({
      id,
      customer,
      first,
      agents: this.agents,
      supervisor: this.supervisor,
      centre: this.centre,
      leaves,
      voiceOf: person => this.answers(person),
      until: fits => this.pictureUntil(line, fits),
    });
    try {
      await talk.hearEachOther([customer, first]);
      await doIt(talk);
    } finally {
      await leaves();
      await this.allGoHome(id);
    }
  }

  private pictureUntil(line: string, fits: (call: CallPicture) => boolean): Promise<CallPicture> {
    return this.view.callUntil(`the call of ${line}`, call => call.callerNumber === line && fits(call));
  }

  /** The telephone of a person was rung, has answered by itself, and says their tone. */
  private async answers(person: string | null): Promise<Voice> {
    const agent = this.agents.find(({ id }) => id === person);
    if (!agent) throw new Error(`${person} has no desk here`);
    return this.says(agent, await agent.phone.nextCall());
  }

  private async says({ desk, hz }: Agent, phone: IncomingCall): Promise<Voice> {
    await phone.answer();
    void phone.play(tone(hz, EACH_DBFS));
    return { who: desk.me.person.username, hz, phone };
  }

  /** Everybody wraps up what they owe; then nothing of the call is left anywhere. */
  private async allGoHome(call: string): Promise<void> {
    await waitUntil(
      async () => {
        for (const { desk, id } of this.agents) {
          if (this.view.agents.get(id)?.work.kind !== 'wrap-up') continue;
          const wish = { disposition: 'en-seguimiento', note: '' };
          await desk.raw('POST', `/calls/${call}/disposition`, wish);
        }
        return this.agents.every(({ id }) => this.view.agents.get(id)?.work.kind === 'idle');
      },
      { what: 'all agents are free again', within: 20_000, every: 100 },
    );
    await waitUntil(async () => (await this.onSwitch()) === 0, {
      what: 'nothing is left on the switch',
      within: 10_000,
      every: 100,
    }).catch(async () => {
      this.faults.leftOver += await this.onSwitch();
    });
  }

  private async onSwitch(): Promise<number> {
    const [channels, bridges] = await Promise.all(
      ['channels', 'bridges'].map(path => onTheSwitch<unknown[]>(this.centre, path)),
    );
    return (channels?.length ?? 0) + (bridges?.length ?? 0);
  }
}

interface RoundParts {
  readonly id: string;
  readonly customer: Voice;
  readonly first: Voice;
  readonly agents: readonly Agent[];
  readonly supervisor: Agent;
  readonly centre: CentreWorld;
  readonly leaves: () => Promise<void>;
  readonly voiceOf: (person: string) => Promise<Voice>;
  readonly until: (fits: (call: CallPicture) => boolean) => Promise<CallPicture>;
}

/** One customer's call, and what may be done with it. */
export class Round {
  readonly customer: Voice;
  readonly first: Voice;
  private readonly parts: RoundParts;

  constructor(parts: RoundParts) {
    this.parts = parts;
    this.customer = parts.customer;
    this.first = parts.first;
  }

  /** The agents who are in no call, always in the same order. */
  others(...busy: readonly Voice[]): readonly Agent[] {
    const names = [this.first, ...busy].map(({ who }) => who);
    return this.parts.agents.filter(({ desk }) => !names.includes(desk.me.person.username));
  }

  /** An agent who is in no call. */
  free(...busy: readonly Voice[]): Agent {
    const [agent] = this.others(...busy);
    if (!agent) throw new Error('nobody is free');
    return agent;
  }

  /** Has no part in the call. */
  get supervisor(): Agent {
    return this.parts.supervisor;
  }

  /** Asks once: null where it is done, else why it is not. */
  async asks({ desk }: Pick<Agent, 'desk'>, what: string, body: unknown = {}): Promise<Problem | null> {
    const answer = await desk.raw('POST', `/calls/${this.parts.id}/${what}`, body);
    return answer.ok ? null : ((await answer.json()) as Problem);
  }

  /** Asked for again while `calls` is away. */
  async order(by: Voice, what: string, body: unknown = {}): Promise<void> {
    const agent = this.agentOf(by);
    let said = '';
    await waitUntil(
      async () => {
        const answer = await agent.desk.raw('POST', `/calls/${this.parts.id}/${what}`, body);
        said = answer.ok ? '' : `${answer.status} ${await answer.text()}`;
        return answer.status !== 503;
      },
      { what: `${by.who} may ask: ${what}`, within: 15_000, every: 100 },
    );
    if (said !== '') throw new Error(`${what}: ${said}`);
  }

  /** The customer, or an agent, puts the telephone down. */
  async hangsUp(voice: Voice): Promise<void> {
    await (voice === this.customer ? this.parts.leaves() : this.order(voice, 'hang-up'));
  }

  agentOf(voice: Voice): Agent {
    const agent = this.parts.agents.find(({ desk }) => desk.me.person.username === voice.who);
    if (!agent) throw new Error(`${voice.who} is no agent`);
    return agent;
  }

  /** Their telephone was rung and has answered. */
  voiceOf(agent: Agent): Promise<Voice> {
    return this.parts.voiceOf(agent.id);
  }

  async consult(to: Agent): Promise<Voice> {
    await this.order(this.first, 'consult', { colleague: to.id, note: '' });
    return this.parts.voiceOf(to.id);
  }

  /** `calls` dies as by a crash, and another one takes over. */
  async killed(): Promise<void> {
    await this.parts.centre.kill('calls');
    await this.parts.centre.start('calls');
  }

  /** The call is this agent's. */
  async isOf(voice: Voice): Promise<void> {
    const { id } = this.agentOf(voice);
    await this.parts.until(call => call.phase === 'talking' && call.agent === id);
  }

  until(fits: (call: CallPicture) => boolean): Promise<CallPicture> {
    return this.parts.until(fits);
  }

  hearEachOther(those: readonly Voice[], not: readonly Voice[] = []): Promise<void> {
    return hearEachOther(those, not);
  }

  hearsMusic(voice: Voice, not: readonly Voice[]): Promise<void> {
    return hearsMusic(voice, not);
  }
}
