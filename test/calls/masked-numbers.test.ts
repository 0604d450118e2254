import { afterEach, beforeEach, expect, it } from 'vitest';
import { averias, SmallCentre } from './small-centre.ts';

/** The telephone of an agent who sees only the last digits of numbers is told none. */

let centre: SmallCentre;

beforeEach(async () => {
  centre = await new SmallCentre(['ana']).start();
  await centre.ready('ana');
});
afterEach(() => centre.close());

const masks = (maskNumbers: boolean) =>
  centre.change({ ...centre.data, queues: [{ ...averias, maskNumbers }] });
const told = () => {
  const { callerNumber, callerName } = centre.board.dialled.at(-1) ?? {};
  return [callerNumber, callerName];
};

it('while it rings', async () => {
  await masks(true);
  await centre.waits('04145550101');
  expect(told()).toEqual(['', '']);
});

it('when the agent calls out, and who is called is told what they always are', async () => {
  await masks(true);
  const begun = await centre.desk.carryOut({ do: 'call-out', agent: 'ana', number: '+584145550101' });
  const call = begun.ok ? (begun.call ?? '') : '';
  await centre.soon();
  expect([centre.board.dialled.at(-1)?.args[0], ...told()]).toEqual(['agent', '', '']);
  centre.board.answers(centre.legOf(call));
  await centre.soon();
  expect(centre.board.dialled.at(-1)).toMatchObject({
    args: ['customer', call],
    endpoint: 'PJSIP/+584145550101@trunk',
  });
});

it('and where no queue of theirs masks numbers it is told as before', async () => {
  await masks(false);
  await centre.waits('04145550101');
  expect(told()).toEqual(['04145550101', '']);
});
