import { z } from 'zod';
import type { Person } from '../agents/ports.ts';
import { deskAccount } from '../agents/sip-account.ts';
import { changeOf } from '../audit/change.ts';
import type { Deed } from '../audit/events.ts';
import { refuseWeak } from '../credentials/weak-password.ts';
import { CauceError } from '../kit/errors.ts';
import { newId } from '../kit/ids.ts';
import type { QueueProfile } from '../queues/events.ts';
import { TELEPHONE_OF } from '../rights/capabilities.ts';
import { Done, listOf } from './answers/common.ts';
import { PersonAnswer } from './answers/people.ts';
import { SipAccountAnswer } from './answers/session.ts';
import { type Api, visitorOf, whoOf } from './api.ts';
import { order } from './centre-orders.ts';
import type { WebParts } from './parts.ts';
import { failing } from './problems.ts';
import type { SessionDesk } from './session-desk.ts';
import type { List } from './shapes/list.ts';
import { AddPerson, ChangePerson, type PersonCard } from './shapes/people.ts';
import type { SipAccount } from './shapes/session.ts';
import { deskPhoneAccount } from './telephone-account.ts';

export function personCard(person: Person): PersonCard {
  const { id, username, displayName, role, level, queues, areas, telephone, phoneKind, language, active } =
    person;
  return {
    id,
    username,
    displayName,
    role,
    level,
    queues,
    areas,
    telephone,
    hearsOwn: person.hearsOwn ?? true,
    phoneKind,
    language,
    active,
    extension: person.extension ?? '',
  };
}

/** The admin's list of people: add, change, give a desk telephone its account. */
export function peopleRoutes(app: Api, parts: WebParts, sessions: SessionDesk): void {
  const { people, passwords, centre, settings, config, audit } = parts;
  const schema = { tags: ['people'] };
  const id = z.strictObject({ id: z.string().min(1).max(64) });

  /** A service's number would never be a person's: who dials it comes to its flow. */
  async function refuseService(extension: string | undefined): Promise<void> {
    const { numbers } = await settings.load();
    if (numbers.some(({ number }) => number === extension)) throw new CauceError('extension-taken');
  }

  app.get(
    '/people',
    { schema: { ...schema, summary: 'Everyone', response: { 200: listOf(PersonAnswer), ...failing() } } },
    async (): Promise<List<PersonCard>> => {
      const items = (await people.list()).map(personCard);
      return { items, total: items.length };
    },
  );

  app.post(
    '/people',
    {
      schema: {
        ...schema,
        summary: 'Add a person',
        body: AddPerson,
        response: { 201: PersonAnswer, ...failing('already-exists', 'extension-taken') },
      },
    },
    async (request, reply): Promise<PersonCard> => {
      const { password, ...rest } = request.body;
      await refuseWeak(password, { ...rest, centre: config.publicHost });
      await refuseService(rest.extension);
      const passwordHash = await passwords.hash(password);
      const person = await audit.carryOut(
        whoOf(request),
        [{ kind: 'person-added', subject: null, data: { after: { ...rest } } }],
        async () =>
          people.add({
            ...rest,
            telephone: rest.telephone ?? TELEPHONE_OF[rest.role],
            areas: rest.areas ?? areasOf(rest.queues, (await settings.load()).queues),
            passwordHash,
          }),
      );
      await centre.command(newId(), { do: 'refresh-sessions' });
      parts.log.info({ person: person.id, by: visitorOf(request).person.id }, 'person added');
      void reply.code(201);
      return personCard(person);
    },
  );

  app.patch(
    '/people/:id',
    {
      schema: {
        ...schema,
        summary:
          'Change a person; a new role, telephone, password or inactivity ends their log-ins, and leaves a talk to be finished. My own password is changed by PUT /me/password',
        params: id,
        body: ChangePerson,
        response: {
          200: PersonAnswer,
          ...failing('unknown-resource', 'not-to-oneself', 'changed-meanwhile', 'extension-taken'),
        },
      },
    },
    async (request): Promise<PersonCard> => {
      const me = visitorOf(request).person.id;
      const { password, before: shown, ...patch } = request.body;
      const before = await people.get(request.params.id);
      if (before === null) throw new CauceError('unknown-resource');
      // Nobody can lock the last admin out: an admin cannot take their own rights away.
      if (before.id === me && (patch.active === false || (patch.role ?? 'admin') !== 'admin')) {
        throw new CauceError('not-to-oneself');
      }
      // Anyone who sits at an admin's open page must not be able to keep it: that one asks for the present password.
      if (before.id === me && password !== undefined) throw new CauceError('not-to-oneself');
      // A form that was open for long must not put an old name over another admin's newer one.
      if (shown?.displayName !== undefined && shown.displayName !== before.displayName) {
        throw new CauceError('changed-meanwhile', { present: before.displayName });
      }
      await refuseService(patch.extension);
      if (password !== undefined) {
        const { username, displayName } = { ...before, ...withoutGaps(patch) };
        await refuseWeak(password, { username, displayName, centre: config.publicHost });
      }
      const wanted = {
        ...withTelephone(before, withAreas(before, withoutGaps(patch), (await settings.load()).queues)),
        ...(password === undefined ? {} : { passwordHash: await passwords.hash(password) }),
      };
      const deeds = deedsOf(before, patch, password !== undefined);
      const after = await audit.carryOut(whoOf(request), deeds, async () => {
        const changed = await people.change(before.id, wanted);
        const rightsChanged = (['role', 'telephone', 'active'] as const).some(
          each => changed[each] !== before[each],
        );
        if (rightsChanged || password !== undefined) await sessions.endAllOf(before.id);
        return changed;
      });
      sessions.doubt();
      await centre.command(newId(), { do: 'refresh-sessions' });
      parts.log.info({ person: before.id, by: me, changed: Object.keys(request.body) }, 'person changed');
      return personCard(after);
    },
  );

  app.post(
    '/people/:id/end-now',
    {
      schema: {
        ...schema,
        summary:
          "End a person's log-ins and talk at once: the customer goes back to the head of the line, a call-back ends",
        params: id,
        response: { 200: Done, ...failing('unknown-resource', 'not-to-oneself', 'calls-away') },
      },
    },
    async (request): Promise<{ ok: true }> => {
      const visitor = visitorOf(request);
      const person = await people.get(request.params.id);
      if (person === null) throw new CauceError('unknown-resource');
      if (person.id === visitor.person.id) throw new CauceError('not-to-oneself');
      const deed = { kind: 'ended-now', subject: person.id, data: {} } as const;
      await audit.carryOut(whoOf(request), [deed], async () => {
        await sessions.closeAllOf(person.id);
        await order(centre, visitor, request.headers, { do: 'end-now', agent: person.id });
      });
      parts.log.info({ person: person.id, by: visitor.person.id }, 'log-ins and talk ended at once');
      return { ok: true };
    },
  );

  app.get(
    '/people/:id/phone',
    {
      schema: {
        ...schema,
        summary: "A desk telephone's SIP account",
        params: id,
        response: { 200: SipAccountAnswer, ...failing('unknown-resource') },
      },
    },
    async (request, reply): Promise<SipAccount> => {
      const person = await people.get(request.params.id);
      if (person?.phoneKind !== 'sip') throw new CauceError('unknown-resource');
      parts.log.info({ person: person.id, by: visitorOf(request).person.id }, 'desk account shown');
      void reply.header('cache-control', 'no-store');
      const deed = { kind: 'desk-account-shown', subject: person.id, data: {} } as const;
      return audit.carryOut(whoOf(request), [deed], async () =>
        deskPhoneAccount(deskAccount(config.serverKey, person), config),
      );
    },
  );

  app.post(
    '/people/:id/phone/rotate',
    {
      schema: {
        ...schema,
        summary:
          "Replace a desk telephone's SIP account; the old one is worth nothing as soon as its talk is over",
        params: id,
        response: { 200: SipAccountAnswer, ...failing('unknown-resource') },
      },
    },
    async (request): Promise<SipAccount> => {
      const before = await people.get(request.params.id);
      if (before?.phoneKind !== 'sip') throw new CauceError('unknown-resource');
      const deed = { kind: 'desk-account-replaced', subject: before.id, data: {} } as const;
      const person = await audit.carryOut(whoOf(request), [deed], () => people.turnDesk(before.id));
      await centre.command(newId(), { do: 'refresh-sessions' });
      parts.log.info({ person: person.id, by: visitorOf(request).person.id }, 'desk account replaced');
      return deskPhoneAccount(deskAccount(config.serverKey, person), config);
    },
  );
}

type InArea = Pick<QueueProfile, 'name' | 'area'>;

/** The areas of these queues, each once; one that is no queue any more had an area of its name. */
function areasOf(names: readonly string[], queues: readonly InArea[]): string[] {
  return [...new Set(names.map(name => queues.find(queue => queue.name === name)?.area ?? name))];
}

/** Where nothing is said of the areas, those of queues that are left go and those of new ones come. */
function withAreas<Patch extends { queues?: string[]; areas?: string[] }>(
  before: Person,
  patch: Patch,
  queues: readonly InArea[],
): Patch {
  if (patch.queues === undefined || patch.areas !== undefined) return patch;
  const ofQueues = areasOf(before.queues, queues);
  const others = before.areas.filter(area => !ofQueues.includes(area));
  return { ...patch, areas: [...new Set([...others, ...areasOf(patch.queues, queues)])] };
}

/** Another role has a telephone or none, as it is with that role, where nothing is said of it. */
function withTelephone<Patch extends { role?: Person['role']; telephone?: boolean }>(
  before: Person,
  patch: Patch,
): Patch {
  const { role = before.role, telephone } = patch;
  if (role === before.role || telephone !== undefined) return patch;
  return { ...patch, telephone: TELEPHONE_OF[role] };
}

/** What of a person is changed, as it is written down: a password only that it is another one. */
function deedsOf(before: Person, patch: object, newPassword: boolean): Deed[] {
  const change = changeOf(personCard(before), patch);
  const subject = before.id;
  return [
    ...(change === null ? [] : [{ kind: 'person-changed', subject, data: change } as const]),
    ...(newPassword ? [{ kind: 'password-set', subject, data: {} } as const] : []),
  ];
}

/** The fields that were given: a store must not take a missing field for an empty one. */
function withoutGaps<Patch extends object>(patch: Patch): { [Key in keyof Patch]?: NonNullable<Patch[Key]> } {
  return Object.fromEntries(Object.entries(patch).filter(([, value]) => value !== undefined)) as {
    [Key in keyof Patch]?: NonNullable<Patch[Key]>;
  };
}
