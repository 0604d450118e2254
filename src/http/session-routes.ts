import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Person } from '../agents/ports.ts';
import { hasTelephone } from '../agents/sip-account.ts';
import { CauceError } from '../kit/errors.ts';
import { newId } from '../kit/ids.ts';
import type { Visitor } from './access.ts';
import { WhoAmIAnswer } from './answers.ts';
import { type Api, visitorOf, whoOf } from './api.ts';
import { CONFIDENTIALITY } from './confidentiality.ts';
import { draftKey } from './draft-key.ts';
import { DEVICE_KNOWN_MS } from './known-devices.ts';
import type { LogInDesk } from './log-in.ts';
import type { WebParts } from './parts.ts';
import { personCard } from './people-routes.ts';
import { failing } from './problems.ts';
import { cookieName, cookieOptions } from './session-cookies.ts';
import { SESSION_MS, type SessionDesk } from './session-desk.ts';
import { LogIn, type WhoAmI } from './shapes.ts';
import { browserAccount } from './telephone-account.ts';

/** Every page asks before its log-in: that nobody is there is no failure, and browsers write failures to the console. */
const NOBODY = z.undefined().describe('Nobody is logged in: no cookie, or its session is over');

/** Log in, who am I, accept the confidentiality text, log out. */
export function sessionRoutes(app: Api, parts: WebParts, sessions: SessionDesk, logIns: LogInDesk): void {
  const secure = parts.config.tls !== null;
  const name = cookieName('person', secure);
  const deviceName = cookieName('device', secure);

  /** The line is asked for before the page hears of it; with `calls` away it comes up when `calls` is back. */
  const refreshLines = () => parts.centre.command(newId(), { do: 'refresh-sessions' });

  const whoAmI = (
    { session, person, only }: Visitor,
    page: Pick<FastifyRequest, 'host' | 'protocol'>,
  ): WhoAmI => {
    const confidentialityAccepted = person.confidentialityAcceptedAt !== null;
    // Whose session ended in a call may have another role by now; the telephone of that call is still theirs.
    const isPhoneUser = only !== null || hasTelephone(person.role);
    const inBrowser = confidentialityAccepted && person.phoneKind === 'browser' && isPhoneUser;
    return {
      person: personCard(person),
      ending: only,
      confidentialityAccepted,
      confidentiality: CONFIDENTIALITY,
      phone: inBrowser ? browserAccount(session, page, parts.config) : null,
      centre: { country: parts.config.country, timezone: parts.config.timezone },
      now: parts.clock.now(),
      version: parts.version,
      draftKey: draftKey(parts.config.serverKey, person.id),
    };
  };

  /**
   * Answers whether the cookie is still worth something: a session that ends in a call keeps that call. Logging out of
   * one that has ended already leaves the wrap-up to the person's next log-in.
   */
  const logOut = async (request: FastifyRequest): Promise<{ person: Person | null; kept: boolean }> => {
    const token = request.cookies[name];
    const visitor = await sessions.visitor(token);
    if (visitor === null) return { person: null, kept: false };
    const { session, person, only } = visitor;
    if (only === null) await sessions.end(session);
    else if (!sessions.talks(session)) await sessions.close(session);
    return { person, kept: (await sessions.visitor(token)) !== null };
  };

  /**
   * Writes the failure down. Whose account it was is looked up beside the answer, which takes as long for a name that
   * nobody has; such a name is not kept, for people type their password into the wrong field.
   */
  const logInFailed = (error: unknown, username: string, address: string): never => {
    const code = error instanceof CauceError ? error.code : null;
    if (code === 'wrong-credentials' || code === 'too-many-tries') {
      const kind = code === 'wrong-credentials' ? 'log-in-failed' : 'log-in-locked';
      const tell = (subject: string | null) =>
        parts.audit.note({ person: null, address }, { kind, subject, data: {} });
      parts.people.credentials(username).then(
        known => tell(known?.person.id ?? null),
        () => tell(null),
      );
    }
    throw error;
  };

  const schema = { tags: ['session'] };

  app.post(
    '/session',
    {
      schema: {
        ...schema,
        summary: 'Log in',
        body: LogIn,
        response: { 200: WhoAmIAnswer, ...failing('wrong-credentials', 'browser-in-call') },
      },
    },
    async (request, reply): Promise<WhoAmI> => {
      const { username, password } = request.body;
      const deviceCookie = request.cookies[deviceName];
      const person = await logIns
        .check(username, password, { address: request.ip, deviceCookie })
        .catch((error: unknown) => logInFailed(error, username, request.ip));
      // A browser holds one log-in: the old one ends, so that its token is worth nothing any more. While its telephone
      // has a voice on it, nobody else takes the page.
      const before = await sessions.visitor(request.cookies[name]);
      if (before !== null && sessions.talks(before.session)) throw new CauceError('browser-in-call');
      if (before !== null) await sessions.close(before.session);
      const who = { person: person.id, address: request.ip };
      const { session, token } = await parts.audit.carryOut(
        who,
        [{ kind: 'logged-in', subject: null, data: {} }],
        () => sessions.openForPerson(person),
      );
      await refreshLines();
      parts.log.info({ person: person.id, session: session.id }, 'logged in');
      void reply.setCookie(name, token, { ...cookieOptions(secure), maxAge: SESSION_MS / 1000 });
      void reply.setCookie(deviceName, logIns.remember(person, deviceCookie), {
        ...cookieOptions(secure),
        maxAge: DEVICE_KNOWN_MS / 1000,
      });
      return whoAmI({ session, person, only: null }, request);
    },
  );

  app.get(
    '/session',
    {
      schema: {
        ...schema,
        summary: 'Who am I; nobody is an answer too',
        response: { 200: WhoAmIAnswer, 204: NOBODY, ...failing() },
      },
    },
    async (request, reply): Promise<WhoAmI | undefined> => {
      const visitor = await sessions.visitor(request.cookies[name]);
      if (visitor !== null) return whoAmI(visitor, request);
      return reply.code(204).send();
    },
  );

  app.post(
    '/session/confidentiality',
    {
      schema: {
        ...schema,
        summary: 'Accept the confidentiality text',
        body: z.strictObject({ accepted: z.literal(true) }),
        response: { 200: WhoAmIAnswer, ...failing() },
      },
    },
    async (request): Promise<WhoAmI> => {
      const { session, person } = visitorOf(request);
      if (person.confidentialityAcceptedAt !== null) return whoAmI(visitorOf(request), request);
      const accepted = await parts.audit.carryOut(
        whoOf(request),
        [{ kind: 'confidentiality-accepted', subject: null, data: {} }],
        () => parts.people.change(person.id, { confidentialityAcceptedAt: parts.clock.now() }),
      );
      sessions.doubt();
      await refreshLines();
      parts.log.info({ person: person.id }, 'confidentiality text accepted');
      return whoAmI({ session, person: accepted, only: null }, request);
    },
  );

  app.delete(
    '/session',
    {
      schema: {
        ...schema,
        summary: 'Log out; in a call the session keeps that call until it is wrapped up',
        response: { 204: z.undefined(), ...failing() },
      },
    },
    async (request, reply): Promise<void> => {
      const { person, kept } = await logOut(request);
      await refreshLines();
      parts.log.info({ person: person?.id, kept }, 'logged out');
      if (person !== null) {
        const who = { person: person.id, address: request.ip };
        parts.audit.note(who, { kind: 'logged-out', subject: null, data: {} });
      }
      if (!kept) void reply.clearCookie(name, cookieOptions(secure));
      await reply.code(204).send();
    },
  );
}
