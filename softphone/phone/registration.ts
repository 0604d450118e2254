import type { Clock, Timer } from '../../src/kit/clock.ts';
import { backOff } from './back-off.ts';
import type { LineEvent } from './line-log.ts';
import type { LineState } from './phone.ts';

/** An unanswered REGISTER for this long: the socket is half open (laptop slept, network changed), ms. */
export const REGISTER_LIMIT_MS = 5_000;
/** The same where there is a reason to think so. */
export const PROOF_LIMIT_MS = 500;
/** The first packet of a new network may be lost, and TCP sends another one after a second: then another socket is sooner there. */
export const OPEN_LIMIT_MS = 500;
/** A new log-in's account reaches Asterisk a moment later: the first refusals are not worth telling. */
export const QUIET_REFUSALS = 4;

/** What keeping a line registered takes from the SIP stack. */
export interface LineWork {
  /** Opens the socket; rejects when it cannot. */
  readonly connect: () => Promise<unknown>;
  /** Sends a REGISTER on the open socket. */
  readonly register: () => void;
  /** Closes a socket that no longer answers; `lost` is told after it. */
  readonly drop: () => void;
  readonly show: (line: LineState) => void;
  /** For whoever asks later; `status` of a refusal. */
  readonly note: (event: LineEvent, status?: number) => void;
}

export interface Registration {
  start(): Promise<void>;
  stop(): void;
  registered(): void;
  refused(status: number): void;
  /** The registration ended while the socket lives. */
  expired(): void;
  /** The socket is gone. */
  lost(): void;
  /** Make sure now: the server does not see us, or the page was not looked at for a while. */
  refresh(): void;
  /** Make sure at once: something under the socket may have changed. */
  prove(): void;
  /** The network is another one: the socket leads nowhere, though nobody may say so for minutes. */
  renew(): void;
}

/**
 * Keeps one line registered for as long as it is wanted, whatever happens to socket and server.
 *
 *   connect ──ok──▶ register ──200──▶ registered ──expired──▶ register
 *     ▲  │ fails        │ 4xx: again after a pause     │
 *     │  ▼              │ no answer: drop              │
 *     pause ◀───────── lost ◀──────────────────────────┘
 */
export function keepRegistered(work: LineWork, clock: Clock, chance: () => number): Registration {
  let wanted = false;
  let up = false;
  let tries = 0;
  let refusals = 0;
  /** Of the present socket; the stack says so more than once. */
  let isRegistered = false;
  let retry: Timer | null = null;
  let unanswered: { readonly limit: Timer; readonly at: number } | null = null;
  let opening: Timer | null = null;
  /** Counts connection attempts; the answer of an older one is not listened to. */
  let attempt = 0;

  async function connect(): Promise<void> {
    const mine = ++attempt;
    retry?.cancel();
    try {
      await work.connect();
    } catch {
      if (mine === attempt) opening?.cancel();
      if (wanted && mine === attempt) {
        work.note('not-opened');
        again();
      }
      return;
    }
    if (!wanted || mine !== attempt) return;
    opening?.cancel();
    up = true;
    work.note('open');
    register();
  }

  function again(): void {
    retry?.cancel();
    retry = clock.after(backOff(tries++, chance()), () => void connect());
  }

  function register(limit = REGISTER_LIMIT_MS): void {
    const at = clock.now() + limit;
    // Who asks again while an answer is awaited does not put it off.
    if (unanswered === null || at < unanswered.at) {
      answered();
      unanswered = { limit: clock.after(limit, notAnswered), at };
    }
    work.register();
  }

  function answered(): void {
    unanswered?.limit.cancel();
    unanswered = null;
  }

  function notAnswered(): void {
    work.note('unanswered');
    renew();
  }

  function renew(): void {
    if (!wanted) return;
    answered();
    // One that is still being opened is waited for by nobody either.
    reopen();
    opening = clock.after(OPEN_LIMIT_MS, reopen);
  }

  function reopen(): void {
    opening?.cancel();
    work.drop();
    tries = 0;
    void connect();
  }

  function makeSure(limit: number): void {
    if (!wanted) return;
    if (up) register(limit);
    else void connect();
  }

  return {
    async start() {
      wanted = true;
      work.show({ kind: 'connecting' });
      await connect();
    },
    stop() {
      wanted = false;
      up = false;
      attempt++;
      retry?.cancel();
      opening?.cancel();
      answered();
    },
    registered() {
      if (unanswered !== null || !isRegistered) work.note('registered');
      isRegistered = true;
      answered();
      tries = 0;
      refusals = 0;
      work.show({ kind: 'registered' });
    },
    refused(status) {
      answered();
      work.note('refused', status);
      if (++refusals > QUIET_REFUSALS) work.show({ kind: 'refused', status });
      retry?.cancel();
      retry = clock.after(backOff(refusals, chance()), () => {
        if (up) register();
      });
    },
    expired() {
      isRegistered = false;
      work.note('expired');
      work.show({ kind: 'reconnecting' });
      register();
    },
    lost() {
      up = false;
      isRegistered = false;
      attempt++;
      answered();
      opening?.cancel();
      if (!wanted) return;
      work.note('lost');
      work.show({ kind: 'reconnecting' });
      again();
    },
    refresh: () => makeSure(REGISTER_LIMIT_MS),
    prove: () => makeSure(PROOF_LIMIT_MS),
    renew() {
      if (wanted) work.note('network');
      renew();
    },
  };
}
