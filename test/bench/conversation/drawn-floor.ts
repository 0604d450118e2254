import { serveCentre } from '../../../src/adapters/centre-link/server.ts';
import { systemClock } from '../../../src/kit/clock.ts';
import { makeLog } from '../../../src/kit/log.ts';
import type { AgentPicture, CallPicture, CentrePicture } from '../../../src/supervision/events.ts';
import { agentPicture, callPicture, queuePicture } from '../../supervision/pictures.ts';

const QUEUES = ['averias', 'comercial'] as const;

/** As many talk as there are agents who do, the others wait. */
const TALKERS = 170;

/**
 * A floor of this size at the place where `web` looks for `calls`, drawn and not telephoned: 300 real calls would take the
 * processors that are measured. What changes goes round as on a floor: a call ends and its agent is free, one that waited
 * is answered by them, another one arrives; each step is one change, with the counters of its queue.
 */
export class DrawnFloor {
  private readonly agents: AgentPicture[];
  private readonly waiting: CallPicture[] = [];
  private readonly talking: CallPicture[] = [];
  private readonly idle: AgentPicture[] = [];
  private readonly answered = new Map<string, number>();
  private calls = 0;
  private step = 0;
  private publish: Awaited<ReturnType<typeof serveCentre>>['publish'] = () => undefined;
  private timer: NodeJS.Timeout | undefined;
  private close: () => Promise<void> = async () => undefined;

  private constructor(agents: number, calls: number) {
    const now = Date.now();
    this.agents = Array.from({ length: agents }, (_, place) =>
      agentPicture(`persona${place}`, {
        displayName: `Persona Número ${place}`,
        queues: [...QUEUES],
        willSince: now - place * 60_000,
        work: { kind: 'idle', since: now - place * 1_000 },
      }),
    );
    this.idle.push(...this.agents);
    while (this.calls < calls) this.arrives();
    for (let talk = 0; talk < TALKERS; talk += 1) this.answers();
  }

  /** Serves it at this inner address. */
  static async open(
    url: string,
    size: { readonly agents: number; readonly calls: number },
  ): Promise<DrawnFloor> {
    const floor = new DrawnFloor(size.agents, size.calls);
    const server = await serveCentre({
      url,
      clock: systemClock(),
      log: makeLog('calls', 'silent'),
      picture: () => floor.picture(),
      lastCalls: () => 0,
      carryOut: async () => ({ ok: false, code: 'calls-away' }),
    });
    floor.publish = change => server.publish(change);
    floor.close = () => server.close();
    return floor;
  }

  /** So many changes a second from now on. */
  changes(perSecond: number): void {
    clearInterval(this.timer);
    const began = performance.now();
    let done = 0;
    this.timer = setInterval(() => {
      // A timer that comes late makes up for it, so that the rate is the one that was asked for.
      const due = Math.floor(((performance.now() - began) / 1_000) * perSecond);
      for (; done < due; done += 1) this.change();
    }, 1_000 / perSecond);
  }

  async stop(): Promise<void> {
    clearInterval(this.timer);
    await this.close();
  }

  private picture(): CentrePicture {
    return {
      agents: [...this.agents],
      calls: [...this.talking, ...this.waiting],
      queues: QUEUES.map(name => this.queue(name)),
      alarms: [],
    };
  }

  private change(): void {
    this.step += 1;
    if (this.step % 3 === 0) {
      const call = this.arrives();
      this.publish({ put: { calls: [call], queues: [this.queue(call.queue ?? '')] }, gone: {} });
    } else if (this.step % 3 === 1) {
      const { call, agent } = this.ends();
      this.publish({
        put: { agents: [agent], queues: [this.queue(call.queue ?? '')] },
        gone: { calls: [call.id] },
      });
    } else {
      const { call, agent } = this.answers();
      this.publish({
        put: { agents: [agent], calls: [call], queues: [this.queue(call.queue ?? '')] },
        gone: {},
      });
    }
  }

  private arrives(): CallPicture {
    this.calls += 1;
    const now = Date.now();
    const call = callPicture(`call-${this.calls}`, {
      ticket: `OA-2026-${String(this.calls).padStart(6, '0')}`,
      callerNumber: `+58414${String(5_000_000 + this.calls)}`,
      callerName: '',
      queue: QUEUES[this.calls % 2] ?? 'averias',
      arrivedAt: now,
      queuedAt: now,
      position: this.waiting.length + 1,
    });
    this.waiting.push(call);
    return call;
  }

  private answers(): { call: CallPicture; agent: AgentPicture } {
    const [waited, free] = [this.waiting.shift(), this.idle.shift()];
    if (!waited || !free) throw new Error('nobody waits, or nobody is free');
    const since = Date.now();
    const call = { ...waited, phase: 'talking' as const, agent: free.id, answeredAt: since, position: null };
    this.talking.push(call);
    const queue = call.queue ?? '';
    this.answered.set(queue, (this.answered.get(queue) ?? 0) + 1);
    return { call, agent: this.becomes({ ...free, work: { kind: 'talking', call: call.id, since } }) };
  }

  private ends(): { call: CallPicture; agent: AgentPicture } {
    const call = this.talking.shift();
    const was = this.agents.find(({ id }) => id === call?.agent);
    if (!call || !was) throw new Error('nobody talks');
    const agent = this.becomes({
      ...was,
      work: { kind: 'idle', since: Date.now() },
      answeredToday: was.answeredToday + 1,
    });
    this.idle.push(agent);
    return { call, agent };
  }

  private becomes(agent: AgentPicture): AgentPicture {
    this.agents[this.agents.findIndex(({ id }) => id === agent.id)] = agent;
    return agent;
  }

  private queue(name: string) {
    const waiting = this.waiting.filter(({ queue }) => queue === name);
    const answered = this.answered.get(name) ?? 0;
    return queuePicture(name, {
      waiting: waiting.length,
      oldestSince: waiting[0]?.arrivedAt ?? null,
      agentsReady: this.idle.length,
      agentsTalking: this.talking.length,
      today: {
        offered: answered + waiting.length,
        answered,
        abandoned: 0,
        serviceLevel: answered === 0 ? null : 0.8,
        serviceLevelInclusive: answered === 0 ? null : 0.78,
        averageWaitMs: 12_000,
        answerWithinMs: 20_000,
      },
    });
  }
}
