import { callOf, isWaitedFor, queuesOf, whyNotRung } from '../agents/agent.ts';
import type { AgentRegistry } from '../agents/agent-registry.ts';
import { hasFreeLine } from '../agents/events.ts';
import type { Serving } from '../queues/serving.ts';
import type { Call } from './call.ts';
import { telephoneOf } from './call-parties.ts';
import { isWaiting, placeId } from './call-place.ts';
import type { CurrentCalls } from './current-calls.ts';
import { mayComeInto } from './rules/joining.ts';
import type { LiveSurroundings } from './surroundings.ts';
import type { Silence } from './watches/silence.ts';

export interface LiveParts {
  readonly calls: CurrentCalls;
  readonly registry: AgentRegistry;
  readonly serving: Serving;
  readonly silence: Silence;
}

/** What agents, queues and other calls are to a call as of now. */
export function liveSurroundings(
  call: Call,
  { calls, registry, serving, silence }: LiveParts,
): LiveSurroundings {
  return {
    outlook: () => (isWaiting(call) ? serving.outlook(placeId(call.id)) : null),
    silenceIsOurs: () => silence.isOurs,
    autoAnswers: agent => registry.get(agent)?.profile.autoAnswer ?? false,
    autoJoins: agent => registry.get(agent)?.autoJoin ?? false,
    couldTake: agent => serving.couldTake(agent, call.id),
    freeOf: (queue, except) => serving.freeOf(queue, except),
    queuesOf: id => {
      const agent = registry.get(id);
      return agent ? queuesOf(agent) : [];
    },
    whyNotRung: id => {
      const agent = registry.get(id);
      if (!agent) return 'off';
      return (
        whyNotRung(agent) ?? (serving.couldTake(id, call.id, { ringsInWrapUp: true }) ? null : 'no-phone')
      );
    },
    freeLine: id => {
      const agent = registry.get(id);
      const talk = agent && hasFreeLine(agent) ? calls.get(callOf(agent) ?? '') : undefined;
      return talk ? telephoneOf(talk, id) : null;
    },
    otherLine: agent => calls.otherLine(agent, call.id),
    takesParty: other => {
      const into = calls.get(other);
      return into !== undefined && mayComeInto(into, call);
    },
    isElsewhere: channel => calls.isElsewhere(channel, call.id),
    comesBack: id => {
      const agent = registry.get(id);
      return agent !== null && isWaitedFor(agent);
    },
  };
}
