import type { WhoAmI } from '../../src/http/shapes/session.ts';
import type { LiveMessage } from '../../src/live/messages.ts';
import type { AgentPicture, CallPicture, CentrePicture, QueuePicture } from '../../src/supervision/events.ts';
import type { TicketCard, TicketPage } from '../../src/tickets/events.ts';
import { agentPicture, callPicture, queuePicture } from '../supervision/pictures.ts';
import { ticketCard, ticketPage } from '../tickets/pictures.ts';

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
    areas: ['averias'],
    telephone: true,
    hearsOwn: true,
    phoneKind: 'browser',
    language: 'es',
    active: true,
    extension: '',
  },
  ending: null,
  confidentialityAccepted: true,
  confidentiality: { es: 'texto', en: 'text' },
  phone: { user: 'u1', password: 'x', server: 'ws://localhost/sip', iceServers: [] },
  centre: { country: 'VE', timezone: 'America/Caracas' },
  now: NOON,
  version: '0.1.0',
  draftKey: 'AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=',
  keys: {},
};

export const anAgent = (part: Partial<AgentPicture> = {}): AgentPicture =>
  agentPicture('agente1', {
    id: 'p1',
    displayName: 'Agente Uno',
    willSince: NOON,
    work: { kind: 'idle', since: NOON },
    answeredToday: 0,
    missedToday: {},
    talkMsToday: 0,
    heldMsToday: 0,
    joinedToday: 0,
    joinedMsToday: 0,
    ...part,
  });

/** It rings at our agent. */
export const aCall = (part: Partial<CallPicture> = {}): CallPicture =>
  callPicture('c1', {
    phase: 'offered',
    callerName: '',
    topic: 'averia',
    arrivedAt: NOON,
    queuedAt: NOON + 1000,
    position: null,
    agent: 'p1',
    ...part,
  });

export const aQueue = (part: Partial<QueuePicture> = {}): QueuePicture =>
  queuePicture('averias', { title: 'Averías', ...part });

/** Our agent works on it. */
export const aTicket = (part: Partial<TicketCard> = {}): TicketCard =>
  ticketCard({
    state: 'in-progress',
    topic: 'averia',
    assignee: 'p1',
    assigneeName: 'Agente Uno',
    openedAt: NOON,
    updatedAt: NOON,
    version: 3,
    ...part,
  });

export const aTicketPage = (part: Partial<TicketPage> = {}): TicketPage =>
  ticketPage({ ...aTicket(), ...part });

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
  areas: WHO.person.areas,
  callsAway: false,
  notices: [],
});
