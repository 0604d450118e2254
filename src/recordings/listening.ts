/** How long after a recording's end its player may still ask for parts: pauses, jumps back. */
const LINGER_MS = 5 * 60_000;

/** For how long after it was noted a listening to a recording of this length goes on, ms. */
export function listeningMs(durationMs: number): number {
  return durationMs + LINGER_MS;
}
