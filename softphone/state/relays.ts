import type { SipAccount } from '../../src/http/shapes/session.ts';
import type { Clock, Timer } from '../../src/kit/clock.ts';
import type { Api } from '../link/api.ts';

/** Their credentials live four times as long (`src/http/ice-servers.ts`). */
export const RELAYS_EVERY_MS = 30 * 60_000;

type Servers = SipAccount['iceServers'];

/** The relays that the next call goes through, when both ends are behind firewalls. */
export interface Relays {
  now(): Servers;
  stop(): void;
}

/** Asks for new credentials before the old ones expire. What cannot be asked for now is asked for the next time. */
export function keepRelays(api: Pick<Api, 'whoAmI'>, clock: Clock, first: Servers): Relays {
  let servers = first;
  let timer: Timer | null = null;
  const later = () => {
    timer = clock.after(RELAYS_EVERY_MS, () => {
      later();
      api.whoAmI().then(
        who => {
          servers = who?.phone?.iceServers ?? servers;
        },
        () => undefined,
      );
    });
  };
  if (first.length > 0) later();
  return { now: () => servers, stop: () => timer?.cancel() };
}
