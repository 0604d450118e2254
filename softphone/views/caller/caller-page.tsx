import { Alert, Anchor, Center, Stack, Text, Title } from '@mantine/core';
import { useEffect, useState, useSyncExternalStore } from 'react';
import { callerWords } from '../../words/caller.ts';
import { Brand } from '../desk/brand.tsx';
import { Loading } from '../desk/loading.tsx';
import { Preferences } from '../desk/preferences.tsx';
import { useOwnWords } from '../lazy-part.tsx';
import { useTabTitle } from '../use-tab-title.ts';
import { useWords } from '../words-context.tsx';
import style from './caller.module.css';
import { type CallerSet, type GuestApi, openCallerSet } from './caller-set.ts';
import { Dialler } from './dialler.tsx';
import { ProveLine } from './prove-line.tsx';
import { Tips } from './tips.tsx';

/** A telephone for customers, in the browser: choose a line, dial, press keys, be called back. */
export function CallerPage({ api }: { readonly api: GuestApi }) {
  // Opened in an effect: React may draw a page more than once, and a telephone must exist once.
  const [set, setSet] = useState<CallerSet | null>(null);
  useEffect(() => {
    const opened = openCallerSet(api);
    setSet(opened);
    return () => void opened.close();
  }, [api]);
  return set ? <Caller set={set} /> : null;
}

function Caller({ set }: { readonly set: CallerSet }) {
  const screen = useSyncExternalStore(set.store.watch, set.store.get);
  const { say, formats } = useWords();
  const own = useOwnWords(callerWords);
  useTabTitle(own.caller.title);
  useEffect(() => {
    document.body.dataset.phoneState = screen.phone.line.kind;
    document.body.dataset.sipCall = screen.phone.call?.phase ?? 'none';
  });

  return (
    <div className={style.page}>
      <header className={style.top}>
        <Brand />
        <div>
          <Preferences />
        </div>
      </header>
      <main className={style.middle}>
        <div>
          {screen.stage === 'loading' || screen.stage === 'joining' ? (
            <Center mih={300}>
              <Loading label={own.caller.connecting} />
            </Center>
          ) : null}
          {screen.stage === 'closed' ? <Alert color="rio">{own.caller.noGuests}</Alert> : null}
          {screen.stage === 'lines' ? (
            <Stack gap="sm">
              <div>
                <Title order={1} fz={22}>
                  {screen.lines.length > 0 ? own.caller.chooseLine : own.caller.title}
                </Title>
                {screen.lines.length > 0 ? <Text c="dimmed">{own.caller.chooseLineHint}</Text> : null}
              </div>
              {screen.fault ? (
                <Alert color="red" role="alert">
                  {say(screen.fault.words)}
                </Alert>
              ) : null}
              {screen.lines.map(line => (
                <button
                  key={line.line}
                  type="button"
                  className={style.line}
                  data-line={line.line}
                  onClick={() => void set.join(line.line)}
                >
                  <Text component="span" fw={650} fz="md" className="figures">
                    {formats.telephone(line.line)}
                  </Text>
                  <Text component="span" display="block" fz="sm" c="dimmed">
                    {say(line.about)}
                  </Text>
                </button>
              ))}
              <button type="button" className={style.line} data-line="" onClick={() => void set.join(null)}>
                <Text component="span" fw={650} fz="md">
                  {own.caller.withoutNumber}
                </Text>
                <Text component="span" display="block" fz="sm" c="dimmed">
                  {own.caller.withoutNumberHint}
                </Text>
              </button>
            </Stack>
          ) : null}
          {screen.stage === 'dialler' && screen.pass ? (
            <>
              <h1 className="sr-only">{own.caller.title}</h1>
              <Dialler set={set} screen={screen} pass={screen.pass} />
              {screen.pass.line === null && !screen.phone.call ? <ProveLine set={set} /> : null}
            </>
          ) : null}
        </div>
        <aside>
          <Tips pass={screen.pass} />
          <Anchor href="/" fz="sm">
            {own.caller.toLogIn}
          </Anchor>
        </aside>
      </main>
    </div>
  );
}
