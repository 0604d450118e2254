import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ROLES } from '../../src/agents/events.ts';
import { directs } from '../../src/rights/directs.ts';

const names = fc.uniqueArray(fc.constantFrom('averias', 'comercial', 'nivel-2'));
const belongs = fc.record({ queues: names, areas: names });
const sofia = { role: 'supervisor', level: 2, queues: [], areas: ['averias'] } as const;

test('a supervisor directs whom one of their areas or queues has', () => {
  expect(directs(sofia, { queues: [], areas: ['averias', 'comercial'] })).toBe(true);
  expect(directs({ ...sofia, areas: [], queues: ['comercial'] }, { queues: ['comercial'], areas: [] })).toBe(
    true,
  );
});

test('a name that is a queue for one and an area for the other is nothing they share', () => {
  expect(directs(sofia, { queues: ['averias'], areas: ['comercial'] })).toBe(false);
});

test('nobody directs whom they share nothing with; who is no supervisor directs nobody', () => {
  const person = fc.record({
    role: fc.constantFrom(...ROLES),
    level: fc.integer({ min: 1, max: 4 }),
    telephone: fc.boolean(),
    queues: names,
    areas: names,
  });
  fc.assert(
    fc.property(person, belongs, (by, subject) => {
      const shared =
        by.queues.some(each => subject.queues.includes(each)) ||
        by.areas.some(each => subject.areas.includes(each));
      expect(directs(by, subject)).toBe(by.role === 'supervisor' && shared);
    }),
  );
});
