import { z } from 'zod';
import { PHONE_KINDS, type PhoneKind, ROLES, type Role } from '../agents/events.ts';
import type { AuditCard, ChainFault, ChainState } from '../audit/events.ts';
import type { Effect, Fits, Texts } from '../calls/dispositions.ts';
import type { CallRecord, OutcomeCounts } from '../calls/history.ts';
import type { Segment } from '../customers/customer.ts';
import type { Words } from '../kit/errors.ts';
import type { RecordingCard } from '../recordings/events.ts';
import type { AgentPicture, CallPicture, QueuePicture } from '../supervision/events.ts';
import { CLOSING_WAYS, type Contact, type TicketCard, type TicketPage } from '../tickets/events.ts';
import { LISTED_STATES } from '../tickets/listed.ts';
import { TEXTS } from '../tickets/texts.ts';
import { text } from './text-shape.ts';

/**
 * What goes in and out of `/api/v1`, once, for the routes, the OpenAPI document and the pages (types only there).
 *
 * | route | who | in → out |
 * | POST /session                    | anyone      | LogIn → WhoAmI + cookie, or 202 LogInGoesOn
 * | POST /session/code               | a ticket    | ProveByCode → WhoAmI + cookie
 * | POST /session/enrolment          | a ticket    | GoOn → EnrolmentCard
 * | POST /session/enrolment/confirm  | a ticket    | ConfirmAtLogIn → Enrolled + cookie
 * | GET /session                     | anyone      | → WhoAmI, or 204 when nobody is logged in ; DELETE /session logs out (204)
 * | POST /session/confidentiality    | logged in   | {accepted:true} → WhoAmI
 * | PUT /me/password                 | all         | ChangePassword → {ok:true}; other log-ins of theirs end
 * | GET /me/second-factor            | all         | → SecondFactorCard
 * | POST /me/second-factor/enrolment | all         | ProvePassword → EnrolmentCard
 * | POST /me/second-factor           | all         | ConfirmEnrolment → RecoveryCodes
 * | POST /me/second-factor/recovery-codes, /off | all | ProveAgain → RecoveryCodes, {ok:true}
 * | GET /front                       | anyone      | → Front
 * | POST /first-admin                | the one-time link | MakeFirstAdmin → PersonCard (201)
 * | POST /guest-session              | guest calls | GuestLogIn → GuestPass (only with demo or CAUCE_WEB_CALLS=1)
 * | GET /guest-lines                 | guest calls | → {items: GuestLine[], total}
 * | POST /guest-session/proof        | guest calls | ProveLine → {ok:true}: a code is said to that line, if it is a customer's
 * | POST /guest-session/proof/code   | guest calls | ProofCode → GuestPass
 * | GET /agents                      | all         | → {items: AgentPicture[], total}
 * | POST /agents/me/will             | phone users | SetWill → {ok:true}
 * | GET /calls  ?live=1&limit&offset | all (own)   | → {items: CallCard[] , total}
 * | GET /calls/outcomes              | all (own)   | → OutcomesToday
 * | GET /calls/{id}                  |             | → CallCard
 * | POST /calls/{id}/hold, /resume, /rejoin, /hang-up | its agent | → {ok:true}
 * | POST /calls/{id}/disposition     | its agent   | Dispose → {ok:true}
 * | PUT /calls/{id}/customer         | its agent   | IdentifyCaller → {ok:true}
 * | GET /customers ?text&limit       | customer users | → {items: CustomerFound[], total}
 * | POST /customers                  | customer users | NewCustomer → CustomerFound (201)
 * | POST /customers/{id}/lines       | customer users | NewLine → CustomerFound
 * | GET /customers/{id}/contacts     | customer users (in sight) | → {items: Contact[], total}
 * | GET /queues                      | all         | → {items: QueuePicture[], total}
 * | GET /outgoing, PUT /outgoing    | admin       | → OutgoingPolicy; the version that was looked at goes with it (409 `changed-meanwhile`)
 * | POST /outgoing/release           | admin       | ReleaseOutgoing → {ok:true}; locked outgoing calls are possible again
 * | PATCH /queues/{name}             | admin       | ChangeQueue → QueueCard
 * | GET /dispositions, /breaks       | all         | → {items, total}
 * | GET /tickets ?state&level&area&assignee&text&limit&offset | all (in sight) | → {items: TicketCard[], total}
 * | GET /tickets/{number}            | in sight    | → TicketPage
 * | POST /tickets/{number}/actions   | in sight, by state | TicketStep → TicketPage (409 `changed-meanwhile` when what the step rests on changed)
 * | POST /tickets/{number}/call-back | phone users, in sight | CallBack → {call}
 * | GET /recordings ?ticket&call&agent&text&limit&offset | all (in sight) | → {items: RecordingCard[], total}
 * | GET /recordings/{id}/audio       | in sight    | audio with Range
 * | GET /people, POST /people, PATCH /people/{id} | admin | PersonCard, AddPerson, ChangePerson
 * | POST /people/{id}/end-now       | admin       | → {ok:true}; their log-ins and talk end at once
 * | GET /people/{id}/phone           | admin       | → SipAccount, only for phoneKind sip (a desk phone's account)
 * | POST /people/{id}/phone/rotate   | admin       | → SipAccount, another one
 * | GET, DELETE /people/{id}/second-factor | admin | → SecondFactorCard, {ok:true}
 * | GET, PUT /log-in-policy          | admin       | LogInPolicy
 * | GET /audit ?kind&person&from&to&before&limit | admin | → {items: AuditCard[], total}; GET /audit/export the same as CSV
 * | GET /audit/state, POST /audit/check | admin    | → AuditState
 */
export interface List<Item> {
  readonly items: readonly Item[];
  readonly total: number;
}

export const LogIn = z.strictObject({
  username: z.string().trim().min(1).max(64),
  password: z.string().min(1).max(256),
});
const ticket = z.string().min(1).max(1_000);
const code = z.string().trim().min(6).max(40);
export const GoOn = z.strictObject({ ticket });
/** Six digits of the app, or a recovery code. */
export const ProveByCode = z.strictObject({ ticket, code });
export const ConfirmEnrolment = z.strictObject({ enrolment: z.string().min(1).max(1_000), code });
export const ConfirmAtLogIn = ConfirmEnrolment.extend({ ticket });
export const ProvePassword = z.strictObject({ password: z.string().min(1).max(256) });
export const ProveAgain = ProvePassword.extend({ code });
export const LogInPolicy = z.strictObject({
  secondFactor: z.array(z.enum(ROLES)).max(ROLES.length).describe('roles that must have a second factor'),
});
export const GuestLogIn = z.strictObject({
  line: z
    .string()
    .trim()
    .min(3)
    .max(20)
    .nullable()
    .describe('null: without a number, as a caller who withholds it'),
});

export const ProveLine = z.strictObject({ line: z.string().trim().min(3).max(20) });
export const ProofCode = z.strictObject({
  code: z
    .string()
    .trim()
    .regex(/^\d{6}$/),
});

export const Will = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('ready') }),
  z.strictObject({ kind: z.literal('break'), code: z.string().min(1).max(40) }),
  z.strictObject({ kind: z.literal('off') }),
]);
export const SetWill = z.strictObject({ will: Will });
export const Dispose = z.strictObject({
  disposition: z.string().min(1).max(60),
  note: text(TEXTS.dispositionNote).default(''),
  summary: text(TEXTS.summary).optional().describe('written on the ticket where it has none'),
  solution: text(TEXTS.solution)
    .optional()
    .describe('what was done; a disposition that solves needs it, or the ticket has it'),
  solutionBase: z
    .string()
    .max(100_000)
    .optional()
    .describe(
      "the ticket's solution that yours was written over; while it stands yours replaces it, otherwise yours becomes a note",
    ),
});
export const Rejoin = z.strictObject({ takeOver: z.boolean().optional() });
/** The customer's id; null: the caller is none of the customers. */
export const IdentifyCaller = z.strictObject({ customer: z.string().min(1).max(64).nullable() });

export const CustomerQuery = z.strictObject({
  text: text({ ...TEXTS.search, least: 1 }),
  limit: z.coerce.number().int().min(1).max(20).default(10),
});
export const NewCustomer = z.strictObject({
  name: text(TEXTS.customerName).regex(/^[^\p{C}\p{L}]*\p{L}[^\p{C}]*$/u),
  /** In Venezuela with its letter: V-12345678, J-12345678-9. */
  document: text(TEXTS.customerDocument),
  /** A telephone to reach the customer. */
  number: text(TEXTS.customerPhone).default(''),
  /** Number of the contract or account, as the caller has it on a bill. */
  account: text(TEXTS.customerAccount)
    .regex(/^[^\p{C}]*$/u)
    .default(''),
});
export const NewLine = z.strictObject({ number: text({ ...TEXTS.customerPhone, least: 1 }) });

export const CallBack = z.strictObject({ number: z.string().trim().min(3).max(20).optional() });

const version = z.int().nonnegative();
/** The text on the ticket that this one was written over; it is refused when another one stands there. */
const base = z.string().max(100_000).optional();
export const StepRequest = z.discriminatedUnion('action', [
  z.strictObject({ action: z.literal('note'), version, text: text(TEXTS.note) }),
  z.strictObject({ action: z.literal('take'), version }),
  z.strictObject({ action: z.literal('describe'), version, summary: text(TEXTS.summary), base }),
  z.strictObject({
    action: z.literal('escalate'),
    version,
    area: z.string().max(40).optional(),
    reason: text(TEXTS.escalationReason).default(''),
  }),
  z.strictObject({
    action: z.literal('record-solution'),
    version,
    solution: text(TEXTS.solution),
    base,
  }),
  z.strictObject({ action: z.literal('return-to-contact'), version }),
  z.strictObject({
    action: z.literal('close'),
    version,
    agreed: z.boolean(),
    how: z.enum(CLOSING_WAYS).default('call'),
  }),
  z.strictObject({ action: z.literal('reopen'), version, why: text(TEXTS.reopeningReason) }),
  z.strictObject({
    action: z.literal('identify'),
    version,
    customer: z.string().min(1).max(64).nullable(),
    /** Whose it was on the page: another one means that somebody was faster. */
    instead: z.string().max(64).nullable(),
  }),
]);

const username = z
  .string()
  .trim()
  .toLowerCase()
  .regex(/^[a-z0-9._-]{3,32}$/);
/** Nothing that is not seen, or that turns the text around it: the audit log shows names beside each other. */
const displayName = text({ least: 1, most: 80 }).regex(/^[^\p{C}]*$/u);
const password = z.string().min(10).max(256);
export const AddPerson = z.strictObject({
  username,
  displayName,
  role: z.enum(ROLES),
  level: z.int().min(1).max(4).default(1),
  queues: z.array(z.string().max(40)).max(50).default([]),
  telephone: z.boolean().optional().describe('whether they have a telephone; left out, agents have one'),
  phoneKind: z.enum(PHONE_KINDS).default('browser'),
  password,
  language: z.enum(['es', 'en']).default('es'),
});
export const MakeFirstAdmin = AddPerson.pick({ username: true, displayName: true, password: true }).extend({
  /** Of the one-time link. */
  token: z.string().min(1).max(64),
});
export const ChangePassword = z.strictObject({ present: z.string().min(1).max(256), next: password });
export const ChangePerson = z.strictObject({
  displayName: displayName.optional(),
  /** The names that the form showed; another admin's newer one is not overwritten. */
  before: z.strictObject({ displayName: z.string().max(1_000).optional() }).optional(),
  role: z.enum(ROLES).optional(),
  level: z.int().min(1).max(4).optional(),
  queues: z.array(z.string().max(40)).max(50).optional(),
  telephone: z
    .boolean()
    .optional()
    .describe('left out, another role has one or none as it is with that role'),
  phoneKind: z.enum(PHONE_KINDS).optional(),
  password: password.optional(),
  language: z.enum(['es', 'en']).optional(),
  active: z.boolean().optional(),
});

/** Null: the whole centre. */
export const ReleaseOutgoing = z.strictObject({ person: z.string().min(1).max(64).nullable() });
export const ChangeQueue = z.strictObject({
  /** A wrap-up that lasts longer is an alarm, ms; 0 = none. */
  wrapUpAlarmMs: z.int().min(0).max(3_600_000),
});

export const TicketQuery = z.object({
  state: z
    .enum(LISTED_STATES)
    .optional()
    .describe(
      '`abandoned`: open, and its caller left the queue. `left-in-menu`: closed because the caller hung up in the menu; these are no part of `closed`.',
    ),
  level: z.coerce.number().int().min(1).max(4).optional(),
  area: z.string().max(40).optional(),
  /** A person's id, or `me`. */
  assignee: z.string().max(64).optional(),
  text: text(TEXTS.search).optional(),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  offset: z.coerce.number().int().min(0).max(1_000_000).default(0),
});

export type LogIn = z.infer<typeof LogIn>;
export type ProveByCode = z.infer<typeof ProveByCode>;
export type ConfirmEnrolment = z.infer<typeof ConfirmEnrolment>;
export type ConfirmAtLogIn = z.infer<typeof ConfirmAtLogIn>;
export type ProveAgain = z.infer<typeof ProveAgain>;
export type LogInPolicy = z.infer<typeof LogInPolicy>;
export type StepRequest = z.infer<typeof StepRequest>;
export type TicketQuery = z.infer<typeof TicketQuery>;
export type AddPerson = z.infer<typeof AddPerson>;
export type MakeFirstAdmin = z.infer<typeof MakeFirstAdmin>;
export type ChangePassword = z.infer<typeof ChangePassword>;
export type ChangePerson = z.infer<typeof ChangePerson>;
export type ReleaseOutgoing = z.infer<typeof ReleaseOutgoing>;
export type ChangeQueue = z.infer<typeof ChangeQueue>;
export type SetWill = z.infer<typeof SetWill>;
export type Dispose = z.infer<typeof Dispose>;
export type NewCustomer = z.infer<typeof NewCustomer>;

/** The browser's own telephone account. The password is derived from the session and dies with it. */
export interface SipAccount {
  readonly user: string;
  readonly password: string;
  /** `ws(s)://this host/sip` for browsers; `sip:host:port` for desk phones. */
  readonly server: string;
  readonly iceServers: readonly {
    readonly urls: string;
    readonly username?: string;
    readonly credential?: string;
  }[];
}

/** What whoever is not logged in may know. */
export interface Front {
  /** Customers may call from `/call`. */
  readonly guests: boolean;
}

export interface WhoAmI {
  readonly person: PersonCard;
  /** The session has ended in this call and keeps it, no more, until it is wrapped up; null for a live session. */
  readonly ending: string | null;
  readonly confidentialityAccepted: boolean;
  /** The text to accept (S2-08), in both languages. */
  readonly confidentiality: { readonly es: string; readonly en: string };
  /** Null for roles without a telephone and for desk phones. */
  readonly phone: SipAccount | null;
  /** How pages write amounts and times. */
  readonly centre: CentrePlace;
  readonly now: number;
  readonly version: string;
  /** Seals this person's drafts in the browser: AES-256, base64. */
  readonly draftKey: string;
}

/** The password was right, and there is no session yet. */
export interface LogInGoesOn {
  /** `code`: of their app or a recovery code. `setup`: their role must have an app, and they have none. */
  readonly missing: 'code' | 'setup';
  /** For the next step of this log-in, some minutes, once. */
  readonly ticket: string;
}

/** For the page that sets up an authenticator app. */
export interface EnrolmentCard {
  /** The app's secret in base32, to be typed. */
  readonly secret: string;
  /** `otpauth://…`, for the QR code. */
  readonly uri: string;
  /** To be sent back with the first code; nothing is kept until then. */
  readonly enrolment: string;
}
export interface RecoveryCodes {
  /** Shown this once. */
  readonly recoveryCodes: readonly string[];
}
export interface Enrolled extends RecoveryCodes {
  readonly who: WhoAmI;
}
export interface SecondFactorCard {
  readonly on: boolean;
  /** The person's role must have one. */
  readonly required: boolean;
  /** Epoch ms; null when it is off. */
  readonly since: number | null;
  readonly recoveryCodesLeft: number;
}

export interface CentrePlace {
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** IANA name. */
  readonly timezone: string;
}

/** How the chain of the audit log stands. */
export interface AuditState extends Omit<ChainState, 'faults'> {
  readonly faults: readonly (ChainFault & { readonly words: Words })[];
}
export interface PersonCard {
  readonly id: string;
  readonly username: string;
  readonly displayName: string;
  readonly role: Role;
  readonly level: number;
  readonly queues: readonly string[];
  readonly telephone: boolean;
  readonly phoneKind: PhoneKind;
  readonly language: 'es' | 'en';
  readonly active: boolean;
}

export interface GuestLine {
  readonly line: string;
  /** Neutral words on who this demo line is (with debt, unknown, …). */
  readonly about: { readonly es: string; readonly en: string };
}
export interface GuestPass {
  /** Null: they call without a number. */
  readonly line: string | null;
  readonly phone: SipAccount;
  readonly services: readonly {
    readonly number: string;
    readonly title: { readonly es: string; readonly en: string };
  }[];
}

/** What the calls since the day began (epoch ms, in the centre's time zone) came to. */
export interface OutcomesToday {
  readonly since: number;
  readonly counts: OutcomeCounts;
}

/** A customer as a search shows them: enough to ask the caller whether that is who they are. */
export interface CustomerFound {
  readonly id: string;
  readonly name: string;
  readonly document: string;
  readonly segment: Segment;
  readonly account: string;
  readonly lines: readonly string[];
}

/** A past or present call in lists. */
export type CallCard = CallRecord;

export interface DispositionCard {
  readonly code: string;
  readonly queue: string | null;
  readonly title: { readonly es: string; readonly en: string };
  readonly effect: Effect;
  /** After which calls it may be chosen: with a talk, without one, any. */
  readonly fits: Fits;
  /** The texts the ticket must have, or that must be sent with it. */
  readonly needs: readonly (keyof Texts)[];
}

/** What an admin sees of a queue that he changed. */
export interface QueueCard {
  readonly name: string;
  readonly title: string;
  readonly wrapUpAlarmMs: number;
}

/** RFC 9457 problem; `code` is one of the catalogue. */
export interface Problem {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly code: string;
  readonly detail: { readonly es: string; readonly en: string };
  readonly faults?: readonly {
    readonly path: string;
    readonly message: string;
    /** A sentence for people, where there is one. */
    readonly words?: Words;
  }[];
  /** With `changed-meanwhile`: the text that stands there now. */
  readonly present?: string;
}

export type {
  AgentPicture,
  AuditCard,
  CallPicture,
  Contact,
  QueuePicture,
  RecordingCard,
  TicketCard,
  TicketPage,
};
