import type { WhoAmI } from '../../src/http/shapes.ts';
import type { LiveMessage } from '../../src/live/messages.ts';
import type { AgentPicture, CallPicture, CentrePicture, QueuePicture } from '../../src/supervision/events.ts';
import type { TicketCard, TicketPage } from '../../src/tickets/events.ts';

/** Noon of the test's day, epoch ms. */
export const NOON = Date.parse('2026-11-22T16:00:00Z');

export const WHO: WhoAmI = {
  person: {
    id: 'p1',
    username: 'agente1',
    displayName: 'Agente Uno',
    role: 'agent',
    level: 1,
    queues: ['averias'],
    phoneKind: 'browser',
    language: 'es',
    active: true,
  },
  confidentialityAccepted: true,
  confidentiality: { es: 'texto', en: 'text' },
  phone: { user: 'u1', password: 'x', server: 'ws://localhost/sip', iceServers: [] },
  centre: { country: 'VE', timezone: 'America/Caracas' },
  now: NOON,
  version: '0.1.0',
};

export const anAgent = (part: Partial<AgentPicture> = {}): AgentPicture => ({
  id: 'p1',
  username: 'agente1',
  displayName: 'Agente Uno',
  role: 'agent',
  level: 1,
  queues: ['averias'],
  phoneKind: 'browser',
  will: { kind: 'ready' },
  willSince: NOON,
  phone: 'registered',
  work: { kind: 'idle', since: NOON },
  mayBeOffered: true,
  missed: 0,
  answeredToday: 0,
  talkMsToday: 0,
  ...part,
});

export const aCall = (part: Partial<CallPicture> = {}): CallPicture => ({
  id: 'c1',
  direction: 'in',
  phase: 'offered',
  ticket: 'OA-2026-000001',
  callerNumber: '+584145550101',
  callerName: '',
  dialled: '*626',
  customer: null,
  learned: [],
  queue: 'averias',
  topic: 'averia',
  arrivedAt: NOON,
  queuedAt: NOON + 1000,
  position: null,
  agent: 'p1',
  answeredAt: null,
  onHold: false,
  recording: false,
  openTickets: [],
  ...part,
});

export const aQueue = (part: Partial<QueuePicture> = {}): QueuePicture => ({
  name: 'averias',
  title: 'Averías',
  open: true,
  waiting: 0,
  oldestSince: null,
  agentsReady: 1,
  agentsTalking: 0,
  wrapUpAlarmMs: 120_000,
  today: {
    offered: 0,
    answered: 0,
    abandoned: 0,
    serviceLevel: null,
    serviceLevelInclusive: null,
    averageWaitMs: null,
    answerWithinMs: 20_000,
  },
  ...part,
});

export const aTicket = (part: Partial<TicketCard> = {}): TicketCard => ({
  number: 'OA-2026-000001',
  state: 'in-progress',
  level: 1,
  area: 'averias',
  topic: 'averia',
  priority: 3,
  summary: '',
  callerNumber: '+584145550101',
  customerName: null,
  assignee: 'p1',
  assigneeName: 'Agente Uno',
  openedAt: NOON,
  updatedAt: NOON,
  levelDueAt: null,
  attentionDueAt: null,
  abandoned: false,
  version: 3,
  ...part,
});

export const aTicketPage = (part: Partial<TicketPage> = {}): TicketPage => ({
  ...aTicket(),
  solution: '',
  customerId: null,
  calls: ['c1'],
  contactTriesLeft: 3,
  actions: [],
  timeline: [],
  ...part,
});

export const aCentre = (part: Partial<CentrePicture> = {}): CentrePicture => ({
  agents: [anAgent()],
  calls: [],
  queues: [aQueue()],
  alarms: [],
  ...part,
});

export const aSnapshot = (
  picture: CentrePicture,
  seq = 10,
  now = NOON,
): Extract<LiveMessage, { kind: 'snapshot' }> => ({
  kind: 'snapshot',
  epoch: 'e1',
  seq,
  now,
  picture,
  callsAway: false,
});
