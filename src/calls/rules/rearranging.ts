import type { CallIn, Talking } from '../call.ts';
import type { Surroundings } from '../inputs.ts';
import { heardUnlessConference } from '../legs.ts';
import type { Order } from '../orders.ts';
import type { Step } from '../step.ts';
import { type Arrangement, arrange, wantedOf, without } from './arrangement.ts';
import { type Recorder, recorderFollows, wantedRecorder } from './recording.ts';

/**
 * The same talk with its legs elsewhere. It is recorded while somebody talks with the customer, on that one's leg: the pause
 * comes before anybody moves, and it goes on when they are there. When that leg is in the talk no more it ends, and another one
 * follows: after the voice of a colleague the same recorder does not hear the customer (recording.ts). `actual`: who hears whom
 * before it; `between`: orders for when all are in their places, and nothing new is recorded yet.
 */
export function rearranged(
  before: CallIn<'talking'>,
  wanted: Talking,
  around: Surroundings,
  actual: Arrangement = wantedOf(before),
  between: readonly Order[] = [],
): Step {
  const was = { recorder: wantedRecorder(before), actual };
  return inPlace({ ...before, phase: wanted }, was, around, between);
}

/** What there was of a talk: who heard whom, and what was wanted of its recorder. */
export interface Was {
  readonly actual: Arrangement;
  readonly recorder: Recorder | null;
}

/** What was wanted of it, without a channel that is gone. */
export const wasOf = (call: CallIn<'talking'>, gone = ''): Was => ({
  actual: without(wantedOf(call), gone),
  recorder: wantedRecorder(call),
});

/** Everybody in the place that the call says. `between`: as above. */
export function inPlace(
  call: CallIn<'talking'>,
  was: Was,
  around: Surroundings,
  between: readonly Order[] = [],
): Step & { readonly call: CallIn<'talking'> } {
  const phase = heardUnlessConference(call.phase);
  const recorder = recorderFollows({ ...call, phase }, was.recorder, around);
  return {
    call: recorder.call,
    orders: [
      ...recorder.before,
      ...arrange(wantedOf(recorder.call), was.actual),
      ...between,
      ...recorder.after,
    ],
  };
}

/**
 * What a rule books of a talk: what has become of it, without anybody being moved by that. Several of them are moved at once, as
 * after a restart (talk-recovers.ts).
 */
export interface Booked {
  readonly call: CallIn<'talking'>;
  /** What is told and asked of others: facts, work of agents, telephones that are rung or hung up, timers. */
  readonly told: readonly Order[];
  /** What is played to somebody, or who is hung up: for when all are in their places. */
  readonly after?: readonly Order[];
}

export type Books = (call: CallIn<'talking'>) => Booked;

/** One after the other. */
export const bookedInTurn = (call: CallIn<'talking'>, all: readonly Books[]): Required<Booked> =>
  all.reduce<Required<Booked>>(
    (so, books) => {
      const next = books(so.call);
      return {
        call: next.call,
        told: [...so.told, ...next.told],
        after: [...so.after, ...(next.after ?? [])],
      };
    },
    { call, told: [], after: [] },
  );
