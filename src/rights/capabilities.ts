import type { Role } from '../agents/events.ts';

/** What of a person decides what they may do. */
export interface Standing {
  readonly role: Role;
  /** Support level, 1 to 4. */
  readonly level: number;
  /** A telephone was given to them; absent: none. */
  readonly telephone?: boolean;
  /** False: the recordings of their own calls are kept from them; absent: they hear them. */
  readonly hearsOwn?: boolean;
}

/**
 * Whom a capability is given: a role, a role at some levels, `telephone`, whoever has one, or `hears-own`, from whom their own recordings
 * are not kept.
 */
type Holder =
  | Role
  | 'telephone'
  | 'hears-own'
  | { readonly role: Role; readonly fromLevel?: number; readonly upToLevel?: number };

const EVERYBODY = ['agent', 'supervisor', 'admin'] as const satisfies readonly Role[];

/**
 * What people may do: every capability once, with who has it; anyone who is not named may not. Routes (`http/access.ts`), live
 * events (`live/cut.ts`), what is read (`sight.ts`), the steps of tickets (`tickets/may.ts`) and the pages name these.
 *
 * Role, level, area and capability are four things. A role and a level give capabilities, areas say whose tickets are
 * one's own, and a telephone is given to a person.
 */
const TABLE = {
  'own-account': [...EVERYBODY, 'wallboard'],
  /** The board, calls and lists, each cut to what the person may see. */
  'see-centre': EVERYBODY,
  /** How many wait and how well they are served, and what is wrong in the centre: no customer, no agent by name. */
  'see-wallboard': ['supervisor', 'admin', 'wallboard'],
  'read-tickets': EVERYBODY,
  'work-on-tickets': EVERYBODY,
  'read-recordings': EVERYBODY,
  /** Hears what they said in calls themselves; an admin gives it to a person, or takes it. */
  'hear-own-calls': ['hears-own'],
  /** Takes a recording along as a file, for a reason that is kept. */
  'download-recordings': ['supervisor', 'admin'],
  /** Reads who listened to which recording, and who took it along. */
  'read-listens': ['supervisor', 'admin'],
  /** Has a line: is offered calls, makes them and handles them. */
  telephone: ['telephone'],
  /** Looks customers up and writes them down. */
  'serve-customers': ['agent', 'supervisor'],
  /** Reads the shared contacts and has an address book of their own. */
  'read-contacts': ['telephone', 'supervisor', 'admin'],
  'edit-shared-contacts': ['supervisor', 'admin'],
  /** Reads every ticket, call and recording, whosever it is. */
  'see-everything': ['supervisor', 'admin'],
  /** Goes into the talk of an agent, with a telephone of their own: listens, whispers, barges in. */
  'supervise-calls': ['supervisor', 'admin'],
  /** Takes the steps of a ticket whatever its level. */
  'direct-tickets': ['supervisor', 'admin'],
  /** Orders over agents and over callers who wait; over whom, `directs` (sight.ts) says. */
  'direct-agents': ['supervisor'],
  /** Is told what supervisors write to the agents. */
  'read-notices': ['agent'],
  'send-notices': ['supervisor'],
  /** Hears the recordings of tickets that came up to an area of theirs (S4-16). */
  'hear-areas': [{ role: 'agent', fromLevel: 2 }],
  /** Takes and closes tickets that wait for contact: a higher level never speaks the last word with the customer (S1-31), save for what began there (`tickets/level.ts`). */
  'contact-customers': [{ role: 'agent', upToLevel: 1 }, 'supervisor', 'admin'],
  /** Sees customers' numbers whole although a queue of theirs masks them. */
  'see-numbers': [{ role: 'agent', fromLevel: 2 }, 'supervisor', 'admin'],
  /** Decides from when on the wallboard says that something is wrong with a queue. */
  'set-thresholds': ['supervisor', 'admin'],
  'set-up-people': ['admin'],
  'set-up-queues': ['admin'],
  'set-up-policies': ['admin'],
  'set-up-outgoing': ['admin'],
  'read-audit': ['admin'],
} as const satisfies Readonly<Record<string, readonly Holder[]>>;

export type Capability = keyof typeof TABLE;

export const CAPABILITIES: Readonly<Record<Capability, readonly Holder[]>> = TABLE;

export function can(person: Standing, capability: Capability): boolean {
  return CAPABILITIES[capability].some(holder => isHolder(person, holder));
}

function isHolder({ role, level, telephone, hearsOwn }: Standing, holder: Holder): boolean {
  // A screen on the wall talks to nobody, whatever it was given.
  if (holder === 'telephone') return telephone === true && role !== 'wallboard';
  if (holder === 'hears-own') return hearsOwn !== false && role !== 'wallboard';
  if (typeof holder === 'string') return role === holder;
  const { role: named, fromLevel = level, upToLevel = level } = holder;
  return role === named && fromLevel <= level && level <= upToLevel;
}

/** Whether somebody of this role is given a telephone where nothing else is said. */
export const TELEPHONE_OF: Readonly<Record<Role, boolean>> = {
  agent: true,
  supervisor: false,
  admin: false,
  wallboard: false,
};
