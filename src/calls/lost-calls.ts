import { type Agent, callsOf, workIn } from '../agents/agent.ts';
import type { Endpoint } from '../agents/ports.ts';
import type { Clock } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import { RECORDING_PAUSE_MS } from '../queues/events.ts';
import type { Call, Phase, Queued, Recording, WrapUp } from './call.ts';
import type { CallControl } from './call-control.ts';
import { agentOf } from './call-parties.ts';
import { type CallIdentity, identityIn } from './call-shape.ts';
import type { CallStory } from './call-story.ts';
import { keyOf } from './journal/centre-state.ts';
import { isOnHold, type Leg, ownLeg } from './legs.ts';
import type { LineKeeper } from './lines/line-keeper.ts';
import type { CentreData } from './ports/settings.ts';
import type { Telephony } from './ports/telephony.ts';
import type { TelephonySnapshot } from './ports/telephony-events.ts';
import { UNSEEN } from './rules/end-reason.ts';
import { withinLimit } from './time-limit.ts';

/** The database has this long to tell what it knows of calls nobody here knows, ms. */
const LOOKUP_MS = 2_000;

type Channel = TelephonySnapshot['channels'][number];

/** A talk that goes on without us: whose agent it is cannot be told. */
export interface LeftAlone {
  readonly channels: ReadonlySet<string>;
  readonly bridges: ReadonlySet<string>;
  readonly recordings: ReadonlySet<string>;
}
const NOBODY: LeftAlone = { channels: new Set(), bridges: new Set(), recordings: new Set() };

interface Traces {
  readonly id: string;
  readonly identity: CallIdentity;
  readonly story: CallStory | null;
  readonly channel: Channel | null;
  /** The agent's leg, and the bridge that it is in. */
  readonly leg: Channel | null;
  readonly bridge: TelephonySnapshot['bridges'][number] | null;
  /** Who is rung or talks, or had it last. */
  readonly agent: string | null;
  /** What those in wrap-up owe. */
  readonly wrapUps: readonly WrapUp[];
}

/** Where a call stands. */
type Standing = Pick<Call, 'phase' | 'wrapUps'>;

/**
 * Calls whose state could not be read, or is not there. They go on by what the telephone system shows, what the facts of
 * the call in the database tell, and what its agent is busy with; each under the ticket that it had. A new process looks
 * for them once, before it compares its calls with the telephone system: then `recover` brings them to what is true.
 *
 *   leg and bridge there ──▶ talking       facts say queued ──▶ waiting, at the same place
 *   agent in wrap-up ──────▶ ending        else ─────────────▶ welcome: the menu begins anew
 */
export class LostCalls {
  private readonly parts: {
    calls: CallControl;
    lines: LineKeeper;
    stories: (calls: readonly string[]) => Promise<ReadonlyMap<string, CallStory>>;
    telephony: Pick<Telephony, 'pausesRecording'>;
    settings: () => CentreData;
    /** Brings a caller's number into the form customers are kept under. */
    toLine: (raw: string) => string;
    clock: Clock;
    log: Log;
  };
  /** What was set aside of calls, by call. */
  private readonly aside: ReadonlyMap<string, unknown>;
  private done = false;

  constructor(parts: LostCalls['parts'], aside: ReadonlyMap<string, unknown>) {
    this.parts = parts;
    this.aside = aside;
  }

  async takeUp(snapshot: TelephonySnapshot): Promise<LeftAlone> {
    if (this.done) return NOBODY;
    const ids = this.candidates(snapshot);
    const stories = ids.length === 0 ? new Map<string, CallStory>() : await this.stories(ids);
    const paused = await this.paused(ids, snapshot);
    const alone = ids.flatMap(id => this.takeUpOne(id, stories.get(id) ?? null, snapshot, paused));
    const { calls } = this.parts;
    calls.setStates(
      Object.fromEntries(
        [...this.aside.keys()].filter(id => !calls.call(id)).map(id => [keyOf.call(id), null]),
      ),
    );
    this.wrapUps();
    this.done = true;
    return {
      channels: new Set(alone.flatMap(({ channels }) => channels)),
      bridges: new Set(alone.map(({ id }) => id)),
      recordings: new Set(
        snapshot.recordings.filter(name =>
          alone.some(({ id }) =>
            name.startsWith(`calls/${id.slice('bridge-'.length).replace(/-\d+$/, '')}-`),
          ),
        ),
      ),
    };
  }

  private candidates({ channels }: TelephonySnapshot): string[] {
    const { calls } = this.parts;
    const there = channels.filter(
      ({ id, args: [role, call] }) => (role === 'inbound' || call === id) && !this.isLegOfOther(id),
    );
    const busy = calls.registry.all().flatMap(callsOf);
    const ids = new Set([...this.aside.keys(), ...there.map(({ id }) => id), ...busy]);
    return [...ids].filter(id => !calls.call(id));
  }

  /** Its party went over to another call, whose leg it is (rules/joining.ts). */
  private isLegOfOther(id: string): boolean {
    return (this.parts.calls.callOfLeg(id) ?? id) !== id;
  }

  private async stories(ids: readonly string[]): Promise<ReadonlyMap<string, CallStory>> {
    const { clock, log, stories } = this.parts;
    const known = await withinLimit(clock, LOOKUP_MS, stories(ids));
    if (!known) log.warn({ calls: ids }, 'the database does not tell of calls that nobody here knows');
    return known ?? new Map();
  }

  /** Those of the calls' recordings that stand still. */
  private async paused(
    ids: readonly string[],
    { recordings }: TelephonySnapshot,
  ): Promise<ReadonlySet<string>> {
    const own = ids.flatMap(id => recordingOf(id, recordings) ?? []);
    const answers = await Promise.all(own.map(name => this.parts.telephony.pausesRecording(name)));
    return new Set(own.filter((_, place) => answers[place] === 'done'));
  }

  /** Answers the bridge of a talk that must be left alone. */
  private takeUpOne(
    id: string,
    story: CallStory | null,
    snapshot: TelephonySnapshot,
    paused: ReadonlySet<string>,
  ): TelephonySnapshot['bridges'] {
    const { calls, clock, log, toLine } = this.parts;
    // Whether it rings for those to whom it was to come back shows in its legs.
    for (const agent of calls.registry.all()) {
      const own = workIn(agent, id);
      const comesBack = own?.kind === 'offered' && own.owed !== undefined;
      if (comesBack) calls.registry.miss(agent.profile.id, id, null, clock.now());
    }
    const seen = this.seen(id, story, snapshot);
    if (seen.bridge && seen.agent === null) {
      log.error({ call: id, leg: seen.leg?.id }, 'a talk goes on whose agent is not known');
      return [seen.bridge];
    }
    const told = identityIn(this.aside.get(id)) ?? (story && { ...story, from: 'trunk' });
    const identity = told ?? (seen.bridge && shownBy(seen.channel, clock.now(), toLine));
    const standing = identity && this.standing({ ...seen, id, identity, story });
    if (!identity || !standing) {
      if (identity?.direction === 'internal' && (story?.endedAt ?? null) === null)
        this.endUnseen(id, story?.answeredAt ?? null);
      this.free(id, []);
      return [];
    }
    const call = this.callOf({ ...seen, id, identity, story }, standing, snapshot.recordings, paused);
    const phase = call.phase.kind;
    log.warn({ call: id, phase }, 'a call whose state was lost goes on');
    calls.takeUp(call, { kind: 'call-taken-up', at: clock.now(), phase });
    this.free(id, [agentOf(call), ...seen.wrapUps.map(owed => owed.agent)]);
    return [];
  }

  /** Nothing of it is taken up: its ticket is not to wait for its end. */
  private endUnseen(id: string, answeredAt: number | null): void {
    const { calls, clock } = this.parts;
    const phase = answeredAt === null ? 'dialling' : 'talking';
    calls.addFact(id, { kind: 'call-ended', at: clock.now(), ...UNSEEN, phase });
  }

  private seen(
    id: string,
    story: CallStory | null,
    { channels, bridges }: TelephonySnapshot,
  ): Pick<Traces, 'channel' | 'leg' | 'bridge' | 'agent' | 'wrapUps'> {
    const channel = (this.isLegOfOther(id) ? undefined : channels.find(each => each.id === id)) ?? null;
    const legs = channels.filter(({ args: [role, call] }) => role === 'agent' && call === id);
    const own = bridges.filter(each => each.id.startsWith(`bridge-${id}-`));
    const bridged = legs.find(leg => own.some(bridge => bridge.channels.includes(leg.id)));
    const leg = bridged ?? legs.at(-1) ?? null;
    const bridge = (leg && own.find(each => each.channels.includes(leg.id))) ?? null;
    const { calls, lines } = this.parts;
    const atWork = calls.registry.all().filter(each => workIn(each, id) !== null);
    const isWrappingUp = (each: Agent) => workIn(each, id)?.kind === 'wrap-up';
    const atLine = leg && lines.agentAt(leg.line ?? '');
    // Of several, as in a consultation, the one whose leg it is.
    const talkers = atWork.filter(each => !isWrappingUp(each)).map(({ profile }) => profile.id);
    const talker = talkers.find(each => each === atLine) ?? talkers[0] ?? null;
    return {
      channel,
      leg,
      bridge,
      agent: talker ?? atLine ?? story?.agent ?? null,
      wrapUps: atWork.filter(isWrappingUp).map(({ profile }) => wrapUpOf(profile.id, story)),
    };
  }

  /** Null where nothing is left of the call but its name. */
  private standing(traces: Traces): Standing | null {
    const phase = this.phaseOf(traces);
    const { wrapUps } = traces;
    return phase && { phase, ...(wrapUps.length > 0 ? { wrapUps } : {}) };
  }

  private phaseOf(traces: Traces): Phase | null {
    const { id, identity, story, channel, leg, bridge, agent, wrapUps } = traces;
    const now = this.parts.clock.now();
    const known = agent === null ? null : this.parts.calls.registry.get(agent);
    const own = (known && workIn(known, id)?.kind) ?? null;
    const queued = this.queuedBy(story);
    const gone = { leg: leg?.id ?? `leg-${id}-lost`, bridge: bridge?.id ?? `bridge-${id}-lost` };
    if (wrapUps.length > 0 && !channel) {
      const spoke = story === null || story.answeredAt !== null;
      const end = { by: story?.endedBy ?? 'recovery', why: story?.endedWhy ?? 'unseen', spoke } as const;
      return { kind: 'ending', open: [], endedAt: story?.endedAt ?? now, end };
    }
    if (agent !== null && identity.direction !== 'internal' && (bridge || (own === 'talking' && !channel))) {
      const onHold = bridge !== null && channel !== null && !bridge.channels.includes(id);
      const answeredAt = story?.answeredAt ?? now;
      const legs: Leg[] = [
        { who: 'customer', channel: id, place: onHold ? 'music' : 'talk' },
        ownLeg({ channel: gone.leg, agent, ...this.endpointOf(leg) }),
      ];
      return { kind: 'talking', agent, legs, bridge: gone.bridge, answeredAt, queued };
    }
    // Whose party went over to a call that is lost as well cannot be had back.
    if ((!channel || story?.endedWhy === 'joined') && (story?.endedAt ?? null) !== null) return null;
    if (queued) return { kind: 'waiting', ...queued, playback: null, music: false };
    // One of ours calls another: both know it when it is over, and nobody has to be called back.
    if (identity.direction === 'internal') return null;
    if (identity.direction === 'out') {
      if (agent === null) return null;
      const endpoint = this.endpointOf(leg).endpoint ?? '';
      const dialling = { agent, leg: gone.leg, agentEndpoint: endpoint, endpoint: '', playback: null };
      return { kind: 'dialling', stage: 'customer', ...dialling };
    }
    return { kind: 'welcome', place: null, ask: null, playback: null, digits: '' };
  }

  private endpointOf(leg: Channel | null): { endpoint?: Endpoint } {
    return leg?.line ? { endpoint: this.parts.lines.endpointAt(leg.line) } : {};
  }

  /** The place in a queue that the facts tell of, if there is such a queue. */
  private queuedBy(story: CallStory | null): Queued | null {
    if (!story || story.queue === null || story.queuedAt === null) return null;
    const { queue, priority, queuedAt } = story;
    if (!this.parts.settings().queues.some(({ name }) => name === queue)) return null;
    return { queue, topic: story.topic ?? '', priority, queuedAt, missedBy: [] };
  }

  private callOf(
    { id, identity, channel, agent, story }: Traces,
    standing: Standing,
    recordings: readonly string[],
    still: ReadonlySet<string>,
  ): Call {
    const { direction, ticket, callerNumber, callerName, dialled, arrivedAt } = identity;
    const name = recordingOf(id, recordings);
    const now = this.parts.clock.now();
    const onHold = standing.phase.kind === 'talking' && isOnHold(standing.phase);
    // Nobody is on hold, and it stands still: its agent has paused it, and it must not go on while a card is dictated.
    const isPaused = name !== undefined && still.has(name) && !onHold;
    const phase =
      isPaused && standing.phase.kind === 'talking'
        ? { ...standing.phase, pause: { at: now, until: now + RECORDING_PAUSE_MS } }
        : standing.phase;
    const paused = onHold || isPaused;
    const recording: Recording | null = name ? { name, begun: true, paused, agent: agent ?? '' } : null;
    return {
      id,
      direction,
      ticket,
      callerNumber,
      callerName,
      dialled,
      from: channel?.args[2] ?? identity.from,
      arrivedAt,
      customer: null,
      openTickets: [],
      learned: [],
      up: channel?.answered ?? false,
      // Beyond every number that the call may have given before.
      serial: Math.floor(now / 1000),
      recording,
      ...(story?.directTo ? { direct: { to: story.directTo } } : {}),
      ...standing,
      phase,
    };
  }

  /** The agents who were busy with this call and are not any more. */
  private free(call: string, but: readonly (string | null)[]): void {
    const { registry } = this.parts.calls;
    const now = this.parts.clock.now();
    for (const agent of registry.all()) {
      const { profile } = agent;
      if (workIn(agent, call) === null || but.includes(profile.id)) continue;
      registry.miss(profile.id, call, null, now);
      registry.finish(profile.id, call, false, now);
      registry.endWrapUp(profile.id, call, now);
    }
  }

  /** An agent whose own state was lost still owes the disposition of a call. */
  private wrapUps(): void {
    const { calls, clock } = this.parts;
    for (const { id, wrapUps = [] } of calls.allCalls()) {
      for (const { agent } of wrapUps) {
        if (calls.registry.get(agent)?.work.kind !== 'idle') continue;
        calls.registry.talk(agent, id, clock.now());
        calls.registry.finish(agent, id, true, clock.now());
      }
    }
  }
}

/** What an agent in wrap-up owes, as the records have it: a part that they gave on, else the talk that ended. */
function wrapUpOf(agent: string, story: CallStory | null): WrapUp {
  const given =
    story?.parts.findLastIndex(part => part.agent === agent && part.wrapUp && part.disposedAt === null) ?? -1;
  const part = story?.parts[given];
  if (!part)
    return { agent, queue: story?.queue ?? null, spoke: story === null || story.answeredAt !== null };
  const to = story?.parts[given + 1]?.queue ?? story?.queue;
  return { agent, queue: part.queue, spoke: true, ...(to ? { to } : {}) };
}

/** Who talks, by the channel alone: the ticket is known to the database only, which is away. */
function shownBy(channel: Channel | null, arrivedAt: number, toLine: (raw: string) => string): CallIdentity {
  const [role, dialled = '', from = 'trunk'] = channel?.args ?? [];
  const { callerNumber: raw = '', callerName = '' } = channel ?? {};
  const callerNumber = toLine(raw);
  const direction = role === 'customer' ? 'out' : 'in';
  return { direction, ticket: '', callerNumber, callerName, dialled, from, arrivedAt };
}

/** The recording of a call that runs, if one does. */
const recordingOf = (call: string, recordings: readonly string[]): string | undefined =>
  recordings.filter(each => each.startsWith(`calls/${call}-`)).at(-1);
