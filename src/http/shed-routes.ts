import { CauceError } from '../kit/errors.ts';
import type { Api } from './api.ts';
import type { WebLoad } from './web-load.ts';

/** When it is worth to ask again, ms. */
const AGAIN_MS = 5_000;

type Query = Readonly<Record<string, unknown>>;
const always = (): boolean => true;
const search = ({ text }: Query): boolean => Boolean(text);

/** Searches, statistics and long lists, by route: the first that wait while the web is behind. */
export const SHED_ROUTES: Readonly<Record<string, (query: Query) => boolean>> = {
  '/api/v1/customers': always,
  '/api/v1/contacts': search,
  '/api/v1/contacts/export': always,
  // What beside a call is read of its customer comes at once, the rest of it waits.
  '/api/v1/customers/:id/history': ({ before }) => before !== undefined,
  '/api/v1/tickets': search,
  '/api/v1/calls': ({ live }) => live === undefined,
  '/api/v1/calls/outcomes': always,
  '/api/v1/figures': always,
  '/api/v1/figures/export': always,
  '/api/v1/figures/calls': always,
  '/api/v1/figures/calls/export': always,
  '/api/v1/agents/me/figures': always,
  '/api/v1/recordings': always,
  '/api/v1/audit': always,
  '/api/v1/audit/export': always,
};

/** Of what is sent, only these wait: a file is read in a stretch, and can be sent again. */
export const SHED_FILES: ReadonlySet<string> = new Set([
  '/api/v1/contacts/preview',
  '/api/v1/contacts/import',
]);

/** Puts them off with 503 and Retry-After; who may not ask at all has been told so before. */
export function shedRoutes(app: Api, load: Pick<WebLoad, 'isBehind'>): void {
  app.addHook('onRequest', async request => {
    if (!load.isBehind) return;
    const url = request.routeOptions.url ?? '';
    const looks = request.method === 'GET' || request.method === 'HEAD';
    const waits = looks ? SHED_ROUTES[url]?.(request.query as Query) : SHED_FILES.has(url);
    if (waits) throw new CauceError('overloaded', { retryAfterMs: AGAIN_MS });
  });
}
