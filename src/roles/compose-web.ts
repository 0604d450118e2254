import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import type { Session } from '../agents/ports.ts';
import type { Api } from '../http/api.ts';
import { CallsInHand } from '../http/calls-in-hand.ts';
import { FirstAdmin } from '../http/first-admin.ts';
import { GuessWatch } from '../http/guess-watch.ts';
import { makeMetrics } from '../http/metrics.ts';
import { OwnAddresses } from '../http/own-addresses.ts';
import type { WebParts } from '../http/parts.ts';
import { buildServer } from '../http/server.ts';
import { SessionDesk } from '../http/session-desk.ts';
import { SessionWatch } from '../http/session-watch.ts';
import { acceptUpgrades } from '../http/upgrades.ts';
import { WebLoad } from '../http/web-load.ts';
import { LiveHub } from '../live/live-hub.ts';
import { LiveServer } from '../live/live-server.ts';
import { StandingNotices } from '../notices/standing-notices.ts';
import type { ChangeFeed } from '../tickets/ports/change-feed.ts';

/** The browsers' way to the telephone system, as the web uses it. */
export interface SipRoad {
  open(session: Session, address: string, request: IncomingMessage, socket: Duplex, head: Buffer): void;
  keepOnly(alive: (session: string) => boolean): void;
  size(): number;
  close(): void;
}

export interface Web {
  readonly app: Api;
  readonly sessions: SessionDesk;
  readonly live: LiveServer;
  readonly firstAdmin: FirstAdmin;
  /** Takes no new connection, ends the sockets, answers what is being answered. */
  stop(): Promise<void>;
}

/** The web server with its sockets, on whatever parts it is given; not listening yet. */
export async function composeWeb(parts: WebParts, changes: ChangeFeed, sip: SipRoad): Promise<Web> {
  const { centre, clock, log } = parts;
  const inHand = new CallsInHand(centre, parts.config.serverKey);
  const sessions = new SessionDesk(parts.sessions, parts.people, clock, inHand);
  const load = new WebLoad({
    clock,
    log,
    loopMs: parts.loopMs,
    callsOverloaded: () => centre.picture()?.picture.alarms.some(({ id }) => id === 'overload') ?? false,
  });
  const hub = new LiveHub(centre, clock, () => load.isBehind);
  const notices = new StandingNotices({
    store: parts.notices,
    ...{ clock, log },
    changed: (standing, of) => hub.showNotices(standing, of),
  });
  const live = new LiveServer(hub, sessions, clock, log.child({ room: 'live' }), () => load.isBehind);
  load.watch(() => live.sayAlive());
  const metrics = makeMetrics({
    picture: () => centre.picture()?.picture ?? null,
    callsConnected: () => centre.connected(),
    liveSockets: () => live.size(),
    sipSockets: () => sip.size(),
  });
  const firstAdmin = new FirstAdmin(parts.people, parts.passwords);
  const own = new OwnAddresses(parts.config);
  const guesses = new GuessWatch(parts);
  const app = await buildServer(parts, sessions, own, firstAdmin, metrics, guesses, load);
  acceptUpgrades(app, parts, own, sessions, {
    live: ({ request, socket, head }, visitor) => live.open(request, socket, head, visitor),
    sip: ({ request, socket, head }, session, address) => sip.open(session, address, request, socket, head),
  });

  const watch = new SessionWatch(sessions, parts, clock, log);
  watch.listen(loggedIn => {
    live.keepOnly(loggedIn);
    // Its BYE must reach a telephone that still has a call, or the other side would be left talking to nobody.
    sip.keepOnly(session => loggedIn.has(session) || inHand.isOnTelephoneOf(session));
  });
  // Whose session ended in a call is logged out as soon as it is wrapped up.
  const unwatch = centre.watch(said => {
    if (said.kind !== 'change') return;
    const { put, gone } = said.change;
    const touched = [...(put.agents ?? []).map(({ id }) => id), ...(gone.agents ?? [])];
    if (touched.some(id => live.showsLastCallTo(id))) watch.lookSoon();
  });
  const [unwatchScheduled] = await Promise.all([
    parts.scheduledCalls.watch(person => hub.tellScheduled(person)),
    hub.followChanges(changes),
    notices.start(),
    watch.start(),
  ]);
  parts.audit.start();
  parts.chainWatch.start();
  guesses.start();
  load.start();

  return {
    app,
    sessions,
    live,
    firstAdmin,
    async stop() {
      unwatch();
      await watch.stop();
      live.close();
      sip.close();
      await app.close();
      await Promise.all([hub.stop(), notices.stop(), unwatchScheduled()]);
      metrics.stop();
      guesses.stop();
      load.stop();
      await Promise.all([parts.audit.stop(), parts.chainWatch.stop()]);
    },
  };
}
