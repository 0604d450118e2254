import type { Role } from '../agents/events.ts';

/** The ways out of the centre. A new one is a new word here, and goes through the gate like the others. */
export const ENTRIES = ['call-back', 'dial', 'transfer', 'forward', 'conference', 'proof-call'] as const;

/**
 * `call-back`: from a ticket, to its customer. `dial`: to a number that an agent keys. `forward`: a call goes on to a number by itself, with nobody of ours in it. `proof-call`: the centre says a code to the
 * line that a guest says is theirs.
 */
export type Entry = (typeof ENTRIES)[number];

/** Whose telephone wants out. */
export interface Asker {
  readonly person: string;
  readonly role: Role;
  readonly level: number;
}

/** Whose number it is, as far as our records tell: a customer's line, or one that is on the ticket it is about. */
export type Owner = 'customer' | 'ticket';
