import { digestOf } from '../audit/chain.ts';
import type { AuditEntry } from '../audit/events.ts';

export const LISTENING_OUTCOMES = ['heard', 'damaged'] as const;

/** Who listened, or was refused because the file is not the one that was kept. */
export interface Listen {
  readonly recording: string;
  readonly person: string;
  readonly at: number;
  readonly outcome: (typeof LISTENING_OUTCOMES)[number];
}

/** What the audit log vouches for of a listening. */
export function listenDigest({ recording, person, at, outcome }: Listen): string {
  return digestOf({ recording, person, at, outcome });
}

/** The row of the audit log for a listening that is kept under the number `row`. */
export function auditedListen(listen: Listen, row: number, address: string | null): AuditEntry {
  const { recording, person, at, outcome } = listen;
  return {
    at,
    person,
    address,
    kind: outcome === 'heard' ? 'recording-heard' : 'recording-damaged',
    subject: recording,
    data: { row, sha256: listenDigest(listen) },
  };
}
