import { CauceError } from '../kit/errors.ts';
import { withMaskedNumbers } from '../rights/numbers.ts';
import { hidesNumbersFrom } from '../supervision/hidden-numbers.ts';
import { admit, admitLastCall, lastCallRuleOf, needsVisitor, ruleOf } from './access.ts';
import type { Api } from './api.ts';
import { guestsMayCall } from './guests-may-call.ts';
import { mayMonitor } from './monitors.ts';
import type { OwnAddresses } from './own-addresses.ts';
import type { WebParts } from './parts.ts';
import { changesState, fromOwnPages } from './same-origin.ts';
import { cookieName } from './session-cookies.ts';
import type { SessionDesk } from './session-desk.ts';

/** Holds every request against the table of `access.ts`, and refuses to start with a route that is not in it. */
export function guardAccess(
  app: Api,
  parts: Pick<WebParts, 'config' | 'centre'>,
  sessions: SessionDesk,
  own: OwnAddresses,
): void {
  const { config } = parts;
  const secure = config.tls !== null;
  const guestCalls = guestsMayCall(config);
  const name = cookieName('person', secure);

  app.addHook('onRoute', route => {
    for (const method of [route.method].flat()) {
      if (ruleOf(method, route.url) === null) {
        throw new Error(`No rule says who may use ${method} ${route.url}: add it to access.ts`);
      }
    }
  });

  app.decorateRequest('visitor', null);
  app.addHook('onRequest', async request => {
    if (!own.isFor(request.raw)) throw new CauceError('wrong-host');
    if (request.is404) return;
    // A zero character is in no name of ours, and the database takes none.
    if (request.url.includes('%00')) throw new CauceError('invalid-input');
    const rule = ruleOf(request.method, request.routeOptions.url);
    if (rule === null) throw new CauceError('not-allowed');
    // Looking at something is written down in the name of who looks: no foreign page shall make them look. `SameSite`
    // keeps the cookie from other sites, and not from other ports and names of our own.
    if ((changesState(request.method) || needsVisitor(rule)) && !fromOwnPages(request.raw, own)) {
      throw new CauceError('wrong-origin');
    }
    if (needsVisitor(rule)) request.visitor = await sessions.visitor(request.cookies[name]);
    const only = request.visitor?.only ?? null;
    if (only !== null) {
      const asked = request.params as { id?: string; number?: string };
      const allowed = lastCallRuleOf(request.method, request.routeOptions.url);
      admitLastCall(allowed, only, asked, call => sessions.ticketOf(call));
      return;
    }
    const monitors = () => mayMonitor(request.headers, request.ip, config.metricsToken);
    admit(rule, request.visitor, { guestCalls, monitors });
  });

  // Who is not to see customers' numbers sees none in any answer.
  app.addHook('preSerialization', async ({ visitor }, _reply, payload) => {
    if (visitor === null) return payload;
    const hides = hidesNumbersFrom(visitor.person, parts.centre.picture()?.picture ?? null);
    return hides ? withMaskedNumbers(payload) : payload;
  });

  // Answers are about the person who asks: no cache on the way may keep them.
  app.addHook('onSend', async (request, reply) => {
    if (request.url.startsWith('/api/v1/') && !reply.hasHeader('cache-control')) {
      void reply.header('cache-control', 'no-store');
    }
  });
}
