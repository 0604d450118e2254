import { describe, expect, test } from 'vitest';
import { ENDED_KNOWN_MS, type NewPerson, type Session } from '../../src/agents/ports.ts';
import { newId } from '../../src/kit/ids.ts';
import { waitUntil } from '../kit/wait-until.ts';
import type { RecordsWorld } from './records-world.ts';

export const person = (fields: Partial<NewPerson> = {}): NewPerson => ({
  username: `u-${newId()}`,
  displayName: 'Agente Uno',
  role: 'agent',
  level: 1,
  queues: ['averias', 'comercial'],
  areas: [],
  telephone: true,
  phoneKind: 'browser',
  passwordHash: 'hash',
  language: 'es',
  ...fields,
});

export function peopleContract(world: () => RecordsWorld): void {
  describe('people', () => {
    test('are added, found by id and by user name in any case, and listed', async () => {
      const { people } = world();
      const fields = person({ username: `Ana.${newId()}` });
      const added = await people.add(fields);
      const { passwordHash, ...shown } = fields;
      expect(added).toEqual({ ...shown, id: added.id, active: true, confidentialityAcceptedAt: null });
      expect(await people.get(added.id)).toEqual(added);
      expect(await people.credentials(fields.username.toUpperCase())).toEqual({
        person: added,
        passwordHash,
      });
      expect(await people.list()).toContainEqual(added);
      expect(await people.get('nobody')).toBeNull();
      expect(await people.credentials('nobody')).toBeNull();
    });

    test('cannot share a user name, not even in another case', async () => {
      const { people } = world();
      const { username } = await people.add(person());
      await expect(people.add(person({ username: username.toUpperCase() }))).rejects.toMatchObject({
        code: 'already-exists',
      });
    });

    test('cannot share the number at which they are called directly, and may have none', async () => {
      const { people } = world();
      const number = () => String(Math.floor(1e9 + Math.random() * 8e9));
      const extension = number();
      const first = await people.add(person({ extension }));
      expect(first.extension).toBe(extension);
      const taken = { code: 'extension-taken' };
      await expect(people.add(person({ extension }))).rejects.toMatchObject(taken);
      const other = await people.add(person());
      await expect(people.change(other.id, { extension })).rejects.toMatchObject(taken);
      expect((await people.change(first.id, { extension })).extension).toBe(extension);
      expect((await people.change(first.id, { extension: '' })).extension).toBeUndefined();
      expect((await people.change(other.id, { extension })).extension).toBe(extension);
    });

    test('have exactly one first administrator, however many are made at once', async () => {
      const { people } = world();
      for (const { id, role } of await people.list()) {
        if (role === 'admin') await people.change(id, { active: false });
      }
      const { role, ...fields } = person();
      const tries = Array.from({ length: 20 }, (_, n) =>
        people.addFirstAdmin({ ...fields, username: `first-${n}-${newId()}` }),
      );
      const made = await Promise.allSettled(tries);
      const [first, ...others] = made.flatMap(each => (each.status === 'fulfilled' ? [each.value] : []));
      expect([first?.role, first?.active, others]).toEqual(['admin', true, []]);
      for (const each of made) {
        if (each.status === 'rejected') expect(each.reason).toMatchObject({ code: 'not-allowed' });
      }
      expect((await people.list()).filter(each => each.role === 'admin' && each.active)).toEqual([first]);
      // A link is of use again where the last administrator was sent away.
      await people.change(first?.id ?? '', { active: false });
      await expect(
        people.addFirstAdmin({ ...fields, username: first?.username ?? '' }),
      ).rejects.toMatchObject({
        code: 'already-exists',
      });
      const next = await people.addFirstAdmin({ ...fields, username: `next-${newId()}` });
      await people.change(next.id, { active: false });
    });

    test('change only in what is given', async () => {
      const { people } = world();
      const before = await people.add(person());
      const after = await people.change(before.id, {
        level: 2,
        queues: [],
        active: false,
        confidentialityAcceptedAt: 5,
        passwordHash: 'new',
      });
      expect(after).toEqual({ ...before, level: 2, queues: [], active: false, confidentialityAcceptedAt: 5 });
      expect((await people.credentials(before.username))?.passwordHash).toBe('new');
      expect(await people.change(before.id, {})).toEqual(after);
      expect(await people.change(before.id, { autoAnswer: true })).toEqual({ ...after, autoAnswer: true });
      expect((await people.change(before.id, { autoAnswer: false })).autoAnswer ?? false).toBe(false);
      const ownKeys = { hold: 'Control+F2' };
      expect((await people.change(before.id, { ownKeys })).ownKeys).toEqual(ownKeys);
      expect((await people.get(before.id))?.ownKeys).toEqual(ownKeys);
      expect((await people.change(before.id, { ownKeys: {} })).ownKeys ?? {}).toEqual({});
      expect((await people.change(before.id, { hearsOwn: false })).hearsOwn).toBe(false);
      expect((await people.get(before.id))?.hearsOwn).toBe(false);
      expect((await people.change(before.id, { hearsOwn: true })).hearsOwn ?? true).toBe(true);
      await expect(people.change('nobody', { level: 2 })).rejects.toMatchObject({ code: 'unknown-resource' });
    });
  });

  test('an account of a desk telephone is replaced as often as it is asked, by many at once, and by nothing else', async () => {
    const { people } = world();
    const { id } = await people.add(person({ phoneKind: 'sip' }));
    await Promise.all([people.turnDesk(id), people.turnDesk(id)]);
    const changed = await people.change(id, { passwordHash: 'new', displayName: 'Otra' });
    expect([changed.deskTurn, (await people.get(id))?.deskTurn]).toEqual([2, 2]);
    await expect(people.turnDesk('nobody')).rejects.toMatchObject({ code: 'unknown-resource' });
  });

  describe('sessions', () => {
    const session = (personId: string, fields: Partial<Session> = {}): Session => ({
      id: newId(),
      kind: 'person',
      personId,
      line: null,
      createdAt: 1_000,
      expiresAt: 9_000,
      ...fields,
    });

    test('are found by the hash of their token until they expire', async () => {
      const { people, sessions } = world();
      const { id } = await people.add(person());
      const opened = session(id);
      const token = Buffer.from(opened.id);
      await sessions.open(opened, token);
      expect(await sessions.byToken(token, 8_999)).toEqual(opened);
      expect(await sessions.byToken(token, 9_000)).toBeNull();
      expect(await sessions.byToken(Buffer.from('other'), 8_999)).toBeNull();
      expect(await sessions.live(8_999)).toContainEqual(opened);
      expect(await sessions.live(9_000)).not.toContainEqual(opened);
    });

    test('are closed one by one or all of a person at once', async () => {
      const { people, sessions } = world();
      const { id } = await people.add(person());
      const [one, two, three] = [session(id), session(id), session(id)];
      for (const each of [one, two, three]) await sessions.open(each, Buffer.from(each.id));
      await sessions.close(one.id);
      expect(await sessions.byToken(Buffer.from(one.id), 2_000)).toBeNull();
      expect(await sessions.byToken(Buffer.from(two.id), 2_000)).toEqual(two);
      await sessions.closeAllOf(id);
      expect((await sessions.live(2_000)).filter(each => each.personId === id)).toEqual([]);
    });

    test('that ended are known by their token until they are forgotten, with the time of their end', async () => {
      const { people, sessions } = world();
      const { id } = await people.add(person());
      const [one, two, three] = [session(id), session(id), session(id, { expiresAt: 3_000 })];
      for (const each of [one, two, three]) await sessions.open(each, Buffer.from(each.id));
      const known = async () => (await sessions.known()).filter(each => each.personId === id);
      await sessions.end(one.id, 4_000);
      expect(await sessions.byToken(Buffer.from(one.id), 4_000)).toBeNull();
      expect(await sessions.endedByToken(Buffer.from(one.id), 4_000)).toEqual({ ...one, expiresAt: 4_000 });
      expect(await sessions.endedByToken(Buffer.from(two.id), 4_000)).toBeNull();
      await sessions.endAllOf(id, 5_000);
      expect((await sessions.live(5_000)).filter(each => each.personId === id)).toEqual([]);
      // An end is not moved by another one.
      expect((await known()).map(each => each.expiresAt).sort()).toEqual([3_000, 4_000, 5_000]);
      await sessions.close(one.id);
      expect(await sessions.endedByToken(Buffer.from(one.id), 6_000)).toBeNull();
      await sessions.open(
        session(id, { createdAt: 5_000 + ENDED_KNOWN_MS, expiresAt: 9e12 }),
        Buffer.from('new'),
      );
      expect(await known()).toHaveLength(1);
    });

    test('of guests have a line and no person', async () => {
      const { sessions } = world();
      const guest: Session = { ...session(''), kind: 'guest', personId: null, line: '+584145550101' };
      await sessions.open(guest, Buffer.from(guest.id));
      expect(await sessions.byToken(Buffer.from(guest.id), 2_000)).toEqual(guest);
    });

    test('tell their watchers when they or people change', async () => {
      const { people, sessions } = world();
      let heard = 0;
      const stop = await sessions.watch(() => {
        heard += 1;
      });
      const { id } = await people.add(person());
      await waitUntil(() => heard >= 1, { what: 'news of a person' });
      const before = heard;
      const opened = session(id);
      await sessions.open(opened, Buffer.from(opened.id));
      await sessions.close(opened.id);
      await waitUntil(() => heard > before, { what: 'news of a session' });
      await stop();
    });
  });
}
