import type { FastifyRequest } from 'fastify';
import { z } from 'zod';
import type { Person } from '../agents/ports.ts';
import { CauceError } from '../kit/errors.ts';
import { LogInGoesOnAnswer, WhoAmIAnswer } from './answers/session.ts';
import { type Api, visitorOf, whoOf } from './api.ts';
import type { GuessWatch } from './guess-watch.ts';
import type { LogInDesk } from './log-in.ts';
import type { LogInSteps } from './log-in-steps.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import type { SessionDesk } from './session-desk.ts';
import type { SessionOpening } from './session-opening.ts';
import { LogIn, type LogInGoesOn, type WhoAmI } from './shapes/session.ts';

/** Every page asks before its log-in: that nobody is there is no failure, and browsers write failures to the console. */
const NOBODY = z.undefined().describe('Nobody is logged in: no cookie, or its session is over');

/** What the routes of a log-in share. */
export interface LogInParts {
  readonly logIns: LogInDesk;
  readonly opening: SessionOpening;
  readonly steps: LogInSteps;
  readonly guesses: Pick<GuessWatch, 'failed'>;
}

/** Log in, who am I, accept the confidentiality text, log out. */
export function sessionRoutes(
  app: Api,
  parts: WebParts,
  sessions: SessionDesk,
  { logIns, opening, steps, guesses }: LogInParts,
): void {
  /**
   * Answers whether the cookie is still worth something: a session that ends in a call keeps that call. Logging out of
   * one that has ended already leaves the wrap-up to the person's next log-in.
   */
  const logOut = async (request: FastifyRequest): Promise<{ person: Person | null; kept: boolean }> => {
    const token = request.cookies[opening.name];
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
      const noteFailure = (whose: Person | null) => {
        parts.audit.note({ person: null, address }, { kind, subject: whose?.id ?? null, data: {} });
        guesses.failed({ account: whose?.username ?? null, address, step: 'password' });
      };
      parts.people.credentials(username).then(
        known => noteFailure(known?.person ?? null),
        () => noteFailure(null),
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
        summary: 'Log in; a password alone may not be enough, then 202 names what is missing',
        body: LogIn,
        response: {
          200: WhoAmIAnswer,
          202: LogInGoesOnAnswer,
          ...failing('wrong-credentials', 'browser-in-call'),
        },
      },
    },
    async (request, reply): Promise<WhoAmI | LogInGoesOn> => {
      const { username, password } = request.body;
      const from = opening.from(request);
      const person = await logIns
        .check(username, password, from)
        .catch((error: unknown) => logInFailed(error, username, request.ip));
      const next = await steps.after(person, from);
      if (next === null) return opening.open(person, request, reply, {});
      await opening.requireFree(request);
      void reply.code(202);
      return next;
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
      const visitor = await sessions.visitor(request.cookies[opening.name]);
      if (visitor !== null) return opening.whoAmI(visitor, request);
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
      if (person.confidentialityAcceptedAt !== null) return opening.whoAmI(visitorOf(request), request);
      const accepted = await parts.audit.carryOut(
        whoOf(request),
        [{ kind: 'confidentiality-accepted', subject: null, data: {} }],
        () => parts.people.change(person.id, { confidentialityAcceptedAt: parts.clock.now() }),
      );
      sessions.doubt();
      await opening.refreshLines();
      parts.log.info({ person: person.id }, 'confidentiality text accepted');
      return opening.whoAmI({ session, person: accepted, only: null }, request);
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
      await opening.refreshLines();
      parts.log.info({ person: person?.id, kept }, 'logged out');
      if (person !== null) {
        const who = { person: person.id, address: request.ip };
        parts.audit.note(who, { kind: 'logged-out', subject: null, data: {} });
      }
      if (!kept) opening.clear(reply);
      await reply.code(204).send();
    },
  );
}
