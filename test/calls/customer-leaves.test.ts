import { afterEach, expect, it } from 'vitest';
import type { Command } from '../../src/calls/commands.ts';
import { colleagues } from '../../src/calls/legs.ts';
import { SmallCentre } from './small-centre.ts';

/** What becomes of a conference whose customer has left. */

let centre: SmallCentre;
afterEach(() => centre.close());

async function asks(wish: Command): Promise<unknown> {
  const outcome = await centre.desk.carryOut(wish);
  await centre.soon();
  return outcome;
}

const legOf = (call: string, agent: string): string => {
  const { phase } = centre.call(call);
  const all = phase.kind === 'talking' ? colleagues(phase) : [];
  return all.find(each => each.agent === agent)?.channel ?? '';
};

it('is not taken over, and completed only where the lead may pass, with a word why', async () => {
  centre = await new SmallCentre(['ana', 'luis', 'eva', 'rita']).start();
  await centre.ready('ana');
  const call = await centre.talks();
  await centre.ready('luis', 'eva', 'rita');
  const own = { agent: 'ana', call } as const;
  await asks({ do: 'consult', ...own, colleague: 'luis', note: '' });
  centre.board.answers(legOf(call, 'luis'));
  await centre.soon();
  await asks({ do: 'conference', ...own });
  centre.board.hangsUp(call);
  await centre.soon();
  const left = { ok: false, code: 'customer-left' };
  expect(await asks({ do: 'supervise', agent: 'rita', call, mode: 'take-over' })).toEqual({
    ok: false,
    code: 'take-over-nobody',
  });
  await asks({ do: 'consult', ...own, colleague: 'eva', note: '' });
  centre.board.answers(legOf(call, 'eva'));
  await centre.soon();
  const { data } = centre;
  await centre.change({ ...data, policies: { ...data.policies, leaderMayLeave: false } });
  expect(await asks({ do: 'complete', ...own })).toEqual(left);
  expect(centre.call(call).phase).toMatchObject({ kind: 'talking', agent: 'ana' });
  await centre.change(data);
  centre.board.hangsUp(legOf(call, 'luis'));
  await centre.soon();
  expect(await asks({ do: 'complete', ...own })).toEqual(left);
  expect(centre.call(call).phase).toMatchObject({ kind: 'talking', agent: 'ana' });
});

it('talks on, after a restart, with all in it who are there: who was being asked meanwhile was never rung', async () => {
  centre = await new SmallCentre(['ana', 'luis']).start();
  await centre.ready('ana');
  const call = await centre.talks();
  await centre.ready('luis');
  const own = { agent: 'ana', call } as const;
  await asks({ do: 'consult', ...own, colleague: 'luis', note: '' });
  centre.board.answers(legOf(call, 'luis'));
  await centre.soon();
  await asks({ do: 'conference', ...own });
  const stay = [centre.legOf(call), legOf(call, 'luis')];
  centre.board.goesAway();
  const outside = { do: 'consult-outside', ...own, number: '0212-5550177', note: '' } as const;
  expect(await asks(outside)).toEqual({ ok: true });
  centre.board.hangsUp(call);
  await centre.restart();
  centre.board.comesBack();
  await centre.soon();
  const { phase } = centre.call(call);
  expect(phase).toMatchObject({ kind: 'talking', agent: 'ana', customerLeft: { by: 'recovery' } });
  const bridge = phase.kind === 'talking' ? phase.bridge : '';
  expect([...(centre.board.bridges.get(bridge) ?? [])].sort()).toEqual(stay.sort());
});
