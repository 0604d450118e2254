import type { Endpoint } from '../agents/ports.ts';
import type { Flow } from '../ivr/flow.ts';
import { lastResort } from '../ivr/last-resort.ts';
import type { Call } from './call.ts';
import type { Surroundings } from './inputs.ts';
import { DEFAULT_POLICIES } from './policies.ts';
import type { CentreData } from './ports/settings.ts';

/** What surrounds calls, read anew at each step so that changed settings hold at once. */
export interface CentreView {
  readonly settings: () => CentreData;
  readonly queueOpen: (queue: string, now: number) => boolean;
  readonly flow: (name: string) => Flow | null;
  /** False when the disk is nearly full. */
  readonly mayRecord: () => boolean;
  /** The line whose telephone is rung there; null for what is none of ours. */
  readonly lineAt: (endpoint: Endpoint) => string | null;
  readonly reaches: (endpoint: Endpoint) => boolean;
}

/** The flow for numbers that lead nowhere. */
const NO_ROUTE_FLOW = 'sin-ruta';

/** What is asked of agents, queues and other calls. */
export type LiveSurroundings = Pick<
  Surroundings,
  | 'outlook'
  | 'silenceIsOurs'
  | 'autoAnswers'
  | 'autoJoins'
  | 'couldTake'
  | 'freeOf'
  | 'comesBack'
  | 'whyNotRung'
  | 'freeLine'
  | 'otherLine'
  | 'takesParty'
  | 'isElsewhere'
> & {
  readonly queuesOf: (agent: string) => readonly string[];
};

export function surroundingsOf(
  call: Call,
  view: CentreView,
  now: number,
  live: LiveSurroundings,
): Surroundings {
  const { policies, queues } = view.settings();
  // One by one: it is made at every input of every call, and to copy all of another object costs more than a decision.
  return {
    now,
    flow: call.phase.kind === 'welcome' ? flowOf(call, view) : null,
    flowNamed: view.flow,
    facts: {
      announceRecording: policies.announceRecording,
      debtStops: policies.debtStops,
      queueOpen: queue => view.queueOpen(queue, now),
    },
    directRecording: {
      policy: policies.directRecording ?? DEFAULT_POLICIES.directRecording,
      pauseMs: policies.directPauseMs ?? DEFAULT_POLICIES.directPauseMs,
    },
    queue: name => queues.find(each => each.name === name) ?? null,
    queueFor: (area, agent) => {
      const own = queues.find(({ name }) => live.queuesOf(agent).includes(name));
      return queueOfArea(queues, area) ?? (own ?? queues[0])?.name ?? null;
    },
    outlook: live.outlook,
    silenceIsOurs: live.silenceIsOurs,
    autoAnswers: live.autoAnswers,
    autoJoins: live.autoJoins,
    couldTake: live.couldTake,
    freeOf: live.freeOf,
    comesBack: live.comesBack,
    whyNotRung: live.whyNotRung,
    freeLine: live.freeLine,
    otherLine: live.otherLine,
    takesParty: live.takesParty,
    isElsewhere: live.isElsewhere,
    leaderMayLeave: policies.leaderMayLeave ?? DEFAULT_POLICIES.leaderMayLeave,
    mayRecord: view.mayRecord(),
    lineAt: view.lineAt,
    reaches: view.reaches,
  };
}

/** Where customers of an area wait who were in no queue: in its first one. */
export function queueOfArea(queues: CentreData['queues'], area: string | null): string | null {
  return queues.find(each => each.area === area)?.name ?? null;
}

function flowOf({ phase, dialled }: Call, view: CentreView): Flow | null {
  const going = phase.kind === 'welcome' ? phase.place?.flow : undefined;
  const { numbers, queues } = view.settings();
  const route = numbers.find(each => each.number === dialled);
  const flow = view.flow(going ?? route?.flow ?? NO_ROUTE_FLOW);
  if (flow !== null || (going ?? route) === undefined) return flow;
  const [queue] = queues;
  return queue === undefined ? null : lastResort(queue.name);
}
