import { telephone } from '../../src/customers/shown-number.ts';
import type { CentrePlace } from '../../src/http/shapes/session.ts';
import type { Language } from './language.ts';

/** Amounts, shares and moments as people of the centre's country write them in their language. */
export interface Formats {
  /** Time of day by the centre's clock, with the date when that is not today, and the year when it is another one. */
  readonly moment: (at: number, now: number) => string;
  /** The same with its second. */
  readonly precise: (at: number, now: number) => string;
  /** `0414-5550101`; a number from abroad with its country's code. */
  readonly telephone: (number: string) => string;
  /** With the sign that people use: `Bs. 1.250,50`. */
  readonly money: (amount: number, currency: string) => string;
  /** `87 %`; a dash before the first call. */
  readonly percent: (share: number | null) => string;
}

/** `place` is null before a log-in: then the language alone decides, and times are those of this computer. */
export function formatsOf(language: Language, place: CentrePlace | null): Formats {
  const locale = place === null ? language : `${language}-${place.country}`;
  const zone = place === null ? {} : { timeZone: known(place.timezone) };
  // Shifts run over noon and midnight: the clock of a centre has 24 hours in every country.
  const minutes = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23', ...zone } as const;
  const time = new Intl.DateTimeFormat(locale, minutes);
  const seconds = new Intl.DateTimeFormat(locale, { ...minutes, second: '2-digit' });
  const date = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', ...zone });
  const dated = new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'short', year: 'numeric', ...zone });
  const day = new Intl.DateTimeFormat('en-CA', { dateStyle: 'short', ...zone });
  const share = new Intl.NumberFormat(locale, { style: 'percent' });
  const withDate = (clock: string, at: number, now: number) => {
    const [then, today] = [day.format(at), day.format(now)];
    if (then === today) return clock;
    const isThisYear = then.slice(0, 4) === today.slice(0, 4);
    return `${(isThisYear ? date : dated).format(at)} ${clock}`;
  };
  return {
    moment: (at, now) => withDate(time.format(at), at, now),
    precise: (at, now) => withDate(seconds.format(at), at, now),
    money(amount, currency) {
      try {
        const parts = new Intl.NumberFormat(locale, { style: 'currency', currency }).formatToParts(amount);
        const sign = SIGNS[currency];
        return parts.map(part => (part.type === 'currency' && sign ? sign : part.value)).join('');
      } catch {
        return `${amount.toFixed(2)} ${currency}`;
      }
    },
    telephone: number => telephone(number, place?.country ?? null),
    percent: value => (value === null ? '–' : share.format(value)),
  };
}

/** Signs that people use and browsers do not know: theirs for the bolívar is `Bs.S`, which nobody writes any more. */
const SIGNS: Readonly<Record<string, string>> = { VES: 'Bs.', VED: 'Bs.' };

/** A zone that this browser knows, else that of this computer: an old browser must not lose its page over it. */
function known(timezone: string): string | undefined {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: timezone }).resolvedOptions().timeZone;
  } catch {
    return undefined;
  }
}
