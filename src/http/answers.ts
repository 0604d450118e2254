import { z } from 'zod';
import { MISSED, OFF_REASONS, PHONE_KINDS, PHONE_STATES, REST_REASONS, ROLES } from '../agents/events.ts';
import { CHAIN_FAULTS } from '../audit/fault-words.ts';
import { AUDIT_KINDS } from '../audit/kinds.ts';
import { EFFECTS, FITS, TEXT_NAMES } from '../calls/dispositions.ts';
import { END_REASONS } from '../calls/end-reason.ts';
import { CALL_OUTCOMES } from '../calls/history.ts';
import { SEGMENTS } from '../customers/customer.ts';
import { RECORDING_STATES } from '../recordings/events.ts';
import { CLOSED_AS, TICKET_ACTIONS, TICKET_STATES } from '../tickets/events.ts';
import type {
  AgentPicture,
  AuditCard,
  AuditState,
  CallCard,
  Contact,
  CustomerFound,
  DispositionCard,
  Enrolled,
  EnrolmentCard,
  Front,
  GuestLine,
  GuestPass,
  List,
  LogInGoesOn,
  LogInPolicy,
  OutcomesToday,
  PersonCard,
  QueueCard,
  QueuePicture,
  RecordingCard,
  RecoveryCodes,
  SecondFactorCard,
  SipAccount,
  TicketCard,
  TicketPage,
  WhoAmI,
} from './shapes.ts';

/**
 * What the API answers, for its document and for the tests. The compiler holds each shape against the type
 * that the routes return, so the document cannot drift; answers are not parsed again while the server runs.
 */
const instant = z.number().describe('epoch ms');
const words = z.object({ es: z.string(), en: z.string() });
const role = z.enum(ROLES);
const phoneKind = z.enum(PHONE_KINDS);

export const Done = z.object({ ok: z.literal(true) });
export const CallStarted = z.object({ call: z.string() });

export function listOf<Item>(item: z.ZodType<Item>): z.ZodType<List<Item>> {
  return z.object({ items: z.array(item), total: z.int() });
}

export const SipAccountAnswer: z.ZodType<SipAccount> = z.object({
  user: z.string(),
  password: z.string(),
  server: z.string(),
  iceServers: z.array(
    z.object({ urls: z.string(), username: z.string().optional(), credential: z.string().optional() }),
  ),
});

export const PersonAnswer: z.ZodType<PersonCard> = z.object({
  id: z.string(),
  username: z.string(),
  displayName: z.string(),
  role,
  level: z.int(),
  queues: z.array(z.string()),
  telephone: z.boolean(),
  phoneKind,
  language: z.enum(['es', 'en']),
  active: z.boolean(),
});

export const WhoAmIAnswer: z.ZodType<WhoAmI> = z.object({
  person: PersonAnswer,
  ending: z.string().nullable(),
  confidentialityAccepted: z.boolean(),
  confidentiality: words,
  phone: SipAccountAnswer.nullable(),
  centre: z.object({ country: z.string(), timezone: z.string() }),
  now: instant,
  version: z.string(),
  draftKey: z.string(),
});

export const LogInGoesOnAnswer: z.ZodType<LogInGoesOn> = z
  .object({ missing: z.enum(['code', 'setup']), ticket: z.string() })
  .describe('The password was right, something is missing: there is no session yet');
export const EnrolmentAnswer: z.ZodType<EnrolmentCard> = z.object({
  secret: z.string(),
  uri: z.string(),
  enrolment: z.string(),
});
export const RecoveryCodesAnswer: z.ZodType<RecoveryCodes> = z.object({ recoveryCodes: z.array(z.string()) });
export const EnrolledAnswer: z.ZodType<Enrolled> = z.object({
  who: WhoAmIAnswer,
  recoveryCodes: z.array(z.string()),
});
export const SecondFactorAnswer: z.ZodType<SecondFactorCard> = z.object({
  on: z.boolean(),
  required: z.boolean(),
  since: instant.nullable(),
  recoveryCodesLeft: z.int(),
});
export const LogInPolicyAnswer: z.ZodType<LogInPolicy> = z.object({ secondFactor: z.array(role) });

export const GuestLineAnswer: z.ZodType<GuestLine> = z.object({ line: z.string(), about: words });
export const GuestPassAnswer: z.ZodType<GuestPass> = z.object({
  line: z.string().nullable(),
  phone: SipAccountAnswer,
  services: z.array(z.object({ number: z.string(), title: words })),
});

export const AgentAnswer: z.ZodType<AgentPicture> = z.object({
  id: z.string(),
  username: z.string(),
  displayName: z.string(),
  role,
  level: z.int(),
  queues: z.array(z.string()),
  phoneKind,
  will: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('ready') }),
    z.object({ kind: z.literal('break'), code: z.string() }),
    z.object({
      kind: z.literal('off'),
      why: z.enum(OFF_REASONS).optional(),
    }),
  ]),
  willSince: instant,
  phone: z.enum(PHONE_STATES),
  work: z.discriminatedUnion('kind', [
    z.object({ kind: z.literal('idle'), since: instant }),
    z.object({ kind: z.literal('offered'), call: z.string(), since: instant }),
    z.object({ kind: z.literal('talking'), call: z.string(), since: instant }),
    z.object({ kind: z.literal('wrap-up'), call: z.string(), since: instant }),
  ]),
  mayBeOffered: z.boolean(),
  missed: z.int(),
  leaving: z.object({ call: z.string(), lines: z.array(z.string()) }).optional(),
  rest: z
    .object({
      why: z.enum(REST_REASONS),
      times: z.int(),
      until: instant,
      over: z.literal(true).optional(),
    })
    .optional(),
  answeredToday: z.int(),
  talkMsToday: z.number(),
  missedToday: z.partialRecord(z.enum(MISSED), z.int()),
});

export const QueueAnswer: z.ZodType<QueuePicture> = z.object({
  name: z.string(),
  title: z.string(),
  open: z.boolean(),
  waiting: z.int(),
  oldestSince: instant.nullable(),
  agentsReady: z.int(),
  agentsTalking: z.int(),
  wrapUpAlarmMs: z.int(),
  today: z.object({
    offered: z.int(),
    answered: z.int(),
    abandoned: z.int(),
    serviceLevel: z.number().nullable(),
    serviceLevelInclusive: z.number().nullable(),
    averageWaitMs: z.number().nullable(),
    answerWithinMs: z.number(),
  }),
});

export const FrontAnswer: z.ZodType<Front> = z.object({ guests: z.boolean() });

export const QueueCardAnswer: z.ZodType<QueueCard> = z.object({
  name: z.string(),
  title: z.string(),
  wrapUpAlarmMs: z.int(),
});

const CallOutcome = z.enum(CALL_OUTCOMES);
export const CallAnswer: z.ZodType<CallCard> = z.object({
  id: z.string(),
  direction: z.enum(['in', 'out']),
  ticket: z.string(),
  callerNumber: z.string(),
  dialled: z.string(),
  queue: z.string().nullable(),
  agent: z.string().nullable(),
  arrivedAt: instant,
  answeredAt: instant.nullable(),
  endedAt: instant.nullable(),
  waitedMs: z.number().nullable(),
  talkedMs: z.number().nullable(),
  outcome: CallOutcome.describe('what the call came to; `abandoned` and `failed` are to be called back'),
  endedWhy: z.enum(END_REASONS).nullable().describe('null while it lives'),
  disposition: z.string().nullable(),
});

export const OutcomesAnswer: z.ZodType<OutcomesToday> = z.object({
  since: instant,
  counts: z.record(z.enum(CALL_OUTCOMES), z.int()),
});

export const DispositionAnswer: z.ZodType<DispositionCard> = z.object({
  code: z.string(),
  queue: z.string().nullable(),
  title: words,
  effect: z.enum(EFFECTS),
  fits: z.enum(FITS),
  needs: z.array(z.enum(TEXT_NAMES)),
});
export const BreakAnswer = z.object({ code: z.string(), title: words });

const TicketStateAnswer = z.enum(TICKET_STATES);
const ticket = z.object({
  number: z.string(),
  state: TicketStateAnswer,
  level: z.int(),
  area: z.string(),
  topic: z.string(),
  priority: z.int(),
  summary: z.string(),
  callerNumber: z.string(),
  customerName: z.string().nullable(),
  assignee: z.string().nullable(),
  assigneeName: z.string().nullable(),
  openedAt: instant,
  updatedAt: instant,
  levelDueAt: instant.nullable(),
  attentionDueAt: instant.nullable(),
  abandoned: z.boolean(),
  closedAs: z.enum(CLOSED_AS).nullable(),
  version: z.int(),
});
export const TicketAnswer: z.ZodType<TicketCard> = ticket;

type Fact = TicketPage['timeline'][number]['fact'];
/** The facts are a long union that the rooms `calls` and `tickets` own; `kind` names the case. */
const fact = z.looseObject({ kind: z.string() }) as unknown as z.ZodType<Fact>;

const ticketAction = z.enum(TICKET_ACTIONS);

export const TicketPageAnswer: z.ZodType<TicketPage> = ticket.extend({
  solution: z.string(),
  customerId: z.string().nullable(),
  calls: z.array(z.string()),
  contactTriesLeft: z.int(),
  talk: z
    .object({ call: z.string(), at: instant, agent: z.string(), agentName: z.string() })
    .nullable()
    .describe(
      'the answered call in which the customer can have agreed; only while the ticket waits for contact',
    ),
  actions: z.array(ticketAction),
  wrapUpActions: z
    .array(ticketAction)
    .optional()
    .describe('of a session that has ended: what the disposition of its last call may still do'),
  timeline: z.array(
    z.object({
      at: instant,
      source: z.enum(['ticket', 'call']),
      call: z.string().nullable(),
      fact,
      words,
    }),
  ),
});

export const CustomerAnswer: z.ZodType<CustomerFound> = z.object({
  id: z.string(),
  name: z.string(),
  document: z.string(),
  segment: z.enum(SEGMENTS),
  account: z.string(),
  lines: z.array(z.string()),
});

export const ContactAnswer: z.ZodType<Contact> = z.object({
  call: z.string(),
  at: instant,
  direction: z.enum(['in', 'out']),
  outcome: CallOutcome,
  agentName: z.string().nullable(),
  disposition: words.nullable(),
  ticket: z.object({ number: z.string(), state: TicketStateAnswer, level: z.int(), summary: z.string() }),
});

export const RecordingAnswer: z.ZodType<RecordingCard> = z.object({
  id: z.string(),
  call: z.string(),
  ticket: z.string(),
  agent: z.string().nullable(),
  agentName: z.string().nullable(),
  callerNumber: z.string(),
  queue: z.string().nullable(),
  startedAt: instant,
  durationMs: z.number(),
  bytes: z.int(),
  sha256: z.string(),
  state: z.enum(RECORDING_STATES),
  peaks: z.array(z.number()),
  gaps: z.array(z.object({ fromMs: z.number(), toMs: z.number() })),
});

export const AuditCardAnswer: z.ZodType<AuditCard> = z.object({
  seq: z.int(),
  at: instant,
  kind: z.enum(AUDIT_KINDS),
  person: z.string().nullable().describe('who did it'),
  personName: z.string().nullable(),
  address: z.string().nullable(),
  subject: z.string().nullable().describe('whom or what it is about'),
  subjectName: z.string().nullable(),
  data: z.record(z.string(), z.any()),
  hash: z.string().describe('SHA-256, hex'),
});
export const AuditStateAnswer: z.ZodType<AuditState> = z.object({
  checked: z.object({ seq: z.int(), at: instant, hash: z.string() }).nullable(),
  wholeAt: instant.nullable(),
  faults: z.array(
    z.object({
      seq: z.int(),
      why: z.enum(CHAIN_FAULTS),
      words,
    }),
  ),
  checking: z.boolean(),
});

const component = z.enum(['up', 'away']);
export const ReadyAnswer = z.object({
  ready: z.boolean(),
  components: z.object({ database: component, redis: component, calls: component, asterisk: component }),
});
