import { refuseWeak } from '../credentials/weak-password.ts';
import { CauceError } from '../kit/errors.ts';
import { PersonAnswer } from './answers/people.ts';
import { type Api, whoOf } from './api.ts';
import type { FirstAdmin } from './first-admin.ts';
import type { WebParts } from './parts.ts';
import { personCard } from './people-routes.ts';
import { failing } from './problems.ts';
import { MakeFirstAdmin, type PersonCard } from './shapes/people.ts';

/** Tries of one address in a minute; a token of 256 bits is not guessed anyway. */
const TRIES_PER_MINUTE = 20;

/** What the page behind the one-time link sends. */
export function firstAdminRoutes(
  app: Api,
  { config, log, audit }: Pick<WebParts, 'config' | 'log' | 'audit'>,
  firstAdmin: FirstAdmin,
): void {
  app.post(
    '/first-admin',
    {
      schema: {
        tags: ['people'],
        summary: 'Make the first administrator with the one-time link of an empty centre',
        body: MakeFirstAdmin,
        response: { 201: PersonAnswer, ...failing('unknown-resource', 'already-exists') },
      },
      config: { rateLimit: { max: TRIES_PER_MINUTE, timeWindow: 60_000 } },
    },
    async (request, reply): Promise<PersonCard> => {
      const { token, ...person } = request.body;
      if (!firstAdmin.isOpen(token)) {
        audit.note(whoOf(request), { kind: 'first-admin-refused', subject: null, data: {} });
        throw new CauceError('unknown-resource');
      }
      await refuseWeak(person.password, { ...person, centre: config.publicHost });
      const { username } = person;
      const admin = await audit.carryOut(
        whoOf(request),
        [{ kind: 'first-admin-made', subject: null, data: { username } }],
        () => firstAdmin.admit(token, person),
      );
      log.info({ person: admin.id }, 'first administrator made');
      void reply.code(201);
      return personCard(admin);
    },
  );
}
