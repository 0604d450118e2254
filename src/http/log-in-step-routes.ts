import type { SecondFactors } from '../credentials/second-factor.ts';
import { isAppCode } from '../credentials/totp.ts';
import { EnrolledAnswer, EnrolmentAnswer } from './answers/second-factor.ts';
import { WhoAmIAnswer } from './answers/session.ts';
import type { Api } from './api.ts';
import { failing } from './problems.ts';
import type { LogInParts } from './session-routes.ts';
import { ConfirmAtLogIn, type Enrolled, type EnrolmentCard } from './shapes/second-factor.ts';
import { GoOn, ProveByCode, type WhoAmI } from './shapes/session.ts';

/** Requests of one address in a minute: each of these has a ticket, which only the right password gives. */
const REQUESTS_PER_MINUTE = 60;

/** How a log-in goes on after the right password: by a code, or by setting up the app that the role must have. */
export function logInStepRoutes(
  app: Api,
  { opening, steps }: Pick<LogInParts, 'opening' | 'steps'>,
  factors: SecondFactors,
): void {
  const schema = { tags: ['session'] };
  const config = { rateLimit: { max: REQUESTS_PER_MINUTE, timeWindow: 60_000 } };

  app.post(
    '/session/code',
    {
      config,
      schema: {
        ...schema,
        summary: 'Go on with a log-in: a code of the app, or a recovery code',
        body: ProveByCode,
        response: { 200: WhoAmIAnswer, ...failing('log-in-over', 'wrong-code', 'browser-in-call') },
      },
    },
    async (request, reply): Promise<WhoAmI> => {
      const { ticket, code } = request.body;
      await opening.requireFree(request);
      const { person, by } = await steps.proveByCode(ticket, plain(code), opening.from(request));
      return opening.open(person, request, reply, { by });
    },
  );

  app.post(
    '/session/enrolment',
    {
      config,
      schema: {
        ...schema,
        summary: 'Go on with a log-in: the secret for a new authenticator app',
        body: GoOn,
        response: { 200: EnrolmentAnswer, ...failing('log-in-over', 'step-not-possible') },
      },
    },
    async (request): Promise<EnrolmentCard> => {
      const { person } = await steps.holder('setup', request.body.ticket);
      return factors.begin(person);
    },
  );

  app.post(
    '/session/enrolment/confirm',
    {
      config,
      schema: {
        ...schema,
        summary:
          'Go on with a log-in: the first code of the app opens the session; recovery codes are shown once',
        body: ConfirmAtLogIn,
        response: {
          200: EnrolledAnswer,
          ...failing('log-in-over', 'enrolment-over', 'wrong-code', 'step-not-possible', 'browser-in-call'),
        },
      },
    },
    async (request, reply): Promise<Enrolled> => {
      const { ticket, enrolment, code } = request.body;
      await opening.requireFree(request);
      const from = opening.from(request);
      const { person, codes } = await steps.enrol(ticket, enrolment, plain(code), from);
      return { who: await opening.open(person, request, reply, { by: 'new-app' }), recoveryCodes: codes };
    },
  );
}

/** Apps show a code in two groups of three. */
export function plain(code: string): string {
  const text = code.trim();
  const digits = text.replace(/[\s-]/g, '');
  return isAppCode(digits) ? digits : text;
}
