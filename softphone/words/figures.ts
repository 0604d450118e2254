import type { figuresPage } from './es/figures.ts';
import type { OwnWords } from './own-words.ts';

/** Of the figures of any span. */
export const figuresWords: OwnWords<typeof figuresPage> = {
  es: () => import('./es/figures.ts').then(m => m.figuresPage),
  en: () => import('./en/figures.ts').then(m => m.figuresPage),
};
