import type { PeopleStore, Person, Throttle } from '../agents/ports.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import {
  type LogInTicket,
  type LogInTickets,
  printOf,
  type TicketFor,
} from '../credentials/log-in-ticket.ts';
import type { SecondFactors } from '../credentials/second-factor.ts';
import { isAppCode } from '../credentials/totp.ts';
import type { Clock } from '../kit/clock.ts';
import { CauceError } from '../kit/errors.ts';
import type { Log } from '../kit/log.ts';
import type { CodeTries } from './code-tries.ts';
import type { GuessWatch } from './guess-watch.ts';
import type { LogInGoesOn } from './shapes/session.ts';

/** A ticket that was used is remembered for longer than any lives, ms. */
const USED_MS = 30 * 60_000;

/** Who has proven it, and by what. */
export interface Proven {
  readonly person: Person;
  readonly by: 'app' | 'recovery-code';
}

/** Where a request comes from. */
export interface From {
  readonly address: string;
  readonly deviceCookie: string | undefined;
}

/**
 * The steps of a log-in after the password.
 *
 *   right password ──nothing missing──▶ session
 *         ├── has an app ──▶ ticket ──code──▶ session
 *         └── must have one ──▶ ticket ──begin──▶ QR ──first code──▶ session and recovery codes
 */
export class LogInSteps {
  private readonly parts: {
    readonly people: PeopleStore;
    readonly factors: SecondFactors;
    readonly tickets: LogInTickets;
    readonly tries: CodeTries;
    readonly throttle: Throttle;
    readonly resetOnMachine: (username: string) => Promise<boolean>;
    readonly clock: Clock;
    readonly audit: AuditLog;
    readonly guesses: Pick<GuessWatch, 'failed'>;
    readonly log: Log;
  };

  constructor(parts: LogInSteps['parts']) {
    this.parts = parts;
  }

  /** Null: nothing is missing. */
  async after(person: Person, { address }: From): Promise<LogInGoesOn | null> {
    const { people, factors, tickets, clock, audit, log } = this.parts;
    if ((await factors.missing(person)) === 'code' && (await this.parts.resetOnMachine(person.username))) {
      const deed = { kind: 'second-factor-removed', subject: person.id, data: { by: 'machine' } } as const;
      await audit.carryOut({ person: null, address }, [deed], () => factors.remove(person));
      log.warn({ person: person.id }, 'second factor removed on the machine');
    }
    const missing = await factors.missing(person);
    if (missing === null) return null;
    const known = await people.credentials(person.username);
    if (known === null) throw new CauceError('wrong-credentials');
    const ticket = tickets.issue(missing, person.id, known.passwordHash, clock.now());
    return { missing, ticket };
  }

  /** The person whose log-in this ticket goes on with. Fails with `log-in-over`. */
  async holder(purpose: TicketFor, text: string): Promise<{ person: Person; ticket: LogInTicket }> {
    const { people, tickets, clock } = this.parts;
    const ticket = tickets.read(purpose, text, clock.now());
    const person = ticket === null ? null : await people.get(ticket.person);
    if (ticket === null || !person?.active) throw new CauceError('log-in-over');
    const known = await people.credentials(person.username);
    if (known === null || printOf(known.passwordHash) !== ticket.print) throw new CauceError('log-in-over');
    return { person, ticket };
  }

  /** Fails with `log-in-over`, `wrong-code` or `too-many-tries`. */
  async proveByCode(text: string, code: string, from: From): Promise<Proven> {
    const { factors, tries } = this.parts;
    const { person, ticket } = await this.holder('code', text);
    const isApp = isAppCode(code);
    const right = await tries
      .count(person, ticket, isApp, from)
      .catch((error: unknown) => this.failed('log-in-locked', person, from, error));
    if (!(await factors.prove(person, code))) {
      return this.failed('log-in-failed', person, from, new CauceError('wrong-code'));
    }
    await this.spend(ticket);
    await right();
    return { person, by: isApp ? 'app' : 'recovery-code' };
  }

  /** Somebody knew the password and not the code. */
  private failed(
    kind: 'log-in-failed' | 'log-in-locked',
    person: Person,
    { address }: From,
    error: unknown,
  ): never {
    const { audit, guesses, log } = this.parts;
    audit.note({ person: null, address }, { kind, subject: person.id, data: { step: 'code' } });
    guesses.failed({ account: person.username, address, step: 'code' });
    log.warn({ person: person.id, address }, 'the password was right, the code was not');
    throw error;
  }

  /** The first code of a new app opens the session. Fails with `log-in-over`, `enrolment-over` or `wrong-code`. */
  async enrol(
    text: string,
    enrolment: string,
    code: string,
    { address }: From,
  ): Promise<{ person: Person; codes: string[] }> {
    const { factors, audit, log } = this.parts;
    const { person, ticket } = await this.holder('setup', text);
    const confirmed = factors.confirm(person, enrolment, code);
    await this.spend(ticket);
    const deed = { kind: 'second-factor-set', subject: person.id, data: {} } as const;
    const codes = await audit.carryOut({ person: person.id, address }, [deed], () =>
      factors.switchOn(person, confirmed),
    );
    log.info({ person: person.id }, 'second factor switched on at the log-in');
    return { person, codes };
  }

  /** A ticket opens one session. */
  private async spend({ nonce }: LogInTicket): Promise<void> {
    const taken = await this.parts.throttle.take([{ key: `ticket:${nonce}`, most: 1, windowMs: USED_MS }]);
    if (taken.kind === 'refused') throw new CauceError('log-in-over');
  }
}
