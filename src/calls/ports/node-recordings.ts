import type { Outcome } from './telephony.ts';

/** A stored recording on the telephone node, fetched by the recordings job. */
export interface NodeRecordings {
  /** Names of finished recordings below a prefix such as `fallback/`. */
  list(prefix: string): Promise<string[]>;
  /** The WAV's bytes; fails with `unknown-resource`. */
  fetch(name: string): Promise<Buffer>;
  erase(name: string): Promise<Outcome>;
}
