import type { Clock, Timer } from '../kit/clock.ts';
import type { Log } from '../kit/log.ts';
import { addressKey } from '../kit/network-address.ts';
import type { Alarm } from '../supervision/events.ts';
import type { AlarmBook } from '../supervision/ports.ts';

/** Failed tries of this span are looked at, ms; of more than TRIES_MAX the latest. */
const SPAN_MS = 10 * 60_000;
const TRIES_MAX = 5_000;
/** So many failed tries are an alarm: for one account, from one address, in all. A shift that mistypes has fewer. */
export const FAILED_BY_ACCOUNT = 15;
export const FAILED_BY_ADDRESS = 30;
export const FAILED_IN_ALL = 100;
/** Wrong codes after the right password of one account: more than a telephone with a wrong clock makes. */
export const WRONG_CODES = 8;
/** In a rush it is told this often, ms; when nothing is heard, whether it is over is asked this often, ms. */
const TELL_EVERY_MS = 2_000;
const LOOK_EVERY_MS = 30_000;
/** Most accounts and addresses that are named in one alarm. */
const NAMED = 3;

export const GUESSING = 'password-guessing';

/** A try to log in that failed, or was not looked at any more. */
export interface FailedTry {
  readonly at: number;
  /** The user name of a person; null for a name that nobody has, which may be a password in the wrong field. */
  readonly account: string | null;
  readonly address: string;
  readonly step: 'password' | 'code';
}

/** Who failed how often, those beyond a limit, the busiest first. */
type Counted = readonly (readonly [name: string, count: number])[];

/** What is told of an alarm. */
export interface Guessing {
  readonly count: number;
  readonly accounts: Counted;
  readonly addresses: Counted;
  /** Accounts whose password somebody knows. */
  readonly known: Counted;
}

/** Whether somebody guesses passwords now; null when nobody does. */
export function guessingLately(tries: readonly FailedTry[], now: number): Guessing | null {
  const lately = tries.filter(({ at }) => at > now - SPAN_MS);
  const accounts = counted(lately.map(({ account }) => account));
  const addresses = counted(lately.map(({ address }) => address));
  const known = counted(lately.map(({ account, step }) => (step === 'code' ? account : null)));
  const found = {
    count: lately.length,
    accounts: accounts.filter(([, count]) => count >= FAILED_BY_ACCOUNT),
    addresses: addresses.filter(([, count]) => count >= FAILED_BY_ADDRESS),
    known: known.filter(([, count]) => count >= WRONG_CODES),
  };
  const isAlarm =
    found.count >= FAILED_IN_ALL ||
    [found.accounts, found.addresses, found.known].some(each => each.length > 0);
  return isAlarm ? found : null;
}

function counted(names: readonly (string | null)[]): [string, number][] {
  const counts = new Map<string, number>();
  for (const name of names) if (name !== null) counts.set(name, (counts.get(name) ?? 0) + 1);
  return [...counts].sort((a, b) => b[1] - a[1]);
}

/** In words. That somebody knows a password is worse than that somebody tries many. */
export function guessingAlarm({ count, accounts, addresses, known }: Guessing, since: number): Alarm {
  const minutes = SPAN_MS / 60_000;
  const list = (of: Counted, word: string): string =>
    of.length === 0
      ? ''
      : `${word}${of
          .slice(0, NAMED)
          .map(([name, times]) => `${name} (${times})`)
          .join(', ')}`;
  const es = `Alguien prueba contraseñas: ${count} intentos fallidos de entrar en ${minutes} minutos${list(accounts, '; cuentas: ')}${list(addresses, '; desde ')}.`;
  const en = `Somebody tries passwords: ${count} failed log-ins within ${minutes} minutes${list(accounts, '; accounts: ')}${list(addresses, '; from ')}.`;
  if (known.length > 0) {
    return {
      id: GUESSING,
      since,
      severity: 'critical',
      words: {
        es: `${es} Sabe la contraseña de ${list(known, '')} y prueba códigos: cámbiela si no es la persona.`,
        en: `${en} They know the password of ${list(known, '')} and try codes: change it if it is not the person.`,
      },
    };
  }
  return {
    id: GUESSING,
    since,
    severity: 'warning',
    words: {
      es: `${es} Si no son ellos mismos, bloquee esa dirección; a quien ya entró desde su navegador no le cierra el paso.`,
      en: `${en} If it is not the people themselves, block that address; who has logged in on their browser before is not locked out.`,
    },
  };
}

/** Watches for failed log-ins, one after the other; the alarm clears itself when they have stopped. */
export class GuessWatch {
  private readonly parts: {
    readonly alarms: Pick<AlarmBook, 'raise' | 'clear'>;
    readonly clock: Clock;
    readonly log: Log;
  };
  private tries: FailedTry[] = [];
  /** Whether the alarm may stand in the book: it outlives the process that wrote it. */
  private stands = true;
  private lookTimer: Timer | null = null;
  private looking: Timer | null = null;
  private stopped = false;

  constructor(parts: GuessWatch['parts']) {
    this.parts = parts;
  }

  /** What an earlier process told is looked at as well. */
  start(): void {
    this.look();
  }

  failed({ account, address, step }: Omit<FailedTry, 'at'>): void {
    if (this.stopped) return;
    this.tries.push({ at: this.parts.clock.now(), account, address: addressKey(address), step });
    // Cut now and then, not at each one.
    if (this.tries.length > 2 * TRIES_MAX) this.tries = this.tries.slice(-TRIES_MAX);
    this.lookTimer ??= this.parts.clock.after(TELL_EVERY_MS, () => this.look());
  }

  stop(): void {
    this.stopped = true;
    this.lookTimer?.cancel();
    this.looking?.cancel();
  }

  private look(): void {
    this.lookTimer?.cancel();
    this.looking?.cancel();
    this.lookTimer = null;
    this.looking = null;
    const now = this.parts.clock.now();
    this.tries = this.tries.filter(({ at }) => at > now - SPAN_MS).slice(-TRIES_MAX);
    void this.updateAlarm(guessingLately(this.tries, now), now);
  }

  private async updateAlarm(found: Guessing | null, now: number): Promise<void> {
    const { alarms, clock, log } = this.parts;
    if (found === null && !this.stands) return;
    try {
      if (found === null) await alarms.clear(GUESSING, now);
      else await alarms.raise(guessingAlarm(found, now));
      this.stands = found !== null;
    } catch (err) {
      // The book is away: it is told with the next look.
      this.stands = true;
      log.warn({ err }, 'the alarm of guessed passwords is not up to date');
    }
    if (this.stands && !this.stopped) this.looking ??= clock.after(LOOK_EVERY_MS, () => this.look());
  }
}
