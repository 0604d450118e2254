/** What a call to the centre and back came to. */
export interface WayFigures {
  /** There and back, ms; null: nobody has measured it. */
  readonly rttMs: number | null;
  /** Shares of the packets, 0..1; `there` and its jitter are what the centre says it got, null: it has not said it yet. */
  readonly lossThere: number | null;
  readonly lossBack: number;
  readonly jitterThereMs: number | null;
  readonly jitterBackMs: number;
  /** Packets that came back. */
  readonly received: number;
  /** The voice goes by a TURN server of the centre's, not directly. */
  readonly relayed: boolean;
}

/** The rows of `getStats` (W3C webrtc-stats). */
type Row = Readonly<Record<string, unknown>>;
type Rows = Iterable<Row>;

/**
 * Counts from the first look on. What was lost before, until both sides knew where the other one is, is of no interest: so of the
 * centre's reports, which come every 5 s, the second one counts, which is about what was sent since the first.
 */
export class WayCount {
  private begun: { readonly received: number; readonly lost: number } | null = null;
  private readonly reports = new Set<unknown>();

  /** Whether the centre has said how it got what was sent. */
  get isSaid(): boolean {
    return this.reports.size > 1;
  }

  take(rows: Rows): WayFigures {
    const all = [...rows];
    const heard = all.find(row => row.type === 'inbound-rtp' && row.kind === 'audio') ?? {};
    const said = all.find(row => row.type === 'remote-inbound-rtp');
    const pair =
      all.find(row => row.type === 'candidate-pair' && row.nominated === true && row.state === 'succeeded') ??
      {};
    const local = all.find(row => row.type === 'local-candidate' && row.id === pair.localCandidateId);
    if (said) this.reports.add(said.timestamp);
    const now = { received: figure(heard.packetsReceived), lost: figure(heard.packetsLost) };
    this.begun ??= now;
    const received = now.received - this.begun.received;
    const lost = Math.max(0, now.lost - this.begun.lost);
    const rtt = figure(pair.currentRoundTripTime) || figure(said?.roundTripTime);
    const lossThere = said && this.isSaid ? Math.min(1, Math.max(0, figure(said.fractionLost))) : null;
    return {
      rttMs: rtt > 0 ? rtt * 1000 : null,
      lossThere,
      lossBack: beyond(received + lost === 0 ? 0 : lost / (received + lost), lossThere ?? 0),
      jitterThereMs: said ? figure(said.jitter) * 1000 : null,
      jitterBackMs: figure(heard.jitter) * 1000,
      received: now.received,
      relayed: local?.candidateType === 'relay',
    };
  }
}

/** Asterisk leaves the place of what it did not get free: what was lost on the way there is missing on the way back, too. */
function beyond(loss: number, there: number): number {
  return there >= 1 ? 0 : Math.max(0, 1 - (1 - loss) / (1 - there));
}

const figure = (value: unknown): number => (typeof value === 'number' && Number.isFinite(value) ? value : 0);
