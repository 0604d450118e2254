import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Session } from '../agents/ports.ts';
import { callerLine } from '../customers/phone-number.ts';
import { CauceError, type ErrorCode } from '../kit/errors.ts';
import { newId } from '../kit/ids.ts';
import { Done, listOf } from './answers/common.ts';
import { GuestLineAnswer, GuestPassAnswer } from './answers/guests.ts';
import type { Api } from './api.ts';
import { guestLines } from './guest-lines.ts';
import { LineProofs, newCode } from './line-proofs.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import { cookieName, cookieOptions } from './session-cookies.ts';
import { GUEST_SESSION_MS, type SessionDesk } from './session-desk.ts';
import { type GuestLine, GuestLogIn, type GuestPass, ProofCode, ProveLine } from './shapes/guests.ts';
import type { List } from './shapes/list.ts';
import { browserAccount } from './telephone-account.ts';

/** Telephones one address may take in GUEST_WINDOW_MS. */
const GUESTS_PER_ADDRESS = 30;
const GUEST_WINDOW_MS = 10 * 60_000;
/** Codes that one address may ask for in PROOF_WINDOW_MS: far fewer than the centre says in an hour, or it takes all. */
const PROOFS_PER_ADDRESS = 5;
const PROOF_WINDOW_MS = 60 * 60_000;
/** Codes that one address may try in GUEST_WINDOW_MS. */
const CODES_PER_ADDRESS = 25;
/** When it is worth asking again. */
const RETRY: Partial<Record<ErrorCode, { retryAfterMs: number }>> = {
  'too-many-tries': { retryAfterMs: 15 * 60_000 },
};
/** Customers of the demo centre are few; more than this is no demo list any more. */
const LINES_MAX = 40;

/**
 * The customer's browser telephone on `/call`, for service numbers only: from one of the lines of the demo centre, or
 * without a number. The customers of a real centre and their lines are nobody's to choose from.
 */
export function guestRoutes(app: Api, parts: WebParts, sessions: SessionDesk): void {
  const { config, customers, settings, centre } = parts;
  const schema = { tags: ['guests'] };
  const secure = config.tls !== null;
  const name = cookieName('guest', secure);

  const lines = async (): Promise<GuestLine[]> =>
    config.demo ? guestLines((await customers.search({ reach: 'all' }, LINES_MAX)).items) : [];

  app.get(
    '/guest-lines',
    {
      schema: {
        ...schema,
        summary: 'Lines of the demo centre that a guest may call from',
        response: { 200: listOf(GuestLineAnswer), ...failing() },
      },
    },
    async (): Promise<List<GuestLine>> => {
      const items = await lines();
      return { items, total: items.length };
    },
  );

  app.post(
    '/guest-session',
    {
      schema: {
        ...schema,
        summary: 'Get a telephone account: of a line of the demo centre, or without a number',
        body: GuestLogIn,
        response: { 200: GuestPassAnswer, ...failing('unknown-resource') },
      },
      config: { rateLimit: { max: GUESTS_PER_ADDRESS, timeWindow: GUEST_WINDOW_MS } },
    },
    async (request, reply): Promise<GuestPass> => {
      const { line } = request.body;
      if (line !== null && !(await lines()).some(known => known.line === line))
        throw new CauceError('unknown-resource');
      return telephoneOf(line, request, reply);
    },
  );

  const proofs = new LineProofs(parts.clock);
  app.post(
    '/guest-session/proof',
    {
      schema: {
        ...schema,
        summary:
          'Ask for a code that proves a line; it is said there, if the line is a customer’s. Whether it is, is not told',
        body: ProveLine,
        response: {
          200: Done,
          ...failing('not-logged-in', 'invalid-input', 'calls-away', 'no-route', 'outgoing-policy'),
        },
      },
      config: { rateLimit: { max: PROOFS_PER_ADDRESS, timeWindow: PROOF_WINDOW_MS } },
    },
    async (request): Promise<{ ok: true }> => {
      const session = await guestOf(request);
      const line = callerLine(request.body.line, config.country);
      if (line === '') {
        const fault = { path: 'body.line', message: 'a telephone number' };
        throw new CauceError('invalid-input', { faults: [fault] });
      }
      const code = newCode();
      const outcome = await centre.command(newId(), { do: 'prove-line', line, code });
      if (!outcome.ok) throw new CauceError(outcome.code, RETRY[outcome.code] ?? {});
      // Who asked is answered the same, but a code that is said to nobody could only be guessed.
      if (outcome.call !== undefined) proofs.said(session.id, line, code);
      return { ok: true };
    },
  );

  app.post(
    '/guest-session/proof/code',
    {
      schema: {
        ...schema,
        summary: 'Prove a line with the code that was said there, and get its telephone account',
        body: ProofCode,
        response: { 200: GuestPassAnswer, ...failing('not-logged-in', 'wrong-proof') },
      },
      config: { rateLimit: { max: CODES_PER_ADDRESS, timeWindow: GUEST_WINDOW_MS } },
    },
    async (request, reply): Promise<GuestPass> => {
      const line = proofs.prove((await guestOf(request)).id, request.body.code);
      if (line === null) throw new CauceError('wrong-proof');
      return telephoneOf(line, request, reply);
    },
  );

  async function guestOf(request: FastifyRequest): Promise<Session> {
    const session = await sessions.guest(request.cookies[name]);
    if (session === null) throw new CauceError('not-logged-in');
    return session;
  }

  /** A new telephone, in place of the one this browser had. */
  async function telephoneOf(
    line: string | null,
    request: FastifyRequest,
    reply: FastifyReply,
  ): Promise<GuestPass> {
    const before = await sessions.guest(request.cookies[name]);
    if (before !== null) await sessions.end(before);
    const { session, token } = await sessions.openForGuest(line);
    await centre.command(newId(), { do: 'refresh-sessions' });
    parts.log.info({ session: session.id, line }, 'guest telephone opened');
    void reply.setCookie(name, token, { ...cookieOptions(secure), maxAge: GUEST_SESSION_MS / 1000 });
    const { numbers } = await settings.load();
    const services = numbers.map(async ({ number, flow }) => ({
      number,
      title: (await parts.flowTitle(flow)) ?? { es: number, en: number },
    }));
    return {
      line,
      phone: browserAccount(session, request, config, parts.clock.now()),
      services: await Promise.all(services),
    };
  }
}
