import { causeOf, isSameCause, type Judgement, judge, type VoiceCause, type WaySpan } from './diagnosis.ts';
import { ratingOf, stepsOf } from './e-model.ts';
import { lossOf, type VoiceReading, type VoiceSample } from './figures.ts';
import { EMPTY_HEARD, type Heard, hear, type VoiceMeasured, type WayHeard, wayHeard } from './measured.ts';

/** What is known of the voice of one agent's talk while it lasts. */
export interface Listening {
  readonly judgement: Judgement;
  readonly customer: CustomerRead | null;
  /** Shares that were lost lately: of what the agent should have heard, and of that before it came to us. */
  readonly heardLoss: number;
  readonly customerLoss: number;
  readonly toAgent: Heard;
  readonly toCustomer: Heard;
  /** The latest of what is not told in each span. */
  readonly saidLoss: number | null;
  readonly rttMs: number | null;
  readonly steps: 1 | 2 | 3 | 4 | 5;
  readonly cause: VoiceCause | null;
  readonly causes: readonly (VoiceCause & { readonly ms: number })[];
}

/** The customer's channel as it was read: `since` is where the next count of losses begins. */
interface CustomerRead {
  readonly channel: string;
  readonly since: VoiceReading;
  readonly sinceAt: number;
  /** When it was read last, epoch ms, and the packets by then. */
  readonly at: number;
  readonly received: number;
}

export const NOTHING_HEARD: Listening = {
  judgement: {},
  customer: null,
  heardLoss: 0,
  customerLoss: 0,
  toAgent: EMPTY_HEARD,
  toCustomer: EMPTY_HEARD,
  saidLoss: null,
  rttMs: null,
  steps: 5,
  cause: null,
  causes: [],
};

/** A packet's own length, and what a telephone keeps before it is heard where nobody tells, ms. */
const PACKET_MS = 20;
const USUAL_BUFFER_MS = 40;
/** Asterisk counts what is lost every five seconds; over less than this a share means nothing, ms. */
const READ_OVER_MS = 4_500;
/** What was lost lately, ms. */
const LATELY_MS = 5_000;
/** More causes of one part are not kept. */
const MOST_CAUSES = 8;

/** The samples of a page, with what was read of the customer's channel as they came; null where that is not known. */
export function listen(
  before: Listening,
  samples: readonly VoiceSample[],
  read: { readonly channel: string; readonly reading: VoiceReading } | null,
  now: number,
): Listening {
  const far = read ? readFar(before.customer, read, now) : { ...UNREAD, customer: before.customer };
  let { judgement } = before;
  for (const span of far.says) judgement = judge(judgement, 'customer-says', span);
  if (far.hears) judgement = judge(judgement, 'customer-hears', withoutOurs(far.hears, before.saidLoss));
  const customerLoss = far.says.find(({ loss }) => loss !== undefined)?.loss ?? before.customerLoss;
  let after: Listening = { ...before, judgement, customer: far.customer, customerLoss };
  for (const sample of samples) after = one(after, sample, far);
  const cause = causeOf(after.judgement);
  const spanMs = samples.reduce((sum, { ms }) => sum + ms, 0);
  const causes = cause ? withCause(before, cause, spanMs) : before.causes;
  // What has no cause that lasts is not shown as bad.
  const steps = cause ? after.steps : (Math.max(after.steps, 4) as 4 | 5);
  return { ...after, cause, causes, steps };
}

function one(before: Listening, sample: VoiceSample, far: Far): Listening {
  const { ms, heard, sent, said, rttMs } = sample;
  const customerRtt = far.hears?.rttMs ?? 0;
  let { judgement } = before;
  const hears: { -readonly [Key in keyof WaySpan]: WaySpan[Key] } = { ms };
  if (heard.received > 0) {
    // What came late to us comes late to them.
    hears.jitterMs = Math.max(0, heard.jitterMs - far.jitterMs);
    hears.comes = true;
  } else if (far.comes) hears.comes = false;
  if (rttMs !== undefined) hears.rttMs = rttMs;
  judgement = judge(judgement, 'agent-hears', hears);
  const heardLoss = lately(before.heardLoss, sample);
  if (sent) {
    // Each of the two is off by a few packets, and by others.
    const loss = Math.min(lossOf(sent), Math.max(0, heardLoss - before.customerLoss));
    judgement = judge(judgement, 'agent-hears', { ms: sent.ms, loss });
  }
  if (said)
    judgement = judge(judgement, 'agent-says', { ms: said.ms, loss: said.loss, jitterMs: said.jitterMs });

  const saidLoss = said?.loss ?? before.saidLoss;
  const rtt = rttMs ?? before.rttMs;
  const network = ((rtt ?? 0) + customerRtt) / 2 + PACKET_MS;
  const all = heard.received + heard.lost;
  const toAgent =
    all === 0
      ? null
      : {
          loss: Math.min(1, (heard.lost + heard.late) / all),
          jitterMs: heard.jitterMs,
          burstRatio: burstRatio(heard),
          delayMs: network + heard.bufferMs,
        };
  const toCustomer =
    saidLoss === null
      ? null
      : {
          loss: far.hears?.loss ?? saidLoss,
          jitterMs: said?.jitterMs ?? 0,
          burstRatio: 1,
          delayMs: network + USUAL_BUFFER_MS,
        };
  const ratings = [toAgent, toCustomer].flatMap(each => (each ? [ratingOf(each)] : []));
  return {
    ...before,
    judgement,
    heardLoss,
    saidLoss,
    rttMs: rtt,
    toAgent: toAgent ? hear(before.toAgent, toAgent, ms) : before.toAgent,
    toCustomer: toCustomer ? hear(before.toCustomer, toCustomer, ms) : before.toCustomer,
    steps: ratings.length > 0 ? stepsOf(Math.min(...ratings)) : before.steps,
  };
}

interface Far {
  readonly customer: CustomerRead | null;
  readonly says: readonly WaySpan[];
  readonly hears: WaySpan | null;
  /** Whether packets of the customer came since it was last looked; null where that is not known. */
  readonly comes: boolean | null;
  /** How unevenly they came, ms. */
  readonly jitterMs: number;
}
const UNREAD: Far = { customer: null, says: [], hears: null, comes: null, jitterMs: 0 };

/** What has become of the customer's channel since it was read before. */
function readFar(
  last: CustomerRead | null,
  { channel, reading }: { readonly channel: string; readonly reading: VoiceReading },
  at: number,
): Far {
  const { received, jitterMs } = reading;
  if (last?.channel !== channel || received < last.received)
    return { ...UNREAD, customer: { channel, since: reading, sinceAt: at, at, received } };
  const comes = received > last.received;
  const now: WaySpan = comes ? { ms: at - last.at, comes, jitterMs } : { ms: at - last.at, comes };
  const read = { says: [now], hears: null, comes, jitterMs: comes ? jitterMs : 0 };
  const ms = at - last.sinceAt;
  if (ms < READ_OVER_MS) return { ...read, customer: { ...last, at, received } };
  const came = received - last.since.received;
  const lost = Math.max(0, reading.lost - last.since.lost);
  return {
    ...read,
    customer: { channel, since: reading, sinceAt: at, at, received },
    says: came > 0 ? [now, { ms, loss: lost / (came + lost) }] : [now],
    hears: heardFar(last.since, reading, ms),
  };
}

function heardFar(before: VoiceReading, { sent, far }: VoiceReading, ms: number): WaySpan | null {
  const packets = sent - before.sent;
  if (!far || packets <= 0) return null;
  const lost = Math.max(0, far.lost - (before.far?.lost ?? 0));
  const rtt = far.rttMs === null ? {} : { rttMs: far.rttMs };
  return { ms, loss: Math.min(1, lost / packets), jitterMs: far.jitterMs, ...rtt };
}

/** Of what is lost at the end of the way, what was not lost before it came to us. */
const withoutOurs = (hears: WaySpan, said: number | null): WaySpan => ({
  ...hears,
  loss: Math.max(0, (hears.loss ?? 0) - (said ?? 0)),
});

function lately(before: number, { ms, heard: { received, lost } }: VoiceSample): number {
  const all = received + lost;
  return all === 0 ? before : before + (lost / all - before) * Math.min(1, ms / LATELY_MS);
}

/** G.107 §7.5: the mean length of a gap over that of random losses, which is 1 ÷ (1 − loss). */
function burstRatio({ received, lost, gaps }: VoiceSample['heard']): number {
  if (gaps === 0 || lost === 0) return 1;
  return Math.max(1, (lost / gaps) * (received / (received + lost)));
}

function withCause({ causes, cause }: Listening, now: VoiceCause, ms: number): Listening['causes'] {
  const place = causes.findLastIndex(each => isSameCause(each, now));
  const [kept] = causes.slice(place);
  if (place >= 0 && kept) {
    const much = isSameCause(cause, now) ? now.much : Math.max(kept.much, now.much);
    return causes.map((each, at) => (at === place ? { ...now, much, ms: kept.ms + ms } : each));
  }
  return causes.length < MOST_CAUSES ? [...causes, { ...now, ms }] : causes;
}

/** What stays of it on record; null where it was too short to say anything. */
export function measuredOf({ toAgent, toCustomer, rttMs, causes }: Listening): VoiceMeasured | null {
  const [heard, said]: (WayHeard | null)[] = [wayHeard(toAgent), wayHeard(toCustomer)];
  if (!heard && !said) return null;
  return {
    toAgent: heard ?? null,
    toCustomer: said ?? null,
    rttMs: rttMs === null ? null : Math.round(rttMs),
    causes,
  };
}
