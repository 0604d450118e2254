import { type Agent, heldBreak, queuesOf } from '../agents/agent.ts';
import { type Directed, standsSince, type Will } from '../agents/events.ts';
import type { Clock } from '../kit/clock.ts';
import { Instant } from '../kit/instant.ts';
import type { CallControl } from './call-control.ts';
import type { CommandOf, CommandOutcome } from './commands.ts';
import { OK } from './desk/outcome.ts';
import type { CentreData } from './ports/settings.ts';

/**
 * What supervisors order over agents. A call in hand is never touched by it: a new will is one for afterwards, other
 * queues count from the next offer on. Other queues are for the day: at its end everybody serves their own again.
 */
export class AgentOrders {
  private readonly parts: {
    readonly calls: CallControl;
    readonly clock: Clock;
    readonly settings: () => CentreData;
    /** When the centre's day of an instant is over, epoch ms. */
    readonly dayEnd: (at: number) => number;
  };
  private readonly untils = new Map<string, number>();
  private readonly nextEnd: Instant;

  constructor(parts: AgentOrders['parts']) {
    const { calls, clock } = parts;
    this.parts = parts;
    this.nextEnd = new Instant(clock, () => {
      calls.registry.endMoves(clock.now());
      calls.settle();
    });
    calls.registry.watch((id, agent) => {
      if (agent?.moved) this.untils.set(id, agent.moved.until);
      else if (!this.untils.delete(id)) return;
      this.nextEnd.at(this.untils.size === 0 ? null : Math.min(...this.untils.values()));
    });
  }

  stop(): void {
    this.nextEnd.at(null);
  }

  /** A break lasts as long as the order says, or until the day is over, unless a supervisor ends it. */
  will({ agent: id, will, by, note, since, minutes }: CommandOf<'direct-will'>): CommandOutcome {
    const { calls, settings, clock, dayEnd } = this.parts;
    const agent = calls.registry.get(id);
    if (!agent) return { ok: false, code: 'unknown-resource' };
    if (isLate(agent, since)) return { ok: false, code: 'agent-changed' };
    // Who has logged out of a break that they may not end is free of it, and stays away.
    const isAway = agent.will.kind === 'off' && heldBreak(agent, clock.now()) !== null;
    if (will.kind === 'ready' && !isAway) {
      if (agent.will.kind !== 'break' && agent.will.kind !== 'dnd') return { ok: false, code: 'no-break' };
      if (agent.phone === 'unreachable') return { ok: false, code: 'their-phone-not-ready' };
    }
    if (will.kind === 'break' && !settings().breaks.some(({ code }) => code === will.code))
      return { ok: false, code: 'unknown-resource' };
    const at = this.now(id);
    const told = { by, at, note };
    const order: Directed =
      will.kind === 'break'
        ? { what: 'break', ...told, code: will.code }
        : { what: will.kind === 'ready' ? 'ready' : 'log-out', ...told };
    const until = minutes === undefined ? dayEnd(at) : at + minutes * 60_000;
    const held = will.kind === 'break' ? { by, note, code: will.code, until } : null;
    calls.registry.direct(id, order, willAfter(will, isAway), held, at);
    calls.settle();
    return OK;
  }

  queues({ agent: id, queues, by, note, since }: CommandOf<'direct-queues'>): CommandOutcome {
    const { calls, settings, dayEnd } = this.parts;
    const agent = calls.registry.get(id);
    const known = settings().queues.map(({ name }) => name);
    if (!agent || !queues.every(queue => known.includes(queue)))
      return { ok: false, code: 'unknown-resource' };
    if (isLate(agent, since)) return { ok: false, code: 'agent-changed' };
    const before = queuesOf(agent);
    const added = queues.filter(queue => !before.includes(queue));
    const removed = before.filter(queue => !queues.includes(queue));
    if (added.length + removed.length === 0) return OK;
    const at = this.now(id);
    const order: Directed = { what: 'queues', by, at, note, added, removed };
    calls.registry.move(id, order, queues, dayEnd(at));
    calls.settle();
    return OK;
  }

  read({ agent, at }: CommandOf<'read-order'>): CommandOutcome {
    const { calls } = this.parts;
    calls.registry.orderRead(agent, at);
    calls.settle();
    return OK;
  }

  /** No two orders over somebody are of one moment: a second one that was meant for what stood before is told apart. */
  private now(id: string): number {
    const agent = this.parts.calls.registry.get(id);
    const now = this.parts.clock.now();
    return agent ? Math.max(now, standsSince(agent) + 1) : now;
  }
}

/** The order was meant for an agent as they stood before; one that was read meanwhile makes no difference. */
const isLate = (agent: Agent, since: number | undefined): boolean =>
  since !== undefined && since < standsSince(agent);

const willAfter = (will: CommandOf<'direct-will'>['will'], isAway: boolean): Will =>
  will.kind === 'off' || isAway ? { kind: 'off', why: 'directed' } : will;
