import { queuesOf } from '../../agents/agent.ts';
import { keyed } from '../../customers/keyed.ts';
import type { Clock } from '../../kit/clock.ts';
import { newId } from '../../kit/ids.ts';
import type { Known, OutgoingGate, Pass, Wish } from '../../outgoing/gate.ts';
import type { Call, Joins } from '../call.ts';
import type { CallControl } from '../call-control.ts';
import { isInternal } from '../call-parties.ts';
import type { CallerLookups } from '../caller-lookups.ts';
import type { CommandOf, CommandOutcome } from '../commands.ts';
import type { TicketNumbers } from '../journal/numbers.ts';
import type { LineKeeper } from '../lines/line-keeper.ts';
import { newestOf } from '../ports/lookups.ts';
import type { CentreData } from '../ports/settings.ts';
import { takesParty } from '../rules/joining.ts';
import { type FreeToCall, freeToCall } from './free-to-call.ts';
import { joinsOf, mayBeJoined, mayTalkOn } from './joining-lines.ts';
import { isTalkOf } from './lines.ts';

/** Calls that agents make. */
export class CallingOut {
  private readonly parts: {
    readonly calls: CallControl;
    readonly lines: LineKeeper;
    readonly clock: Clock;
    readonly node: string;
    readonly settings: () => CentreData;
    readonly gate: Pick<OutgoingGate, 'learn' | 'pass' | 'permits' | 'numberOf'>;
    readonly lookups: Pick<CallerLookups, 'identify'>;
    readonly numbers: Pick<TicketNumbers, 'take' | 'refill'>;
  };

  constructor(parts: CallingOut['parts']) {
    this.parts = parts;
  }

  async callBack({
    agent,
    ticket,
    number: typed,
    customer,
    withheld,
    second = false,
    scheduled,
  }: CommandOf<'call-back'>): Promise<CommandOutcome> {
    const { gate } = this.parts;
    const before = freeToCall(this.parts, agent, second);
    if ('ok' in before) return before;
    const wish: Wish = {
      entry: 'call-back',
      by: before.by,
      number: typed,
      ticket,
      withheld,
    };
    const known = await gate.learn(wish);
    const mayJoin = await this.mayJoin(wish, known, before);
    // Somebody may have rung them, or their telephone may have gone, meanwhile.
    const free = freeToCall(this.parts, agent, second);
    if ('ok' in free) return free;
    const pass = gate.pass(wish, known);
    if (!pass.ok) return pass;
    const joins = mayJoin ? this.joins(agent, pass, free) : undefined;
    return this.rings({
      agent,
      ticket,
      customer: customer ?? null,
      pass,
      free,
      joins,
      scheduled,
      opens: false,
    });
  }

  /** A number that an agent wrote. Nothing is opened, no ticket either, before the gate has let it out. */
  async callOut({
    agent,
    number: written,
    queue,
    withheld,
    second = false,
    scheduled,
  }: CommandOf<'call-out'>): Promise<CommandOutcome> {
    const { calls, clock, gate, lookups, numbers, settings } = this.parts;
    const before = freeToCall(this.parts, agent, second);
    if ('ok' in before) return before;
    const present = calls.registry.get(agent);
    const own = present ? queuesOf(present) : [];
    if (queue !== undefined && !own.includes(queue)) return { ok: false, code: 'not-your-queue' };
    const profile = settings().queues.find(({ name }) => name === (queue ?? own[0]));
    const number = keyed(written);
    const line = gate.numberOf(number);
    const found = line === '' ? null : await lookups.identify(line, null);
    if (line !== '' && found === null) return { ok: false, code: 'store-away' };
    const known = newestOf(found?.openTickets ?? []);
    const wish: Wish = {
      entry: 'dial',
      by: before.by,
      number,
      ticket: known?.number ?? '',
      area: profile?.area ?? null,
      withheld,
    };
    const records = await gate.learn(wish);
    const mayJoin = await this.mayJoin(wish, records, before);
    const free = freeToCall(this.parts, agent, second);
    if ('ok' in free) return free;
    const pass = gate.pass(wish, records);
    if (!pass.ok) return pass;
    const joins = mayJoin ? this.joins(agent, pass, free) : undefined;
    const wanted = { agent, asked: profile?.name, customer: null, pass, free, joins, scheduled };
    if (known) return this.rings({ ...wanted, ticket: known.number, opens: false });
    const now = clock.now();
    const outcome = this.rings({ ...wanted, ticket: numbers.take(now), opens: true });
    void numbers.refill(now);
    return outcome;
  }

  /** A second call may join the talk that the agent is in. */
  private async mayJoin(wish: Wish, records: Known | null, { by, from }: FreeToCall): Promise<boolean> {
    const { calls, gate } = this.parts;
    const into = from === undefined ? null : calls.call(from);
    const present = calls.registry.get(by.person);
    if (!into || !present || records === null || !mayBeJoined(gate, wish, records)) return false;
    return mayTalkOn(gate, into, present);
  }

  /** What a second call joins by itself once it is answered. */
  private joins(agent: string, pass: Pass, { from }: FreeToCall): Joins | undefined {
    const { calls, settings } = this.parts;
    const into = from === undefined ? null : calls.call(from);
    const present = calls.registry.get(agent);
    if (!present || !isTalkOf(into, agent) || isInternal(into) || takesParty(into) !== true) return undefined;
    return joinsOf(into, pass, present, settings());
  }

  /** The queue for which a call goes out: of the agent's own, the one that was asked for comes first where its area calls. */
  private queueOf(agent: string, asked: string | undefined, area: string | null): string | undefined {
    const { calls, settings } = this.parts;
    const present = calls.registry.get(agent);
    const { queues } = settings();
    const own = [...(asked === undefined ? [] : [asked]), ...(present ? queuesOf(present) : [])];
    return (
      own.find(each => area !== null && queues.find(({ name }) => name === each)?.area === area) ?? asked
    );
  }

  /** The call begins: the agent's telephone rings. `opens`: it opens its ticket. */
  private rings({
    agent,
    ticket,
    opens,
    asked,
    customer,
    pass,
    free: { agentEndpoint, from },
    joins,
    scheduled,
  }: {
    agent: string;
    ticket: string;
    opens: boolean;
    /** The queue that the agent calls for. */
    asked?: string | undefined;
    /** Whose ticket it is; null: who is called is known by their line. */
    customer: string | null;
    pass: Pass;
    free: FreeToCall;
    joins?: Joins | undefined;
    scheduled?: string | undefined;
  }): CommandOutcome {
    const { calls, clock, node } = this.parts;
    const { number, endpoint, area, callerId, withheld, longestMs, recording, pauseMs } = pass;
    const now = clock.now();
    const queue = this.queueOf(agent, asked, area);
    const id = `${node}-out-${newId(now)}`;
    const call: Call = {
      id,
      direction: 'out',
      ticket,
      callerNumber: number,
      callerName: '',
      dialled: number,
      from: 'agent',
      arrivedAt: now,
      customer: null,
      openTickets: [],
      learned: [],
      up: false,
      serial: 1,
      recording: null,
      outgoing: { area, callerId, ...(withheld ? { withheld } : {}), longestMs, recording, pauseMs },
      phase: {
        kind: 'dialling',
        agent,
        leg: from === undefined ? `leg-${id}-1` : '',
        stage: 'agent',
        agentEndpoint,
        endpoint,
        playback: null,
        ...(from === undefined ? {} : { second: true }),
        ...(joins === undefined ? {} : { joins }),
      },
    };
    calls.open(
      call,
      {
        kind: 'call-arrived',
        at: now,
        direction: 'out',
        ticket,
        opensTicket: opens,
        callerNumber: number,
        callerName: '',
        dialled: number,
        from: 'agent',
        agent,
        ...(queue === undefined ? {} : { queue }),
        ...(scheduled === undefined ? {} : { scheduled }),
      },
      customer,
    );
    if (from !== undefined) calls.post(from, { kind: 'ask-leave', agent, to: id });
    return { ok: true, call: id };
  }
}
