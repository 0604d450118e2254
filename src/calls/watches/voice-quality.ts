import type { Clock } from '../../kit/clock.ts';
import type { VoicePicture } from '../../supervision/events.ts';
import type { Call } from '../call.ts';
import type { Touched } from '../call-control.ts';
import { colleagueIn } from '../call-parties.ts';
import type { CommandOf, CommandOutcome } from '../commands.ts';
import { OK } from '../desk/outcome.ts';
import type { CallFact } from '../events.ts';
import { customerLeg, isAway, isOnHold } from '../legs.ts';
import type { Telephony } from '../ports/telephony.ts';
import { type Listening, listen, measuredOf, NOTHING_HEARD } from '../voice/listening.ts';

/** Asterisk is asked no more often than this for one talk, ms. */
const ASKED_AFTER_MS = 1_500;

interface Listened extends Listening {
  readonly call: string;
  readonly agent: string;
  readonly askedAt: number;
}

/**
 * How the voice of each talk is, by the figures that its agents' pages send. With each of them, and at no other time, Asterisk is
 * asked what it counted of the customer's channel: a talk of which no page tells costs nothing. What was learned is in memory while
 * the talk lasts, and one fact of its end.
 */
export class VoiceQuality {
  private readonly parts: {
    readonly clock: Clock;
    readonly calls: {
      call(id: string): Call | null;
      addFact(call: string, fact: CallFact): void;
    };
    readonly telephony: Pick<Telephony, 'voiceOf'>;
    /** What `of` answers for the call is another one. */
    readonly changed: (call: string) => void;
  };
  /** By call, then by agent. */
  private readonly talks = new Map<string, Map<string, Listened>>();

  constructor(parts: VoiceQuality['parts']) {
    this.parts = parts;
  }

  /** Of each agent whose page tells of it. */
  of(call: string): readonly VoicePicture[] {
    const talk = this.talks.get(call);
    return talk ? [...talk.values()].map(({ agent, steps, cause }) => ({ agent, steps, cause })) : [];
  }

  async report({ call: id, agent, samples }: CommandOf<'report-voice'>): Promise<CommandOutcome> {
    const { clock, calls, telephony } = this.parts;
    const call = calls.call(id);
    const channel = call ? heardBy(call, agent) : null;
    // Too late, on hold, or none of theirs: there is nothing to be told of it.
    if (channel === null) return OK;
    const known = this.talks.get(id)?.get(agent);
    const isSoon = known !== undefined && clock.now() - known.askedAt < ASKED_AFTER_MS;
    const asked = { askedAt: isSoon ? known.askedAt : clock.now() };
    this.store({ ...(known ?? { ...NOTHING_HEARD, call: id, agent }), ...asked });
    const reading = isSoon || channel === '' ? null : await telephony.voiceOf(channel);
    // They may have left it meanwhile.
    const before = this.talks.get(id)?.get(agent);
    if (!before) return OK;
    const after = listen(before, samples, reading && { channel, reading }, clock.now());
    this.store({ ...before, ...after });
    // Of the first that is told nothing was shown before.
    if (known === undefined || !isShownAlike(before, after)) this.parts.changed(id);
    return OK;
  }

  /** Calls in which something happened: of a talk that an agent left it is written down how it was. */
  touched({ calls: ids }: Pick<Touched, 'calls'>): void {
    if (this.talks.size === 0) return;
    for (const id of ids) {
      const call = this.parts.calls.call(id);
      for (const listened of this.talks.get(id)?.values() ?? []) {
        if (call && isIn(call, listened.agent)) continue;
        this.forget(listened);
        const voice = measuredOf(listened);
        if (!voice) continue;
        const { agent } = listened;
        const at = this.parts.clock.now();
        this.parts.calls.addFact(id, { kind: 'voice-measured', at, agent, voice });
      }
    }
  }

  private store(listened: Listened): void {
    const talk = this.talks.get(listened.call) ?? new Map<string, Listened>();
    this.talks.set(listened.call, talk.set(listened.agent, listened));
  }

  private forget({ call, agent }: Listened): void {
    const talk = this.talks.get(call);
    talk?.delete(agent);
    if (talk?.size === 0) this.talks.delete(call);
  }
}

/** They talk in it, or did a moment ago and are waited for. */
const isIn = (call: Call, agent: string): boolean =>
  call.phase.kind === 'talking' && (call.phase.agent === agent || colleagueIn(call, agent) !== undefined);

/**
 * The customer's channel where the agent hears them, '' where there is none; null where nothing can be said of the voice: somebody
 * is on hold, or the agent does not talk.
 */
function heardBy(call: Call, agent: string): string | null {
  const { phase } = call;
  if (phase.kind !== 'talking' || !isIn(call, agent)) return null;
  if (isAway(phase) || isOnHold(phase) || call.farHold) return null;
  return customerLeg(phase)?.channel ?? '';
}

const isShownAlike = (one: Listening, other: Listening): boolean =>
  one.steps === other.steps && JSON.stringify(one.cause) === JSON.stringify(other.cause);
