import { describe, expect, test } from 'vitest';
import type { Person, Session } from '../../src/agents/ports.ts';
import {
  deskAccount,
  deskUsers,
  isDeskLine,
  linesDue,
  sessionAccount,
} from '../../src/agents/sip-account.ts';

const key = Buffer.alloc(32, 1);

function person(username: string, change: Partial<Person> = {}): Person {
  return {
    id: `id-of-${username}`,
    username,
    displayName: username.toUpperCase(),
    role: 'agent',
    level: 1,
    queues: [],
    areas: [],
    telephone: true,
    phoneKind: 'browser',
    active: true,
    confidentialityAcceptedAt: 1,
    language: 'es',
    ...change,
  };
}

function session(id: string, personId: string | null, line: string | null = null): Session {
  return { id, kind: personId === null ? 'guest' : 'person', personId, line, createdAt: 0, expiresAt: 1 };
}

describe('a SIP account', () => {
  test('is the same wherever it is derived, and another one with another key or session', () => {
    const one = sessionAccount(key, session('s1', 'p'));
    expect(sessionAccount(Buffer.alloc(32, 1), session('s1', 'p'))).toEqual(one);
    expect(sessionAccount(Buffer.alloc(32, 2), session('s1', 'p')).password).not.toBe(one.password);
    expect(sessionAccount(key, session('s2', 'p')).user).not.toBe(one.user);
    expect(sessionAccount(key, session('s2', 'p')).password).not.toBe(one.password);
  });

  test('has nothing in it that a configuration file could misread', () => {
    for (const { user, password } of [
      sessionAccount(key, session('s1', 'p')),
      sessionAccount(key, session('g1', null)),
      deskAccount(key, person('mesa')),
    ]) {
      expect(user).toMatch(/^(ag|gc|sp)-[a-z0-9]+$/);
      expect(password).toMatch(/^[A-Za-z0-9_-]{43}$/);
    }
  });
});

describe('the account of a desk telephone', () => {
  test('is another one, by name and password, each time it is replaced', () => {
    const accounts = [undefined, 1, 2].map(turn =>
      deskAccount(key, person('mesa', turn === undefined ? {} : { deskTurn: turn })),
    );
    expect(accounts.map(({ user }) => user)).toEqual(['sp-mesa', 'sp2-mesa', 'sp3-mesa']);
    expect(new Set(accounts.map(({ password }) => password)).size).toBe(3);
    expect(deskUsers(person('mesa', { deskTurn: 2 }))).toEqual(accounts.map(({ user }) => user));
    expect(accounts.every(({ user }) => isDeskLine(user))).toBe(true);
  });

  test('is never that of somebody who is called like it', () => {
    const names = [person('mesa', { deskTurn: 1 }), person('2-mesa'), person('sp2-mesa')].flatMap(deskUsers);
    expect(new Set(names).size).toBe(names.length);
  });
});

describe('the lines that must exist', () => {
  test('are one for each log-in with a browser telephone, each desk telephone and each guest', () => {
    const people = [person('ana'), person('mesa', { phoneKind: 'sip' }), person('sin-sesion')];
    const sessions = [
      session('s1', 'id-of-ana'),
      session('s2', 'id-of-ana'),
      session('s3', 'id-of-mesa'),
      session('g1', null, '+584145550101'),
    ];
    expect(linesDue(key, sessions, people).map(line => [line.kind, line.callerNumber])).toEqual([
      ['browser', 'ana'],
      ['browser', 'ana'],
      ['guest', '+584145550101'],
      ['sip', 'mesa'],
    ]);
  });

  test('leave out who has no telephone, is not active, or has not accepted the confidentiality text', () => {
    const people = [
      person('jefa', { role: 'supervisor', telephone: false }),
      person('sin-linea', { telephone: false, phoneKind: 'sip' }),
      person('ida', { active: false }),
      person('nueva', { confidentialityAcceptedAt: null }),
      person('mesa-ida', { phoneKind: 'sip', active: false }),
    ];
    const sessions = people.map((one, n) => session(`s${n}`, one.id));
    expect(linesDue(key, sessions, people)).toEqual([]);
  });
});
