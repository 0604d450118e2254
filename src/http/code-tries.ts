import type { Budget, Person, Throttle } from '../agents/ports.ts';
import type { LogInTicket } from '../credentials/log-in-ticket.ts';
import { CauceError } from '../kit/errors.ts';
import { addressKey } from '../kit/network-address.ts';
import type { KnownDevices } from './known-devices.ts';

const WINDOW_MS = 5 * 60_000;
/** Tries of one device, or for one person from one address. */
const TRIES = 5;
/** Codes of the app from all other browsers together: at three good codes in a million a machine needs a year. */
const STRANGERS_WINDOW_MS = 15 * 60_000;
const STRANGERS_TRIES = 20;

/**
 * Counts tries of codes. Only who knows the password gets so far, and even they cannot keep the person out: a browser on
 * which the person has logged in before has tries of its own, a recovery code (80 bits, nobody guesses it) is counted by
 * its address alone, and another password begins anew.
 */
export class CodeTries {
  private readonly throttle: Throttle;
  private readonly devices: KnownDevices;

  constructor(throttle: Throttle, devices: KnownDevices) {
    this.throttle = throttle;
    this.devices = devices;
  }

  /** Counts a try before it is looked at. Fails with `too-many-tries`; the answer undoes it after the right code. */
  async count(
    person: Pick<Person, 'username'>,
    ticket: Pick<LogInTicket, 'person' | 'print'>,
    isAppCode: boolean,
    from: { readonly address: string; readonly deviceCookie: string | undefined },
  ): Promise<() => Promise<void>> {
    const device = this.devices.deviceOf(from.deviceCookie, person.username.toLowerCase());
    const who = `${ticket.person}:${ticket.print}`;
    const own: Budget =
      device === null
        ? budget(`pair:${who}:${addressKey(from.address)}`, TRIES, WINDOW_MS)
        : budget(`device:${device}:${who}`, TRIES, WINDOW_MS);
    const shared =
      device === null && isAppCode ? [budget(`strangers:${who}`, STRANGERS_TRIES, STRANGERS_WINDOW_MS)] : [];
    const taken = await this.throttle.take([own, ...shared]);
    if (taken.kind === 'refused') {
      throw new CauceError('too-many-tries', { retryAfterMs: taken.retryAfterMs });
    }
    return async () => {
      await this.throttle.forget(own.key);
      await this.throttle.giveBack(shared.map(({ key }) => key));
    };
  }
}

const budget = (name: string, most: number, windowMs: number): Budget => ({
  key: `code:${name}`,
  most,
  windowMs,
});
