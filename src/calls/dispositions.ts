import type { ErrorCode, Words } from '../kit/errors.ts';

/** What choosing a disposition does to the ticket. */
export const EFFECTS = ['none', 'solved', 'escalate', 'contact-made'] as const;
export type Effect = (typeof EFFECTS)[number];

/** After which calls a disposition may be chosen: those in which agent and customer spoke, those in which they did not, or any. */
export const FITS = ['any', 'talk', 'no-talk'] as const;
export type Fits = (typeof FITS)[number];

/** What a call can be said to have been about (tipificación). */
export interface Disposition {
  readonly code: string;
  /** Null: for the calls of every queue. */
  readonly queue: string | null;
  readonly title: Words;
  readonly effect: Effect;
  readonly fits: Fits;
}

/** After which calls a disposition may be chosen. Only a talk yields agreement, whatever the row says. */
export function fitsAfter({ effect, fits }: Pick<Disposition, 'effect' | 'fits'>): Disposition['fits'] {
  return effect === 'solved' || effect === 'contact-made' ? 'talk' : fits;
}

/** Whether a disposition may be chosen after a call in which the customer was (not) spoken to. */
export function fitsCall(rule: Pick<Disposition, 'effect' | 'fits'>, spoke: boolean): boolean {
  return fitsAfter(rule) !== (spoke ? 'no-talk' : 'talk');
}

/** Whether it fits a call that was given on: that the customer agrees is for the one who took it over to ask. */
export const fitsGivenOn = ({ effect }: Pick<Disposition, 'effect'>): boolean =>
  effect === 'none' || effect === 'escalate';

/** Whether a disposition is one of these queues, or one for all. */
export function fitsQueue({ queue }: Pick<Disposition, 'queue'>, queues: readonly string[]): boolean {
  return queue === null || queues.includes(queue);
}

export const TEXT_NAMES = ['summary', 'solution'] as const;

/** Which of a ticket's texts say something. */
export type Texts = Readonly<Record<(typeof TEXT_NAMES)[number], boolean>>;

/** What is known of the ticket that a disposition changes. */
export interface OnTicket extends Texts {
  /** What a disposition of the person who chooses can do to it, as it stands. */
  readonly effects: readonly Effect[];
}

/** The texts that an effect needs. */
export const NEEDS: Readonly<Record<Effect, readonly (keyof Texts)[]>> = {
  none: [],
  'contact-made': ['summary', 'solution'],
  escalate: ['summary'],
  solved: ['summary', 'solution'],
};

/**
 * The one rule for the texts of a ticket, whichever door is used (button, dialog, disposition, job): who takes over
 * must read what is wrong, and what is solved must say how. Null when nothing is missing.
 */
export function missingText(effect: Effect, has: Texts): Extract<ErrorCode, `${keyof Texts}-missing`> | null {
  const missing = NEEDS[effect].find(text => !has[text]);
  return missing === undefined ? null : `${missing}-missing`;
}
