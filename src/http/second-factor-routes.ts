import { z } from 'zod';
import type { SecondFactors } from '../credentials/second-factor.ts';
import { CauceError } from '../kit/errors.ts';
import { newId } from '../kit/ids.ts';
import { Done } from './answers/common.ts';
import { SecondFactorAnswer } from './answers/second-factor.ts';
import { LogInPolicyAnswer } from './answers/session.ts';
import { type Api, visitorOf, whoOf } from './api.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import type { SessionDesk } from './session-desk.ts';
import type { SecondFactorCard } from './shapes/second-factor.ts';
import { LogInPolicy } from './shapes/session.ts';

/** What an admin does about second factors: which roles must have one, and a lost device of somebody else. */
export function secondFactorRoutes(
  app: Api,
  parts: WebParts,
  sessions: SessionDesk,
  factors: SecondFactors,
): void {
  const schema = { tags: ['people'] };
  const params = z.strictObject({ id: z.string().min(1).max(64) });

  app.get(
    '/people/:id/second-factor',
    {
      schema: {
        ...schema,
        summary: 'Whether this person has an authenticator app',
        params,
        response: { 200: SecondFactorAnswer, ...failing('unknown-resource') },
      },
    },
    async (request): Promise<SecondFactorCard> => {
      const person = await parts.people.get(request.params.id);
      if (person === null) throw new CauceError('unknown-resource');
      return factors.stateOf(person);
    },
  );

  app.delete(
    '/people/:id/second-factor',
    {
      schema: {
        ...schema,
        summary: "Remove somebody else's authenticator app and recovery codes; their log-ins end",
        params,
        response: { 200: Done, ...failing('unknown-resource', 'not-to-oneself', 'step-not-possible') },
      },
    },
    async (request): Promise<{ ok: true }> => {
      const me = visitorOf(request).person;
      const person = await parts.people.get(request.params.id);
      if (person === null) throw new CauceError('unknown-resource');
      // Anyone who sits at an admin's open page must not be able to take over the account.
      if (person.id === me.id) throw new CauceError('not-to-oneself');
      if (!(await factors.stateOf(person)).on) throw new CauceError('step-not-possible');
      const deed = { kind: 'second-factor-removed', subject: person.id, data: { by: 'admin' } } as const;
      await parts.audit.carryOut(whoOf(request), [deed], async () => {
        await factors.remove(person);
        await sessions.endAllOf(person.id);
      });
      await parts.centre.command(newId(), { do: 'refresh-sessions' });
      parts.log.warn({ person: person.id, by: me.id }, 'second factor removed by an admin');
      return { ok: true };
    },
  );

  app.get(
    '/log-in-policy',
    {
      schema: {
        ...schema,
        summary: 'Roles that must have a second factor',
        response: { 200: LogInPolicyAnswer, ...failing() },
      },
    },
    async (): Promise<LogInPolicy> => ({ secondFactor: [...(await factors.rolesRequired())] }),
  );

  app.put(
    '/log-in-policy',
    {
      schema: {
        ...schema,
        summary: 'Say which roles must have a second factor; who has none sets it up at the next log-in',
        body: LogInPolicy,
        response: { 200: LogInPolicyAnswer, ...failing() },
      },
    },
    async (request): Promise<LogInPolicy> => {
      const roles = [...new Set(request.body.secondFactor)];
      const before = { secondFactor: await factors.rolesRequired() };
      const deed = {
        kind: 'log-in-policy-changed',
        subject: null,
        data: { before, after: { secondFactor: roles } },
      } as const;
      await parts.audit.carryOut(whoOf(request), [deed], () => factors.requireOf(roles));
      parts.log.warn({ by: visitorOf(request).person.id, roles }, 'roles with a second factor changed');
      return { secondFactor: roles };
    },
  );
}
