import { expect, test } from 'vitest';
import { surroundingsOf } from '../../src/calls/surroundings.ts';
import { OneCall } from './one-call.ts';
import { averias, centreData } from './small-centre.ts';

const view = (queues = [averias]) => ({
  settings: () => ({ ...centreData([]), queues, numbers: [{ number: '*626', flow: 'averias-626' }] }),
  queueOpen: () => true,
  flow: () => null,
  mayRecord: () => true,
  lineAt: () => null,
  reaches: () => false,
});
const around = (dialled: string, queues = [averias]) =>
  surroundingsOf(new OneCall({ dialled }).call, view(queues), 0, {
    outlook: () => null,
    silenceIsOurs: () => false,
    autoAnswers: () => false,
    autoJoins: () => false,
    couldTake: () => false,
    freeOf: () => null,
    comesBack: () => false,
    whyNotRung: () => null,
    queuesOf: agent => (agent === 'ana' ? ['nivel-2'] : []),
    freeLine: () => null,
    otherLine: () => null,
    takesParty: () => true,
    isElsewhere: () => false,
  });
const flowFor = (dialled: string, queues = [averias]) => around(dialled, queues).flow;

test('a service whose flow nobody can read brings its callers to a person', () => {
  const one = new OneCall();
  one.around = { ...one.around, flow: flowFor('*626') };
  one.hears({ kind: 'begin' });
  expect(one.phase).toMatchObject({ kind: 'waiting', queue: 'averias' });
});

test('a number with no way has no flow then, and neither has a centre without queues', () => {
  expect(flowFor('777')).toBeNull();
  expect(flowFor('*626', [])).toBeNull();
});

test('whom an agent called waits in the queue of the ticket’s area, else of the agent, else in any, as long as there is one', () => {
  const queues = [
    { ...averias, name: 'comercial', area: 'comercial' },
    { ...averias, name: 'nivel-2', area: 'nivel-2' },
  ];
  const { queueFor } = around('*626', queues);
  expect(queueFor('comercial', 'ana')).toBe('comercial');
  expect(queueFor('contacto', 'ana')).toBe('nivel-2');
  expect(queueFor(null, 'ana')).toBe('nivel-2');
  expect(queueFor(null, 'sara')).toBe('comercial');
  expect(around('*626', []).queueFor('comercial', 'ana')).toBeNull();
});
