import type { Environment } from '../kit/environment.ts';
import { BRANCH_VARIABLE } from './asterisk-branches.ts';
import { SOCKET_VARIABLE } from './bootstrap/ahead.mjs';
import { STOP_WAIT_VARIABLE } from './stop-wait.ts';
import { PLAIN, SECRETS } from './variables.ts';

/** What the launcher reads for itself and hands to none of our processes. */
export const LAUNCHER_ALONE: readonly string[] = [
  BRANCH_VARIABLE,
  'CAUCE_CACHE',
  SOCKET_VARIABLE,
  STOP_WAIT_VARIABLE,
];

/** A name that differs by more characters is not what somebody meant to write. */
const FAR = 3;

/** Variables that look like ours and that nothing reads, each with the known one that was probably meant, or null. */
export function unknownVariables(env: Environment): { name: string; meant: string | null }[] {
  const known = [...Object.keys(SECRETS), ...Object.keys(PLAIN), ...LAUNCHER_ALONE];
  return Object.keys(env)
    .filter(name => /^CAUCE_/i.test(name) && !known.includes(name))
    .sort()
    .map(name => ({ name, meant: nearest(name.toUpperCase(), known) }));
}

function nearest(name: string, known: readonly string[]): string | null {
  const ranked = known.map(one => ({ one, away: distance(name, one) })).sort((a, b) => a.away - b.away);
  const [first] = ranked;
  return first !== undefined && first.away <= FAR ? first.one : null;
}

/** How many characters must be put in, taken out or changed to make the one of the other (Levenshtein). */
function distance(from: string, to: string): number {
  let above = Array.from({ length: to.length + 1 }, (_, at) => at);
  for (const [row, letter] of [...from].entries()) {
    const line = [row + 1];
    for (const [at, other] of [...to].entries()) {
      const changed = (above[at] ?? 0) + (letter === other ? 0 : 1);
      line.push(Math.min(changed, (above[at + 1] ?? 0) + 1, (line[at] ?? 0) + 1));
    }
    above = line;
  }
  return above[to.length] ?? 0;
}
