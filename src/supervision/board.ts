import type { Floor } from '../agents/floor.ts';
import type { Call } from '../calls/call.ts';
import type { Touched } from '../calls/call-control.ts';
import type { JournalFact } from '../calls/relay.ts';
import type { QueueProfile } from '../queues/events.ts';
import { drawAgent, drawCall, drawQueue } from './draw.ts';
import type { Alarm, CentreChange, CentrePicture } from './events.ts';
import { foldToday, newDay, type Today } from './today.ts';

export const TODAY_KEY = 'today';

/** What the board is drawn from; read at each drawing. */
export interface BoardParts {
  readonly now: () => number;
  readonly dayOf: (at: number) => string;
  readonly calls: () => readonly Call[];
  readonly call: (id: string) => Call | null;
  readonly positionOf: (call: string) => number | null;
  readonly floor: () => Floor;
  readonly queues: () => readonly QueueProfile[];
  readonly queueOpen: (queue: string, now: number) => boolean;
  readonly publish: (change: Omit<CentreChange, 'seq'>) => void;
}

/** Draws the living centre for those who watch, and counts its day. */
export class Board {
  private readonly parts: BoardParts;
  private readonly alarms = new Map<string, Alarm>();
  private today: Today;

  constructor(parts: BoardParts, today: Today | null) {
    this.parts = parts;
    const day = parts.dayOf(parts.now());
    this.today = today?.day === day ? today : newDay(day, today);
  }

  /** Counts facts that are being written down; answers what the journal shall keep of it. */
  count(facts: readonly JournalFact[]): Record<string, unknown> {
    const before = this.today;
    const day = this.parts.dayOf(this.parts.now());
    if (this.today.day !== day) this.today = newDay(day, this.today);
    for (const { call, fact } of facts) {
      this.today = foldToday(this.today, call, fact, queue => this.queue(queue)?.answerWithinMs ?? 0);
    }
    return this.today === before ? {} : { [TODAY_KEY]: this.today };
  }

  picture(): CentrePicture {
    return {
      agents: this.parts
        .floor()
        .all()
        .map(agent => drawAgent(agent, this.today)),
      calls: this.parts.calls().map(call => drawCall(call, this.parts.positionOf(call.id))),
      queues: this.drawQueues(),
      alarms: [...this.alarms.values()],
    };
  }

  /** Tells of what a round of the call control changed. Positions of all waiting callers move with a queue. */
  changed(touched: Touched): void {
    const { floor, call, positionOf } = this.parts;
    const ids = new Set(touched.calls);
    if (touched.queues)
      for (const each of this.parts.calls()) if (each.phase.kind === 'waiting') ids.add(each.id);
    const found = [...ids].map(id => ({ id, call: call(id) }));
    const calls = found.flatMap(each => (each.call ? [drawCall(each.call, positionOf(each.id))] : []));
    const agents = [...touched.agents].flatMap(id => {
      const agent = floor().get(id);
      return agent ? [drawAgent(agent, this.today)] : [];
    });
    this.parts.publish({
      put: { calls, agents, queues: this.drawQueues() },
      gone: {
        calls: found.filter(each => !each.call).map(each => each.id),
        agents: [...touched.agents].filter(id => !floor().get(id)),
      },
    });
  }

  raise(alarm: Alarm): void {
    if (this.alarms.has(alarm.id)) return;
    this.alarms.set(alarm.id, alarm);
    this.parts.publish({ put: { alarms: [alarm] }, gone: {} });
  }

  clear(id: string): void {
    if (this.alarms.delete(id)) this.parts.publish({ put: {}, gone: { alarms: [id] } });
  }

  private drawQueues(): CentrePicture['queues'] {
    const { calls, floor, queueOpen, now, queues } = this.parts;
    const at = now();
    const all = { calls: calls(), agents: floor().all(), today: this.today };
    return queues().map(queue => drawQueue(queue, { ...all, open: queueOpen(queue.name, at) }));
  }

  private queue(name: string): QueueProfile | null {
    return this.parts.queues().find(each => each.name === name) ?? null;
  }
}
