import { LONGEST_MS, SHORTEST_MS, type VoiceSample } from '../../src/calls/voice/figures.ts';

/** How often a voice is looked at, ms. */
export const METER_EVERY_MS = 2_000;

/** The rows of `getStats` that are read (W3C webrtc-stats); times of rows are epoch ms, others s. */
type Row = Readonly<Record<string, unknown>>;

/** All that was counted since the connection began. */
interface Counters {
  readonly at: number;
  readonly received: number;
  readonly lost: number;
  readonly late: number;
  readonly gaps: number;
  readonly jitterMs: number;
  readonly bufferedMs: number;
  readonly buffered: number;
  /** The latest report of Asterisk: what it had sent by then, and what it had lost of ours. */
  readonly sent: { readonly at: number; readonly packets: number } | null;
  readonly said: {
    readonly at: number;
    readonly loss: number;
    readonly lost: number;
    readonly jitterMs: number;
    readonly rttMs: number;
  } | null;
  /** By the questions whether the way is still there (RFC 7675), all together. */
  readonly rtt: { readonly ms: number; readonly times: number };
}

/** Makes spans of what a connection counts, one from each look to the next; null where there is none yet. */
export class VoiceMeter {
  private last: Counters | null = null;
  /** Asterisk's report before the latest, with what had come by then. */
  private sent: { readonly at: number; readonly packets: number; readonly came: number } | null = null;

  /** Begins anew: what was between two looks is of no talk. */
  forget(): void {
    this.last = null;
    this.sent = null;
  }

  take(rows: Iterable<Row>): VoiceSample | null {
    const now = countersOf(rows);
    const { last } = this;
    this.last = now;
    if (!now || !last || now.received < last.received) {
      this.sent = null;
      return null;
    }
    const ms = now.at - last.at;
    if (ms < SHORTEST_MS || ms > LONGEST_MS) return null;
    const buffered = now.buffered - last.buffered;
    const sent = this.sentMeanwhile(last, now);
    const said = saidMeanwhile(last, now);
    return {
      ms,
      heard: {
        received: now.received - last.received,
        // One that was late after all is no longer lost.
        lost: Math.max(0, now.lost - last.lost),
        late: Math.max(0, now.late - last.late),
        overtaken: Math.max(0, last.lost - now.lost),
        gaps: Math.max(0, now.gaps - last.gaps),
        jitterMs: now.jitterMs,
        bufferMs: buffered > 0 ? (now.bufferedMs - last.bufferedMs) / buffered : 0,
      },
      ...(sent ? { sent } : {}),
      ...(said ? { said } : {}),
      ...rttMeanwhile(last, now),
    };
  }

  /** Between two looks packets come evenly enough to say how many had come when the report did. */
  private sentMeanwhile(last: Counters, now: Counters): VoiceSample['sent'] {
    const report = now.sent;
    if (!report || report.at === last.sent?.at) return undefined;
    const share = Math.min(1, Math.max(0, (report.at - last.at) / (now.at - last.at)));
    const came = last.received + share * (now.received - last.received);
    const before = this.sent;
    this.sent = { ...report, came };
    if (!before || report.packets < before.packets) return undefined;
    const ms = report.at - before.at;
    if (ms < SHORTEST_MS || ms > LONGEST_MS) return undefined;
    return {
      ms,
      packets: report.packets - before.packets,
      came: Math.max(0, Math.round(came - before.came)),
    };
  }
}

function saidMeanwhile({ said: last }: Counters, { said }: Counters): VoiceSample['said'] {
  if (!said || !last || said.at === last.at) return undefined;
  const ms = said.at - last.at;
  if (ms < SHORTEST_MS || ms > LONGEST_MS) return undefined;
  return {
    ms,
    loss: said.loss,
    jitterMs: said.jitterMs,
    overtaken: Math.max(0, last.lost - said.lost),
  };
}

/** The way there and back is asked for every few seconds, by either. */
function rttMeanwhile(last: Counters, now: Counters): Pick<VoiceSample, 'rttMs'> {
  const times = now.rtt.times - last.rtt.times;
  if (times > 0) return { rttMs: Math.max(0, (now.rtt.ms - last.rtt.ms) / times) };
  const isNew = now.said !== null && now.said.at !== last.said?.at && now.said.rttMs > 0;
  return isNew && now.said ? { rttMs: now.said.rttMs } : {};
}

function countersOf(rows: Iterable<Row>): Counters | null {
  let heard: Row | null = null;
  let sent: Row | null = null;
  let said: Row | null = null;
  let pair: Row | null = null;
  for (const row of rows) {
    if (row.type === 'inbound-rtp' && row.kind === 'audio') heard = row;
    if (row.type === 'remote-outbound-rtp') sent = row;
    if (row.type === 'remote-inbound-rtp') said = row;
    if (row.type === 'candidate-pair' && row.nominated === true && row.state === 'succeeded') pair = row;
  }
  if (!heard) return null;
  return {
    at: figure(heard, 'timestamp'),
    received: figure(heard, 'packetsReceived'),
    lost: figure(heard, 'packetsLost'),
    late: figure(heard, 'packetsDiscarded'),
    gaps: figure(heard, 'concealmentEvents'),
    jitterMs: figure(heard, 'jitter') * 1000,
    bufferedMs: figure(heard, 'jitterBufferDelay') * 1000,
    buffered: figure(heard, 'jitterBufferEmittedCount'),
    sent: sent ? { at: figure(sent, 'timestamp'), packets: figure(sent, 'packetsSent') } : null,
    said: said
      ? {
          at: figure(said, 'timestamp'),
          loss: Math.min(1, Math.max(0, figure(said, 'fractionLost'))),
          lost: figure(said, 'packetsLost'),
          jitterMs: figure(said, 'jitter') * 1000,
          rttMs: figure(said, 'roundTripTime') * 1000,
        }
      : null,
    rtt: pair
      ? { ms: figure(pair, 'totalRoundTripTime') * 1000, times: figure(pair, 'responsesReceived') }
      : { ms: 0, times: 0 },
  };
}

function figure(row: Row, name: string): number {
  const value = row[name];
  return typeof value === 'number' && Number.isFinite(value) ? value : 0;
}
