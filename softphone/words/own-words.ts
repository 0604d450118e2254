import type { Language } from './language.ts';

/**
 * The words of a part of the pages that is loaded when it is opened: nobody loads them before. `views/lazy-part.tsx` loads them with
 * the part, and `useOwnWords` reads them there.
 */
export type OwnWords<Own> = Readonly<Record<Language, () => Promise<Own>>>;
