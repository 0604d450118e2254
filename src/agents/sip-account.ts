import { createHash, createHmac } from 'node:crypto';
import type { Person, PhoneLine, Session } from './ports.ts';

/**
 * SIP accounts are derived, never stored (design decision 10): anyone who knows the server key and the session
 * knows the account, and the account dies with the session.
 */
export interface SipCredentials {
  readonly user: string;
  readonly password: string;
}

/** Hex digits of the session's digest that make a SIP user: 48 bits tell every live session apart. */
const USER_DIGITS = 12;

/** The account of a log-in: `ag-…` for people, `gc-…` for guests of `/call`. */
export function sessionAccount(serverKey: Buffer, session: Pick<Session, 'id' | 'kind'>): SipCredentials {
  const digest = createHash('sha256').update(session.id).digest('hex').slice(0, USER_DIGITS);
  return {
    user: `${session.kind === 'guest' ? 'gc' : 'ag'}-${digest}`,
    password: secretOf(serverKey, `sip:${session.id}`),
  };
}

/** Whether a line is that of a desk telephone. */
export const isDeskLine = (line: string): boolean => /^sp\d*-/.test(line);

/**
 * The account of a desk telephone (`phoneKind` sip), until an admin replaces it. Each has a name of its own, `sp-mesa`,
 * `sp2-mesa` …: so the old one goes as every line does that is not due, also when `calls` was away, and a talk on it is
 * finished first.
 */
export function deskAccount(
  serverKey: Buffer,
  { id, username, deskTurn = 0 }: Pick<Person, 'id' | 'username' | 'deskTurn'>,
): SipCredentials {
  return {
    user: deskUser(username, deskTurn),
    password: secretOf(serverKey, deskTurn === 0 ? `desk:${id}` : `desk:${id}:${deskTurn}`),
  };
}

/** The names of all accounts their desk telephone had and has, the first one first. */
export function deskUsers({ username, deskTurn = 0 }: Pick<Person, 'username' | 'deskTurn'>): string[] {
  return Array.from({ length: deskTurn + 1 }, (_, turn) => deskUser(username, turn));
}

const deskUser = (username: string, turn: number) => `sp${turn === 0 ? '' : turn + 1}-${username}`;

/**
 * Every line that must exist now: one for each live session with a telephone, one for each desk telephone.
 * `sessions` are the live ones. A browser's line waits until its person has accepted the confidentiality text;
 * a desk telephone needs no log-in, its person cannot become ready without one.
 */
export function linesDue(
  serverKey: Buffer,
  sessions: readonly Session[],
  people: readonly Person[],
): PhoneLine[] {
  const entitled = new Map(
    people.filter(person => person.active && person.telephone).map(person => [person.id, person]),
  );
  const lines: PhoneLine[] = [];
  for (const session of sessions) {
    const account = sessionAccount(serverKey, session);
    if (session.kind === 'guest') {
      const line = session.line ?? '';
      lines.push(lineOf(account, 'guest', line, line));
      continue;
    }
    const person = entitled.get(session.personId ?? '');
    if (person?.phoneKind === 'browser' && person.confidentialityAcceptedAt !== null) {
      lines.push(lineOf(account, 'browser', person.username, person.displayName));
    }
  }
  for (const person of entitled.values()) {
    if (person.phoneKind === 'sip') {
      lines.push(lineOf(deskAccount(serverKey, person), 'sip', person.username, person.displayName));
    }
  }
  return lines;
}

function lineOf(
  account: SipCredentials,
  kind: PhoneLine['kind'],
  callerNumber: string,
  callerName: string,
): PhoneLine {
  return { id: account.user, password: account.password, kind, callerNumber, callerName };
}

function secretOf(serverKey: Buffer, purpose: string): string {
  return createHmac('sha256', serverKey).update(purpose).digest('base64url');
}
