import { Button, Center, MantineProvider, Stack, Text } from '@mantine/core';
import { Notifications } from '@mantine/notifications';
import { useEffect, useReducer } from 'react';
import { type AroundNavHandler, Route, Router, Switch, useRoute } from 'wouter';
import type { WhoAmI } from '../../src/http/shapes/session.ts';
import { can } from '../../src/rights/capabilities.ts';
import { httpApi } from '../link/api.ts';
import { asFault } from '../link/fault.ts';
import { WALLBOARD_PATH } from '../state/route.ts';
import { reactSession } from '../state/session.ts';
import { theme, variables } from '../theme.ts';
import { adminWords } from '../words/admin.ts';
import { callerWords } from '../words/caller.ts';
import type { InLanguage } from '../words/language.ts';
import { wallboardWords } from '../words/wallboard.ts';
import { Loading } from './desk/loading.tsx';
import { lazyPart } from './lazy-part.tsx';
import { Front } from './login/front.tsx';
import { useKeptFocus } from './use-kept-focus.ts';
import { useWords, WordsProvider } from './words-context.tsx';

const waiting = <Opening />;
const Desk = lazyPart(() => import('./desk/desk.tsx').then(m => m.Desk), { waiting });
const LoginPage = lazyPart(() => import('./login/login-page.tsx').then(m => m.LoginPage), {
  waiting,
  ahead: true,
});
const AgreementPage = lazyPart(() => import('./login/agreement-page.tsx').then(m => m.AgreementPage), {
  waiting,
});
const CallerPage = lazyPart(() => import('./caller/caller-page.tsx').then(m => m.CallerPage), {
  words: [callerWords],
  waiting,
});
const FirstAdminPage = lazyPart(() => import('./login/first-admin-page.tsx').then(m => m.FirstAdminPage), {
  words: [adminWords],
  waiting,
});

const WallboardPage = lazyPart(() => import('./wallboard/wallboard-page.tsx').then(m => m.WallboardPage), {
  words: [wallboardWords],
  waiting,
});

const api = httpApi();

/** A link to where somebody already is adds no step to go back over. */
const onlyElsewhere: AroundNavHandler = (navigate, to, options) => {
  if (to !== location.pathname + location.search) navigate(to, options);
};

export function App({ first }: { readonly first: InLanguage }) {
  useKeptFocus();
  return (
    <MantineProvider theme={theme} cssVariablesResolver={variables} defaultColorScheme="auto">
      {/* No wider than the column of the queues at the agent's desk, which has nothing to press or to type in. */}
      <Notifications position="bottom-left" containerWidth={250} autoClose={6000} limit={3} />
      <WordsProvider first={first}>
        <Router aroundNav={onlyElsewhere}>
          <Door />
        </Router>
      </WordsProvider>
    </MantineProvider>
  );
}

/** Customers need no log-in, nor does the one who makes the first; everybody else has one. */
function Door() {
  return (
    <Switch>
      <Route path="/call">
        <CallerPage api={api} />
      </Route>
      <Route path="/first-admin">
        <FirstAdminPage api={api} />
      </Route>
      <Route>
        <Inside />
      </Route>
    </Switch>
  );
}

function Inside() {
  const [session, send] = useReducer(reactSession, { kind: 'opening' });
  const { words, say, suggest, settle } = useWords();
  const [atWall] = useRoute(WALLBOARD_PATH);

  useEffect(() => {
    if (session.kind !== 'opening') return;
    api.whoAmI().then(
      who => send({ kind: 'who', who }),
      thrown => send({ kind: 'fault', fault: asFault(thrown) }),
    );
  }, [session.kind]);

  const who = session.kind === 'in' || session.kind === 'agreement' ? session.who : null;
  // biome-ignore lint/correctness/useExhaustiveDependencies: a person who comes in is the only reason
  useEffect(() => {
    if (who === null) return;
    suggest(who.person.language);
    settle(who.centre);
  }, [who]);

  const entered = (one: WhoAmI) => send({ kind: 'who', who: one });
  const logOut = () => {
    void api.logOut().catch(() => undefined);
    send({ kind: 'left', over: false, order: null });
  };

  switch (session.kind) {
    case 'opening':
      return <Opening />;
    case 'unreachable':
      return (
        <Front>
          <Stack align="center" role="alert">
            <Text fw={600}>{words.access.unreachable}</Text>
            <Text c="dimmed" ta="center">
              {say(session.fault.words)}
            </Text>
            <Button onClick={() => send({ kind: 'retry' })}>{words.access.retry}</Button>
          </Stack>
        </Front>
      );
    case 'logged-out':
      return <LoginPage api={api} over={session.over} order={session.order ?? null} onIn={entered} />;
    case 'agreement':
      return <AgreementPage api={api} who={session.who} onAccepted={entered} onLogOut={logOut} />;
    case 'in':
      if (atWall || !can(session.who.person, 'see-centre'))
        return (
          <WallboardPage
            api={api}
            who={session.who}
            onLogOut={logOut}
            onOver={() => send({ kind: 'left', over: true, order: null })}
          />
        );
      return (
        <Desk
          key={session.who.person.id}
          api={api}
          who={session.who}
          onLogOut={logOut}
          onOver={order => send({ kind: 'left', over: true, order })}
        />
      );
    default:
      return session satisfies never;
  }
}

function Opening() {
  const { words } = useWords();
  return (
    <Center h="100%">
      <Loading label={words.access.loading} />
    </Center>
  );
}
