import { can, type Standing } from './capabilities.ts';

/*
 * Customers' telephone numbers, for people who are shown the last digits only (S2-23): what they read is masked on its way out,
 * wherever it comes from, so that a new route or list is masked without knowing of it.
 */

/** Digits at the end that stay readable: enough to tell two callers apart, too few to call one back. */
const READABLE_DIGITS = 3;

/** `+584145550101` → `••••••••••101`. */
export function maskedNumber(number: string): string {
  const hidden = Math.max(number.length - READABLE_DIGITS, 0);
  return '•'.repeat(hidden) + number.slice(hidden);
}

/** A queue, and whether its agents see the last digits only. */
export interface NumberPolicy {
  readonly name: string;
  readonly maskNumbers?: boolean | undefined;
  /** They may be shown that of a call that they have, with a reason. */
  readonly revealNumbers?: boolean | undefined;
}

/**
 * Whether somebody sees only the last digits of every customer's number: one of their queues says so, and they have no
 * capability to see them. It is a matter of the person and not of the call: the same customer comes by other queues, too.
 * Null: the queues are not known, and nothing is shown that may have to be hidden.
 */
export function hidesNumbers(
  reader: Standing & { readonly queues: readonly string[] },
  queues: readonly NumberPolicy[] | null,
): boolean {
  if (can(reader, 'see-numbers')) return false;
  return queues?.some(({ name, maskNumbers }) => maskNumbers && reader.queues.includes(name)) ?? true;
}

/**
 * Whether who sees the last digits alone may be shown the number of a call that they have, with a reason: each of their queues
 * that masks says so. One that does not keeps it from them whatever the others say.
 */
export function mayReveal(
  reader: { readonly queues: readonly string[] },
  queues: readonly NumberPolicy[],
): boolean {
  const masking = queues.filter(({ name, maskNumbers }) => maskNumbers && reader.queues.includes(name));
  return masking.length > 0 && masking.every(({ revealNumbers }) => revealNumbers === true);
}

/** Fields whose text, or each of whose texts, is a telephone number, or may be one. */
const NUMBER_FIELDS: ReadonlySet<string> = new Set([
  'callerNumber',
  'callerName',
  'dialled',
  'line',
  'lines',
]);

/** Texts that are written back as they were read: a mask would replace what it hides. */
const WRITTEN_BACK = ['summary', 'solution'] as const;
/** Names of things, whose digits are no telephone's. */
const NAMES = ['id', 'number', 'ticket', 'call', 'calls', 'agent', 'document', 'account'] as const;
const LEFT: ReadonlySet<string> = new Set([...WRITTEN_BACK, ...NAMES]);

/** Short codes and extensions are nobody's telephone. */
const LEAST_DIGITS = 7;
/** Also as a display name has it: `0414-555 01 01`. */
const NUMBER = /^\+?[\d\s().\-/]+$/;

function isNumber(text: string): boolean {
  return NUMBER.test(text) && digitsOf(text).length >= LEAST_DIGITS;
}

const digitsOf = (text: string): string => text.replace(/\D/g, '');

/**
 * A copy with every customer's number masked: in its fields, and in every text beside them, however the number is written
 * there. What stands in a list is looked at one by one.
 */
export function withMaskedNumbers<Value>(value: Value): Value {
  return mask(value, '', []) as Value;
}

function mask(value: unknown, field: string, known: readonly string[]): unknown {
  if (typeof value === 'string') return maskText(value, field, known);
  if (Array.isArray(value)) return value.map(each => mask(each, field, known));
  if (typeof value !== 'object' || value === null) return value;
  const here = [...new Set([...known, ...numbersIn(value)])];
  return Object.fromEntries(Object.entries(value).map(([name, each]) => [name, mask(each, name, here)]));
}

/** Of an object and of the objects in it, apart from its lists of objects. */
function numbersIn(value: object): string[] {
  return Object.entries(value).flatMap(([name, each]): string[] => {
    if (NUMBER_FIELDS.has(name)) {
      return [each]
        .flat()
        .flatMap(text => (typeof text === 'string' && isNumber(text) ? digitsOf(text) : []));
    }
    return typeof each === 'object' && each !== null && !Array.isArray(each) ? numbersIn(each) : [];
  });
}

function maskText(text: string, field: string, known: readonly string[]): string {
  if (NUMBER_FIELDS.has(field) && isNumber(text)) return maskedNumber(text);
  if (LEFT.has(field) || !/\d/.test(text)) return text;
  return known.reduce(hide, text);
}

/** The number in a text, in any notation: with its country's code or without, and with signs between its digits. */
function hide(text: string, digits: string): string {
  if (digitsOf(text).indexOf(digits.slice(-LEAST_DIGITS)) < 0) return text;
  return text.replace(patternOf(digits), digits.slice(-READABLE_DIGITS).padStart(LEAST_DIGITS, '•'));
}

const SIGNS = '[\\s().\\-/]{0,3}';

function patternOf(digits: string): RegExp {
  const least = digits.length - LEAST_DIGITS;
  const own = [...digits.slice(least)].join(SIGNS);
  // `(?:(?:5)?8)?4…`: as much of the beginning as is there.
  const before = [...digits.slice(0, least)].reduce((so_far, digit) => `(?:${so_far}${digit}${SIGNS})?`, '');
  return new RegExp(`(?<!\\d)(?:\\+|\\(?0{1,2}${SIGNS})?${SIGNS}${before}${own}(?!\\d)`, 'g');
}
