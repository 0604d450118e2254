/**
 * Whom a place is for. It may be held while nobody is on the line, so what it is for need not have a channel: callbacks,
 * returned transfers and other contacts that wait for an agent are further kinds.
 */
export type Holder = { readonly kind: 'call'; readonly call: string };

/** A place in a queue. It lives from `take` until `release`, also while an agent is rung for it. */
export interface Place {
  /** Its own id: whom it is for may change, the place stays. */
  readonly id: string;
  readonly for: Holder;
  readonly queue: string;
  readonly priority: number;
  /** Talked already and lost the agent: before everybody who did not. */
  readonly first?: true;
  /** Since when it counts, epoch ms. */
  readonly since: number;
  /** Order of arrival within one millisecond. */
  readonly turn: number;
  /** For this agent alone, whatever queues they serve (choose.ts). */
  readonly only?: string;
  /** They were called alone, or their telephone was lost in the talk: it is offered to them also while they wrap up another call. */
  readonly ringsInWrapUp?: true;
  /** `only` asked for it: it is offered to them whatever they want otherwise, where their telephone is free. */
  readonly askedFor?: true;
  /** They talked with that agent, whose telephone was lost: it is offered to them whatever they have chosen for after the talk. */
  readonly lost?: true;
  /** Agents who missed an offer of this place, by id. */
  readonly missedBy: readonly string[];
  /** Until when this place is not offered to an agent, epoch ms by id. */
  readonly notBefore?: Readonly<Record<string, number>>;
  /** The place is kept, but nobody is rung for it: the telephone of this caller holds us, or nobody is on the line. */
  readonly held: boolean;
}

/** A place without the turn, which the queue gives. */
export type WantedPlace = Omit<Place, 'turn'>;
