import { describe, expect, test } from 'vitest';
import type { SecondFactor } from '../../src/credentials/ports.ts';
import { person } from './people-contract.ts';
import type { RecordsWorld } from './records-world.ts';

export function secondFactorsContract(world: () => RecordsWorld): void {
  describe('second factors', () => {
    async function added(fields: Partial<SecondFactor> = {}): Promise<SecondFactor> {
      const { people, secondFactors } = world();
      const { id } = await people.add(person());
      const factor = {
        person: id,
        secret: Buffer.from([0, 1, 254, 255]),
        lastStep: 100,
        recovery: ['one', 'two', 'three'],
        since: 1_700_000_000_000,
        ...fields,
      };
      expect(await secondFactors.add(factor)).toBe(true);
      return factor;
    }

    test('are kept one a person, as they were added', async () => {
      const { secondFactors } = world();
      const factor = await added();
      expect(await secondFactors.get(factor.person)).toEqual(factor);
      expect(await secondFactors.add({ ...factor, lastStep: 1, recovery: [] })).toBe(false);
      expect(await secondFactors.get(factor.person)).toEqual(factor);
      expect(await secondFactors.get('nobody')).toBeNull();
    });

    test('spend a step once, never an older one, by many at once', async () => {
      const { secondFactors } = world();
      const { person: id } = await added();
      const spend = (step: number) => secondFactors.spendStep(id, step);
      expect([await spend(99), await spend(100)]).toEqual([false, false]);
      const answers = await Promise.all([spend(101), spend(101), spend(101), spend(101)]);
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect([await spend(101), await spend(103), await spend(102)]).toEqual([false, true, false]);
      expect(await secondFactors.spendStep('nobody', 1)).toBe(false);
    });

    test('spend a recovery code once, by many at once, and take others instead', async () => {
      const { secondFactors } = world();
      const { person: id } = await added();
      const answers = await Promise.all([1, 2, 3].map(() => secondFactors.spendRecovery(id, 'two')));
      expect(answers.filter(Boolean)).toHaveLength(1);
      expect(await secondFactors.spendRecovery(id, 'four')).toBe(false);
      expect((await secondFactors.get(id))?.recovery).toEqual(['one', 'three']);
      expect(await secondFactors.replaceRecovery(id, ['five'])).toBe(true);
      expect((await secondFactors.get(id))?.recovery).toEqual(['five']);
      expect(await secondFactors.replaceRecovery('nobody', [])).toBe(false);
    });

    test('are removed, and may be added again', async () => {
      const { secondFactors } = world();
      const factor = await added();
      expect([await secondFactors.remove(factor.person), await secondFactors.remove(factor.person)]).toEqual([
        true,
        false,
      ]);
      expect(await secondFactors.get(factor.person)).toBeNull();
      expect(await secondFactors.add(factor)).toBe(true);
    });

    test('are required of nobody in particular until somebody says so', async () => {
      const { secondFactors } = world();
      expect(await secondFactors.rolesRequired()).toBeNull();
      await secondFactors.requireOf(['admin', 'supervisor']);
      expect(await secondFactors.rolesRequired()).toEqual(['admin', 'supervisor']);
      await secondFactors.requireOf([]);
      expect(await secondFactors.rolesRequired()).toEqual([]);
    });
  });
}
