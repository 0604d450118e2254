import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ROLES } from '../../src/agents/events.ts';
import { kindsOf } from '../../src/kit/kinds.ts';
import { CAPABILITIES, type Capability, can, type Standing } from '../../src/rights/capabilities.ts';

const agent: Standing = { role: 'agent', level: 1, telephone: true };
const analyst: Standing = { role: 'agent', level: 2, telephone: true };
const supervisor: Standing = { role: 'supervisor', level: 2 };
const admin: Standing = { role: 'admin', level: 1 };
const wallboard: Standing = { role: 'wallboard', level: 1 };

/** The table told a second time: agent, agent of level 2, supervisor, admin, wallboard. */
const WHO: Readonly<Record<Capability, string>> = {
  'own-account': 'yes yes yes yes yes',
  'see-wallboard': 'no no yes yes yes',
  'set-thresholds': 'no no yes yes no',
  'see-centre': 'yes yes yes yes no',
  'read-tickets': 'yes yes yes yes no',
  'work-on-tickets': 'yes yes yes yes no',
  'read-recordings': 'yes yes yes yes no',
  'download-recordings': 'no no yes yes no',
  'read-listens': 'no no yes yes no',
  telephone: 'yes yes no no no',
  'serve-customers': 'yes yes yes no no',
  'read-contacts': 'yes yes yes yes no',
  'edit-shared-contacts': 'no no yes yes no',
  'see-everything': 'no no yes yes no',
  'supervise-calls': 'no no yes yes no',
  'direct-tickets': 'no no yes yes no',
  'direct-agents': 'no no yes no no',
  'read-notices': 'yes yes no no no',
  'send-notices': 'no no yes no no',
  'hear-own-calls': 'yes yes yes yes no',
  'hear-areas': 'no yes no no no',
  'contact-customers': 'yes no yes yes no',
  'see-numbers': 'no yes yes yes no',
  'set-up-people': 'no no no yes no',
  'set-up-queues': 'no no no yes no',
  'set-up-policies': 'no no no yes no',
  'set-up-outgoing': 'no no no yes no',
  'read-audit': 'no no no yes no',
};

describe('what people may do', () => {
  test.each(kindsOf(WHO))('%s', capability => {
    const may = [agent, analyst, supervisor, admin, wallboard].map(person =>
      can(person, capability) ? 'yes' : 'no',
    );
    expect(may.join(' ')).toBe(WHO[capability]);
  });

  test('a telephone is given to the person, whatever their role and level, and to no screen on the wall', () => {
    expect(can({ ...wallboard, telephone: true }, 'telephone')).toBe(false);
    for (const role of ROLES.filter(one => one !== 'wallboard'))
      for (const level of [1, 2, 3, 4]) {
        expect(can({ role, level, telephone: true }, 'telephone')).toBe(true);
        expect(can({ role, level, telephone: false }, 'telephone')).toBe(false);
        expect(can({ role, level }, 'telephone')).toBe(false);
      }
  });

  test('recordings of their own calls are kept from whom an admin says, whatever their level', () => {
    for (const level of [1, 2, 3, 4])
      expect(can({ ...agent, level, hearsOwn: false }, 'hear-own-calls')).toBe(false);
    expect(can({ ...agent, hearsOwn: true }, 'hear-own-calls')).toBe(true);
    expect(can({ ...wallboard, hearsOwn: true }, 'hear-own-calls')).toBe(false);
  });

  test('a telephone and a level give nothing else to those who are no agents', () => {
    const others = fc.constantFrom('supervisor' as const, 'admin' as const);
    const standing = fc.record({
      role: others,
      level: fc.integer({ min: 1, max: 4 }),
      telephone: fc.boolean(),
    });
    fc.assert(
      fc.property(standing, fc.constantFrom(...kindsOf(CAPABILITIES)), (person, capability) => {
        const bare = { role: person.role, level: 1 };
        expect(can(person, capability)).toBe(
          capability === 'telephone' ? person.telephone : can(bare, capability),
        );
      }),
    );
  });
});
