import { timingSafeEqual } from 'node:crypto';
import { isActiveAdmin, type PeopleStore, type Person } from '../agents/ports.ts';
import { CauceError } from '../kit/errors.ts';
import type { Passwords } from './parts.ts';
import { newToken, tokenHash } from './session-cookies.ts';
import type { AddPerson } from './shapes/people.ts';

/**
 * How an empty centre (CAUCE_DEMO=0) gets its first administrator: anyone who has the one-time link may make one.
 *
 *   no admin ──invite──► link open ──admit──► an admin exists, the link is dead (also after a restart)
 */
export class FirstAdmin {
  private hash: Buffer | null = null;
  private used: () => void = () => undefined;
  private readonly people: PeopleStore;
  private readonly passwords: Passwords;

  constructor(people: PeopleStore, passwords: Passwords) {
    this.people = people;
    this.passwords = passwords;
  }

  /** A new token for the link, or null when the centre has an administrator already. `used` is called once. */
  async invite(used: () => void = () => undefined): Promise<string | null> {
    if (await this.exists()) return null;
    this.used = used;
    const token = newToken();
    this.hash = tokenHash(token);
    return token;
  }

  isOpen(token: string): boolean {
    const given = tokenHash(token);
    return given !== null && this.hash !== null && timingSafeEqual(given, this.hash);
  }

  /** Makes the administrator. Fails with `not-allowed` for a dead link, `already-exists` for a taken name. */
  async admit(
    token: string,
    { username, displayName, password }: Pick<AddPerson, 'username' | 'displayName' | 'password'>,
  ): Promise<Person> {
    if (!this.isOpen(token)) throw new CauceError('not-allowed');
    const open = this.hash;
    // Closed before the next await, so that the link cannot be used twice at once; the store holds off other processes.
    this.hash = null;
    try {
      const admin = await this.people.addFirstAdmin({
        username,
        displayName,
        level: 1,
        queues: [],
        areas: [],
        phoneKind: 'browser',
        language: 'es',
        passwordHash: await this.passwords.hash(password),
      });
      this.used();
      return admin;
    } catch (error) {
      const isDead = error instanceof CauceError && error.code === 'not-allowed';
      if (!isDead) this.hash = open;
      throw error;
    }
  }

  private async exists(): Promise<boolean> {
    return (await this.people.list()).some(isActiveAdmin);
  }
}
