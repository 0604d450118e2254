import { type Agent, queuesOf } from '../../agents/agent.ts';
import type { Clock } from '../../kit/clock.ts';
import { newId } from '../../kit/ids.ts';
import type { Call } from '../call.ts';
import type { CallControl } from '../call-control.ts';
import type { CommandOf, CommandOutcome } from '../commands.ts';
import type { TicketNumbers } from '../journal/numbers.ts';
import type { LineKeeper } from '../lines/line-keeper.ts';
import { DEFAULT_POLICIES } from '../policies.ts';
import type { CentreData } from '../ports/settings.ts';
import { freeToCall } from './free-to-call.ts';

/** Calls from one of ours to another (rules/direct.ts). They go through no gate: nothing leaves the centre. */
export class Colleagues {
  private readonly parts: {
    readonly calls: CallControl;
    readonly lines: LineKeeper;
    readonly clock: Clock;
    readonly node: string;
    readonly settings: () => CentreData;
    readonly numbers: Pick<TicketNumbers, 'take' | 'refill'>;
  };

  constructor(parts: Colleagues['parts']) {
    this.parts = parts;
  }

  /** The caller's own telephone is rung first, and is the call's channel. */
  call({
    agent,
    colleague,
    ticket: open,
    scheduled,
  }: Omit<CommandOf<'call-colleague'>, 'do'>): CommandOutcome {
    const { calls, clock, node, numbers } = this.parts;
    if (agent === colleague) return { ok: false, code: 'own-number' };
    const free = freeToCall(this.parts, agent);
    if ('ok' in free) return free;
    const [caller, called] = [calls.registry.get(agent), calls.registry.get(colleague)];
    if (!caller || !called) return { ok: false, code: 'unknown-resource' };
    const { agentEndpoint } = free;
    const now = clock.now();
    const id = `${node}-out-${newId(now)}`;
    const { opensTicket, queue, ticket } = this.ticketOf(caller, open, now);
    const who = {
      ticket,
      callerNumber: caller.profile.extension ?? '',
      callerName: caller.profile.displayName,
      dialled: called.profile.extension ?? '',
      from: 'agent',
    };
    const call: Call = {
      id,
      direction: 'internal',
      ...who,
      arrivedAt: now,
      customer: null,
      openTickets: [],
      learned: [],
      up: false,
      serial: 0,
      recording: null,
      direct: { to: colleague, from: { agent, endpoint: agentEndpoint } },
      phase: {
        kind: 'dialling',
        agent,
        leg: id,
        stage: 'agent',
        agentEndpoint,
        endpoint: '',
        playback: null,
      },
    };
    calls.open(call, {
      kind: 'call-arrived',
      at: now,
      direction: 'internal',
      opensTicket,
      ...who,
      agent,
      to: colleague,
      ...(queue === undefined ? {} : { queue }),
      ...(scheduled === undefined ? {} : { scheduled }),
    });
    if (opensTicket) void numbers.refill(now);
    return { ok: true, call: id };
  }

  /** As the centre's policy says: the one that is open in the caller's page, one of its own, or none. */
  private ticketOf(
    caller: Agent,
    open: string | undefined,
    now: number,
  ): { readonly ticket: string; readonly opensTicket: boolean; readonly queue?: string | undefined } {
    const { numbers, settings } = this.parts;
    const policy = settings().policies.internalTickets ?? DEFAULT_POLICIES.internalTickets;
    if (policy !== 'never' && open !== undefined) return { ticket: open, opensTicket: false };
    if (policy !== 'always') return { ticket: '', opensTicket: false };
    return { ticket: numbers.take(now), opensTicket: true, queue: queuesOf(caller)[0] };
  }
}
