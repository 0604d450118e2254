import { type Agent, callOf, mayBeOffered, queuesOf } from '../agents/agent.ts';
import { keyed } from '../customers/keyed.ts';
import type { Clock } from '../kit/clock.ts';
import { newId } from '../kit/ids.ts';
import type { Asker } from '../outgoing/entries.ts';
import type { OutgoingGate, Pass, Wish } from '../outgoing/gate.ts';
import type { AgentOrders } from './agent-orders.ts';
import { agentOf, type Call, type CallIn, colleagueIn, isInHandOf, telephoneOf } from './call.ts';
import type { CallControl } from './call-control.ts';
import type { CallerLookups } from './caller-lookups.ts';
import type { Command, CommandOutcome } from './commands.ts';
import { mayIdentify } from './decide.ts';
import { fitsCall, fitsGivenOn, fitsQueue, missingText } from './dispositions.ts';
import type { CallInput } from './inputs.ts';
import type { TicketNumbers } from './journal/numbers.ts';
import { colleagues, consulted, peopleIn } from './legs.ts';
import type { LineKeeper } from './lines/line-keeper.ts';
import { DEFAULT_POLICIES } from './policies.ts';
import type { TicketGlance } from './ports/lookups.ts';
import type { CentreData } from './ports/settings.ts';
import type { ProofCalls } from './proof-calls.ts';
import { MOST_PEOPLE } from './rules/consulting.ts';
import { isAsking } from './rules/helping.ts';
import { whyNotOrdered } from './rules/recording-orders.ts';
import { queueOfArea } from './surroundings.ts';

const OK: CommandOutcome = { ok: true };

interface FreeToCall {
  readonly by: Asker;
  readonly agentEndpoint: string;
}

const isTalkOf = (call: Call, agent: string): call is CallIn<'talking'> =>
  call.phase.kind === 'talking' && call.phase.agent === agent;

/** Of several open tickets, the one that was opened last. */
const newest = (tickets: readonly TicketGlance[]): TicketGlance | undefined =>
  tickets.toSorted((a, b) => b.openedAt - a.openedAt)[0];

/** Carries out what people ask. What cannot be done is answered with a code of the catalogue, never thrown. */
export class CommandDesk {
  private readonly parts: {
    calls: CallControl;
    lines: LineKeeper;
    clock: Clock;
    node: string;
    settings: () => CentreData;
    queueOpen: (queue: string) => boolean;
    gate: Pick<OutgoingGate, 'learn' | 'pass' | 'release' | 'numberOf'>;
    /** False when the disk is nearly full. */
    mayRecord: () => boolean;
    refreshSessions: () => Promise<void>;
    proofs: Pick<ProofCalls, 'call'>;
    lookups: Pick<CallerLookups, 'known' | 'identify'>;
    numbers: Pick<TicketNumbers, 'take' | 'refill'>;
    orders: AgentOrders;
  };

  constructor(parts: CommandDesk['parts']) {
    this.parts = parts;
  }

  async carryOut(command: Command): Promise<CommandOutcome> {
    switch (command.do) {
      case 'refresh-sessions':
        await this.parts.refreshSessions();
        return OK;
      case 'set-will':
        return this.setWill(command);
      case 'direct-will':
        return this.parts.orders.will(command);
      case 'direct-queues':
        return this.parts.orders.queues(command);
      case 'read-order':
        return this.parts.orders.read(command);
      case 'give-caller':
      case 'put-first':
      case 'move-queue':
        return this.place(command);
      case 'call-back':
        return this.callBack(command);
      case 'call-out':
        return this.callOut(command);
      case 'release-outgoing':
        this.parts.gate.release(command.person);
        if (command.person !== null) this.parts.lines.unbar(command.person);
        return OK;
      case 'hang-up':
        return this.atOwnTelephone(command, () => this.hangUp(command));
      case 'hold':
        return this.atOwnTelephone(command, () =>
          this.onOwnTalk(command, { kind: 'ask-hold', agent: command.agent }),
        );
      case 'resume':
        return this.atOwnTelephone(command, () =>
          this.onOwnTalk(command, { kind: 'ask-resume', agent: command.agent }),
        );
      case 'record':
        return this.atOwnTelephone(command, () => this.record(command));
      case 'transfer':
        return this.atOwnTelephone(command, () => this.transfer(command));
      case 'ask-help':
        return this.onOwnTalk(command, { kind: 'ask-help', agent: command.agent, on: command.on });
      case 'see-help':
        return this.seeHelp(command);
      case 'supervise':
        return this.supervise(command);
      case 'end-supervision':
        return this.endSupervision(command);
      case 'consult':
        return this.atOwnTelephone(command, () => this.consult(command));
      case 'complete':
      case 'swap':
      case 'conference':
        return this.atOwnTelephone(command, () => this.withColleague(command));
      case 'drop':
        return this.atOwnTelephone(command, () => this.drop(command));
      case 'rejoin':
        return this.rejoin(command);
      case 'identify-caller':
        return this.identifyCaller(command);
      case 'dispose':
        return this.dispose(command);
      case 'prove-line':
        return this.parts.proofs.call(command.line, command.code);
      case 'end-now':
        return this.endNow(command);
      default:
        return command satisfies never;
    }
  }

  private setWill({ agent, will }: Extract<Command, { do: 'set-will' }>): CommandOutcome {
    const { calls, clock } = this.parts;
    const present = calls.registry.get(agent);
    if (!present) return { ok: false, code: 'not-allowed' };
    if (will.kind === 'ready' && present.phone === 'unreachable')
      return { ok: false, code: 'phone-not-ready' };
    calls.registry.setWill(agent, will, clock.now());
    calls.settle();
    return OK;
  }

  /** Another page may have the voice: it is not touched from here. A desk telephone is every page's. */
  private atOwnTelephone(
    { agent, call, line }: { agent: string; call: string; line?: string },
    carryOut: () => CommandOutcome,
  ): CommandOutcome {
    const { calls, lines } = this.parts;
    const known = calls.call(call);
    const telephone = known ? telephoneOf(known, agent) : null;
    const isElsewhere =
      line !== undefined &&
      calls.registry.get(agent)?.profile.phoneKind === 'browser' &&
      telephone !== null &&
      telephone !== lines.endpointAt(line) &&
      lines.reaches(telephone);
    return isElsewhere ? { ok: false, code: 'call-elsewhere' } : carryOut();
  }

  private onOwnCall(command: { agent: string; call: string }, input: CallInput): CommandOutcome {
    const { calls } = this.parts;
    const call = calls.call(command.call);
    if (!call) return { ok: false, code: 'call-gone' };
    if (!isInHandOf(call, command.agent)) return { ok: false, code: 'not-allowed' };
    calls.post(call.id, input);
    return OK;
  }

  private onOwnTalk(command: { agent: string; call: string }, input: CallInput): CommandOutcome {
    const call = this.parts.calls.call(command.call);
    if (call && !isTalkOf(call, command.agent) && isInHandOf(call, command.agent)) {
      return { ok: false, code: 'step-not-possible' };
    }
    return this.onOwnCall(command, input);
  }

  /** In wrap-up there is nothing left to hang up; the call may be somebody else's by now. */
  private hangUp(command: Extract<Command, { do: 'hang-up' }>): CommandOutcome {
    const call = this.parts.calls.call(command.call);
    const isOthers =
      call &&
      call.phase.kind !== 'ending' &&
      agentOf(call) !== command.agent &&
      !colleagueIn(call, command.agent);
    return isOthers && isInHandOf(call, command.agent)
      ? { ok: false, code: 'step-not-possible' }
      : this.onOwnCall(command, { kind: 'ask-hang-up', agent: command.agent });
  }

  private record(command: Extract<Command, { do: 'record' }>): CommandOutcome {
    const { agent, order } = command;
    const { calls, mayRecord } = this.parts;
    const call = calls.call(command.call);
    const code = call && isTalkOf(call, agent) ? whyNotOrdered(call, order, mayRecord()) : null;
    return code === null
      ? this.onOwnTalk(command, { kind: 'ask-recording', agent, order })
      : { ok: false, code };
  }

  private transfer(command: Extract<Command, { do: 'transfer' }>): CommandOutcome {
    const { agent, to, note } = command;
    const phase = this.parts.calls.call(command.call)?.phase;
    // A colleague in it would be left without anybody.
    if (phase?.kind === 'talking' && phase.agent === agent && colleagues(phase).length > 0)
      return { ok: false, code: 'step-not-possible' };
    if ('agent' in to) return this.transferToAgent(command, to.agent);
    const { queue } = to;
    if (!this.parts.settings().queues.some(({ name }) => name === queue))
      return { ok: false, code: 'unknown-resource' };
    if (!this.parts.queueOpen(queue)) return { ok: false, code: 'queue-closed' };
    return this.onOwnTalk(command, { kind: 'ask-transfer', agent, queue, note });
  }

  /** Over callers who wait; those who are rung for or talk by now are left to that. */
  private place(
    command: Extract<Command, { do: 'give-caller' | 'put-first' | 'move-queue' }>,
  ): CommandOutcome {
    const { calls, settings, queueOpen } = this.parts;
    const { by } = command;
    const call = calls.call(command.call);
    if (!call || call.phase.kind === 'ending') return { ok: false, code: 'call-gone' };
    // Who waits for one agent alone is about to be rung for.
    if (call.phase.kind !== 'waiting' || call.phase.only) return { ok: false, code: 'not-waiting' };
    if (command.do === 'give-caller') {
      const { agent } = command;
      if (!calls.registry.get(agent)) return { ok: false, code: 'unknown-resource' };
      if (call.farHold || !calls.couldTake(agent, call.id)) return { ok: false, code: 'agent-not-free' };
      calls.post(call.id, { kind: 'ask-give', by, agent });
      return OK;
    }
    if (command.do === 'put-first') {
      calls.post(call.id, { kind: 'ask-first', by });
      return OK;
    }
    const { queue, from } = command;
    if (call.phase.queue !== from) return { ok: false, code: 'moved-already' };
    if (!settings().queues.some(({ name }) => name === queue)) return { ok: false, code: 'unknown-resource' };
    if (!queueOpen(queue)) return { ok: false, code: 'queue-closed' };
    calls.post(call.id, { kind: 'ask-queue', by, queue });
    return OK;
  }

  private seeHelp({ call: id, by }: Extract<Command, { do: 'see-help' }>): CommandOutcome {
    const { calls } = this.parts;
    const call = calls.call(id);
    if (!call) return { ok: false, code: 'call-gone' };
    if (!isAsking(call.help)) return { ok: false, code: 'help-over' };
    calls.post(id, { kind: 'help-seen', by });
    return OK;
  }

  /** One call at a time, and none beside one's own: the same telephone would ring for both. */
  private supervise({
    agent: person,
    call,
    mode,
    line,
  }: Extract<Command, { do: 'supervise' }>): CommandOutcome {
    const { calls, lines, settings } = this.parts;
    const phase = calls.call(call)?.phase;
    if (!phase) return { ok: false, code: 'call-gone' };
    if (phase.kind !== 'talking' || phase.agent === person) return { ok: false, code: 'step-not-possible' };
    const present = calls.registry.get(person);
    const own = line === undefined || present?.profile.phoneKind === 'sip' ? null : lines.endpointAt(line);
    const endpoint = own !== null && lines.reaches(own) ? own : lines.endpointOf(person);
    if (!present || endpoint === null) return { ok: false, code: 'phone-not-ready' };
    const isBusy = present.work.kind !== 'idle' || (present.supervises ?? call) !== call;
    if (isBusy) return { ok: false, code: 'agent-busy' };
    if (mode === 'take-over') {
      if (colleagues(phase).length > 0) return { ok: false, code: 'step-not-possible' };
      const queue = present.profile.queues[0] ?? settings().queues[0]?.name ?? '';
      calls.post(call, { kind: 'ask-take-over', person, endpoint, queue });
      return OK;
    }
    const seen = settings().policies.supervisionSeen ?? DEFAULT_POLICIES.supervisionSeen;
    calls.post(call, { kind: 'ask-supervise', person, endpoint, mode, seen });
    return OK;
  }

  private endSupervision({
    agent: person,
    call,
  }: Extract<Command, { do: 'end-supervision' }>): CommandOutcome {
    const { calls } = this.parts;
    if (calls.registry.get(person)?.supervises !== call) return { ok: false, code: 'call-gone' };
    calls.post(call, { kind: 'ask-unsupervise', person });
    return OK;
  }

  private consult(command: Extract<Command, { do: 'consult' }>): CommandOutcome {
    const { calls, lines } = this.parts;
    const { agent, colleague, note } = command;
    const call = calls.call(command.call);
    const phase = call?.phase;
    const asked = calls.registry.get(colleague);
    if (!asked || colleague === agent) return { ok: false, code: 'unknown-resource' };
    if (phase?.kind === 'talking' && phase.agent === agent) {
      if (consulted(phase)) return { ok: false, code: 'step-not-possible' };
      if (peopleIn(phase) >= MOST_PEOPLE) return { ok: false, code: 'call-full' };
    }
    const endpoint = lines.endpointOf(colleague);
    if (!endpoint || !mayBeOffered(asked)) return { ok: false, code: 'colleague-not-free' };
    const own = phase?.kind === 'talking' ? phase.queued?.queue : undefined;
    const queues = queuesOf(asked);
    const theirs = own !== undefined && queues.includes(own) ? own : queues[0];
    // Who serves no queue, as a supervisor: the customer waits where they would have waited.
    const queue = theirs ?? (call && this.queueOf(call, asked)) ?? '';
    return this.onOwnTalk(command, { kind: 'ask-consult', agent, colleague, endpoint, queue, note });
  }

  private withColleague({
    do: what,
    ...command
  }: Extract<Command, { do: 'complete' | 'swap' | 'conference' }>): CommandOutcome {
    const phase = this.parts.calls.call(command.call)?.phase;
    const colleague = phase?.kind === 'talking' ? consulted(phase) : undefined;
    const isReady = colleague?.state === 'up' || (what === 'complete' && colleague !== undefined);
    if (phase?.kind === 'talking' && phase.agent === command.agent && !isReady)
      return { ok: false, code: 'step-not-possible' };
    return this.onOwnTalk(command, { kind: `ask-${what}`, agent: command.agent });
  }

  private drop(command: Extract<Command, { do: 'drop' }>): CommandOutcome {
    const { agent, colleague } = command;
    const call = this.parts.calls.call(command.call);
    if (call && !colleagueIn(call, colleague)) return { ok: false, code: 'step-not-possible' };
    return this.onOwnTalk(command, { kind: 'ask-drop', agent, colleague });
  }

  private transferToAgent(command: Extract<Command, { do: 'transfer' }>, only: string): CommandOutcome {
    const { calls } = this.parts;
    const { agent, call: id, note } = command;
    const target = calls.registry.get(only);
    if (!target) return { ok: false, code: 'unknown-resource' };
    const call = calls.call(id);
    const queue = call && this.queueOf(call, target);
    const talks = call?.phase.kind === 'talking' && call.phase.agent === agent;
    if (talks && (!queue || !calls.couldTake(only, id))) return { ok: false, code: 'colleague-not-free' };
    return this.onOwnTalk(command, { kind: 'ask-transfer', agent, queue: queue ?? '', only, note });
  }

  /** Where a customer waits whom the agent does not take: in their queue; whom we called, in that of the ticket's area. */
  private queueOf({ phase, outgoing }: Call, target: Agent): string | null {
    const own = phase.kind === 'talking' ? phase.queued?.queue : undefined;
    const { queues } = this.parts.settings();
    const theirs = queues.find(({ name }) => queuesOf(target).includes(name)) ?? queues[0];
    return own ?? queueOfArea(queues, outgoing?.area ?? null) ?? theirs?.name ?? null;
  }

  /**
   * Only a dead leg is replaced: while another telephone of the agent is there, the voice or the bell is on that one,
   * and only a take-over, which its person was asked about, moves it. A call that rang where nobody hears it is offered
   * again, to this agent or to the next one.
   */
  private rejoin(command: Extract<Command, { do: 'rejoin' }>): CommandOutcome {
    const { calls, lines } = this.parts;
    const { agent, line } = command;
    const endpoint = lines.endpointAt(line);
    const call = calls.call(command.call);
    const phase = call?.phase;
    const isGuest = call !== null && colleagueIn(call, agent) !== undefined;
    const isOwn = (phase?.kind === 'talking' || phase?.kind === 'offered') && phase.agent === agent;
    const on = call && (isOwn || isGuest) ? telephoneOf(call, agent) : null;
    if (on !== null && !command.takeOver && on !== endpoint && lines.reaches(on)) {
      return { ok: false, code: 'call-elsewhere' };
    }
    const input: CallInput = { kind: 'ask-rejoin', agent, endpoint };
    return phase?.kind === 'offered' || isGuest
      ? this.onOwnCall(command, input)
      : this.onOwnTalk(command, input);
  }

  /**
   * What is in hand is taken away at once: a customer goes back to the head of the line. A wrap-up stays with a person
   * who may log in again; that of one who is no agent any more ends without a disposition.
   */
  private async endNow({ agent: id }: Extract<Command, { do: 'end-now' }>): Promise<CommandOutcome> {
    const { calls } = this.parts;
    await this.parts.refreshSessions();
    const agent = calls.registry.get(id);
    const call = agent && callOf(agent);
    if (!agent || call === null) return OK;
    calls.registry.leaveNothing(id);
    const isWrapUp = agent.work.kind === 'wrap-up';
    if (!isWrapUp) calls.post(call, { kind: 'agent-sent-away', agent: id });
    // Also that of a part which has ended by it: others go on with the call.
    const now = calls.registry.get(id);
    if (now?.dismissed && now.work.kind === 'wrap-up')
      calls.post(call, { kind: 'agent-dismissed', agent: id });
    calls.settle();
    return OK;
  }

  private async identifyCaller({
    agent,
    call,
    customer,
  }: Extract<Command, { do: 'identify-caller' }>): Promise<CommandOutcome> {
    const { calls, lookups } = this.parts;
    const before = calls.call(call);
    if (!before) return { ok: false, code: 'call-gone' };
    if (!mayIdentify(before, agent)) return { ok: false, code: 'not-allowed' };
    const known = await lookups.known(customer, before.callerNumber);
    if (!known) return { ok: false, code: 'store-away' };
    if (customer !== null && !known.customer) return { ok: false, code: 'unknown-resource' };
    const now = calls.call(call);
    // Closed, or somebody else's, while the customer was looked up.
    if (!now) return { ok: false, code: 'call-gone' };
    if (!mayIdentify(now, agent)) return { ok: false, code: 'step-not-possible' };
    calls.post(call, { kind: 'ask-customer', agent, ...known });
    return OK;
  }

  /** Wrap-up ends only with a disposition that fits the call and has its texts: nothing typed is lost by a refusal. */
  private dispose(command: Extract<Command, { do: 'dispose' }>): CommandOutcome {
    const { calls, settings } = this.parts;
    const call = calls.call(command.call);
    if (!call) return { ok: false, code: 'call-gone' };
    const rule = settings().dispositions.find(each => each.code === command.disposition);
    if (!rule) return { ok: false, code: 'disposition-missing' };
    const owed = call.wrapUps?.find(each => each.agent === command.agent);
    if (!owed) return { ok: false, code: call.phase.kind === 'ending' ? 'not-allowed' : 'step-not-possible' };
    if (!fitsCall(rule, owed.spoke)) return { ok: false, code: 'disposition-unfit' };
    // Whether the customer agrees is for the one who took the call over to ask.
    if (owed.to !== undefined && !fitsGivenOn(rule)) return { ok: false, code: 'disposition-unfit' };
    // A call that its agent made belongs to no queue: the dispositions of the agent's queues fit it.
    const { queue } = owed;
    const present = calls.registry.get(command.agent);
    const queues = queue === null ? (present ? queuesOf(present) : []) : [queue];
    if (!fitsQueue(rule, queues)) return { ok: false, code: 'disposition-unfit' };
    const { agent, disposition, note, summary, solution, solutionBase, onTicket } = command;
    const missing = missingText(rule.effect, {
      summary: Boolean(summary) || (onTicket?.summary ?? false),
      solution: Boolean(solution) || (onTicket?.solution ?? false),
    });
    if (missing !== null) return { ok: false, code: missing };
    if (rule.effect !== 'none' && !onTicket?.effects.includes(rule.effect))
      return { ok: false, code: 'step-not-possible' };
    const written = { summary, solution, solutionBase };
    return this.onOwnCall(command, { kind: 'ask-disposition', agent, disposition, note, ...written });
  }

  /** Who is free to be rung for a call of their own. */
  private freeToCall(agent: string): FreeToCall | CommandOutcome {
    const { calls, lines } = this.parts;
    const present = calls.registry.get(agent);
    const agentEndpoint = lines.endpointOf(agent);
    if (!present || !agentEndpoint) return { ok: false, code: 'phone-not-ready' };
    const isBusy = present.work.kind !== 'idle' || present.supervises !== undefined;
    if (isBusy) return { ok: false, code: 'agent-busy' };
    const { role, level } = present.profile;
    return { by: { person: agent, role, level }, agentEndpoint };
  }

  private async callBack({
    agent,
    ticket,
    number: typed,
    customer,
    withheld,
  }: Extract<Command, { do: 'call-back' }>): Promise<CommandOutcome> {
    const { gate } = this.parts;
    const before = this.freeToCall(agent);
    if ('ok' in before) return before;
    const wish: Wish = {
      entry: 'call-back',
      by: before.by,
      number: typed,
      ticket,
      withheld,
    };
    const known = await gate.learn(wish);
    // Somebody may have rung them, or their telephone may have gone, meanwhile.
    const free = this.freeToCall(agent);
    if ('ok' in free) return free;
    const pass = gate.pass(wish, known);
    if (!pass.ok) return pass;
    return this.rings({ agent, ticket, customer: customer ?? null, pass, free });
  }

  /** A number that an agent wrote. Nothing is opened, no ticket either, before the gate has let it out. */
  private async callOut({
    agent,
    number: written,
    queue,
    withheld,
  }: Extract<Command, { do: 'call-out' }>): Promise<CommandOutcome> {
    const { calls, clock, gate, lookups, numbers, settings } = this.parts;
    const before = this.freeToCall(agent);
    if ('ok' in before) return before;
    const present = calls.registry.get(agent);
    const own = present ? queuesOf(present) : [];
    if (queue !== undefined && !own.includes(queue)) return { ok: false, code: 'not-allowed' };
    const profile = settings().queues.find(({ name }) => name === (queue ?? own[0]));
    const number = keyed(written);
    const line = gate.numberOf(number);
    const found = line === '' ? null : await lookups.identify(line, null);
    if (line !== '' && found === null) return { ok: false, code: 'store-away' };
    const known = newest(found?.openTickets ?? []);
    const wish: Wish = {
      entry: 'dial',
      by: before.by,
      number,
      ticket: known?.number ?? '',
      area: profile?.area ?? null,
      withheld,
    };
    const records = await gate.learn(wish);
    const free = this.freeToCall(agent);
    if ('ok' in free) return free;
    const pass = gate.pass(wish, records);
    if (!pass.ok) return pass;
    if (known) return this.rings({ agent, ticket: known.number, customer: null, pass, free });
    const now = clock.now();
    const outcome = this.rings({
      agent,
      ticket: numbers.take(now),
      opens: profile === undefined ? {} : { queue: profile.name },
      customer: null,
      pass,
      free,
    });
    void numbers.refill(now);
    return outcome;
  }

  /** The call begins: the agent's telephone rings. `opens`: it opens its ticket. */
  private rings({
    agent,
    ticket,
    opens,
    customer,
    pass,
    free: { agentEndpoint },
  }: {
    agent: string;
    ticket: string;
    opens?: { readonly queue?: string };
    /** Whose ticket it is; null: who is called is known by their line. */
    customer: string | null;
    pass: Pass;
    free: FreeToCall;
  }): CommandOutcome {
    const { calls, clock, node } = this.parts;
    const { number, endpoint, area, callerId, withheld, longestMs } = pass;
    const now = clock.now();
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
      outgoing: { area, callerId, ...(withheld ? { withheld } : {}), longestMs },
      phase: {
        kind: 'dialling',
        agent,
        leg: `leg-${id}-1`,
        stage: 'agent',
        agentEndpoint,
        endpoint,
        playback: null,
      },
    };
    calls.open(
      call,
      {
        kind: 'call-arrived',
        at: now,
        direction: 'out',
        ticket,
        opensTicket: opens !== undefined,
        callerNumber: number,
        callerName: '',
        dialled: number,
        from: 'agent',
        agent,
        ...opens,
      },
      customer,
    );
    return { ok: true, call: id };
  }
}
