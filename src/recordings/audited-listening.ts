import { digestOf } from '../audit/chain.ts';
import type { AuditEntry } from '../audit/events.ts';

export const LISTENING_OUTCOMES = ['heard', 'damaged', 'downloaded'] as const;

/** Who listened, took the file along, or was refused because it is not the one that was kept. */
export interface Listen {
  readonly recording: string;
  readonly person: string;
  readonly at: number;
  readonly outcome: (typeof LISTENING_OUTCOMES)[number];
  /** Why it was taken along; else left out, or ''. */
  readonly reason?: string;
}

/** What the audit log vouches for of a listening. */
export function listenDigest({ recording, person, at, outcome, reason }: Listen): string {
  return digestOf({ recording, person, at, outcome, ...(reason ? { reason } : {}) });
}

const AUDITED_AS = {
  heard: 'recording-heard',
  damaged: 'recording-damaged',
  downloaded: 'recording-downloaded',
} as const satisfies Readonly<Record<Listen['outcome'], AuditEntry['kind']>>;

/** The row of the audit log for a listening that is kept under the number `row`. */
export function auditedListen(listen: Listen, row: number, address: string | null): AuditEntry {
  const { recording, person, at, outcome } = listen;
  return {
    at,
    person,
    address,
    kind: AUDITED_AS[outcome],
    subject: recording,
    data: { row, sha256: listenDigest(listen) },
  };
}
