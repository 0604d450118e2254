import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { InternalTickets } from '../../src/calls/internal-tickets.ts';
import { keyOf } from '../../src/calls/journal/centre-state.ts';
import { SmallCentre } from './small-centre.ts';

/** Luis calls Ana. */

let centre: SmallCentre;

beforeEach(async () => {
  centre = await new SmallCentre(['ana', 'luis']).start();
  await centre.ready('ana', 'luis');
});
afterEach(() => centre.close());

const policyIs = (internalTickets: InternalTickets) =>
  centre.change({ ...centre.data, policies: { ...centre.data.policies, internalTickets } });
const left = () => centre.numbers.left(2026);
const OPEN = 'OA-2026-000007';

/** The call, and how many numbers of tickets it took. */
async function luisCalls(ticket?: string, byNumber = false) {
  const before = left();
  const whom = byNumber
    ? ({ do: 'call-out', number: '101' } as const)
    : ({ do: 'call-colleague', colleague: 'ana' } as const);
  const outcome = await centre.desk.carryOut({ ...whom, agent: 'luis', ticket });
  await centre.soon();
  const { call = '' } = outcome as { call?: string };
  return { call, taken: before - left() };
}

const arrivals = (call: string) =>
  centre.facts.flatMap(each => (each.call === call && each.fact.kind === 'call-arrived' ? [each.fact] : []));

async function theyTalk(call: string): Promise<void> {
  centre.board.answers(call);
  await centre.soon();
  centre.board.answers(centre.legOf(call));
  await centre.soon();
}

describe('the ticket of a call between two of ours', () => {
  it('is none where the policy says never, whatever is open in the page, and where it says nothing', async () => {
    const first = await luisCalls(OPEN);
    expect(arrivals(first.call)).toMatchObject([{ ticket: '', opensTicket: false }]);
    await centre.desk.carryOut({ do: 'hang-up', agent: 'luis', call: first.call });
    await policyIs('never');
    const second = await luisCalls(OPEN);
    expect(arrivals(second.call)).toMatchObject([{ ticket: '', opensTicket: false }]);
    expect(first.taken + second.taken).toBe(0);
  });

  it.each([
    ['from-ticket', false],
    ['from-ticket', true],
    ['always', false],
    ['always', true],
  ] as const)('is the one that is open in the page (%s; by their number: %s)', async (policy, byNumber) => {
    await policyIs(policy);
    const { call, taken } = await luisCalls(OPEN, byNumber);
    expect(arrivals(call)).toMatchObject([{ ticket: OPEN, opensTicket: false, direction: 'internal' }]);
    expect(centre.call(call).ticket).toBe(OPEN);
    expect(taken).toBe(0);
  });

  it('is none without one in the page, or one of its own, as the policy says', async () => {
    await policyIs('from-ticket');
    const none = await luisCalls();
    expect(arrivals(none.call)).toMatchObject([{ ticket: '', opensTicket: false }]);
    await centre.desk.carryOut({ do: 'hang-up', agent: 'luis', call: none.call });
    await policyIs('always');
    const own = await luisCalls(undefined, true);
    expect(own.taken).toBe(1);
    expect(arrivals(own.call)).toMatchObject([
      { ticket: expect.stringMatching(/^OA-2026-/), opensTicket: true, queue: 'averias', to: 'ana' },
    ]);
  });

  it('is taken for no call that does not begin', async () => {
    await policyIs('always');
    const before = left();
    const refused = await centre.desk.carryOut({ do: 'call-colleague', agent: 'luis', colleague: 'luis' });
    expect(refused).toMatchObject({ ok: false });
    expect(left()).toBe(before);
  });

  it('is one and the same over a kill in mid-call, and nobody wraps it up', async () => {
    await policyIs('always');
    const { call } = await luisCalls();
    await theyTalk(call);
    const { ticket } = centre.call(call);
    const numbers = left();
    await centre.kill();
    await centre.start();
    expect(centre.call(call)).toMatchObject({ ticket, phase: { kind: 'talking' } });
    await centre.desk.carryOut({ do: 'hang-up', agent: 'ana', call });
    await centre.soon();
    expect([centre.workOf('luis'), centre.workOf('ana')]).toEqual(['idle', 'idle']);
    expect(arrivals(call)).toHaveLength(1);
    expect(left()).toBe(numbers);
    await centre.saveFacts();
    expect(centre.records.calls.get(call)).toMatchObject({ ticket, opensTicket: true, outcome: 'answered' });
  });

  it('is told the end of a call whose state cannot be read, and which nobody takes up', async () => {
    await policyIs('always');
    const { call } = await luisCalls();
    await theyTalk(call);
    await centre.saveFacts();
    await centre.restartWith({ [keyOf.call(call)]: { ...centre.call(call), phase: null } });
    expect(centre.calls.call(call)).toBeNull();
    expect(centre.facts.findLast(each => each.call === call)?.fact).toMatchObject({
      kind: 'call-ended',
      by: 'recovery',
      why: 'unseen',
      phase: 'talking',
    });
  });
});
