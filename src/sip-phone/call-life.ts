import { performance } from 'node:perf_hooks';

/** Everything worth a time stamp in the life of a call; `at` is `performance.now()`, in milliseconds. */
export interface Moment {
  readonly what: MomentName;
  readonly at: number;
}

export type MomentName =
  | 'invite-sent'
  | 'invite-received'
  | 'trying'
  | 'ringing'
  | 'answered'
  | 'acknowledged'
  | 'held'
  | 'resumed'
  | 'cancel-sent'
  | 'bye-sent'
  | 'bye-received'
  | 'ended';

export interface Ended {
  /** Who ended it. */
  readonly by: 'us' | 'them';
  readonly how: 'hung-up' | 'cancelled' | 'refused' | 'unanswered';
  /** The SIP status that refused it, or 487 for a cancelled call. */
  readonly status: number | undefined;
  /** The Reason header's Q.850 cause, when there was one. */
  readonly cause: number | undefined;
  readonly at: number;
}

/** A call that was expected to ring or to be answered and ended instead. */
export class CallEndedError extends Error {
  readonly ended: Ended;

  constructor(waitedFor: string, ended: Ended) {
    const status = ended.status === undefined ? '' : ` with ${ended.status}`;
    super(`the call did not become ${waitedFor}: ${ended.how} by ${ended.by}${status}`);
    this.name = 'CallEndedError';
    this.ended = ended;
  }
}

/**
 * The phases of a call as its telephone sees them:
 *
 *   dialing ──▶ ringing ──▶ up ──▶ ended      (an outgoing call may skip ringing)
 *   offered ──▶ ringing ──▶ up ──▶ ended      (an incoming call may skip it too)
 */
export type CallPhase = 'dialing' | 'offered' | 'ringing' | 'up' | 'ended';

interface Later<Value> {
  readonly promise: Promise<Value>;
  readonly resolve: (value: Value) => void;
  readonly reject: (error: Error) => void;
}

/** `Promise.withResolvers`, which Node 20 does not have yet. */
function settleLater<Value>(): Later<Value> {
  let resolve: Later<Value>['resolve'] = () => undefined;
  let reject: Later<Value>['reject'] = () => undefined;
  const promise = new Promise<Value>((yes, no) => {
    resolve = yes;
    reject = no;
  });
  return { promise, resolve, reject };
}

/** The phase of one call, when each thing happened, and promises for those who wait for it. */
export class CallLife {
  readonly ringing: Promise<void>;
  readonly answered: Promise<void>;
  /** Always fulfilled, whatever ended the call. */
  readonly ended: Promise<Ended>;
  readonly moments: Moment[] = [];
  #phase: CallPhase;
  readonly #ringing = settleLater<void>();
  readonly #answered = settleLater<void>();
  readonly #ended = settleLater<Ended>();

  constructor(phase: 'dialing' | 'offered') {
    this.#phase = phase;
    this.ringing = this.#ringing.promise;
    this.answered = this.#answered.promise;
    this.ended = this.#ended.promise;
    // Nobody has to wait for every promise; a refusal nobody asked about is not a fault of the program.
    this.ringing.catch(() => undefined);
    this.answered.catch(() => undefined);
  }

  get phase(): CallPhase {
    return this.#phase;
  }

  mark(what: MomentName, at = performance.now()): void {
    this.moments.push({ what, at });
  }

  /** When something happened first, or `undefined` when it did not. */
  momentOf(what: MomentName): number | undefined {
    return this.moments.find(moment => moment.what === what)?.at;
  }

  ring(at?: number): void {
    if (this.#phase !== 'dialing' && this.#phase !== 'offered') return;
    this.#phase = 'ringing';
    this.mark('ringing', at);
    this.#ringing.resolve();
  }

  answer(at?: number): void {
    if (this.#phase === 'up' || this.#phase === 'ended') return;
    this.#phase = 'up';
    this.mark('answered', at);
    this.#ringing.resolve();
    this.#answered.resolve();
  }

  end(ended: Omit<Ended, 'at'>, at = performance.now()): void {
    if (this.#phase === 'ended') return;
    this.#phase = 'ended';
    this.mark('ended', at);
    const whole = { ...ended, at };
    this.#ringing.reject(new CallEndedError('ringing', whole));
    this.#answered.reject(new CallEndedError('answered', whole));
    this.#ended.resolve(whole);
  }
}
