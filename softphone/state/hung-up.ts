import type { Clock, Timer } from '../../src/kit/clock.ts';
import type { Api } from '../link/api.ts';
import { ASK_EVERY_MS, HUNG_UP_GRACE_MS } from './rejoin.ts';
import { type Input, me, type Screen } from './screen.ts';
import type { Store } from './store.ts';

/** The call of a leg that was hung up here; `doubtful`: the telephone had no connection to say so by. */
interface HungUp {
  readonly call: string;
  readonly doubtful: boolean;
}

/**
 * A telephone that hangs up says so by its own connection. Where that leads nowhere the centre hears nothing, takes the leg
 * for lost 10 s later and keeps the customer waiting: so it is told by the API as well, until it has ended the call.
 */
export function keepHungUp(store: Store<Screen, Input>, api: Pick<Api, 'order'>, clock: Clock): () => void {
  let leg: string | null = null;
  let hungUp: HungUp | null = null;
  let timer: Timer | null = null;

  function rest(): void {
    timer?.cancel();
    timer = null;
  }

  function tell(): void {
    if (!hungUp) return;
    void api.order(hungUp.call, 'hang-up').catch(() => undefined);
    timer = clock.after(ASK_EVERY_MS, tell);
  }

  const stop = store.watch(() => {
    const screen = store.get();
    const { phone } = screen;
    if (phone.call) {
      leg = phone.call.phase === 'talking' ? phone.call.call : null;
      hungUp = null;
    } else if (leg !== null) {
      const doubtful = phone.line.kind !== 'registered';
      hungUp = phone.lastEnd?.why === 'hung-up' ? { call: leg, doubtful } : null;
      leg = null;
    }
    const isHeard = screen.link === 'up' && !screen.callsAway;
    if (hungUp && isHeard && !isTalkOf(screen, hungUp.call)) hungUp = null;
    if (!hungUp || !isHeard) rest();
    else timer ??= clock.after(hungUp.doubtful ? 0 : HUNG_UP_GRACE_MS, tell);
  });
  return () => {
    stop();
    rest();
  };
}

function isTalkOf(screen: Screen, call: string): boolean {
  const work = me(screen)?.work;
  return work?.kind === 'talking' && work.call === call;
}
