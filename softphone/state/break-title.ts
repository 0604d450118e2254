import type { Words } from '../../src/kit/errors.ts';
import type { BreakCard } from '../link/api.ts';

/** The break the server itself gives to who let too many calls ring (src/agents/agent.ts); no list names it. */
const GIVEN: Readonly<Record<string, Words>> = {
  'no-answer': { es: 'No contestó', en: 'Did not answer' },
};

/** What a break is called; a code nobody knows any more is shown as it is. */
export function breakTitle(breaks: readonly BreakCard[], code: string): Words {
  return breaks.find(one => one.code === code)?.title ?? GIVEN[code] ?? { es: code, en: code };
}
