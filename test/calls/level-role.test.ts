import { describe, expect, test } from 'vitest';
import { withoutLevelRole } from '../../src/agents/level-role.ts';
import { CENTRE_SHAPES, storedCentre } from '../../src/calls/journal/centre-state.ts';
import { readStates, statesBy } from '../../src/kit/stored-shapes.ts';
import { policyWithoutLevelRole } from '../../src/outgoing/level-role.ts';
import { FIRST_POLICY, readPolicy } from '../../src/outgoing/policy.ts';

/** States as a process wrote them while level 2 was a role. */
const BEFORE = {
  'agent:luis': {
    profile: {
      id: 'luis',
      username: 'nivel2',
      displayName: 'Técnico',
      role: 'level-2',
      level: 2,
      queues: ['nivel-2'],
      phoneKind: 'browser',
    },
    will: { kind: 'ready' },
    willSince: 1,
    phone: 'registered',
    work: { kind: 'talking', call: 'c1', since: 1 },
    missed: 0,
  },
  settings: {
    queues: [
      { name: 'averias', ringMs: 20_000, record: true },
      { name: 'comercial', ringMs: 20_000, record: false },
    ],
    people: ['agent', 'level-2', 'supervisor', 'admin'].map(role => ({
      ...{ id: role, username: role, displayName: role, role, level: role === 'agent' ? 3 : 1, queues: [] },
      ...{ phoneKind: 'browser', active: true, confidentialityAcceptedAt: 1, language: 'es' },
    })),
    calendars: [],
    numbers: [],
    dispositions: [],
    breaks: [],
    policies: {
      debtStops: false,
      announceRecording: true,
      outgoing: {
        ...FIRST_POLICY,
        allow: [permission('agent'), permission('level-2'), permission('supervisor')],
      },
    },
  },
};

function permission(role: string) {
  return {
    who: { kind: 'role', role },
    entries: ['call-back'],
    classes: ['mobile'],
    countries: ['home'],
    numbers: 'own',
  };
}

describe('level 2, when it was a role', () => {
  const read = readStates(
    new Map(Object.entries(BEFORE).map(([key, value]) => [key, { version: 1, value }])),
    CENTRE_SHAPES,
  );

  test('is an agent of level 2 or higher in the journal, who goes on in their call', () => {
    expect(read.unreadable).toEqual([]);
    const { agents, settings } = storedCentre(read);
    expect(agents[0]).toEqual({
      ...BEFORE['agent:luis'],
      profile: { ...BEFORE['agent:luis'].profile, role: 'agent', level: 2 },
    });
    expect(settings?.people.map(({ id, role, level, telephone }) => [id, role, level, telephone])).toEqual([
      ['agent', 'agent', 3, true],
      ['level-2', 'agent', 2, true],
      ['supervisor', 'supervisor', 1, false],
      ['admin', 'admin', 1, false],
    ]);
    // Areas bore the names of queues then.
    expect(settings?.areas).toEqual(['averias', 'comercial'].map(name => ({ name, title: name })));
    expect(settings?.queues[0]?.area).toBe('averias');
    expect(settings?.people[0]?.areas).toEqual(settings?.people[0]?.queues);
    // And a talk was recorded or not.
    expect(settings?.queues.map(({ recording }) => recording)).toEqual(['always', 'never']);
    expect(settings?.queues[0]).toMatchObject({ recordingPauseMs: 120_000 });
    expect(settings?.queues[0]).not.toHaveProperty('record');
    const { versionOf } = statesBy(CENTRE_SHAPES);
    expect([versionOf('agent:luis'), versionOf('settings')]).toEqual([2, 4]);
  });

  test('may call out as before: its permissions hold at the higher levels, those of agents at the first', () => {
    const policy = storedCentre(read).settings?.policies.outgoing;
    expect(readPolicy(policy)?.allow.map(({ who }) => who)).toEqual([
      { kind: 'role', role: 'agent', levels: [1] },
      { kind: 'role', role: 'agent', levels: [2, 3, 4] },
      { kind: 'role', role: 'supervisor' },
    ]);
    expect(policyWithoutLevelRole(policy)).toEqual(policy);
  });

  test('whatever else was stored stays as it is', () => {
    for (const stored of [null, 7, {}, { allow: 'none' }, { allow: [null, { who: 1 }] }])
      expect(policyWithoutLevelRole(stored)).toEqual(stored);
    for (const stored of [null, 'x', { role: 'admin', level: 1 }])
      expect(withoutLevelRole(stored)).toEqual(stored);
    expect(withoutLevelRole({ role: 'level-2' })).toEqual({ role: 'agent', level: 2 });
    expect(withoutLevelRole({ role: 'level-2', level: 4 })).toEqual({ role: 'agent', level: 4 });
  });
});
