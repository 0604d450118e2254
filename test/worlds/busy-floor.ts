import type { Ended } from '../../src/sip-phone/call-life.ts';
import type { IncomingCall } from '../../src/sip-phone/incoming-call.ts';
import type { OutgoingCall } from '../../src/sip-phone/outgoing-call.ts';
import { openPhone, type SipPhone } from '../../src/sip-phone/sip-phone.ts';
import type { AgentPicture, CallPicture } from '../../src/supervision/events.ts';
import { untilHeard } from '../kit/prompt.ts';
import type { Desk } from './desk.ts';
import { type DeskPhone, deskAgent } from './desk-phone.ts';
import { DIRECT_NUMBER } from './direct-number.ts';
import type { LaunchedCentre } from './launched.ts';
import type { LiveView } from './live-view.ts';
import { onTheSwitch } from './on-the-switch.ts';
import { Talk } from './talk.ts';

/** How busy the floor is: 10 calls talk and an eleventh is on hold. */
export const BUSY = { talking: 11, onHold: 1, ringing: 2, inMenu: 3, waiting: 5, inWrapUp: 1 } as const;

/** Who is where, by the ids of calls and people; a call with an agent as `call agent`. */
export interface Load {
  readonly talking: readonly string[];
  /** Of those who talk. */
  readonly onHold: readonly string[];
  readonly ringing: readonly string[];
  readonly inMenu: readonly string[];
  /** By their places, the next one first. */
  readonly waiting: readonly string[];
  readonly inWrapUp: readonly string[];
}

interface Caller {
  readonly call: OutgoingCall;
  /** As the pages show their number. */
  readonly line: string;
}

/** A floor with somebody at every place of a call's road, on a launched centre with the direct number. */
export class BusyFloor {
  readonly callers: Caller[] = [];
  /** Those whose call is over, and how that came. */
  readonly ended = new Map<Caller, Ended>();
  /** Those who are in the menu. */
  readonly choosing: Caller[] = [];
  /** The telephones that ring and are let ring. */
  readonly unanswered: IncomingCall[] = [];
  private readonly centre: LaunchedCentre;
  private readonly customers: SipPhone;
  private readonly supervisor: Desk;
  private readonly agents: { desk: Desk; phone: DeskPhone }[] = [];
  private seen: LiveView;
  private heardTalk: Talk | null = null;

  private constructor(centre: LaunchedCentre, customers: SipPhone, supervisor: Desk) {
    this.centre = centre;
    this.customers = customers;
    this.supervisor = supervisor;
    this.seen = supervisor.watch();
  }

  /** Agents at their desks, those that are to let it ring last. Nobody calls yet. */
  static async open(centre: LaunchedCentre): Promise<BusyFloor> {
    const floor = new BusyFloor(centre, await openPhone(), await centre.logIn('supervisor'));
    const admin = await centre.logIn('admin');
    const answering = BUSY.talking + BUSY.inWrapUp;
    for (let i = 0; i < answering + BUSY.ringing; i += 1) {
      const agent = await deskAgent(centre, { username: `mesa${i}` }, admin);
      agent.phone.answersByItself = i < answering;
      floor.agents.push(agent);
    }
    return floor;
  }

  get view(): LiveView {
    return this.seen;
  }

  /** The one talk whose voices are listened to. */
  get talk(): Talk {
    if (this.heardTalk === null) throw new Error('nobody talks yet');
    return this.heardTalk;
  }

  dial(number: string, { sound = false } = {}): Caller {
    const from = `0414777${String(this.callers.length).padStart(4, '0')}`;
    const call = this.customers.call(`sip:${number}@127.0.0.1:${this.centre.sipPort}`, { from, sound });
    const caller = { call, line: `+58${from.slice(1)}` };
    this.callers.push(caller);
    void call.ended.then(how => this.ended.set(caller, how));
    return caller;
  }

  /** Fills every place. One call ends by it: that of the agent who is in wrap-up. */
  async fill(): Promise<void> {
    const talkers: CallPicture[] = [];
    for (let i = 0; i < BUSY.talking + BUSY.inWrapUp; i += 1) {
      const caller = this.dial(DIRECT_NUMBER, { sound: i === 0 });
      talkers.push(await this.untilAt(caller, 'talking'));
    }
    const [heard, held, over] = talkers.map(call => ({ call, ...this.deskOf(call.agent) }));
    const [first] = this.callers;
    if (!heard || !held || !over || !first) throw new Error('too few talk');
    this.heardTalk = await Talk.between(first.call, await heard.phone.nextCall(), heard.desk);
    for (let i = 0; i < BUSY.ringing; i += 1) {
      const ringing = await this.untilAt(this.dial(DIRECT_NUMBER), 'offered');
      this.unanswered.push(await this.deskOf(ringing.agent).phone.nextCall());
    }
    await held.desk.post(`/calls/${held.call.id}/hold`);
    await over.desk.post(`/calls/${over.call.id}/hang-up`);
    await this.seen.until('one is on hold', () => this.load().onHold.length === BUSY.onHold);
    await this.seen.until('one agent is in wrap-up', () => this.load().inWrapUp.length === BUSY.inWrapUp);
    for (let i = 0; i < BUSY.waiting; i += 1) await this.untilAt(this.dial(DIRECT_NUMBER), 'waiting');
    // They listen until they hear what there is to choose from, and they will press a key.
    for (let i = 0; i < BUSY.inMenu; i += 1) this.choosing.push(this.dial('*626', { sound: true }));
    await Promise.all(this.choosing.map(({ call }) => untilHeard(call, 'menu-principal')));
  }

  /** Waits until a caller is at a place of the road; answers with their call. */
  untilAt({ line }: Caller, phase: CallPicture['phase']): Promise<CallPicture> {
    const isHe = (call: CallPicture) => call.callerNumber === line && call.phase === phase;
    return this.seen.callUntil(`${line} is ${phase}`, isHe);
  }

  /** The desk of a person, by id. */
  deskOf(person: string | null | undefined): { desk: Desk; phone: DeskPhone } {
    const found = this.agents.find(({ desk }) => desk.me.person.id === person);
    if (!found) throw new Error(`${person} has no desk here`);
    return found;
  }

  load(): Load {
    const calls = [...this.seen.calls.values()];
    const at = (phase: CallPicture['phase']) => calls.filter(call => call.phase === phase);
    const withAgent = (call: CallPicture) => `${call.id} ${call.agent}`;
    const inWrapUp = (agent: AgentPicture) => agent.work.kind === 'wrap-up';
    return {
      talking: at('talking').map(withAgent).sort(),
      onHold: at('talking')
        .filter(call => call.onHold)
        .map(withAgent),
      ringing: at('offered').map(withAgent).sort(),
      inMenu: at('welcome')
        .map(call => call.id)
        .sort(),
      waiting: at('waiting')
        .sort((a, b) => (a.position ?? 0) - (b.position ?? 0))
        .map(call => call.id),
      inWrapUp: [...this.seen.agents.values()].filter(inWrapUp).map(agent => agent.id),
    };
  }

  /** Channels and bridges that are on the switch. */
  async onSwitch(): Promise<{ channels: number; bridges: number }> {
    const [channels, bridges] = await Promise.all([
      onTheSwitch<unknown[]>(this.centre, 'channels'),
      onTheSwitch<unknown[]>(this.centre, 'bridges'),
    ]);
    return { channels: channels.length, bridges: bridges.length };
  }

  /** Those that the calls account for: a channel for each customer and each agent, and one for each recording. */
  accountedFor(): { channels: number; bridges: number } {
    const { talking, ringing, inMenu, waiting } = this.load();
    const alone = inMenu.length + waiting.length;
    return { channels: 3 * talking.length + 2 * ringing.length + alone, bridges: talking.length };
  }

  /** Looks anew, for after the web has died with the connection to it. */
  lookAgain(): void {
    this.seen.close();
    this.seen = this.supervisor.watch();
  }

  async close(): Promise<void> {
    this.seen.close();
    for (const { phone } of this.agents) await phone.phone.close();
    await this.customers.close();
  }
}
