import type { Words } from '../../src/kit/errors.ts';
import type { BreakCard } from '../link/api.ts';

/** The break that the server itself gives (src/agents/agent.ts), and why it does; no list names it. */
const GIVEN: Readonly<Record<string, { readonly title: Words; readonly why: Words }>> = {
  'no-answer': {
    title: { es: 'No contestó', en: 'Did not answer' },
    why: {
      es: 'Tres llamadas seguidas timbraron sin que nadie contestara, y el sistema puso la pausa. Pulse «Disponible» cuando esté de vuelta.',
      en: 'Three calls in a row rang and nobody answered, so the system set this break. Press “Available” when you are back.',
    },
  },
};

/** What a break is called; a code nobody knows any more is shown as it is. */
export function breakTitle(breaks: readonly BreakCard[], code: string): Words {
  return breaks.find(one => one.code === code)?.title ?? GIVEN[code]?.title ?? { es: code, en: code };
}

/** Why the system set this break; null for one that the person chose. */
export function breakReason(code: string): Words | null {
  return GIVEN[code]?.why ?? null;
}
