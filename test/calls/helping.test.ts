import { afterEach, describe, expect, it } from 'vitest';
import type { CallInput } from '../../src/calls/inputs.ts';
import { offeredCaller, talkingCaller } from './one-call.ts';
import { SmallCentre } from './small-centre.ts';

const by = { id: 'sofia', name: 'Sofía' };
const ask = (on: boolean, agent = 'ana'): CallInput => ({ kind: 'ask-help', agent, on });
const seen: CallInput = { kind: 'help-seen', by };

describe('help that an agent asks for', () => {
  it('is a fact of the call, and asked for once however often the key is pressed', () => {
    const one = talkingCaller().later(5_000).hears(ask(true)).later(1_000).hears(ask(true));
    expect(one.call.help).toEqual({ agent: 'ana', since: one.now - 1_000 });
    expect(one.facts).toEqual([{ kind: 'help-asked', at: one.now - 1_000, agent: 'ana' }]);
    expect(one.said).toEqual([]);
  });

  it('ends when it is taken back', () => {
    const one = talkingCaller().hears(ask(true), ask(false), ask(false));
    expect(one.call.help).toBeUndefined();
    expect(one.facts.slice(1)).toMatchObject([{ kind: 'help-ended', agent: 'ana', why: 'taken-back' }]);
  });

  it('ends when a supervisor has seen it, and the agent knows who; it may be asked for anew', () => {
    const one = talkingCaller().hears(ask(true), seen, seen);
    expect(one.call.help).toMatchObject({ agent: 'ana', seenBy: by });
    expect(one.facts.slice(1)).toMatchObject([{ kind: 'help-ended', why: 'seen', by: 'sofia' }]);
    one.hears(ask(true));
    expect(one.call.help).toEqual({ agent: 'ana', since: one.now });
  });

  it.each<[string, CallInput]>([
    ['hang-up', { kind: 'ask-hang-up', agent: 'ana' }],
    ['transfer', { kind: 'ask-transfer', agent: 'ana', queue: 'comercial', note: '' }],
    ['log-in ended at once', { kind: 'agent-sent-away', agent: 'ana' }],
  ])('ends with the talk: %s', (_, input) => {
    const one = talkingCaller().hears(ask(true), input);
    expect(one.call.help).toBeUndefined();
    expect(one.facts).toContainEqual({ kind: 'help-ended', at: one.now, agent: 'ana', why: 'talk-over' });
    const told = talkingCaller().hears(ask(true), seen, input);
    expect(told.call.help).toBeUndefined();
    expect(told.factKinds().filter(kind => kind === 'help-ended')).toHaveLength(1);
  });

  it('is asked for in a consultation, and goes on when the customer is taken back', () => {
    const one = talkingCaller().hears(
      {
        kind: 'ask-consult',
        agent: 'ana',
        colleague: 'luis',
        endpoint: 'PJSIP/sp-luis',
        queue: 'averias',
        note: '',
      },
      ask(true),
    );
    expect(one.call.help).toEqual({ agent: 'ana', since: one.now });
    one.hears({ kind: 'ask-resume', agent: 'ana' });
    expect(one.call.help).toMatchObject({ agent: 'ana' });
  });

  it('is for who talks, not for others nor while it rings', () => {
    expect(talkingCaller().hears(ask(true, 'luis')).call.help).toBeUndefined();
    expect(offeredCaller().hears(ask(true)).call.help).toBeUndefined();
    expect(talkingCaller().hears(seen).call.help).toBeUndefined();
  });
});

describe('help in the centre', () => {
  let centre: SmallCentre;
  afterEach(() => centre.close());

  it('survives a restart; of three supervisors who press at once one has seen it, the others are told', async () => {
    centre = await new SmallCentre(['ana', 'luis']).start();
    await centre.ready('ana');
    const call = await centre.waits();
    const help = { do: 'ask-help', agent: 'ana', call, on: true } as const;
    expect(await centre.desk.carryOut(help)).toMatchObject({ code: 'not-in-talk' });
    centre.board.answers(centre.legOf(call));
    await centre.soon();
    expect(await centre.desk.carryOut({ ...help, agent: 'luis' })).toMatchObject({ code: 'not-your-call' });
    expect(await centre.desk.carryOut(help)).toEqual({ ok: true });
    await centre.restart();
    expect(centre.call(call).help).toMatchObject({ agent: 'ana' });
    const see = { do: 'see-help', by, call } as const;
    const outcomes = await Promise.all([see, see, see].map(each => centre.desk.carryOut(each)));
    const over = { ok: false, code: 'help-over' };
    expect(outcomes).toEqual([{ ok: true }, over, over]);
    expect(centre.kindsOf(call).filter(kind => kind.startsWith('help-'))).toEqual([
      'help-asked',
      'help-ended',
    ]);
    centre.board.hangsUp(call);
    await centre.soon();
    expect(await centre.desk.carryOut(help)).toMatchObject({ code: 'call-gone' });
    expect(await centre.desk.carryOut({ ...see, call: 'no-such-call' })).toMatchObject({ code: 'call-gone' });
  });
});
