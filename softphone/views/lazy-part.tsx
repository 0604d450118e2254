import { Button, Stack, Text } from '@mantine/core';
import { notifications } from '@mantine/notifications';
import { type ComponentType, createContext, type ReactNode, useContext, useEffect, useState } from 'react';
import type { Language } from '../words/language.ts';
import type { OwnWords } from '../words/own-words.ts';
import { type LoadOnce, loadOnce, toLoadAhead } from './load-ahead.ts';
import { useWords } from './words-context.tsx';

interface Timing {
  /** Loaded before it is shown, when there is time for it (`load-ahead.ts`): it is there at once, also in an outage. */
  readonly ahead?: boolean;
}

interface InPlaceOptions extends Timing {
  /** Words that only this part, and what is in it, has. */
  readonly words?: readonly OwnWords<unknown>[];
  /** What stands there until it is loaded; nothing if left out. */
  readonly waiting?: ReactNode;
  /** Nothing stands there where it cannot be loaded: the page says as much without it. */
  readonly dispensable?: true;
  /** What is drawn with it. */
  readonly beside?: ReactNode;
}

type WordsOf = ReadonlyMap<OwnWords<unknown>, unknown>;

interface Loaded<Props> {
  readonly Shown: ComponentType<Props>;
  readonly own: WordsOf;
}

type Loading<Props> = LoadOnce<Language, Loaded<Props>>;

const OwnWordsContext = createContext<WordsOf>(new Map());

/**
 * A part of the pages whose code and words are loaded when it is first shown, or ahead, in the reader's language. Where they cannot be
 * loaded (the server is away, or was updated meanwhile) the rest of the page, and the call on it, go on: the part says so in its place.
 * Chromium does not ask again for a module that it did not get, so the page is to be loaded anew, which loses no call.
 */
export function lazyPart<Props extends object>(
  load: () => Promise<ComponentType<Props>>,
  { words = [], waiting = null, beside = null, dispensable, ...timing }: InPlaceOptions = {},
): ComponentType<Props> {
  const loading = loadingOf(load, words, timing);
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, where modules are loaded
  return function LazyPart(props) {
    const { loaded, failed } = useLoaded(loading);
    if (loaded !== null)
      return (
        <>
          <In loaded={loaded} props={props} />
          {beside}
        </>
      );
    return failed && !dispensable ? <NotLoaded /> : waiting;
  };
}

/** The same for a dialog, drawn while it is open: one that cannot be loaded is closed, and a notice says why. */
export function lazyDialog<Props extends { readonly onClose: () => void }>(
  load: () => Promise<ComponentType<Props>>,
  words: readonly OwnWords<unknown>[] = [],
  timing: Timing = {},
): ComponentType<Props> {
  const loading = loadingOf(load, words, timing);
  // biome-ignore lint/correctness/noComponentHookFactories: called once for each part, where modules are loaded
  return function LazyDialog(props) {
    const { words: said } = useWords();
    const { loaded, failed } = useLoaded(loading);
    const isOver = failed && loaded === null;
    const { onClose } = props;
    // biome-ignore lint/correctness/useExhaustiveDependencies: that it cannot be loaded is the only reason
    useEffect(() => {
      if (!isOver) return;
      notifications.show({ color: 'red', message: said.chrome.partAway });
      onClose();
    }, [isOver]);
    return loaded === null ? null : <In loaded={loaded} props={props} />;
  };
}

/** The words of the part that this is in. */
export function useOwnWords<Own>(of: OwnWords<Own>): Own {
  const own = useContext(OwnWordsContext).get(of);
  if (own === undefined) throw new Error('useOwnWords outside the part that has these words');
  return own as Own;
}

function loadingOf<Props>(
  load: () => Promise<ComponentType<Props>>,
  words: readonly OwnWords<unknown>[],
  { ahead = false }: Timing,
): Loading<Props> {
  const loading = loadOnce(async (language: Language) => {
    const own = words.map(async each => [each, await each[language]()] as const);
    const [Shown, entries] = await Promise.all([load(), Promise.all(own)]);
    return { Shown, own: new Map(entries) };
  });
  if (ahead) toLoadAhead(loading);
  return loading;
}

function useLoaded<Props>(loading: Loading<Props>): { loaded: Loaded<Props> | null; failed: boolean } {
  const { language } = useWords();
  // In the language before, until it is there in this one.
  const [loaded, setLoaded] = useState(() => loading.there(language));
  const [failed, setFailed] = useState(false);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the part is the same as long as it is shown
  useEffect(() => {
    let gone = false;
    loading.load(language).then(
      next => {
        if (!gone) setLoaded(next);
      },
      () => {
        if (!gone) setFailed(true);
      },
    );
    return () => {
      gone = true;
    };
  }, [language]);
  return { loaded, failed };
}

function In<Props extends object>({ loaded, props }: { loaded: Loaded<Props>; props: Props }) {
  const around = useContext(OwnWordsContext);
  const { Shown, own } = loaded;
  const shown = <Shown {...props} />;
  return own.size === 0 ? (
    shown
  ) : (
    <OwnWordsContext value={new Map([...around, ...own])}>{shown}</OwnWordsContext>
  );
}

function NotLoaded() {
  const { words } = useWords();
  return (
    <Stack align="center" justify="center" p="xl" role="alert">
      <Text ta="center">{words.chrome.partAway}</Text>
      <Button variant="light" onClick={() => location.reload()} data-action="reload-page">
        {words.chrome.reload}
      </Button>
    </Stack>
  );
}
