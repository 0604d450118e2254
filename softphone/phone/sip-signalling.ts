import { type Invitation, Registerer, RegistererState, type UserAgent, UserAgentState } from 'sip.js';
import type { Clock } from '../../src/kit/clock.ts';
import type { LineEvent } from './line-log.ts';
import type { LineState, SipMessage } from './phone.ts';
import { keepRegistered } from './registration.ts';
import { makeUserAgent, type UserAgentParts } from './user-agent.ts';

const REGISTER_EXPIRES_S = 120;

export interface SignallingEvents {
  invite(invitation: Invitation): void;
  registered(): void;
  socketLost(): void;
  line(state: LineState): void;
  note(event: LineEvent, status?: number): void;
  message(message: SipMessage): void;
}

/** The line of a telephone: its socket and its registration, brought back when they are lost. */
export interface Signalling {
  /** Null before the start and after `close`. */
  agent(): UserAgent | null;
  start(): Promise<void>;
  /** Registers again at once. */
  refresh(): void;
  /** The same, by another socket when this one does not answer within a moment. */
  prove(): void;
  /** By another socket, whatever this one says. */
  renew(): void;
  /** Registers no more; what is registered expires by itself. */
  stop(): void;
  /** Unlike `stop`, the address is given up now, so that another telephone of the account has it alone. */
  release(): void;
  close(): Promise<void>;
}

/** SIP.js 0.21 does not reconnect by itself: `keepRegistered` has the states, this the requests. */
export function signalling(
  parts: UserAgentParts & { readonly clock: Clock },
  on: SignallingEvents,
  isRegistered: () => boolean,
): Signalling {
  let agent: UserAgent | null = null;
  let registerer: Registerer | null = null;
  /** The one whose REGISTER of ours has no answer yet. */
  let asking: Registerer | null = null;

  function newAgent(): UserAgent {
    const made: UserAgent = makeUserAgent(
      parts,
      {
        onInvite: invitation => on.invite(invitation),
        onDisconnect() {
          if (agent === made) onSocketLost();
        },
      },
      message => on.message(message),
    );
    return made;
  }

  const registration = keepRegistered(
    {
      async connect() {
        if (agent?.isConnected()) return;
        await (agent?.state === UserAgentState.Started ? agent.reconnect() : agent?.start());
      },
      register,
      drop: () => void agent?.transport.disconnect().catch(() => undefined),
      show: state => on.line(state),
      note: (event, status) => on.note(event, status),
    },
    parts.clock,
    Math.random,
  );

  function register(): void {
    if (!agent) return;
    registerer ??= newRegisterer(agent);
    const mine = registerer;
    // The answer that is awaited says it; SIP.js sends no second one before.
    if (asking === mine) return;
    asking = mine;
    mine
      .register({
        requestDelegate: {
          onAccept: () => {
            if (asking === mine) asking = null;
            if (registerer === mine) onRegistered();
          },
          onReject: response => {
            if (asking === mine) asking = null;
            if (registerer === mine) registration.refused(response.message.statusCode ?? 0);
          },
        },
      })
      .catch(() => {
        if (asking === mine) asking = null;
        // SIP.js is refreshing by itself just now; its answer comes without our delegate.
        if (registerer === mine && mine.state === RegistererState.Registered) registration.registered();
      });
  }

  /** A new Registerer for each socket: one with a REGISTER in flight on a dead socket refuses the next for 32 s. */
  function newRegisterer(mine: UserAgent): Registerer {
    const fresh = new Registerer(mine, { expires: REGISTER_EXPIRES_S, logConfiguration: false });
    fresh.stateChange.addListener(state => {
      if (registerer !== fresh) return;
      if (state === RegistererState.Registered) onRegistered();
      else if (state === RegistererState.Unregistered && isRegistered()) registration.expired();
    });
    return fresh;
  }

  function onRegistered(): void {
    registration.registered();
    on.registered();
  }

  function onSocketLost(): void {
    // Disposed while the socket is down, so that it cannot unregister the contact of the next one.
    dispose();
    on.socketLost();
    registration.lost();
  }

  function dispose(): void {
    const old = registerer;
    registerer = null;
    void old?.dispose().catch(() => undefined);
  }

  return {
    agent: () => agent,
    async start() {
      agent ??= newAgent();
      await registration.start();
    },
    refresh: () => registration.refresh(),
    prove: () => registration.prove(),
    renew: () => registration.renew(),
    stop: () => registration.stop(),
    release() {
      registration.stop();
      // Else it would register again by itself, and take the telephone back.
      dispose();
    },
    async close() {
      const old = agent;
      agent = null;
      registerer = null;
      await old?.stop().catch(() => undefined);
    },
  };
}
