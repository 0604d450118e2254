import type { Environment } from '../kit/environment.ts';
import { EnvironmentReader } from '../kit/environment.ts';

export const STOP_WAIT_VARIABLE = 'CAUCE_STOP_WAIT';
/** A talk is seldom longer; the manual's unit for systemd waits a little more. */
const DEFAULT_SECONDS = 600;
const MOST_SECONDS = 86_400;

/** How long a stop waits for the calls in progress, s; 0: not at all. Throws an `EnvironmentError`. */
export function readStopWait(env: Environment): number {
  const reader = new EnvironmentReader(env);
  const seconds = Number(
    reader.matching(STOP_WAIT_VARIABLE, String(DEFAULT_SECONDS), /^\d{1,5}$/, String(DEFAULT_SECONDS)),
  );
  if (seconds > MOST_SECONDS) {
    reader.fault(
      STOP_WAIT_VARIABLE,
      `es a lo más ${MOST_SECONDS} (un día)`,
      `is at most ${MOST_SECONDS} (a day)`,
    );
  }
  reader.end();
  return seconds;
}
