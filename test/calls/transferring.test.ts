import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { lineAtEndpoint } from '../../src/adapters/asterisk/endpoints.ts';
import type { Call } from '../../src/calls/call.ts';
import { mayIdentify } from '../../src/calls/decide.ts';
import { REFUSED_AGAIN_MS } from '../../src/queues/events.ts';
import { drawCall } from '../../src/supervision/draw.ts';
import { CALLER, outgoingCall, talkingCaller, there, together } from './one-call.ts';
import { recordedCall } from './recorded-call.ts';
import { averias, centreData, person, SmallCentre } from './small-centre.ts';

const ASK = { kind: 'ask-transfer', agent: 'ana', queue: 'comercial', note: 'Pide su factura.' } as const;

describe('an agent who gives the caller to a queue', () => {
  it('is out of the call; the caller hears music and waits with the time they have waited', () => {
    const one = talkingCaller();
    const { leg } = one;
    const { answeredAt, queued } = one.talk;
    const waited = answeredAt - (queued?.queuedAt ?? 0);
    one.later(60_000).hears(ASK);
    expect(one.said).toEqual([
      'stop-recording',
      'cancel left',
      'cancel ring',
      `leave ${CALLER}`,
      'music on',
      'destroy-bridge',
      `hang-up ${leg}`,
      'agent-finished ana wrap-up',
      'fact transferred',
      'fact queued',
      'enqueue',
    ]);
    expect(one.phase).toMatchObject({
      kind: 'waiting',
      queue: 'comercial',
      queuedAt: one.now - waited,
      missedBy: ['ana'],
      notBefore: { ana: one.now + REFUSED_AGAIN_MS },
      transfer: { from: 'ana', note: 'Pide su factura.', at: one.now },
    });
    expect(one.facts).toMatchObject([
      { kind: 'transferred', agent: 'ana', queue: 'comercial', wrapUp: true, talkedMs: 60_000 },
      { kind: 'queued', queue: 'comercial' },
    ]);
    expect(one.call.wrapUps).toMatchObject([
      { agent: 'ana', queue: 'averias', spoke: true, to: 'comercial' },
    ]);
  });

  it('may do so with the caller on hold, who hears the music on', () => {
    const one = talkingCaller().hears({ kind: 'ask-hold', agent: 'ana' }, ASK);
    expect(one.said).not.toContain('music on');
    expect(one.said).not.toContain(`leave ${CALLER}`);
    expect(one.phase).toMatchObject({ kind: 'waiting', music: true });
  });

  it('leaves no leg behind when their page was just on its way back', () => {
    const one = talkingCaller().hears({ kind: 'ask-rejoin', agent: 'ana', endpoint: 'PJSIP/ag-2' });
    const old = one.leg;
    const coming = one.orders.flatMap(order => (order.kind === 'dial' ? [order.order.channel] : []));
    one.hears(ASK);
    expect(one.said).toEqual(expect.arrayContaining([old, ...coming].map(leg => `hang-up ${leg}`)));
    expect(one.hears({ kind: 'leg-answered', channel: coming[0] ?? '' }).said).toEqual([
      `hang-up ${coming[0]}`,
    ]);
  });

  it('wraps up while the next one is rung and talks; each owes their own', () => {
    const one = talkingCaller().hears(ASK).offered('luis').answered();
    expect(one.facts.at(-1)).toMatchObject({ kind: 'answered', agent: 'luis', waitedMs: 0 });
    const dispose = { kind: 'ask-disposition', disposition: 'transferida', note: '' } as const;
    one.hears({ ...dispose, agent: 'ana' });
    expect(one.said).toEqual(['agent-disposed ana', 'fact wrap-up-ended']);
    expect([one.phase.kind, one.call.wrapUps]).toEqual(['talking', undefined]);
    one.ended(CALLER);
    expect(one.call.wrapUps).toMatchObject([{ agent: 'luis', queue: 'comercial' }]);
    expect(one.call.wrapUps?.[0]).not.toHaveProperty('to');
  });

  it('still owes their own when the call has ended before, and the call stays for it', () => {
    const one = talkingCaller().hears(ASK);
    const recordings = one.call.finishing?.map(({ name }) => name) ?? [];
    one
      .ended(CALLER)
      .hears(...recordings.map(recording => ({ kind: 'recorded', recording, ok: true }) as const));
    expect(one.phase.kind).toBe('ending');
    expect(one.said).not.toContain('close');
    one.hears({ kind: 'ask-disposition', agent: 'ana', disposition: 'transferida', note: '' });
    expect(one.said).toContain('close');
  });

  it('cannot do so as anybody else, nor while nobody talks', () => {
    expect(talkingCaller().hears({ ...ASK, agent: 'luis' }).orders).toEqual([]);
    expect(talkingCaller().hears(ASK).hears(ASK).orders).toEqual([]);
  });

  it('gives a customer whom they called a place from now on', () => {
    const one = outgoingCall().hears({ kind: 'begin' }).answered();
    one.hears({ kind: 'leg-answered', channel: CALLER }).played().later(30_000).hears(ASK);
    expect(one.phase).toMatchObject({ kind: 'waiting', queue: 'comercial', queuedAt: one.now });
    expect(one.call.wrapUps).toMatchObject([{ agent: 'ana', queue: null }]);
  });

  it('does not leave a leg behind whose end is not confirmed', () => {
    const one = talkingCaller();
    const { leg } = one;
    const late = { kind: 'outcome', order: 'hang-up', subject: leg, outcome: 'timed-out' } as const;
    expect(one.hears(ASK, late).said).toEqual([`hang-up ${leg}`]);
    expect(one.hears({ ...late, outcome: 'gone' }).orders).toEqual([]);
  });

  it('may say who the caller is until somebody else talks with them', () => {
    const one = talkingCaller().hears(ASK);
    const may = () => ['ana', 'luis'].filter(agent => mayIdentify(one.call, agent));
    expect(may()).toEqual(['ana']);
    one.offered('luis');
    expect(may()).toEqual(['ana']);
    expect(one.answered() && may()).toEqual(['luis']);
  });

  it('finds the caller waiting on after a restart', () => {
    const one = talkingCaller().hears(ASK).hears(there(CALLER));
    expect(one.phase).toMatchObject({ kind: 'waiting', queue: 'comercial', transfer: { from: 'ana' } });
    expect(one.said).not.toContain(`leave ${CALLER}`);
    expect(one.said).toEqual(expect.arrayContaining(['music on', 'enqueue']));
  });

  it('takes the caller out of the talk after a restart that lost the orders', () => {
    const one = talkingCaller().hears(ASK);
    const { leg } = talkingCaller();
    expect(one.hears(together(CALLER, leg)).said.slice(0, 2)).toEqual([`leave ${CALLER}`, 'music on']);
  });

  it('is shown with what they owe, and the next one with who sent the caller and why', () => {
    const draw = (call: Call) => drawCall(call, null, lineAtEndpoint);
    const waits = draw(talkingCaller().hears(ASK).call);
    const wrapUps = [{ agent: 'ana', queue: 'averias', spoke: true, to: 'comercial', line: 'sp-ana' }];
    expect(waits).toMatchObject({ agent: null, line: null, queue: 'comercial', wrapUps });
    const rings = draw(talkingCaller().hears(ASK).offered('luis').call);
    expect(rings).toMatchObject({
      agent: 'luis',
      line: 'sp-luis',
      wrapUps,
      transfer: { from: 'ana', note: 'Pide su factura.' },
    });
    // Of a call that is over, who spoke last is the agent.
    const over = talkingCaller().hears(ASK).offered('luis').answered();
    expect(draw(over.ended(CALLER).call)).toMatchObject({ agent: 'luis', queue: 'comercial' });
    expect(draw(talkingCaller().hears(ASK).ended(CALLER).call)).toMatchObject({ agent: null });
  });
});

describe('the record of a call that was given to another queue', () => {
  const queued = (at: number, queue: string) =>
    ({ kind: 'queued', at, queue, topic: 't', priority: 3 }) as const;
  const sent = [
    queued(10, 'averias'),
    { kind: 'answered', at: 20, agent: 'ana', waitedMs: 10 },
    { kind: 'transferred', at: 50, agent: 'ana', queue: 'comercial', note: '', wrapUp: true, talkedMs: 30 },
    queued(50, 'comercial'),
  ] as const;

  it('has both talks, without the wait between them', () => {
    const answered = { kind: 'answered', at: 70, agent: 'luis', waitedMs: 20 } as const;
    const end = {
      kind: 'call-ended',
      at: 100,
      by: 'caller',
      phase: 'talking',
      cause: 16,
      talkedMs: 30,
    } as const;
    // Of the first talk it is not known how long the customer was on hold.
    expect(recordedCall([...sent, answered, { ...end, heldMs: 5 }]).heldMs).toBeNull();
    const known = sent.map(each => (each.kind === 'transferred' ? { ...each, heldMs: 7 } : each));
    expect(recordedCall([...known, answered, { ...end, heldMs: 5 }]).heldMs).toBe(12);
    expect(recordedCall([...sent, answered, end])).toMatchObject({
      agent: 'luis',
      queue: 'comercial',
      waitedMs: 10,
      talkedMs: 60,
      outcome: 'answered',
    });
  });

  it('is abandoned when nobody answers there, also of a customer whom we called', () => {
    const end = { kind: 'call-ended', at: 100, by: 'caller', phase: 'waiting', cause: 16 } as const;
    expect(recordedCall([...sent, end])).toMatchObject({ outcome: 'abandoned', talkedMs: 30 });
  });
});

describe('in the centre', () => {
  let centre: SmallCentre;

  beforeEach(async () => {
    const people = [person('ana'), person('luis', { queues: ['comercial'] })];
    const { queues } = centreData(people);
    const week = { mon: [], tue: [], wed: [], thu: [], fri: [], sat: [], sun: [] };
    const spec = { timeZone: 'America/Caracas', week, holidays: [] };
    centre = await new SmallCentre(['ana', 'luis'], {
      people,
      queues: [...queues, { ...averias, name: 'cerrada', title: 'Cerrada', calendar: 'nunca' }],
      calendars: [{ name: 'nunca', spec }],
    }).start();
  });
  afterEach(() => centre.close());

  it('the next agent gets the caller, hears them, and who sent them is free once they have wrapped up', async () => {
    await centre.ready('ana');
    const call = await centre.talks('1');
    const transfer = { do: 'transfer', agent: 'ana', call, to: { queue: 'comercial' }, note: '' } as const;
    expect(await centre.desk.carryOut({ ...transfer, to: { queue: 'ninguna' } })).toMatchObject({
      code: 'unknown-resource',
    });
    expect(await centre.desk.carryOut({ ...transfer, to: { queue: 'cerrada' } })).toMatchObject({
      code: 'queue-closed',
    });
    expect(await centre.desk.carryOut({ ...transfer, agent: 'luis' })).toMatchObject({
      code: 'not-your-call',
    });
    expect(centre.phaseOf(call)).toBe('talking');

    expect(await centre.desk.carryOut(transfer)).toEqual({ ok: true });
    await centre.soon();
    expect([centre.phaseOf(call), centre.workOf('ana')]).toEqual(['waiting', 'wrap-up']);
    expect([...centre.board.channels.keys()]).toEqual([call]);
    expect(centre.board.bridges.size).toBe(0);
    expect(await centre.desk.carryOut(transfer)).toMatchObject({ code: 'already-given-on' });
    const hangUp = { do: 'hang-up', agent: 'ana', call } as const;
    expect(await centre.desk.carryOut(hangUp)).toMatchObject({ code: 'already-given-on' });

    await centre.ready('luis');
    centre.board.answers(centre.legOf(call));
    await centre.soon();
    expect([centre.workOf('ana'), centre.workOf('luis')]).toEqual(['wrap-up', 'talking']);
    expect([...centre.board.bridges.values()].map(each => [...each])).toEqual([[call, centre.legOf(call)]]);
    await centre.restart();
    expect([centre.workOf('ana'), centre.workOf('luis')]).toEqual(['wrap-up', 'talking']);

    const dispose = { do: 'dispose', call, disposition: 'resuelto', note: '' } as const;
    expect(await centre.desk.carryOut({ ...dispose, agent: 'luis' })).toMatchObject({
      code: 'nothing-owed',
    });
    // Whether the customer agrees is not theirs to say any more.
    const solved = {
      ...dispose,
      agent: 'ana',
      disposition: 'conforme',
      summary: 'Sin tono',
      solution: 'Cable',
    };
    expect(await centre.desk.carryOut(solved)).toMatchObject({ code: 'disposition-unfit' });
    expect(await centre.desk.carryOut({ ...dispose, agent: 'ana' })).toEqual({ ok: true });
    await centre.soon();
    expect([centre.workOf('ana'), centre.phaseOf(call)]).toEqual(['idle', 'talking']);
    centre.board.hangsUp(call);
    await centre.soon();
    expect(await centre.desk.carryOut({ ...dispose, agent: 'luis' })).toEqual({ ok: true });
    await centre.soon(5_000);
    expect([centre.phaseOf(call), centre.workOf('luis')]).toEqual(['closed', 'idle']);
  });
});
