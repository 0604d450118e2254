import { notifications } from '@mantine/notifications';
import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react';
import type { CentrePlace } from '../../src/http/shapes/session.ts';
import type { Words } from '../../src/kit/errors.ts';
import type { Dictionary } from '../words/es.ts';
import { type Formats, formatsOf } from '../words/formats.ts';
import {
  chosenLanguage,
  type InLanguage,
  inLanguage,
  keepLanguage,
  type Language,
  loadWords,
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

interface ProviderProps {
  /** What the page is opened with. */
  readonly first: InLanguage;
  readonly children: ReactNode;
}

/** Another language is loaded when somebody wants it; until then the page stays in the present one. */
export function WordsProvider({ first, children }: ProviderProps) {
  const [{ language, words }, show] = useState(first);
  const wanted = useRef(language);
  const [place, settle] = useState<CentrePlace | null>(null);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const value = useMemo<WordsInUse>(() => {
    /** The one wanted last is shown, whichever comes last. */
    const change = async (next: Language): Promise<void> => {
      wanted.current = next;
      const loaded = await loadWords(next);
      if (wanted.current === next) show(loaded);
    };
    return {
      language,
      words,
      say: said => inLanguage(said, language),
      formats: formatsOf(language, place),
      settle,
      choose(next) {
        change(next).then(
          () => keepLanguage(next),
          () => notifications.show({ color: 'red', message: words.chrome.languageAway }),
        );
      },
      suggest(next) {
        // Who reads a page in another language than theirs can work with it.
        if (chosenLanguage() === null) change(next).catch(() => undefined);
      },
    };
  }, [language, words, place]);
  return <Context value={value}>{children}</Context>;
}

export function useWords(): WordsInUse {
  const value = useContext(Context);
  if (!value) throw new Error('useWords outside WordsProvider');
  return value;
}
