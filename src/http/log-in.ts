import type { PeopleStore, Person, Throttle } from '../agents/ports.ts';
import { CauceError } from '../kit/errors.ts';
import type { Passwords } from './parts.ts';

/** Failed tries are counted over this span, ms. */
export const THROTTLE_WINDOW_MS = 5 * 60_000;
/** Tries for one account from one address: a person who mistypes, not a machine that guesses. */
export const TRIES_PER_ACCOUNT_AND_ADDRESS = 5;
/** Tries for one account from everywhere: a guesser with many addresses. */
export const TRIES_PER_ACCOUNT = 30;
/** Failures of one address over all accounts: a guesser with many names. An office behind one address fits in. */
export const TRIES_PER_ADDRESS = 60;

/**
 * Checks a user name and password. An unknown name costs the same work as a wrong password and gets the same
 * answer, so nobody can find out who exists. Fails with `wrong-credentials` or `too-many-tries`.
 */
export class LogInDesk {
  private readonly people: PeopleStore;
  private readonly passwords: Passwords;
  private readonly throttle: Throttle;

  constructor(people: PeopleStore, passwords: Passwords, throttle: Throttle) {
    this.people = people;
    this.passwords = passwords;
    this.throttle = throttle;
  }

  async check(username: string, password: string, address: string): Promise<Person> {
    const account = username.toLowerCase();
    const pairKey = `login:pair:${account}:${address}`;
    const accountKey = `login:account:${account}`;
    const addressKey = `login:address:${address}`;
    // The try is counted before the check, so that many tries at once cannot all slip under the limit.
    const [pair, everywhere, fromHere] = await Promise.all([
      this.throttle.fail(pairKey, THROTTLE_WINDOW_MS),
      this.throttle.fail(accountKey, THROTTLE_WINDOW_MS),
      this.throttle.count(addressKey),
    ]);
    if (
      pair > TRIES_PER_ACCOUNT_AND_ADDRESS ||
      everywhere > TRIES_PER_ACCOUNT ||
      fromHere >= TRIES_PER_ADDRESS
    ) {
      throw new CauceError('too-many-tries', { retryAfterMs: THROTTLE_WINDOW_MS });
    }
    const known = await this.people.credentials(account);
    const right = await this.passwords.verify(known?.passwordHash ?? null, password);
    if (known === null || !right || !known.person.active) {
      await this.throttle.fail(addressKey, THROTTLE_WINDOW_MS);
      throw new CauceError('wrong-credentials');
    }
    await Promise.all([this.throttle.forget(pairKey), this.throttle.forget(accountKey)]);
    return known.person;
  }
}
