/** Older ones have two holes in ARI itself (GHSA-vrfp-mg3q-3959, GHSA-wcvv-g26m-wx5c). */
export const OLDEST_ASTERISK = [22, 10, 1] as const;

/** Whether a version such as `22.10.1+dfsg` is new enough; one that cannot be read is not. */
export function isNewEnough(version: string): boolean {
  const match = /^(\d+)\.(\d+)\.(\d+)/.exec(version);
  if (match === null) return false;
  const parts = match.slice(1).map(Number);
  for (const [place, least] of OLDEST_ASTERISK.entries()) {
    const part = parts[place] ?? 0;
    if (part !== least) return part > least;
  }
  return true;
}
