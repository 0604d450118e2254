import type { Budget, PeopleStore, Person, Throttle } from '../agents/ports.ts';
import { CauceError } from '../kit/errors.ts';
import type { Passwords } from './parts.ts';

/** Tries of one person. */
const TRIES = { most: 5, windowMs: 5 * 60_000 };
/** Each password begins the tries of codes anew (`code-tries.ts`), so there are not many of them. */
const CHANGES = { most: 5, windowMs: 15 * 60_000 };

/**
 * Asks a person who is logged in for their password again: anyone who found an open page must not be able to keep it.
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

  /**
   * Fails with `wrong-password` or `too-many-tries`. `more` looks at a code: what it throws is a failed try, too, and a code
   * has tries of its own, which the right password alone gives back nowhere.
   */
  async confirm(
    person: Pick<Person, 'id' | 'username'>,
    password: string,
    more?: () => Promise<void>,
  ): Promise<void> {
    const keys = [`own-password:${person.id}`, ...(more ? [`own-code:${person.id}`] : [])];
    await this.take(keys.map(key => ({ key, ...TRIES })));
    const known = await this.people.credentials(person.username);
    if (!(await this.passwords.verify(known?.passwordHash ?? null, password))) {
      throw new CauceError('wrong-password');
    }
    await more?.();
    await Promise.all(keys.map(key => this.throttle.forget(key)));
  }

  /** Fails with `too-many-tries` when the password was changed too often of late. */
  async countChange({ id }: Pick<Person, 'id'>): Promise<void> {
    await this.take([{ key: `own-password-changed:${id}`, ...CHANGES }]);
  }

  private async take(budgets: readonly Budget[]): Promise<void> {
    const taken = await this.throttle.take(budgets);
    if (taken.kind === 'refused') {
      throw new CauceError('too-many-tries', { retryAfterMs: taken.retryAfterMs });
    }
  }
}
