import { mayBeOffered } from '../../agents/agent.ts';
import { keyed } from '../../customers/keyed.ts';
import type { Flow } from '../../ivr/flow.ts';
import type { Call, Talking } from '../call.ts';
import type { CallControl } from '../call-control.ts';
import { agentOf, colleagueIn, gaveOn, isGivenOn } from '../call-parties.ts';
import type { CommandOf, CommandOutcome } from '../commands.ts';
import type { FreeAgent } from '../inputs.ts';
import {
  askedLegs,
  colleagues,
  consulted,
  customerLeg,
  isAway,
  isConference,
  keyOf,
  type Leg,
  peopleIn,
} from '../legs.ts';
import type { LineKeeper } from '../lines/line-keeper.ts';
import { DEFAULT_POLICIES } from '../policies.ts';
import type { CentreData } from '../ports/settings.ts';
import { mutable } from '../rules/muting.ts';
import { mayPass } from '../rules/parting.ts';
import { MOST_PEOPLE } from '../rules/ringing-asked.ts';
import type { CallingOutside } from './calling-outside.ts';
import { isTalkOf } from './lines.ts';
import { OK } from './outcome.ts';
import type { OwnCall } from './own-call.ts';
import { queueBehind, queueOfColleague } from './queue-behind.ts';

/** Agents who give their customer to somebody else, or ask somebody into the call. */
export class GivingOn {
  private readonly parts: {
    readonly calls: CallControl;
    readonly lines: LineKeeper;
    readonly settings: () => CentreData;
    readonly queueOpen: (queue: string) => boolean;
    readonly flow: (name: string) => Flow | null;
    readonly own: OwnCall;
    readonly outside: CallingOutside;
  };

  constructor(parts: GivingOn['parts']) {
    this.parts = parts;
  }

  transfer(command: CommandOf<'transfer'>): CommandOutcome | Promise<CommandOutcome> {
    const { agent, to, note } = command;
    const phase = this.parts.calls.call(command.call)?.phase;
    // Others in it would be left without anybody.
    if (phase?.kind === 'talking' && phase.agent === agent && askedLegs(phase).length > 0)
      return { ok: false, code: consulted(phase) ? 'consulting-already' : 'in-conference' };
    if ('agent' in to) return this.toAgent(command, to.agent);
    if ('flow' in to) return this.toFlow(command, to.flow);
    if ('number' in to) {
      const own = this.ownerOf(to.number);
      if (own !== null) return this.toAgent(command, own);
      return this.parts.outside.carryOut('ask-give-out', { ...command, ...to });
    }
    const { queue } = to;
    if (!this.parts.settings().queues.some(({ name }) => name === queue))
      return { ok: false, code: 'unknown-resource' };
    if (!this.parts.queueOpen(queue)) return { ok: false, code: 'queue-closed' };
    return this.parts.own.onOwnTalk(command, { kind: 'ask-transfer', agent, queue, note });
  }

  private toAgent(command: CommandOf<'transfer'>, only: string): CommandOutcome {
    const { calls } = this.parts;
    const { agent, call: id, note } = command;
    const target = calls.registry.get(only);
    if (only === agent) return { ok: false, code: 'own-number' };
    if (!target) return { ok: false, code: 'unknown-resource' };
    const call = calls.call(id);
    const queue = call && queueBehind(call, target, this.parts.settings());
    const talks = call?.phase.kind === 'talking' && call.phase.agent === agent;
    if (talks && (!queue || !calls.couldTake(only, id))) return { ok: false, code: 'colleague-not-free' };
    return this.parts.own.onOwnTalk(command, { kind: 'ask-transfer', agent, queue: queue ?? '', only, note });
  }

  /** Whose own number it is: nothing leaves the centre for a colleague. */
  private ownerOf(number: string): string | null {
    return this.parts.calls.registry.at(keyed(number));
  }

  /** One that nobody can call is none that a customer is given to. */
  private toFlow(command: CommandOf<'transfer'>, flow: string): CommandOutcome {
    const { settings, flow: atWork, own } = this.parts;
    const { agent, note } = command;
    const isInUse = settings().numbers.some(each => each.flow === flow) && atWork(flow) !== null;
    return isInUse
      ? own.onOwnTalk(command, { kind: 'ask-flow', agent, flow, note })
      : { ok: false, code: 'unknown-resource' };
  }

  /** Who is at a number: a colleague at their own one, else somebody outside. */
  consultNumber(command: CommandOf<'consult-outside'>): CommandOutcome | Promise<CommandOutcome> {
    const own = this.ownerOf(command.number);
    if (own === null) return this.parts.outside.carryOut('ask-outside', command);
    return this.consult({ ...command, do: 'consult', colleague: own });
  }

  /** In the talk that they are in; the call is that one. */
  consultFromTalk(agent: string, colleague: string): CommandOutcome {
    const work = this.parts.calls.registry.get(agent)?.work;
    if (work?.kind !== 'talking') return { ok: false, code: 'line-changed' };
    const { call } = work;
    const asked = this.consult({ do: 'consult', agent, call, colleague, note: '' });
    return asked.ok ? { ok: true, call } : asked;
  }

  consult(command: CommandOf<'consult'>): CommandOutcome {
    const { calls, lines } = this.parts;
    const { agent, colleague, note } = command;
    const call = calls.call(command.call);
    const phase = call?.phase;
    const asked = calls.registry.get(colleague);
    if (colleague === agent) return { ok: false, code: 'own-number' };
    if (!asked) return { ok: false, code: 'unknown-resource' };
    if (phase?.kind === 'talking' && phase.agent === agent) {
      if (consulted(phase)) return { ok: false, code: 'consulting-already' };
      if (colleagues(phase).some(leg => leg.agent === colleague))
        return { ok: false, code: 'in-call-already' };
      if (peopleIn(phase) >= MOST_PEOPLE) return { ok: false, code: 'call-full' };
    }
    const endpoint = lines.endpointOf(colleague);
    if (!endpoint || !mayBeOffered(asked)) return { ok: false, code: 'colleague-not-free' };
    const queue = call ? queueOfColleague(call, asked, this.parts.settings()) : '';
    return this.parts.own.onOwnTalk(command, {
      kind: 'ask-consult',
      agent,
      colleague,
      endpoint,
      queue,
      note,
    });
  }

  /** Who of it is rung is the line's choice; nobody who is in the call already, or may not be offered one now. */
  consultQueue(command: CommandOf<'consult-queue'>): CommandOutcome {
    const { calls, settings, queueOpen, own } = this.parts;
    const { agent, queue, note } = command;
    if (!settings().queues.some(({ name }) => name === queue)) return { ok: false, code: 'unknown-resource' };
    const call = calls.call(command.call);
    const ask = (free: FreeAgent | null): CommandOutcome =>
      own.onOwnTalk(command, {
        kind: 'ask-consult',
        agent,
        colleague: free?.agent ?? '',
        endpoint: free?.endpoint ?? '',
        queue,
        asQueue: true,
        note,
      });
    // They are told why it is not theirs.
    if (!isTalkOf(call, agent) || isAway(call.phase)) return ask(null);
    const { phase } = call;
    if (consulted(phase)) return { ok: false, code: 'consulting-already' };
    if (peopleIn(phase) >= MOST_PEOPLE) return { ok: false, code: 'call-full' };
    if (!queueOpen(queue)) return { ok: false, code: 'queue-closed' };
    const here = colleagues(phase).map(leg => leg.agent);
    const free = calls.freeOf(queue, [agent, ...here]);
    return free ? ask(free) : { ok: false, code: 'queue-nobody-free' };
  }

  withColleague({ do: what, ...command }: CommandOf<'complete' | 'swap' | 'conference'>): CommandOutcome {
    const call = this.parts.calls.call(command.call);
    const phase = call?.phase;
    // Pressed twice, it is done already.
    if (call && what === 'complete' && hasPassed(call, command.agent)) return OK;
    const asked = phase?.kind === 'talking' ? consulted(phase) : undefined;
    // A customer may wait for who has not answered; where there is none, nobody is given to them.
    const mayWait = what === 'complete' && phase?.kind === 'talking' && customerLeg(phase) !== undefined;
    const isReady = asked?.state === 'up' || (mayWait && asked !== undefined);
    const isOwn = isTalkOf(call, command.agent);
    const { leaderMayLeave = DEFAULT_POLICIES.leaderMayLeave } = this.parts.settings().policies;
    if (what === 'complete' && isOwn && !mayPass(call, leaderMayLeave))
      return { ok: false, code: 'customer-left' };
    if (what === 'conference' && asked?.who === 'outside' && !asked.mayJoin)
      return { ok: false, code: 'outgoing-no-conference' };
    if (phase?.kind === 'talking' && phase.agent === command.agent && !isReady) {
      if (what === 'conference' && !asked && isConference(phase)) return OK;
      return { ok: false, code: asked ? 'not-answered-yet' : 'nobody-asked' };
    }
    return this.parts.own.onOwnTalk(command, { kind: `ask-${what}`, agent: command.agent });
  }

  drop(command: CommandOf<'drop'>): CommandOutcome {
    const { agent, colleague } = command;
    const call = this.parts.calls.call(command.call);
    const phase = call?.phase;
    const leg = phase?.kind === 'talking' ? whoIs(phase, colleague) : undefined;
    if (call && isTalkOf(call, agent)) {
      if (!leg) return { ok: false, code: 'left-already' };
      // A customer who talks with the agent alone is hung up by the hang-up.
      if (colleague === null && !isConference(call.phase)) return { ok: false, code: 'no-conference' };
    }
    return this.parts.own.onOwnTalk(command, { kind: 'ask-drop', agent, channel: leg?.channel ?? '' });
  }

  mute(command: CommandOf<'mute'>): CommandOutcome {
    const { agent, colleague, on } = command;
    const call = this.parts.calls.call(command.call);
    if (call && isTalkOf(call, agent)) {
      if (!isConference(call.phase)) return { ok: false, code: 'no-conference' };
      if (!mutable(call, colleague)) return { ok: false, code: 'left-already' };
    }
    return this.parts.own.onOwnTalk(command, { kind: 'ask-mute', agent, colleague, on });
  }
}

/** They have given the customer on, and have no part in the call besides what they owe. */
function hasPassed(call: Call, agent: string): boolean {
  if (agentOf(call) === agent || colleagueIn(call, agent)) return false;
  const owed = call.wrapUps?.find(each => each.agent === agent);
  return owed ? isGivenOn(owed) && !owed.taken : gaveOn(call, agent);
}

/** A colleague by their id, who is outside by their leg, and null for the customer. */
const whoIs = (talk: Talking, colleague: string | null): Leg | undefined =>
  colleague === null ? customerLeg(talk) : askedLegs(talk).find(leg => keyOf(leg) === colleague);
