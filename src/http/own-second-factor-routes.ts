import type { SecondFactors } from '../credentials/second-factor.ts';
import { CauceError } from '../kit/errors.ts';
import { newId } from '../kit/ids.ts';
import { Done } from './answers/common.ts';
import { EnrolmentAnswer, RecoveryCodesAnswer, SecondFactorAnswer } from './answers/second-factor.ts';
import { type Api, visitorOf, whoOf } from './api.ts';
import { plain } from './log-in-step-routes.ts';
import type { OwnPassword } from './own-password.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import type { SessionDesk } from './session-desk.ts';
import {
  ConfirmEnrolment,
  type EnrolmentCard,
  ProveAgain,
  ProvePassword,
  type RecoveryCodes,
  type SecondFactorCard,
} from './shapes/second-factor.ts';

/** What everybody may do with their own authenticator app; each step asks for the password again. */
export function ownSecondFactorRoutes(
  app: Api,
  { audit, log, centre }: Pick<WebParts, 'audit' | 'log' | 'centre'>,
  sessions: SessionDesk,
  { factors, ownPassword }: { readonly factors: SecondFactors; readonly ownPassword: OwnPassword },
): void {
  const schema = { tags: ['session'] };

  app.get(
    '/me/second-factor',
    {
      schema: {
        ...schema,
        summary: 'Whether I have an authenticator app, and how many recovery codes are left',
        response: { 200: SecondFactorAnswer, ...failing() },
      },
    },
    async (request): Promise<SecondFactorCard> => factors.stateOf(visitorOf(request).person),
  );

  app.post(
    '/me/second-factor/enrolment',
    {
      schema: {
        ...schema,
        summary: 'The secret for a new authenticator app; nothing changes until its first code comes',
        body: ProvePassword,
        response: { 200: EnrolmentAnswer, ...failing('wrong-password', 'step-not-possible') },
      },
    },
    async (request): Promise<EnrolmentCard> => {
      const { person } = visitorOf(request);
      await ownPassword.confirm(person, request.body.password);
      return factors.begin(person);
    },
  );

  app.post(
    '/me/second-factor',
    {
      schema: {
        ...schema,
        summary:
          'Switch my authenticator app on with its first code; the recovery codes are shown once, and my other log-ins end',
        body: ConfirmEnrolment,
        response: {
          200: RecoveryCodesAnswer,
          ...failing('enrolment-over', 'wrong-code', 'step-not-possible'),
        },
      },
    },
    async (request): Promise<RecoveryCodes> => {
      const { person, session } = visitorOf(request);
      const { enrolment, code } = request.body;
      const confirmed = factors.confirm(person, enrolment, plain(code));
      const deed = { kind: 'second-factor-set', subject: person.id, data: {} } as const;
      const recoveryCodes = await audit.carryOut(whoOf(request), [deed], async () => {
        const codes = await factors.switchOn(person, confirmed);
        // Anyone who is in by the password alone is asked for the code from now on.
        await sessions.endOthersOf(session);
        return codes;
      });
      await centre.command(newId(), { do: 'refresh-sessions' });
      log.info({ person: person.id }, 'second factor switched on');
      return { recoveryCodes };
    },
  );

  /** The password and a code: an open page alone changes nothing. */
  const prove = async (
    person: { readonly id: string; readonly username: string },
    { password, code }: ProveAgain,
  ): Promise<void> => {
    await ownPassword.confirm(person, password, async () => {
      if (!(await factors.prove(person, plain(code)))) throw new CauceError('wrong-code');
    });
  };

  app.post(
    '/me/second-factor/recovery-codes',
    {
      schema: {
        ...schema,
        summary: 'Ten new recovery codes, shown once; the old ones are worth nothing',
        body: ProveAgain,
        response: {
          200: RecoveryCodesAnswer,
          ...failing('wrong-password', 'wrong-code', 'step-not-possible'),
        },
      },
    },
    async (request): Promise<RecoveryCodes> => {
      const { person } = visitorOf(request);
      await prove(person, request.body);
      const deed = { kind: 'recovery-codes-renewed', subject: person.id, data: {} } as const;
      const recoveryCodes = await audit.carryOut(whoOf(request), [deed], () => factors.renewRecovery(person));
      log.info({ person: person.id }, 'recovery codes renewed');
      return { recoveryCodes };
    },
  );

  app.post(
    '/me/second-factor/off',
    {
      schema: {
        ...schema,
        summary: 'Switch my authenticator app off, where my role may be without',
        body: ProveAgain,
        response: { 200: Done, ...failing('wrong-password', 'wrong-code', 'second-factor-required') },
      },
    },
    async (request): Promise<{ ok: true }> => {
      const { person } = visitorOf(request);
      await factors.requireOptional(person);
      await prove(person, request.body);
      const deed = { kind: 'second-factor-removed', subject: person.id, data: { by: 'self' } } as const;
      await audit.carryOut(whoOf(request), [deed], () => factors.remove(person));
      log.info({ person: person.id }, 'second factor switched off');
      return { ok: true };
    },
  );
}
