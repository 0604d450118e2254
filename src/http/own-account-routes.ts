import { badKey } from '../agents/own-keys.ts';
import { refuseWeak } from '../credentials/weak-password.ts';
import { CauceError } from '../kit/errors.ts';
import { newId } from '../kit/ids.ts';
import { Done } from './answers/common.ts';
import { type Api, visitorOf, whoOf } from './api.ts';
import type { OwnPassword } from './own-password.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import type { SessionDesk } from './session-desk.ts';
import { ChangePassword, SetKeys } from './shapes/people.ts';

const SAME_AGAIN = {
  es: 'Esa es la contraseña que ya tiene. Elija otra.',
  en: 'That is the password you have already. Choose another one.',
};

const BAD_KEY = {
  es: 'Esa tecla no se puede usar, o ya es de otra cosa. Use F1 a F10 (menos F5), solas o con Mayús o Ctrl, o Alt con una letra o un dígito.',
  en: 'That key cannot be used, or is another one’s already. Use F1 to F10 (but F5), alone or with Shift or Ctrl, or Alt with a letter or a digit.',
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

  app.put(
    '/me/keys',
    {
      schema: {
        tags: ['session'],
        summary: 'Set my keys of the desk; those left out are as everybody has them. All my pages hear of it',
        body: SetKeys,
        response: { 200: Done, ...failing() },
      },
    },
    async (request): Promise<{ ok: true }> => {
      const { person } = visitorOf(request);
      const { keys } = request.body;
      const bad = badKey(keys);
      if (bad !== null) {
        const fault = { path: `body.keys.${bad}`, message: BAD_KEY.en, words: BAD_KEY };
        throw new CauceError('invalid-input', { faults: [fault] });
      }
      await parts.people.change(person.id, { ownKeys: keys });
      sessions.doubt();
      return { ok: true };
    },
  );
}
