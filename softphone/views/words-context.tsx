import { createContext, type ReactNode, useContext, useEffect, useMemo, useState } from 'react';
import type { CentrePlace } from '../../src/http/shapes/session.ts';
import type { Words } from '../../src/kit/errors.ts';
import type { Dictionary } from '../words/es.ts';
import { type Formats, formatsOf } from '../words/formats.ts';
import {
  browserLanguage,
  chosenLanguage,
  dictionary,
  inLanguage,
  keepLanguage,
  type Language,
} from '../words/language.ts';

interface WordsInUse {
  readonly words: Dictionary;
  readonly language: Language;
  /** A text of the server in the reader's language. */
  readonly say: (words: Words) => string;
  /** Amounts, shares and moments as the centre's country writes them. */
  readonly formats: Formats;
  readonly choose: (language: Language) => void;
  /** Takes this language unless the person chose one on this computer. */
  readonly suggest: (language: Language) => void;
  /** Tells where the centre is. */
  readonly settle: (place: CentrePlace) => void;
}

const Context = createContext<WordsInUse | null>(null);

export function WordsProvider({ children }: { readonly children: ReactNode }) {
  const [language, setLanguage] = useState<Language>(
    () => chosenLanguage() ?? browserLanguage(navigator.languages),
  );
  const [place, settle] = useState<CentrePlace | null>(null);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const value = useMemo<WordsInUse>(
    () => ({
      language,
      words: dictionary(language),
      say: words => inLanguage(words, language),
      formats: formatsOf(language, place),
      settle,
      choose(next) {
        keepLanguage(next);
        setLanguage(next);
      },
      suggest(next) {
        if (chosenLanguage() === null) setLanguage(next);
      },
    }),
    [language, place],
  );
  return <Context value={value}>{children}</Context>;
}

export function useWords(): WordsInUse {
  const value = useContext(Context);
  if (!value) throw new Error('useWords outside WordsProvider');
  return value;
}
