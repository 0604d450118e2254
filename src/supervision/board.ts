import type { AgentRegistry } from '../agents/agent-registry.ts';
import type { Endpoint } from '../agents/ports.ts';
import type { Call } from '../calls/call.ts';
import type { Touched } from '../calls/call-control.ts';
import { isInternal } from '../calls/call-parties.ts';
import type { JournalFact } from '../calls/journal/relay.ts';
import { isConference } from '../calls/legs.ts';
import type { Clock, Timer } from '../kit/clock.ts';
import type { StatePatch } from '../kit/journal.ts';
import type { QueueProfile } from '../queues/events.ts';
import { DayCount } from './day-count.ts';
import { drawAgent, drawCall, drawQueue } from './draw.ts';
import type { Alarm, CallPicture, CentreChange, CentrePicture } from './events.ts';
import type { Today } from './today.ts';

/** What happens to calls and agents within this time is told together: a page sees it at once all the same, ms. */
const PUBLISH_MS = 20;
/** While something happens all the time it is told so long after the last time, ms. */
const PACE_MS = 60;
/** Places and queues move with every caller who comes or is served; they are told together, ms. */
const PLACES_MS = 250;
/** How often it is looked whether a new day began, ms. */
const DAY_LOOK_MS = 1_000;

/** What the board is drawn from; read at each drawing. */
export interface BoardParts {
  readonly clock: Clock;
  readonly dayOf: (at: number) => string;
  readonly calls: () => readonly Call[];
  readonly call: (id: string) => Call | null;
  /** Places of those who wait, by call. */
  readonly positions: () => ReadonlyMap<string, number>;
  readonly registry: () => AgentRegistry;
  /** The line whose telephone is rung at an endpoint. */
  readonly lineAt: (endpoint: Endpoint) => string | null;
  /** How the voice of a call's talk is, of each agent whose page tells of it. */
  readonly voices: (call: string) => NonNullable<CallPicture['voices']>;
  readonly queues: () => readonly QueueProfile[];
  /** As in the centre's policies. */
  readonly leaderMayLeave: () => boolean;
  readonly queueOpen: (queue: string, now: number) => boolean;
  readonly publish: (change: Omit<CentreChange, 'seq'>) => void;
}

/** Draws the living centre for those who watch, and counts its day. */
export class Board {
  private readonly parts: BoardParts;
  private readonly alarms = new Map<string, Alarm>();
  private readonly today: DayCount;
  /** The places that were told last. */
  private publishedPlaces = new Map<string, number>();
  private placesTimer: Timer | null = null;
  private touchedTimer: Timer | null = null;
  private publishedAt = Number.NEGATIVE_INFINITY;
  private touchedCalls = new Set<string>();
  private touchedAgents = new Set<string>();
  private dayLookedAt = Number.NEGATIVE_INFINITY;

  constructor(parts: BoardParts, stored: Today | null) {
    this.parts = parts;
    this.today = new DayCount(parts.dayOf(parts.clock.now()), stored);
  }

  /** Counts facts that are being written down; answers what the journal shall keep of it. */
  count(facts: readonly JournalFact[]): StatePatch {
    this.startDay();
    for (const { call, fact } of facts) {
      this.today.count(call, fact, queue => this.queue(queue)?.answerWithinMs ?? 0);
    }
    return this.today.takeChanged();
  }

  picture(): CentrePicture {
    this.startDay();
    const positions = this.parts.positions();
    return {
      agents: this.parts
        .registry()
        .all()
        .map(agent => drawAgent(agent, this.today)),
      calls: this.parts.calls().map(call => this.drawCall(call, positions.get(call.id) ?? null)),
      queues: this.drawQueues(),
      alarms: [...this.alarms.values()],
    };
  }

  /** Notes what a round of the call control changed; it is told a moment later, with what else happened by then. */
  changed(touched: Touched): void {
    const { clock } = this.parts;
    for (const id of touched.calls) this.touchedCalls.add(id);
    for (const id of touched.agents) this.touchAgent(id);
    this.touchedTimer ??= clock.after(this.gatherMs(), () => this.publishTouched());
    this.placesTimer ??= clock.after(PLACES_MS, () => this.publishPlaces());
  }

  /** Somebody changed what the queues are, or a policy that calls are drawn by; it is told a moment later. */
  settingsChanged(): void {
    const conferences = this.parts
      .calls()
      .filter(({ phase }) => phase.kind === 'talking' && isConference(phase));
    if (conferences.length > 0)
      this.changed({ calls: new Set(conferences.map(({ id }) => id)), agents: new Set(), queues: false });
    this.placesTimer ??= this.parts.clock.after(PLACES_MS, () => this.publishPlaces());
  }

  /** An alarm that stands keeps its beginning; it is told again only when it says something else. */
  raise(alarm: Alarm): void {
    const standing = this.alarms.get(alarm.id);
    const raised = { ...alarm, since: standing?.since ?? alarm.since };
    if (JSON.stringify(standing) === JSON.stringify(raised)) return;
    this.alarms.set(alarm.id, raised);
    this.parts.publish({ put: { alarms: [raised] }, gone: {} });
  }

  clear(id: string): void {
    if (this.alarms.delete(id)) this.parts.publish({ put: {}, gone: { alarms: [id] } });
  }

  stop(): void {
    this.placesTimer?.cancel();
    this.touchedTimer?.cancel();
  }

  private gatherMs(): number {
    const rest = this.publishedAt + PACE_MS - this.parts.clock.now();
    return Math.min(Math.max(rest, PUBLISH_MS), PACE_MS);
  }

  /** Whether both of two of ours lead their call changes with the other call of one of them. */
  private touchAgent(id: string): void {
    const { registry, call } = this.parts;
    this.touchedAgents.add(id);
    const agent = registry().get(id);
    const own = agent && agent.work.kind !== 'idle' ? call(agent.work.call) : null;
    if (own && isInternal(own)) this.touchedCalls.add(own.id);
  }

  private publishTouched(): void {
    const { registry, call, publish, clock } = this.parts;
    this.touchedTimer = null;
    this.publishedAt = clock.now();
    this.startDay();
    const found = [...this.touchedCalls].map(id => ({ id, call: call(id) }));
    const agents = [...this.touchedAgents].map(id => ({ id, agent: registry().get(id) }));
    this.touchedCalls = new Set();
    this.touchedAgents = new Set();
    publish({
      put: {
        calls: this.drawCalls(found.flatMap(each => each.call ?? [])),
        agents: agents.flatMap(({ agent }) => (agent ? [drawAgent(agent, this.today)] : [])),
      },
      gone: {
        calls: found.filter(each => !each.call).map(each => each.id),
        agents: agents.filter(each => !each.agent).map(each => each.id),
      },
    });
  }

  private publishPlaces(): void {
    this.placesTimer = null;
    const { positions, call, publish } = this.parts;
    const moved = [...positions()].filter(([id, place]) => this.publishedPlaces.get(id) !== place);
    const calls = this.drawCalls(moved.flatMap(([id]) => call(id) ?? []));
    this.startDay();
    publish({ put: { calls, queues: this.drawQueues() }, gone: {} });
  }

  private drawCall(call: Call, place: number | null): CallPicture {
    const { lineAt, leaderMayLeave, registry } = this.parts;
    const hasTwo = (agent: string) => registry().get(agent)?.beside?.kind === 'talking';
    const drawn = drawCall(call, place, lineAt, leaderMayLeave(), hasTwo);
    const voices = this.parts.voices(call.id);
    return voices.length > 0 ? { ...drawn, voices } : drawn;
  }

  private drawCalls(calls: readonly Call[]): CallPicture[] {
    if (calls.length === 0) return [];
    const positions = this.parts.positions();
    for (const id of this.publishedPlaces.keys()) if (!positions.has(id)) this.publishedPlaces.delete(id);
    return calls.map(call => {
      const place = positions.get(call.id) ?? null;
      if (place !== null) this.publishedPlaces.set(call.id, place);
      return this.drawCall(call, place);
    });
  }

  /** At midnight the counters begin anew; calls in progress go on. */
  private startDay(): void {
    const now = this.parts.clock.now();
    if (Math.abs(now - this.dayLookedAt) < DAY_LOOK_MS) return;
    this.dayLookedAt = now;
    this.today.turnTo(this.parts.dayOf(now));
  }

  private drawQueues(): CentrePicture['queues'] {
    const { calls, registry, queueOpen, clock, queues } = this.parts;
    const at = clock.now();
    const all = { calls: calls(), agents: registry().all(), today: this.today };
    return queues().map(queue => drawQueue(queue, { ...all, open: queueOpen(queue.name, at) }));
  }

  private queue(name: string): QueueProfile | null {
    return this.parts.queues().find(each => each.name === name) ?? null;
  }
}
