import { createStore, type Store } from '../state/store.ts';
import { newWall, reactWall, type Wall, type WallInput } from '../state/wall.ts';
import type { Api } from './api.ts';
import { browserClock, socketAddress } from './here.ts';
import { browserSocket, liveSocket } from './live-socket.ts';

/** How often it is asked whether the log-in is over and which release serves, while the centre is not heard, ms. */
const ASK_EVERY_MS = 10_000;

export interface WallLink extends Store<Wall, WallInput> {
  close(): void;
}

/**
 * Keeps a wallboard in touch with the centre for weeks. After an update of the centre the page loads itself anew: nobody stands before
 * it who would.
 */
export function openWall(api: Pick<Api, 'whoAmI'>, version: string): WallLink {
  const clock = browserClock;
  const store = createStore<Wall, WallInput>(newWall(clock.now()), reactWall);
  const ask = () => {
    api.whoAmI().then(
      who => {
        if (who === null) store.send({ kind: 'nobody' });
        else if (who.version !== version) location.reload();
      },
      () => undefined,
    );
  };
  const live = liveSocket({
    open: handlers => browserSocket(socketAddress('/live'), handlers),
    clock,
    chance: Math.random,
    isShown: () => document.visibilityState === 'visible',
    onMessage: message => store.send({ kind: 'live-message', message, browserNow: clock.now() }),
    onLink(up) {
      store.send({ kind: 'link', up, browserNow: clock.now() });
      if (up) ask();
    },
  });
  const asking = setInterval(() => {
    if (store.get().stale !== null) ask();
  }, ASK_EVERY_MS);
  const shown = () => {
    if (document.visibilityState === 'visible') live.hurry();
  };
  const online = () => live.renew();
  document.addEventListener('visibilitychange', shown);
  addEventListener('online', online);
  return {
    ...store,
    close() {
      clearInterval(asking);
      document.removeEventListener('visibilitychange', shown);
      removeEventListener('online', online);
      live.close();
    },
  };
}
