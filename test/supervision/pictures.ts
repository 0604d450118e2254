import type { AgentPicture, CallPicture, CentrePicture, QueuePicture } from '../../src/supervision/events.ts';

/** An agent as the calls process draws them: ready, registered, idle. */
export function agentPicture(username: string, change: Partial<AgentPicture> = {}): AgentPicture {
  return {
    id: `id-of-${username}`,
    username,
    displayName: username.toUpperCase(),
    role: 'agent',
    level: 1,
    queues: ['averias'],
    phoneKind: 'browser',
    will: { kind: 'ready' },
    willSince: 1_000,
    phone: 'registered',
    work: { kind: 'idle', since: 1_000 },
    mayBeOffered: true,
    reach: 'rings',
    missed: 0,
    answeredToday: 4,
    talkMsToday: 90_000,
    heldMsToday: 0,
    joinedToday: 0,
    joinedMsToday: 0,
    missedToday: { ignored: 1 },
    ...change,
  };
}

/** A call that waits in the queue `averias`. */
export function callPicture(id: string, change: Partial<CallPicture> = {}): CallPicture {
  return {
    id,
    direction: 'in',
    phase: 'waiting',
    ticket: 'OA-2026-000001',
    callerNumber: '+584145550101',
    callerName: 'Ana',
    dialled: '*626',
    customer: null,
    learned: [],
    queue: 'averias',
    topic: 'fault',
    arrivedAt: 1_000,
    queuedAt: 2_000,
    position: 1,
    agent: null,
    line: null,
    answeredAt: null,
    onHold: false,
    recording: false,
    openTickets: [],
    ...change,
  };
}

export function queuePicture(name: string, change: Partial<QueuePicture> = {}): QueuePicture {
  return {
    name,
    title: name,
    open: true,
    waiting: 0,
    oldestSince: null,
    agentsReady: 1,
    agentsTalking: 0,
    agentsOnBreak: 0,
    thresholds: {},
    wrapUpAlarmMs: 120_000,
    autoAnswer: 'allows',
    maskNumbers: false,
    revealNumbers: false,
    recording: 'always',
    recordingPauseMs: 120_000,
    today: {
      offered: 0,
      answered: 0,
      abandoned: 0,
      serviceLevel: null,
      serviceLevelInclusive: null,
      averageWaitMs: null,
      answerWithinMs: 20_000,
    },
    ...change,
  };
}

/** agente1 talks on `c1`, agente2 is idle, `c2` waits. */
export function smallCentre(): CentrePicture {
  return {
    agents: [
      agentPicture('agente1', { work: { kind: 'talking', call: 'c1', since: 3_000 }, mayBeOffered: false }),
      agentPicture('agente2'),
    ],
    calls: [
      callPicture('c1', { phase: 'talking', agent: 'id-of-agente1', answeredAt: 3_000, position: null }),
      callPicture('c2', { arrivedAt: 4_000, callerNumber: '+584145550202' }),
    ],
    queues: [queuePicture('averias', { waiting: 1, oldestSince: 4_000 })],
    alarms: [],
  };
}
