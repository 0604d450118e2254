import { Inviter, SessionState, type UserAgent } from 'sip.js';
import type { Clock } from '../../src/kit/clock.ts';
import { WAY_BY, WAY_LOOK_EVERY_MS } from './check-times.ts';
import { type RelayFault, SessionWays } from './session-ways.ts';
import { addressOf, type OwnVoice } from './user-agent.ts';
import { WayCount, type WayFigures } from './way-figures.ts';

/**
 * What came of a call to the echo of the centre.
 *
 *   there        voice went there and came back
 *   not-now      no line that is registered, or a call on it
 *   dropped      a call came meanwhile, and goes before
 *   refused      the centre said no (a SIP status)
 *   unanswered   the centre said nothing
 *   no-way       answered, and no voice found its way (ICE, DTLS)
 *   relay-refused, relay-away
 *                the same, and the relay that would have found one (TURN) takes no call of ours, or does not answer
 *   silent       the way is there, and nothing came back by it
 */
export type WayResult =
  | { readonly is: 'there'; readonly figures: WayFigures }
  | { readonly is: 'not-now' | 'dropped' | 'unanswered' | 'no-way' | `relay-${RelayFault}` | 'silent' }
  | { readonly is: 'refused'; readonly status: number };

export interface WayCheck {
  readonly result: Promise<WayResult>;
  /** Ends it at once. */
  drop(): void;
}

/** `asterisk-config/extensions.conf`, context `from-agent`. */
const ECHO = 'eco';
/** What was lost while the way was made is not counted, ms. */
const SETTLED_MS = 500;

/** A real call of this telephone's own line, which hears itself; what is said in it is a soft hum of ours, no microphone. */
export function checkWay(agent: UserAgent, clock: Clock): WayCheck {
  const target = addressOf(ECHO);
  if (!target) throw new Error('the echo has no usable name');
  const inviter = new Inviter(agent, target);
  const hum = humming();
  inviter.data = { voice: hum.stream } satisfies OwnVoice;
  let settle: (result: WayResult) => void = () => undefined;
  const result = new Promise<WayResult>(done => {
    settle = done;
  });
  const count = new WayCount();
  let isOver = false;
  const end = (came: WayResult) => {
    if (isOver) return;
    isOver = true;
    settle(cause(came));
    hum.stop();
    void goodbye(inviter);
  };
  const ways = () => {
    const handler = inviter.sessionDescriptionHandler;
    return handler instanceof SessionWays ? handler : undefined;
  };
  const connection = () => ways()?.peerConnection;
  /** Whatever the centre said to an offer without a way, it is the relay's that there was none. */
  const cause = (came: WayResult): WayResult => {
    const fault = ways()?.relayFault() ?? null;
    const isOfWays = came.is === 'no-way';
    const isOfCentre = came.is === 'refused' || came.is === 'unanswered';
    if (fault === null || !(isOfWays || (isOfCentre && ways()?.isWayless))) return came;
    return { is: `relay-${fault}` };
  };
  const begun = clock.now();

  /** One look after another, from the answer on. */
  async function look(connectedAt: number | null): Promise<void> {
    const now = clock.now();
    const there = connectedAt ?? (connection()?.connectionState === 'connected' ? now : null);
    if (there === null && now - begun >= WAY_BY.connected) return end({ is: 'no-way' });
    if (there !== null && now - there >= SETTLED_MS) {
      const stats = await connection()
        ?.getStats()
        .catch(() => null);
      const figures = stats ? count.take(stats.values()) : null;
      if (count.isSaid || now - begun >= WAY_BY.said)
        return end(figures && figures.received > 0 ? { is: 'there', figures } : { is: 'silent' });
    }
    if (!isOver) clock.after(WAY_LOOK_EVERY_MS, () => void look(there));
  }

  inviter.stateChange.addListener(state => {
    if (state === SessionState.Established && !isOver) {
      unanswered.cancel();
      void look(null);
    }
    if (state === SessionState.Terminated) end({ is: 'unanswered' });
  });
  const unanswered = clock.after(WAY_BY.answered, () => end({ is: 'unanswered' }));
  inviter
    .invite({
      requestDelegate: { onReject: ({ message }) => end({ is: 'refused', status: message.statusCode ?? 0 }) },
    })
    .catch(() => end({ is: 'no-way' }));
  return { result, drop: () => end({ is: 'dropped' }) };
}

/** Its answer may be under way: what is not there yet is cancelled, and what comes all the same is ended. */
async function goodbye(inviter: Inviter): Promise<void> {
  const ends = () => (inviter.state === SessionState.Established ? inviter.bye() : inviter.dispose());
  if (inviter.state === SessionState.Terminated) return;
  await ends().catch(() => undefined);
}

/** Quiet enough for nobody to mind if it were heard, and never silent: it keeps packets coming as a voice does. */
function humming(): { readonly stream: MediaStream; stop(): void } {
  const context = new AudioContext();
  const out = context.createMediaStreamDestination();
  const loud = new GainNode(context, { gain: 0.01 });
  const voice = new OscillatorNode(context, { frequency: 330 });
  voice.connect(loud).connect(out);
  voice.start();
  return { stream: out.stream, stop: () => void context.close() };
}
