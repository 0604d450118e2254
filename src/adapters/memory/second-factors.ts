import type { SecondFactor, SecondFactorStore } from '../../credentials/ports.ts';
import type { MemoryRecords } from './records.ts';

export function memorySecondFactors(records: MemoryRecords): SecondFactorStore {
  const { factors } = records.secondFactors;
  const change = (person: string, next: (factor: SecondFactor) => SecondFactor | null): boolean => {
    const known = factors.get(person);
    const changed = known === undefined ? null : next(known);
    if (changed !== null) factors.set(person, changed);
    return changed !== null;
  };
  return {
    async get(person) {
      return factors.get(person) ?? null;
    },
    async add(factor) {
      if (factors.has(factor.person)) return false;
      factors.set(factor.person, factor);
      return true;
    },
    async spendStep(person, step) {
      return change(person, factor => (factor.lastStep < step ? { ...factor, lastStep: step } : null));
    },
    async spendRecovery(person, hash) {
      return change(person, factor =>
        factor.recovery.includes(hash)
          ? { ...factor, recovery: factor.recovery.filter(each => each !== hash) }
          : null,
      );
    },
    async replaceRecovery(person, hashes) {
      return change(person, factor => ({ ...factor, recovery: hashes }));
    },
    async remove(person) {
      return factors.delete(person);
    },
    async rolesRequired() {
      return records.secondFactors.roles;
    },
    async requireOf(roles) {
      records.secondFactors.roles = roles;
    },
  };
}
