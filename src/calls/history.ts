/** A past or present call as lists show it (folded from its facts). Instants epoch ms, spans ms. */
export interface CallRecord {
  readonly id: string;
  readonly direction: 'in' | 'out';
  readonly ticket: string;
  readonly callerNumber: string;
  readonly dialled: string;
  readonly queue: string | null;
  readonly agent: string | null;
  readonly arrivedAt: number;
  readonly answeredAt: number | null;
  readonly endedAt: number | null;
  readonly waitedMs: number | null;
  readonly talkedMs: number | null;
  readonly outcome: 'live' | 'answered' | 'abandoned' | 'served-by-menu' | 'not-reached' | 'failed';
  readonly disposition: string | null;
}

export interface CallHistory {
  list(filter: {
    live?: boolean;
    agent?: string;
    limit: number;
    offset: number;
  }): Promise<{ items: CallRecord[]; total: number }>;
  get(id: string): Promise<CallRecord | null>;
}
