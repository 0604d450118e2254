import type { Person, Session } from '../agents/ports.ts';
import { hasTelephone } from '../agents/sip-account.ts';
import { CauceError } from '../kit/errors.ts';
import { servesCustomers } from '../rights/sight.ts';

/**
 * Who may use which route: the whole table, default deny. A route that is not here does not start
 * (see `server.ts`), and a test walks every route × every role.
 *
 * anyone      no session needed
 * guests      no session needed, but only where guests may call (CAUCE_DEMO or CAUCE_WEB_CALLS)
 * joining     logged in, the confidentiality text not necessarily accepted yet
 * everyone    every role; the route itself cuts the answer to what the reader may see (`rights/sight.ts`)
 * phone-users roles that have a telephone; the route itself checks that the call is theirs
 * customer-users roles that serve customers; an admin looks after people and settings, not after customers
 * admin       the role admin
 * monitors    programs that watch this one: on this machine, or with the token of CAUCE_METRICS_TOKEN
 */
export type Rule =
  | 'anyone'
  | 'guests'
  | 'joining'
  | 'everyone'
  | 'phone-users'
  | 'customer-users'
  | 'admin'
  | 'monitors';

export const ACCESS: Readonly<Record<string, Rule>> = {
  'POST /api/v1/session': 'anyone',
  'GET /api/v1/session': 'anyone',
  'DELETE /api/v1/session': 'joining',
  'POST /api/v1/session/confidentiality': 'joining',
  'POST /api/v1/session/code': 'anyone',
  'POST /api/v1/session/enrolment': 'anyone',
  'POST /api/v1/session/enrolment/confirm': 'anyone',

  'PUT /api/v1/me/password': 'everyone',
  'GET /api/v1/me/second-factor': 'everyone',
  'POST /api/v1/me/second-factor': 'everyone',
  'POST /api/v1/me/second-factor/enrolment': 'everyone',
  'POST /api/v1/me/second-factor/recovery-codes': 'everyone',
  'POST /api/v1/me/second-factor/off': 'everyone',

  'GET /api/v1/front': 'anyone',
  'POST /api/v1/first-admin': 'anyone',

  'GET /api/v1/guest-lines': 'guests',
  'POST /api/v1/guest-session': 'guests',
  'POST /api/v1/guest-session/proof': 'guests',
  'POST /api/v1/guest-session/proof/code': 'guests',

  'GET /api/v1/agents': 'everyone',
  'POST /api/v1/agents/me/will': 'phone-users',
  'GET /api/v1/queues': 'everyone',
  'PATCH /api/v1/queues/:name': 'admin',
  'GET /api/v1/outgoing': 'admin',
  'PUT /api/v1/outgoing': 'admin',
  'POST /api/v1/outgoing/release': 'admin',
  'GET /api/v1/dispositions': 'everyone',
  'GET /api/v1/breaks': 'everyone',

  'GET /api/v1/calls': 'everyone',
  'GET /api/v1/calls/outcomes': 'everyone',
  'GET /api/v1/calls/:id': 'everyone',
  'POST /api/v1/calls/:id/hold': 'phone-users',
  'POST /api/v1/calls/:id/resume': 'phone-users',
  'POST /api/v1/calls/:id/rejoin': 'phone-users',
  'POST /api/v1/calls/:id/hang-up': 'phone-users',
  'POST /api/v1/calls/:id/disposition': 'phone-users',
  'PUT /api/v1/calls/:id/customer': 'phone-users',

  'GET /api/v1/customers': 'customer-users',
  'POST /api/v1/customers': 'customer-users',
  'POST /api/v1/customers/:id/lines': 'customer-users',
  'GET /api/v1/customers/:id/contacts': 'customer-users',

  'GET /api/v1/tickets': 'everyone',
  'GET /api/v1/tickets/:number': 'everyone',
  'POST /api/v1/tickets/:number/actions': 'everyone',
  'POST /api/v1/tickets/:number/call-back': 'phone-users',

  'GET /api/v1/recordings': 'everyone',
  'GET /api/v1/recordings/:id/audio': 'everyone',

  'GET /api/v1/people': 'admin',
  'POST /api/v1/people': 'admin',
  'PATCH /api/v1/people/:id': 'admin',
  'POST /api/v1/people/:id/end-now': 'admin',
  'GET /api/v1/people/:id/phone': 'admin',
  'POST /api/v1/people/:id/phone/rotate': 'admin',
  'GET /api/v1/people/:id/second-factor': 'admin',
  'DELETE /api/v1/people/:id/second-factor': 'admin',
  'GET /api/v1/log-in-policy': 'admin',
  'PUT /api/v1/log-in-policy': 'admin',

  'GET /api/v1/audit': 'admin',
  'GET /api/v1/audit/state': 'admin',
  'POST /api/v1/audit/check': 'admin',
  'GET /api/v1/audit/export': 'admin',

  'GET /api/openapi.json': 'anyone',
  'GET /api/docs': 'anyone',
  'GET /health/live': 'anyone',
  'GET /health/ready': 'anyone',
  'GET /metrics': 'monitors',

  'GET /': 'anyone',
  'GET /agent': 'anyone',
  'GET /supervisor': 'anyone',
  'GET /tickets': 'anyone',
  'GET /tickets/:number': 'anyone',
  'GET /admin': 'anyone',
  'GET /audit': 'anyone',
  'GET /crew': 'anyone',
  'GET /first-admin': 'anyone',
  'GET /call': 'anyone',
  'GET /*': 'anyone',
};

/**
 * What a session that has ended in a call may still do, and nothing else: finish that call and its wrap-up.
 *
 * session  about itself
 * call     the route's call is the one it keeps
 * ticket   the route's ticket is that of the call it keeps; the route itself lets only the summary and notes through
 * choices  what a wrap-up chooses from
 */
export type LastCallRule = 'session' | 'call' | 'ticket' | 'choices';

export const OF_LAST_CALL: Readonly<Record<string, LastCallRule>> = {
  'DELETE /api/v1/session': 'session',
  'GET /api/v1/calls/:id': 'call',
  'POST /api/v1/calls/:id/hold': 'call',
  'POST /api/v1/calls/:id/resume': 'call',
  'POST /api/v1/calls/:id/rejoin': 'call',
  'POST /api/v1/calls/:id/hang-up': 'call',
  'POST /api/v1/calls/:id/disposition': 'call',
  'GET /api/v1/dispositions': 'choices',
  'GET /api/v1/tickets/:number': 'ticket',
  'POST /api/v1/tickets/:number/actions': 'ticket',
};

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
    case 'everyone':
      accepted(visitor);
      return;
    case 'phone-users':
      if (!hasTelephone(accepted(visitor).role)) throw new CauceError('not-allowed');
      return;
    case 'customer-users':
      if (!servesCustomers(accepted(visitor).role)) throw new CauceError('not-allowed');
      return;
    case 'admin':
      if (accepted(visitor).role !== 'admin') throw new CauceError('not-allowed');
      return;
    case 'monitors':
      if (!monitors()) throw new CauceError('not-allowed');
      return;
    default:
      rule satisfies never;
  }
}

function accepted(visitor: Visitor | null): Person {
  if (visitor === null) throw new CauceError('not-logged-in');
  if (visitor.person.confidentialityAcceptedAt === null) throw new CauceError('confidentiality-not-accepted');
  return visitor.person;
}
