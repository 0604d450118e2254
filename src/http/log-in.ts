import type { Budget, PeopleStore, Person, Throttle } from '../agents/ports.ts';
import { CauceError } from '../kit/errors.ts';
import { addressKey, siteKey } from '../kit/network-address.ts';
import type { KnownDevices } from './known-devices.ts';
import { ownBudgets, sharedBudget, type TryFrom } from './log-in-budgets.ts';
import type { Passwords } from './parts.ts';

/**
 * Checks a user name and password. An unknown name costs the same work as a wrong password and gets the same
 * answer, so nobody can find out who exists. Fails with `wrong-credentials` or `too-many-tries`.
 */
export class LogInDesk {
  private readonly people: PeopleStore;
  private readonly passwords: Passwords;
  private readonly throttle: Throttle;
  private readonly devices: KnownDevices;

  constructor(people: PeopleStore, passwords: Passwords, throttle: Throttle, devices: KnownDevices) {
    this.people = people;
    this.passwords = passwords;
    this.throttle = throttle;
    this.devices = devices;
  }

  /** `deviceCookie` is what `remember` gave the browser at its last log-in. */
  async check(
    username: string,
    password: string,
    from: { readonly address: string; readonly deviceCookie: string | undefined },
  ): Promise<Person> {
    const account = username.toLowerCase();
    const address = addressKey(from.address);
    const device = this.devices.deviceOf(from.deviceCookie, account);
    const site = siteKey(from.address);
    const { ofAccount, others } = await this.count({ account, address, site, device });
    let person: Person | null;
    try {
      person = await this.personBy(account, password);
    } catch (error) {
      // Nothing was checked: the store is away.
      await this.throttle.giveBack([...ofAccount, ...others]);
      throw error;
    }
    if (person === null) throw new CauceError('wrong-credentials');
    await Promise.all([...ofAccount.map(key => this.throttle.forget(key)), this.throttle.giveBack(others)]);
    return person;
  }

  /** The cookie by which this browser is known as a device of the person, after a log-in that was complete. */
  remember(person: Pick<Person, 'username'>, deviceCookie: string | undefined): string {
    return this.devices.remember(deviceCookie, person.username.toLowerCase());
  }

  private async personBy(account: string, password: string): Promise<Person | null> {
    const known = await this.people.credentials(account);
    const right = await this.passwords.verify(known?.passwordHash ?? null, password);
    return known !== null && right && known.person.active ? known.person : null;
  }

  /**
   * Counts a try before it is checked, so that many at once do not slip under a limit, and answers the keys of the
   * counters: those of this account from here, and the others. One that is refused is counted nowhere: it costs nothing, and locks nobody out.
   */
  private async count(from: TryFrom): Promise<{ ofAccount: string[]; others: string[] }> {
    const { ofAccount, others } = ownBudgets(from);
    const own = [...ofAccount, ...others];
    const [nth = 1] = await this.take(own);
    const shared = sharedBudget(from, nth);
    try {
      await this.take(shared);
    } catch (error) {
      await this.throttle.giveBack(keysOf(own));
      throw error;
    }
    return { ofAccount: keysOf(ofAccount), others: keysOf([...others, ...shared]) };
  }

  private async take(budgets: readonly Budget[]): Promise<readonly number[]> {
    const taken = await this.throttle.take(budgets);
    if (taken.kind === 'refused')
      throw new CauceError('too-many-tries', { retryAfterMs: taken.retryAfterMs });
    return taken.counts;
  }
}

const keysOf = (budgets: readonly Budget[]): string[] => budgets.map(({ key }) => key);
