import { createHash, randomBytes } from 'node:crypto';
import { z } from 'zod';
import { keyFor, seal, unseal } from './seal.ts';

/**
 * What a log-in is given after the right password when a code is missing. It is good for that one step of that one
 * log-in, for some minutes, once, and as long as the password stays what it was.
 *
 * code   a code of the app or a recovery code opens the session
 * setup  the person has no app yet and must have one
 */
export type TicketFor = 'code' | 'setup';

const LIFE_MS: Readonly<Record<TicketFor, number>> = { code: 5 * 60_000, setup: 15 * 60_000 };

const shape = z.object({
  person: z.string(),
  /** Of the password's hash: another password makes the ticket worthless. */
  print: z.string(),
  nonce: z.string(),
  until: z.number(),
});
export type LogInTicket = z.infer<typeof shape>;

export class LogInTickets {
  private readonly key: Buffer;

  constructor(serverKey: Buffer) {
    this.key = keyFor(serverKey, 'log-in-ticket');
  }

  issue(purpose: TicketFor, person: string, passwordHash: string, now: number): string {
    const ticket: LogInTicket = {
      person,
      print: printOf(passwordHash),
      nonce: randomBytes(16).toString('base64url'),
      until: now + LIFE_MS[purpose],
    };
    return seal(this.key, Buffer.from(JSON.stringify(ticket)), purpose).toString('base64url');
  }

  /** The ticket, or null when it is not ours, for something else, or over. */
  read(purpose: TicketFor, text: string, now: number): LogInTicket | null {
    const opened = unseal(this.key, Buffer.from(text, 'base64url'), purpose);
    if (opened === null) return null;
    const ticket = shape.parse(JSON.parse(opened.toString()));
    return now < ticket.until ? ticket : null;
  }
}

/** Tells passwords apart without telling anything of them. */
export function printOf(passwordHash: string): string {
  return createHash('sha256').update(passwordHash).digest('base64url').slice(0, 22);
}
