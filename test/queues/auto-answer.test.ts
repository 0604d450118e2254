import { expect, it } from 'vitest';
import { answersByItself } from '../../src/queues/auto-answer.ts';

it.each([
  ['allows', false, false],
  ['allows', true, true],
  ['forces', false, true],
  ['forces', true, true],
  ['forbids', false, false],
  ['forbids', true, false],
  [undefined, false, false],
  [undefined, true, true],
] as const)(
  'a queue that %s it, an agent who has set %s: answered by itself is %s',
  (rule, own, byItself) => {
    expect(answersByItself(rule, own)).toBe(byItself);
  },
);
