import type { Person, Session } from '../agents/ports.ts';
import { CauceError } from '../kit/errors.ts';
import { type Capability, can } from '../rights/capabilities.ts';

/**
 * Who may use which route: the whole table, default deny. A route that is not here does not start
 * (see `server.ts`), and a test walks every route × every role.
 *
 * anyone      no session needed
 * guests      no session needed, but only where guests may call (CAUCE_DEMO or CAUCE_WEB_CALLS)
 * joining     logged in, the confidentiality text not necessarily accepted yet
 * monitors    programs that watch this one: on this machine, or with the token of CAUCE_METRICS_TOKEN
 * the others  a capability (`rights/capabilities.ts`) of somebody who is logged in and has accepted that text; whose call,
 *             ticket or recording it is the route checks itself
 */
export type Rule = 'anyone' | 'guests' | 'joining' | 'monitors' | Capability;

const TABLE = {
  'POST /api/v1/session': 'anyone',
  'GET /api/v1/session': 'anyone',
  'DELETE /api/v1/session': 'joining',
  'POST /api/v1/session/confidentiality': 'joining',
  'POST /api/v1/session/code': 'anyone',
  'POST /api/v1/session/enrolment': 'anyone',
  'POST /api/v1/session/enrolment/confirm': 'anyone',

  'PUT /api/v1/me/password': 'own-account',
  'PUT /api/v1/me/keys': 'own-account',
  'GET /api/v1/me/second-factor': 'own-account',
  'POST /api/v1/me/second-factor': 'own-account',
  'POST /api/v1/me/second-factor/enrolment': 'own-account',
  'POST /api/v1/me/second-factor/recovery-codes': 'own-account',
  'POST /api/v1/me/second-factor/off': 'own-account',

  'GET /api/v1/front': 'anyone',
  'POST /api/v1/first-admin': 'anyone',

  'GET /api/v1/guest-lines': 'guests',
  'POST /api/v1/guest-session': 'guests',
  'POST /api/v1/guest-session/proof': 'guests',
  'POST /api/v1/guest-session/proof/code': 'guests',

  'GET /api/v1/agents': 'see-centre',
  'POST /api/v1/agents/me/will': 'telephone',
  'PUT /api/v1/agents/me/auto-answer': 'telephone',
  'PUT /api/v1/agents/me/auto-join': 'telephone',
  'PUT /api/v1/agents/me/call-waiting': 'telephone',
  'POST /api/v1/agents/me/order-read': 'telephone',
  'POST /api/v1/agents/:id/will': 'direct-agents',
  'POST /api/v1/agents/:id/log-out': 'direct-agents',
  'PUT /api/v1/agents/:id/queues': 'direct-agents',
  'GET /api/v1/queues': 'see-centre',
  'GET /api/v1/queues/:name': 'set-up-queues',
  'PATCH /api/v1/queues/:name': 'set-up-queues',
  'GET /api/v1/policies': 'set-up-policies',
  'PATCH /api/v1/policies': 'set-up-policies',
  'GET /api/v1/outgoing': 'set-up-outgoing',
  'GET /api/v1/outgoing/calendars': 'set-up-outgoing',
  'GET /api/v1/outgoing/own': 'telephone',
  'PUT /api/v1/outgoing': 'set-up-outgoing',
  'POST /api/v1/outgoing/release': 'set-up-outgoing',
  'PUT /api/v1/queues/:name/thresholds': 'set-thresholds',
  'GET /api/v1/areas': 'see-centre',
  'GET /api/v1/dispositions': 'see-centre',
  'GET /api/v1/breaks': 'see-centre',
  'GET /api/v1/flows': 'see-centre',

  'GET /api/v1/figures': 'see-everything',
  'GET /api/v1/figures/export': 'see-everything',
  'GET /api/v1/figures/calls': 'see-everything',
  'GET /api/v1/figures/calls/export': 'see-everything',
  'GET /api/v1/figures/definitions': 'see-centre',
  'GET /api/v1/agents/me/figures': 'telephone',
  'GET /api/v1/agents/me/figures/calls': 'telephone',

  'GET /api/v1/calls': 'see-centre',
  'GET /api/v1/calls/outcomes': 'see-centre',
  'GET /api/v1/calls/:id': 'see-centre',
  'POST /api/v1/calls': 'telephone',
  'POST /api/v1/calls/:id/hold': 'telephone',
  'POST /api/v1/calls/:id/resume': 'telephone',
  'POST /api/v1/calls/:id/recording': 'telephone',
  'POST /api/v1/calls/:id/transfer': 'telephone',
  'POST /api/v1/calls/:id/give': 'direct-agents',
  'POST /api/v1/calls/:id/first': 'direct-agents',
  'PUT /api/v1/calls/:id/queue': 'direct-agents',
  'POST /api/v1/calls/:id/number': 'telephone',
  'POST /api/v1/calls/:id/voice': 'telephone',
  'POST /api/v1/calls/:id/help': 'telephone',
  'POST /api/v1/calls/:id/help/seen': 'direct-agents',
  'POST /api/v1/calls/:id/supervision': 'supervise-calls',
  'POST /api/v1/calls/:id/supervision/rejoin': 'supervise-calls',
  'DELETE /api/v1/calls/:id/supervision': 'supervise-calls',
  'POST /api/v1/calls/:id/end': 'supervise-calls',
  'POST /api/v1/calls/:id/consult': 'telephone',
  'POST /api/v1/calls/:id/complete': 'telephone',
  'POST /api/v1/calls/:id/swap': 'telephone',
  'POST /api/v1/calls/:id/take-line': 'telephone',
  'POST /api/v1/calls/:id/join': 'telephone',
  'POST /api/v1/calls/:id/conference': 'telephone',
  'POST /api/v1/calls/:id/drop': 'telephone',
  'POST /api/v1/calls/:id/mute': 'telephone',
  'POST /api/v1/calls/:id/rejoin': 'telephone',
  'POST /api/v1/calls/:id/hang-up': 'telephone',
  'POST /api/v1/calls/:id/disposition': 'telephone',
  'PUT /api/v1/calls/:id/customer': 'telephone',

  'GET /api/v1/notices': 'send-notices',
  'POST /api/v1/notices': 'send-notices',
  'DELETE /api/v1/notices/:id': 'send-notices',
  'POST /api/v1/notices/:id/read': 'read-notices',

  'GET /api/v1/scheduled-calls': 'telephone',
  'POST /api/v1/scheduled-calls': 'telephone',
  'PATCH /api/v1/scheduled-calls/:id': 'telephone',
  'POST /api/v1/scheduled-calls/:id/call': 'telephone',
  'POST /api/v1/scheduled-calls/:id/close': 'telephone',
  'GET /api/v1/scheduled-calls/overdue': 'direct-agents',
  'POST /api/v1/scheduled-calls/:id/give': 'direct-agents',

  'GET /api/v1/customers': 'serve-customers',
  'POST /api/v1/customers': 'serve-customers',
  'GET /api/v1/customers/:id/crm': 'serve-customers',
  'POST /api/v1/customers/:id/lines': 'serve-customers',
  'GET /api/v1/customers/:id': 'serve-customers',
  'GET /api/v1/customers/:id/history': 'serve-customers',

  'GET /api/v1/contacts': 'read-contacts',
  'POST /api/v1/contacts': 'read-contacts',
  'GET /api/v1/contacts/:id': 'read-contacts',
  'PATCH /api/v1/contacts/:id': 'read-contacts',
  'DELETE /api/v1/contacts/:id': 'read-contacts',
  'GET /api/v1/contacts/speed-dials': 'telephone',
  'PUT /api/v1/contacts/speed-dials/:slot': 'telephone',
  'DELETE /api/v1/contacts/speed-dials/:slot': 'telephone',
  'POST /api/v1/contacts/preview': 'read-contacts',
  'POST /api/v1/contacts/import': 'read-contacts',
  'GET /api/v1/contacts/export': 'read-contacts',

  'GET /api/v1/tickets': 'read-tickets',
  'GET /api/v1/tickets/:number': 'read-tickets',
  'GET /api/v1/tickets/:number/scheduled-calls': 'read-tickets',
  'GET /api/v1/tickets/:number/customer': 'serve-customers',
  'POST /api/v1/tickets/:number/actions': 'work-on-tickets',
  'POST /api/v1/tickets/:number/call-back': 'telephone',
  'POST /api/v1/tickets/:number/diagnoses': 'work-on-tickets',
  'GET /api/v1/tickets/:number/diagnoses/:id': 'read-tickets',

  'GET /api/v1/recordings': 'read-recordings',
  'GET /api/v1/recordings/:id/audio': 'read-recordings',
  'POST /api/v1/recordings/:id/heard': 'read-recordings',
  'POST /api/v1/recordings/:id/download': 'download-recordings',
  'GET /api/v1/recordings/listens': 'read-listens',

  'GET /api/v1/people': 'set-up-people',
  'POST /api/v1/people': 'set-up-people',
  'PATCH /api/v1/people/:id': 'set-up-people',
  'POST /api/v1/people/:id/end-now': 'set-up-people',
  'GET /api/v1/people/:id/phone': 'set-up-people',
  'POST /api/v1/people/:id/phone/rotate': 'set-up-people',
  'GET /api/v1/people/:id/second-factor': 'set-up-people',
  'DELETE /api/v1/people/:id/second-factor': 'set-up-people',
  'GET /api/v1/log-in-policy': 'set-up-people',
  'PUT /api/v1/log-in-policy': 'set-up-people',

  'GET /api/v1/audit': 'read-audit',
  'GET /api/v1/audit/state': 'read-audit',
  'POST /api/v1/audit/check': 'read-audit',
  'GET /api/v1/audit/export': 'read-audit',

  'GET /api/openapi.json': 'anyone',
  'GET /api/docs': 'anyone',
  'GET /health/live': 'anyone',
  'GET /health/ready': 'anyone',
  'GET /metrics': 'monitors',

  'GET /': 'anyone',
  'GET /agent': 'anyone',
  'GET /supervisor': 'anyone',
  'GET /wallboard': 'anyone',
  'GET /supervisor/recordings': 'anyone',
  'GET /supervisor/listens': 'anyone',
  'GET /supervisor/figures': 'anyone',
  'GET /supervisor/notices': 'anyone',
  'GET /supervisor/scheduled': 'anyone',
  'GET /tickets': 'anyone',
  'GET /tickets/:number': 'anyone',
  'GET /customers': 'anyone',
  'GET /admin': 'anyone',
  'GET /audit': 'anyone',
  'GET /crew': 'anyone',
  'GET /first-admin': 'anyone',
  'GET /call': 'anyone',
  'GET /*': 'anyone',
} as const satisfies Readonly<Record<`${'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'} /${string}`, Rule>>;

export const ACCESS: Readonly<Record<string, Rule>> = TABLE;

/** The paths of the table for a method, as routes are registered: below `/api/v1` without that. */
export type PathOf<Method extends string> = keyof typeof TABLE extends infer Route
  ? Route extends `${Method} ${infer Path}`
    ? Path extends `/api/v1${infer Short}`
      ? Short
      : Path
    : never
  : never;

/**
 * What a session that has ended in a call may still do, and nothing else: finish that call and its wrap-up.
 *
 * session  about itself
 * call     the route's call is the one it keeps
 * ticket   the route's ticket is that of the call it keeps; the route itself lets only the summary and notes through
 * choices  what a wrap-up chooses from
 */
export type LastCallRule = 'session' | 'call' | 'ticket' | 'choices';

const LAST_CALL_TABLE: Readonly<Partial<Record<keyof typeof TABLE, LastCallRule>>> = {
  'DELETE /api/v1/session': 'session',
  'POST /api/v1/agents/me/order-read': 'session',
  'GET /api/v1/calls/:id': 'call',
  'POST /api/v1/calls/:id/hold': 'call',
  'POST /api/v1/calls/:id/resume': 'call',
  'POST /api/v1/calls/:id/recording': 'call',
  'POST /api/v1/calls/:id/transfer': 'call',
  'POST /api/v1/calls/:id/voice': 'call',
  'POST /api/v1/calls/:id/help': 'call',
  'POST /api/v1/calls/:id/complete': 'call',
  'POST /api/v1/calls/:id/swap': 'call',
  'POST /api/v1/calls/:id/take-line': 'call',
  'POST /api/v1/calls/:id/join': 'call',
  'POST /api/v1/calls/:id/conference': 'call',
  'POST /api/v1/calls/:id/drop': 'call',
  'POST /api/v1/calls/:id/mute': 'call',
  'POST /api/v1/calls/:id/rejoin': 'call',
  'POST /api/v1/calls/:id/hang-up': 'call',
  'POST /api/v1/calls/:id/disposition': 'call',
  'GET /api/v1/dispositions': 'choices',
  'GET /api/v1/tickets/:number': 'ticket',
  'POST /api/v1/tickets/:number/actions': 'ticket',
};

export const OF_LAST_CALL: Readonly<Record<string, LastCallRule>> = LAST_CALL_TABLE;

/** A log-in whose person is known: active, or with a call to finish. */
export interface Visitor {
  readonly session: Session;
  readonly person: Person;
  /** The session has ended and keeps this call, no more; null for one that is live. */
  readonly only: string | null;
}

/** Lets a session that has ended do what its last call needs, or throws `session-ending`. */
export function admitLastCall(
  rule: LastCallRule | undefined,
  only: string,
  asked: { readonly id?: string; readonly number?: string },
  ticketOf: (call: string) => string | null,
): void {
  const isAllowed = {
    session: () => true,
    choices: () => true,
    call: () => asked.id === only,
    ticket: () => asked.number !== undefined && asked.number === ticketOf(only),
  };
  if (rule === undefined || !isAllowed[rule]()) throw new CauceError('session-ending');
}

/** The rule for ended sessions of a route as Fastify names it. */
export function lastCallRuleOf(method: string, route: string | undefined): LastCallRule | undefined {
  return OF_LAST_CALL[`${method === 'HEAD' ? 'GET' : method} ${route}`];
}

/** The rule of a route as Fastify names it; null is a refusal. HEAD is a GET without its body. */
export function ruleOf(method: string, route: string | undefined): Rule | null {
  if (route === undefined) return null;
  return ACCESS[`${method === 'HEAD' ? 'GET' : method} ${route}`] ?? null;
}

/** Whether this rule needs to know who asks. */
export function needsVisitor(rule: Rule): boolean {
  return rule !== 'anyone' && rule !== 'guests' && rule !== 'monitors';
}

/**
 * Lets the visitor pass or throws `not-logged-in`, `confidentiality-not-accepted` or `not-allowed`.
 * `guestCalls` says whether guests exist in this centre, `monitors` whether the request is a monitor's.
 */
export function admit(
  rule: Rule,
  visitor: Visitor | null,
  { guestCalls, monitors }: { readonly guestCalls: boolean; readonly monitors: () => boolean },
): void {
  switch (rule) {
    case 'anyone':
      return;
    case 'guests':
      if (!guestCalls) throw new CauceError('not-allowed');
      return;
    case 'joining':
      if (visitor === null) throw new CauceError('not-logged-in');
      return;
    case 'monitors':
      if (!monitors()) throw new CauceError('not-allowed');
      return;
    default:
      if (!can(accepted(visitor), rule)) throw new CauceError('not-allowed');
  }
}

function accepted(visitor: Visitor | null): Person {
  if (visitor === null) throw new CauceError('not-logged-in');
  if (visitor.person.confidentialityAcceptedAt === null) throw new CauceError('confidentiality-not-accepted');
  return visitor.person;
}
