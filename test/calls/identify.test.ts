import { afterEach, describe, expect, it } from 'vitest';
import { demoCustomer } from '../ivr/caller.ts';
import { OneCall, offeredCaller, outgoingCall, talkingCaller } from './one-call.ts';
import { SmallCentre } from './small-centre.ts';

const [ana, luis] = [demoCustomer('demo-ana'), demoCustomer('demo-luis')];
const byLine = { kind: 'identified', by: 'line', openTickets: [] } as const;
const asked = { kind: 'ask-customer', agent: 'ana', openTickets: [] } as const;

describe('a line', () => {
  it('of one customer says who is calling', () => {
    const one = new OneCall().hears({ ...byLine, owners: [luis] });
    expect(one.call).toMatchObject({ customer: luis, identifiedBy: 'line' });
    expect(one.facts).toMatchObject([{ kind: 'caller-identified', customer: 'demo-luis', by: 'line' }]);
  });

  it('of several customers says which telephone it is, and nobody is told to be calling', () => {
    const one = new OneCall().hears({ ...byLine, owners: [ana, luis] });
    expect(one.call).toMatchObject({ customer: null, candidates: [ana, luis] });
    expect(one.facts).toEqual([]);
  });

  it('comes too late for whom a document or an agent had named', () => {
    const keyed = new OneCall({ customer: ana, identifiedBy: 'document' }).hears({
      ...byLine,
      owners: [luis],
    });
    expect(keyed.call.customer).toBe(ana);
    const refused = new OneCall({ identifiedBy: 'agent' }).hears({ ...byLine, owners: [luis] });
    expect([refused.call.customer, refused.facts]).toEqual([null, []]);
  });
});

describe('the agent of a call', () => {
  it('says who the caller is, corrects it, and says that it is none of the customers', () => {
    const one = talkingCaller();
    one.facts = [];
    one.hears({ ...asked, customer: luis });
    expect(one.call).toMatchObject({ customer: luis, identifiedBy: 'agent' });
    one.hears({ ...asked, customer: ana });
    one.hears({ ...asked, customer: null });
    expect(one.call).toMatchObject({ customer: null, identifiedBy: 'agent' });
    expect(one.facts).toMatchObject([
      { kind: 'caller-identified', customer: 'demo-luis', by: 'agent', agent: 'ana' },
      { kind: 'caller-identified', customer: 'demo-ana', by: 'agent', agent: 'ana' },
      { kind: 'caller-unknown', customer: 'demo-ana', agent: 'ana' },
    ]);
  });

  it('says it once: the same again changes nothing', () => {
    const one = talkingCaller().hears({ ...asked, customer: luis });
    one.facts = [];
    expect(one.hears({ ...asked, customer: luis }).orders).toEqual([]);
  });

  it('confirms whom the line had named', () => {
    const one = talkingCaller();
    one.call = { ...one.call, customer: luis, identifiedBy: 'line' };
    one.facts = [];
    expect(one.hears({ ...asked, customer: luis }).facts).toMatchObject([{ by: 'agent' }]);
  });

  it('is not told of a debt that is not this caller’s', () => {
    const one = talkingCaller();
    const { phase } = one.call;
    if (phase.kind !== 'talking' || !phase.queued) throw new Error('nobody talks');
    const queued = { ...phase.queued, unheard: ['ticket-number', 'debt'] as const };
    one.call = { ...one.call, customer: luis, identifiedBy: 'line', phase: { ...phase, queued } };
    const unheard = () => one.call.phase.kind === 'talking' && one.call.phase.queued?.unheard;
    one.hears({ ...asked, customer: luis });
    expect(unheard()).toEqual(['ticket-number', 'debt']);
    one.hears({ ...asked, customer: ana });
    expect(unheard()).toEqual(['ticket-number']);
  });

  it('may do so while calling out and in wrap-up; nobody else may, nor anybody before the first word', () => {
    expect(outgoingCall().hears({ ...asked, customer: ana }).call.customer).toBe(ana);
    const over = talkingCaller().hears({ kind: 'ask-hang-up', agent: 'ana' });
    expect(over.phase.kind).toBe('ending');
    expect(over.hears({ ...asked, customer: ana }).call.customer).toBe(ana);
    expect(talkingCaller().hears({ ...asked, agent: 'luis', customer: ana }).orders).toEqual([]);
    expect(offeredCaller().hears({ ...asked, customer: ana }).orders).toEqual([]);
    expect(new OneCall().hears({ ...asked, customer: ana }).orders).toEqual([]);
  });
});

describe('in the centre', () => {
  let centre: SmallCentre;
  afterEach(() => centre.close());

  it('the customer an agent names is on the call with the open tickets, and outlives a restart', async () => {
    centre = await new SmallCentre(['ana', 'luis']).start();
    centre.records.customers.set(ana.id, ana);
    centre.records.customers.set(luis.id, luis);
    await centre.ready('ana');
    const call = await centre.waits('04145559999');
    await centre.soon();
    const [leg = ''] = [...centre.board.channels.keys()].filter(id => id !== call);
    centre.board.answers(leg);
    await centre.soon();
    const name = (agent: string, customer: string | null) =>
      centre.desk.carryOut({ do: 'identify-caller', agent, call, customer });
    expect(await name('luis', ana.id)).toEqual({ ok: false, code: 'not-your-call' });
    expect(await name('ana', 'nobody')).toEqual({ ok: false, code: 'unknown-resource' });
    expect(await name('ana', ana.id)).toEqual({ ok: true });
    expect(centre.calls.call(call)).toMatchObject({ customer: { id: ana.id }, identifiedBy: 'agent' });
    await centre.restart();
    expect(centre.calls.call(call)).toMatchObject({ customer: { id: ana.id }, identifiedBy: 'agent' });
    expect(
      await centre.desk.carryOut({ do: 'identify-caller', agent: 'ana', call: 'none', customer: null }),
    ).toEqual({
      ok: false,
      code: 'call-gone',
    });
  });
});
