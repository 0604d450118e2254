import type { AriAnswer } from './request.ts';
import type { AriVariable } from './wire.ts';

/*
 * A telephone says in its Contact where it is rung, and Asterisk believes it: `rewrite_contact` puts the address it came
 * from in place of the host, but leaves the user part, a `maddr` (RFC 3261 §19.1.1) and whole headers such as a Route
 * behind a question mark (measured on 22.10.1). With the address of the carrier there and a number as user part, a
 * telephone of ours is any number in the world, called by our address and past the gate (src/outgoing). Nothing of
 * Asterisk turns that off; but no carrier calls a name, so a leg to a line of ours whose user part is a number is ended.
 */

/**
 * What a carrier could take for a number: `+58…`, `*72`, `911`, or many digits to begin with; more than the eight random
 * signs by which a page calls itself that was opened before pages used the name of their account.
 */
const NUMBER = /^(?:[+*#]|[\d().-]{9}|[\d().-]+(?:[;,]|$))/;

/**
 * Which legs are to be asked whom they call: each, until one shows that its line's contact is no number; then none before
 * the line has another contact. Those that were dialled already are asked when that is heard, for a leg may have gone out a
 * moment before.
 */
export class AskedLegs {
  /** Lines whose present contact is no number. */
  private readonly proven = new Set<string>();
  /** How many contacts of a line were heard of. */
  private readonly contacts = new Map<string, number>();
  private readonly legs = new Map<string, { readonly line: string; readonly contact: number }>();

  /** A leg to this line is dialled. Answers whether it must be asked. */
  dialled(channel: string, line: string): boolean {
    this.legs.set(channel, { line, contact: this.contacts.get(line) ?? 0 });
    return !this.proven.has(line);
  }

  /** This leg calls no number; nor does any by the same contact. */
  proves(channel: string): void {
    const leg = this.legs.get(channel);
    if (leg && leg.contact === (this.contacts.get(leg.line) ?? 0)) this.proven.add(leg.line);
  }

  /** The line has another contact: answers the legs that must be asked now. */
  changed(line: string): string[] {
    this.proven.delete(line);
    this.contacts.set(line, (this.contacts.get(line) ?? 0) + 1);
    return [...this.legs].filter(([, leg]) => leg.line === line).map(([channel]) => channel);
  }

  ended(channel: string): void {
    this.legs.delete(channel);
  }

  /** Events were missed: nothing is known of any line. */
  forget(): void {
    this.proven.clear();
    this.contacts.clear();
    this.legs.clear();
  }
}

/** Whether a leg to a telephone of ours calls a number; `answer` is that of `dialledAs`. */
export function goesAstray(answer: AriAnswer): boolean {
  const value =
    answer.kind === 'answer' && answer.status === 200 ? (answer.body as AriVariable | null)?.value : '';
  // Of each that may be meant, in linear time: what stands between a scheme and the first @.
  const [before = '', ...rest] = (value ?? '').split('@');
  const users = rest.length === 0 ? [] : before.split(/sips?:/i).slice(1);
  return users.some(user => NUMBER.test(unescaped(user.replace(/[;>].*$/s, ''))));
}

function unescaped(user: string): string {
  return user.replace(/%([0-9a-f]{2})/gi, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}
