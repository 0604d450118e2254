import { refuseWeak } from '../credentials/weak-password.ts';
import { CauceError } from '../kit/errors.ts';
import { newId } from '../kit/ids.ts';
import { Done } from './answers/common.ts';
import { type Api, visitorOf, whoOf } from './api.ts';
import type { OwnPassword } from './own-password.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import type { SessionDesk } from './session-desk.ts';
import { ChangePassword } from './shapes/people.ts';

const SAME_AGAIN = {
  es: 'Esa es la contraseña que ya tiene. Elija otra.',
  en: 'That is the password you have already. Choose another one.',
};

/** What everybody does for themselves. */
export function ownAccountRoutes(
  app: Api,
  parts: WebParts,
  sessions: SessionDesk,
  ownPassword: OwnPassword,
): void {
  app.put(
    '/me/password',
    {
      schema: {
        tags: ['session'],
        summary: 'Change my password; my other log-ins end, in a call they keep that call',
        body: ChangePassword,
        response: { 200: Done, ...failing('wrong-password') },
      },
    },
    async (request): Promise<{ ok: true }> => {
      const { person, session } = visitorOf(request);
      const { present, next } = request.body;
      await ownPassword.confirm(person, present);
      if (next === present) {
        const fault = { path: 'body.next', message: SAME_AGAIN.en, words: SAME_AGAIN };
        throw new CauceError('invalid-input', { faults: [fault] });
      }
      await refuseWeak(next, { ...person, centre: parts.config.publicHost }, 'next');
      await ownPassword.countChange(person);
      const passwordHash = await parts.passwords.hash(next);
      const deed = { kind: 'password-set', subject: person.id, data: {} } as const;
      await parts.audit.carryOut(whoOf(request), [deed], async () => {
        await parts.people.change(person.id, { passwordHash });
        await sessions.endOthersOf(session);
      });
      await parts.centre.command(newId(), { do: 'refresh-sessions' });
      parts.log.info({ person: person.id }, 'own password changed');
      return { ok: true };
    },
  );
}
