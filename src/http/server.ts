import { readFileSync } from 'node:fs';
import http from 'node:http';
import https from 'node:https';
import cookie from '@fastify/cookie';
import rateLimit from '@fastify/rate-limit';
import fastify, { type FastifyBaseLogger, LogController } from 'fastify';
import { validatorCompiler } from 'fastify-type-provider-zod';
import { LogInTickets } from '../credentials/log-in-ticket.ts';
import { SecondFactors } from '../credentials/second-factor.ts';
import { CauceError } from '../kit/errors.ts';
import { addressKey } from '../kit/network-address.ts';
import { guardAccess } from './access-guard.ts';
import { agentRoutes } from './agent-routes.ts';
import type { Api } from './api.ts';
import { auditRoutes } from './audit-routes.ts';
import { auditRefusals } from './audited-refusals.ts';
import { callRoutes } from './call-routes.ts';
import { trusting } from './client-address.ts';
import { CodeTries } from './code-tries.ts';
import { limitConnections } from './connections.ts';
import { contactFileRoutes } from './contact-file-routes.ts';
import { contactRoutes } from './contact-routes.ts';
import { customerPageRoutes } from './customer-page-routes.ts';
import { customerRoutes } from './customer-routes.ts';
import { diagnosisRoutes } from './diagnosis-routes.ts';
import { describeApi, documentRoutes } from './document-routes.ts';
import { answerError, answerErrors } from './error-answers.ts';
import { figureRoutes } from './figure-routes.ts';
import type { FirstAdmin } from './first-admin.ts';
import { firstAdminRoutes } from './first-admin-routes.ts';
import { frontRoutes } from './front-routes.ts';
import type { GuessWatch } from './guess-watch.ts';
import { guestRoutes } from './guest-routes.ts';
import { healthRoutes } from './health-routes.ts';
import { KnownDevices } from './known-devices.ts';
import { listenRoutes } from './listen-routes.ts';
import { LogInDesk } from './log-in.ts';
import { logInStepRoutes } from './log-in-step-routes.ts';
import { LogInSteps } from './log-in-steps.ts';
import { LongUploads } from './long-uploads.ts';
import type { Metrics } from './metrics.ts';
import { noticeRoutes } from './notice-routes.ts';
import { orderRoutes } from './order-routes.ts';
import { outgoingRoutes } from './outgoing-routes.ts';
import { ownAccountRoutes } from './own-account-routes.ts';
import type { OwnAddresses } from './own-addresses.ts';
import { OwnPassword } from './own-password.ts';
import { ownSecondFactorRoutes } from './own-second-factor-routes.ts';
import { pageRoutes } from './page-routes.ts';
import type { WebParts } from './parts.ts';
import { peopleRoutes } from './people-routes.ts';
import { policyRoutes } from './policy-routes.ts';
import { queueRoutes } from './queue-routes.ts';
import { recordingRoutes } from './recording-routes.ts';
import { scheduledCallRoutes } from './scheduled-call-routes.ts';
import { TypedSearch } from './search-text.ts';
import { secondFactorRoutes } from './second-factor-routes.ts';
import { securityHeaders } from './security-headers.ts';
import type { SessionDesk } from './session-desk.ts';
import { SessionOpening } from './session-opening.ts';
import { sessionRoutes } from './session-routes.ts';
import { shedRoutes } from './shed-routes.ts';
import { supervisionRoutes } from './supervision-routes.ts';
import { ticketRoutes } from './ticket-routes.ts';
import type { WebLoad } from './web-load.ts';

/** Largest body of any request; the longest text, a ticket's note, fits many times. */
const BODY_BYTES_MAX = 64 * 1024;
/** Requests of one address in a minute: an office of a hundred busy pages behind one address stays below. */
const REQUESTS_PER_MINUTE = 6_000;
/** A client that sends its headers or its body slower than this is cut off, ms; files: `long-uploads.ts`. */
const SLOW_HEADERS_MS = 10_000;
const SLOW_REQUEST_MS = 30_000;
/** How often Node looks for them; it would look every 30 s. */
const LOOK_FOR_SLOW_MS = 2_000;

/** The web server with all its routes, not listening yet. */
export async function buildServer(
  parts: WebParts,
  sessions: SessionDesk,
  own: OwnAddresses,
  firstAdmin: FirstAdmin,
  metrics: Metrics,
  guesses: Pick<GuessWatch, 'failed'>,
  load: Pick<WebLoad, 'isBehind'>,
): Promise<Api> {
  const { config, log } = parts;
  const uploads = new LongUploads(parts.clock);
  const app: Api = fastify({
    loggerInstance: log.child({ room: 'http' }) as FastifyBaseLogger,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: BODY_BYTES_MAX,
    trustProxy: config.trustedProxies.length > 0 ? trusting(config.trustedProxies) : false,
    routerOptions: { maxParamLength: 100 },
    // Addresses that cannot be decoded never reach a route.
    frameworkErrors: answerError,
    clientErrorHandler: uploads.onClientError,
    serverFactory: handler => listener(config.tls, handler),
  });
  limitConnections(app.server, { trusts: trusting(config.trustedProxies), clock: parts.clock, log });
  app.setValidatorCompiler(validatorCompiler);
  // Answers are typed by the compiler and compared with the document by tests; parsing each again would only cost.
  app.setSerializerCompiler(() => value => JSON.stringify(value));
  acceptEmptyBodies(app);
  answerErrors(app, auditRefusals(parts.audit));
  metrics.count(app);

  await app.register(cookie);
  await securityHeaders(app, config);
  await app.register(rateLimit, {
    max: REQUESTS_PER_MINUTE,
    timeWindow: 60_000,
    cache: 10_000,
    keyGenerator: ({ ip }) => addressKey(ip),
    errorResponseBuilder: (_request, { ttl }) => new CauceError('too-many-tries', { retryAfterMs: ttl }),
  });
  guardAccess(app, parts, sessions, own);
  shedRoutes(app, load);
  await describeApi(app, parts.version);

  const { people, passwords, throttle, clock } = parts;
  const devices = new KnownDevices(config.serverKey, clock);
  const logIns = new LogInDesk(people, passwords, throttle, devices);
  const opening = new SessionOpening(parts, sessions, logIns);
  const factors = new SecondFactors({
    store: parts.secondFactors,
    serverKey: config.serverKey,
    clock,
    centre: config.publicHost,
    demo: config.demo,
  });
  const tickets = new LogInTickets(config.serverKey);
  const tries = new CodeTries(throttle, devices);
  const { resetOnMachine } = parts;
  const steps = new LogInSteps({
    ...{ people, factors, tickets, tries, throttle, resetOnMachine, clock, log },
    audit: parts.audit,
    guesses,
  });
  const ownPassword = new OwnPassword(people, passwords, throttle);
  const search = new TypedSearch({ country: config.country, clock, centre: parts.centre });
  await app.register(
    async (api: Api) => {
      sessionRoutes(api, parts, sessions, { logIns, opening, steps, guesses });
      logInStepRoutes(api, { opening, steps }, factors);
      ownAccountRoutes(api, parts, sessions, ownPassword);
      ownSecondFactorRoutes(api, parts, sessions, { factors, ownPassword });
      secondFactorRoutes(api, parts, sessions, factors);
      frontRoutes(api, parts);
      firstAdminRoutes(api, parts, firstAdmin);
      guestRoutes(api, parts, sessions);
      agentRoutes(api, parts);
      orderRoutes(api, parts, sessions);
      noticeRoutes(api, parts);
      scheduledCallRoutes(api, parts);
      queueRoutes(api, parts);
      policyRoutes(api, parts);
      outgoingRoutes(api, parts);
      callRoutes(api, parts);
      supervisionRoutes(api, parts);
      ticketRoutes(api, parts, search);
      diagnosisRoutes(api, parts);
      customerRoutes(api, parts, search);
      contactRoutes(api, parts);
      contactFileRoutes(api, parts, uploads);
      customerPageRoutes(api, parts);
      figureRoutes(api, parts);
      recordingRoutes(api, parts, search);
      listenRoutes(api, parts);
      peopleRoutes(api, parts, sessions);
      auditRoutes(api, parts);
    },
    { prefix: '/api/v1' },
  );
  documentRoutes(app);
  healthRoutes(app, parts, metrics);
  await pageRoutes(app, config.softphoneDir);
  return app;
}

function listener(tls: { cert: string; key: string } | null, handler: http.RequestListener): http.Server {
  // An https server takes requests and upgrades exactly as an http one; only their types have no common name.
  const slowness = {
    headersTimeout: SLOW_HEADERS_MS,
    requestTimeout: SLOW_REQUEST_MS,
    connectionsCheckingInterval: LOOK_FOR_SLOW_MS,
  };
  if (tls === null) return http.createServer(slowness, handler);
  return https.createServer(
    {
      ...slowness,
      ...{ cert: readFileSync(tls.cert), key: readFileSync(tls.key), minVersion: 'TLSv1.2' },
      handshakeTimeout: SLOW_HEADERS_MS,
    },
    handler,
  ) as unknown as http.Server;
}

/** PostgreSQL keeps no zero characters; no text of a person has one. */
const ZERO_IN_JSON = /\\u0000/;

/** Orders such as `hold` have nothing to say; an announced but empty JSON body is no fault of theirs. */
function acceptEmptyBodies(app: Api): void {
  const parse = app.getDefaultJsonParser('error', 'error');
  app.addContentTypeParser<string>('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body.length === 0) done(null, undefined);
    else if (ZERO_IN_JSON.test(body)) done(new CauceError('invalid-input'), undefined);
    else void parse(request, body, done);
  });
}
