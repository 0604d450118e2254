import type { PeopleStore, Person, Throttle } from '../agents/ports.ts';
import { CauceError } from '../kit/errors.ts';
import type { Passwords } from './parts.ts';

/** Tries of one person. */
const TRIES = { most: 5, windowMs: 5 * 60_000 };

/**
 * Asks a person who is logged in for their password again: whoever found an open page must not be able to keep it.
 * Only who is at a session of theirs can spend their tries, and none of these is a try to log in.
 */
export class OwnPassword {
  private readonly people: PeopleStore;
  private readonly passwords: Passwords;
  private readonly throttle: Throttle;

  constructor(people: PeopleStore, passwords: Passwords, throttle: Throttle) {
    this.people = people;
    this.passwords = passwords;
    this.throttle = throttle;
  }

  /** Fails with `wrong-password` or `too-many-tries`. What `more` throws is a failed try, too. */
  async confirm(
    person: Pick<Person, 'id' | 'username'>,
    password: string,
    more: () => Promise<void> = async () => undefined,
  ): Promise<void> {
    const key = `own-password:${person.id}`;
    const taken = await this.throttle.take([{ key, ...TRIES }]);
    if (taken.kind === 'refused') {
      throw new CauceError('too-many-tries', { retryAfterMs: taken.retryAfterMs });
    }
    const known = await this.people.credentials(person.username);
    if (!(await this.passwords.verify(known?.passwordHash ?? null, password))) {
      throw new CauceError('wrong-password');
    }
    await more();
    await this.throttle.forget(key);
  }
}
