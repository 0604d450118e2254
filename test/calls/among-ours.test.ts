import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Call, CallIn } from '../../src/calls/call.ts';
import type { Command } from '../../src/calls/commands.ts';
import { agentLeg, colleagues, comingLeg } from '../../src/calls/legs.ts';
import { wantedOf } from '../../src/calls/rules/arrangement.ts';
import { drawCall } from '../../src/supervision/draw.ts';
import { gaveOn } from '../../src/supervision/parts.ts';
import { OneCall, there } from './one-call.ts';
import { SmallCentre } from './small-centre.ts';

const OK = { ok: true };

let centre: SmallCentre;
/** Luis calls Ana, and they talk: the call's own channel is Luis'. */
let call: string;
let leg: string;

beforeEach(async () => {
  centre = await new SmallCentre(['ana', 'luis', 'eva']).start();
  await centre.ready('ana', 'luis', 'eva');
  const outcome = await centre.desk.carryOut({ do: 'call-colleague', agent: 'luis', colleague: 'ana' });
  call = (outcome as { call: string }).call;
  await centre.soon();
  centre.board.answers(call);
  await centre.soon();
  leg = centre.legOf(call);
  centre.board.answers(leg);
  await centre.soon();
});
afterEach(() => centre.close());

async function asks(
  agent: string,
  wish: Partial<Command> & { readonly do: Command['do'] },
): Promise<unknown> {
  const outcome = await centre.desk.carryOut({ agent, call, ...wish } as Command);
  await centre.soon();
  return outcome;
}

const talk = () => {
  const { phase } = centre.call(call);
  if (phase.kind !== 'talking') throw new Error(phase.kind);
  return phase;
};
const together = () => centre.board.bridges.get(talk().bridge);
const hearsMusic = (channel: string) => centre.board.channels.get(channel)?.music;
const works = () => ['luis', 'ana', 'eva'].map(agent => centre.workOf(agent));
const shown = () => centre.shown(call);
const picture = () => drawCall(centre.call(call), null, () => null);
/** At telephones of browsers, which may be back. */
function atPages(of: Call): Call {
  const { phase } = of;
  if (phase.kind !== 'talking') throw new Error(phase.kind);
  const legs = phase.legs.map(each =>
    'agent' in each ? { ...each, endpoint: `PJSIP/ag-${each.agent}` } : each,
  );
  return { ...of, phase: { ...phase, legs } };
}
/** Eva is asked, and answers. */
async function evaIsAsked(by: string): Promise<string> {
  expect(await asks(by, { do: 'consult', colleague: 'eva', note: '' })).toEqual(OK);
  const eva = colleagues(talk()).find(({ agent }) => agent === 'eva')?.channel ?? '';
  const callerNumber = by === 'luis' ? '102' : '101';
  expect(centre.board.dialled.at(-1)).toMatchObject({ channel: eva, callerNumber, callerName: by });
  centre.board.answers(eva);
  await centre.soon();
  return eva;
}

describe('two of ours who talk', () => {
  it.each([
    ['luis', 'ana'],
    ['ana', 'luis'],
  ])('%s holds the other one, and takes them back; nobody else does', async (who, other) => {
    const [own, theirs] = who === 'luis' ? [call, leg] : [leg, call];
    expect(picture()).toMatchObject({ pair: true });
    expect(await asks(who, { do: 'hold' })).toEqual(OK);
    expect([hearsMusic(own), hearsMusic(theirs)]).toEqual([false, true]);
    expect(picture()).toMatchObject({ agent: who, onHold: true });
    expect(picture().pair).toBeUndefined();
    expect(await asks(other, { do: 'resume' })).toMatchObject({ code: 'not-leading' });
    expect(await asks(who, { do: 'resume' })).toEqual(OK);
    expect(together()).toEqual(new Set([call, leg]));
    await asks(other, { do: 'hang-up' });
    expect(works()).toEqual(['idle', 'idle', 'idle']);
    expect(centre.board.channels.size).toBe(0);
  });

  it.each(['luis', 'ana'])(
    'the page of %s is loaded anew: the other one hears music meanwhile',
    async who => {
      const before = who === 'luis' ? call : leg;
      const other = who === 'luis' ? leg : call;
      expect(await asks(who, { do: 'rejoin', line: `sp-${who}` })).toEqual(OK);
      if (centre.board.channels.has(before)) centre.board.hangsUp(before, 44);
      await centre.soon();
      expect(hearsMusic(other)).toBe(true);
      const coming = [...centre.board.channels].find(([, { state }]) => state === 'Ringing')?.[0] ?? '';
      expect(centre.board.dialled.at(-1)).toMatchObject({ channel: coming, originator: other });
      centre.board.answers(coming);
      await centre.soon();
      expect(together()).toEqual(new Set([coming, other]));
      expect(works()).toEqual(['talking', 'talking', 'idle']);
      // Their new channel is not the call's: a restart finds it all the same.
      await centre.restart();
      expect(together()).toEqual(new Set([coming, other]));
      await asks(who, { do: 'hold' });
      expect(hearsMusic(other)).toBe(true);
    },
  );

  it.each(['luis', 'ana'])('%s asks a third one, and leaves the two others to each other', async who => {
    const [own, other] = who === 'luis' ? [call, leg] : [leg, call];
    const eva = await evaIsAsked(who);
    expect([...centre.board.bridges.values()]).toContainEqual(new Set([own, eva]));
    expect(hearsMusic(other)).toBe(true);
    expect(await asks(who, { do: 'complete' })).toEqual(OK);
    expect(together()).toEqual(new Set([eva, other]));
    // Pressed again, it is done already; anything else is not theirs to do any more.
    expect(await asks(who, { do: 'complete' })).toEqual(OK);
    expect(await asks(who, { do: 'hold' })).toMatchObject({ code: 'already-given-on' });
    expect(gaveOn(who, picture())).toBe(true);
    expect(centre.workOf(who)).toBe('idle');
    expect(picture().wrapUps).toBeUndefined();
    await centre.restart();
    await asks('eva', { do: 'hang-up' });
    expect(works()).toEqual(['idle', 'idle', 'idle']);
    expect(centre.calls.allCalls()).toEqual([]);
  });

  it('are three in a conference, which the one who leads it may leave, and of whom two may be left', async () => {
    const eva = await evaIsAsked('luis');
    await asks('luis', { do: 'conference' });
    expect(together()).toEqual(new Set([call, leg, eva]));
    // There is nobody to hold alone, and one leads it.
    expect(await asks('luis', { do: 'hold' })).toMatchObject({ code: 'nobody-to-hold' });
    expect(await asks('ana', { do: 'hold' })).toMatchObject({ code: 'not-leading' });
    await asks('luis', { do: 'hang-up' });
    expect(together()).toEqual(new Set([leg, eva]));
    expect(picture().caller).toBeUndefined();
    centre.board.hangsUp(eva);
    await centre.soon();
    expect(works()).toEqual(['idle', 'idle', 'idle']);
  });

  it.each(['luis', 'ana'])('%s holds the other one by the hold key of their desk telephone', async who => {
    const [own, other] = who === 'luis' ? [call, leg] : [leg, call];
    centre.board.holds(own, true);
    await centre.soon();
    expect([hearsMusic(own), hearsMusic(other)]).toEqual([false, true]);
    expect(picture()).toMatchObject({ agent: who, onHold: true });
    expect(picture().farHold).toBeUndefined();
    centre.board.holds(own, false);
    await centre.soon();
    expect(together()).toEqual(new Set([call, leg]));
  });

  it('swap between who is held and who is asked', async () => {
    await asks('luis', { do: 'hold' });
    const eva = await evaIsAsked('luis');
    await asks('luis', { do: 'swap' });
    expect([together(), hearsMusic(eva)]).toEqual([new Set([call, leg]), true]);
  });

  it('hear each other again when the third one leaves, whoever was muted', async () => {
    const eva = await evaIsAsked('luis');
    await asks('luis', { do: 'conference' });
    expect(await asks('luis', { do: 'mute', colleague: 'ana', on: true })).toEqual(OK);
    centre.board.hangsUp(eva);
    await centre.soon();
    expect(centre.board.channels.get(leg)?.muted).toBe(false);
    expect(picture()).toMatchObject({ pair: true });
    expect(await asks('luis', { do: 'mute', colleague: 'ana', on: true })).toMatchObject({
      code: 'no-conference',
    });
  });

  it('are two when the third one leaves, also while the page of one is on its way', async () => {
    await evaIsAsked('luis');
    await asks('luis', { do: 'conference' });
    await asks('eva', { do: 'rejoin', line: 'sp-eva' });
    await asks('luis', { do: 'hang-up' });
    const coming = [...centre.board.channels].find(([, { state }]) => state === 'Ringing')?.[0] ?? '';
    centre.board.answers(coming);
    await centre.soon();
    expect(together()).toEqual(new Set([leg, coming]));
  });

  it('know after which call a leg is named that goes to and fro', async () => {
    const waits = centre.board.rings({ callerNumber: '+584145550101', dialled: '102' });
    await centre.soon();
    await asks('luis', { do: 'take-line', call: waits });
    expect(drawCall(centre.call(waits), null, () => null)).toMatchObject({ agent: 'luis', legOf: call });
    expect(picture().legOf).toBeUndefined();
  });

  it('give nobody to who has not answered, nor to a number outside', async () => {
    expect(await asks('luis', { do: 'consult', colleague: 'eva', note: '' })).toEqual(OK);
    expect(await asks('luis', { do: 'complete' })).toMatchObject({ code: 'not-answered-yet' });
    await asks('luis', { do: 'resume' });
    expect(await asks('ana', { do: 'consult-outside', number: '0414-5550105', note: '' })).toMatchObject({
      code: 'internal-call',
    });
    expect(together()).toEqual(new Set([call, leg]));
  });

  it.each(['luis', 'ana'])('%s takes a call that waits beside, and is back when it is over', async who => {
    const [own, other] = who === 'luis' ? [call, leg] : [leg, call];
    const dialled = who === 'luis' ? '102' : '101';
    const waits = centre.board.rings({ callerNumber: '+584145550101', dialled });
    await centre.soon();
    expect(centre.call(waits).phase).toMatchObject({ kind: 'offered', agent: who, leg: '' });
    expect(await asks(who, { do: 'take-line', call: waits })).toEqual(OK);
    expect(centre.call(waits).phase).toMatchObject({ kind: 'talking', agent: who });
    expect(hearsMusic(other)).toBe(true);
    // While they have two calls they lead this one alone.
    expect(await asks(who === 'luis' ? 'ana' : 'luis', { do: 'hold' })).toMatchObject({ ok: false });
    centre.board.hangsUp(waits);
    await centre.soon();
    expect(together()).toEqual(new Set([own, other]));
  });

  it('of whom one calls a customer on their second line, and comes back', async () => {
    const outcome = await centre.desk.carryOut({
      do: 'call-out',
      agent: 'luis',
      number: '0414-5550105',
      second: true,
    });
    expect(outcome).toMatchObject(OK);
    await centre.soon();
    const second = (outcome as { call: string }).call;
    centre.board.answers(second);
    await centre.soon(5_000);
    expect(hearsMusic(leg)).toBe(true);
    expect(await asks('luis', { do: 'take-line' })).toEqual(OK);
    expect(together()).toEqual(new Set([call, leg]));
    expect(await asks('ana', { do: 'hold' })).toMatchObject({ code: 'not-leading' });
    expect(shown()).not.toHaveProperty('pair');
    // With the customer gone either of the two leads the call again, and both pages are told.
    centre.board.hangsUp(second);
    await centre.soon(1_000);
    expect(shown()).toMatchObject({ pair: true });
    await centre.desk.carryOut({
      do: 'dispose',
      agent: 'luis',
      call: second,
      disposition: 'resuelto',
      note: '',
    });
    await centre.soon();
    expect(await asks('ana', { do: 'hold' })).toEqual(OK);
  });

  it('of whom one left while nobody watched, and does not come back: it is over', async () => {
    await centre.kill();
    centre.board.hangsUp(call);
    await centre.start();
    await centre.soon(20_000);
    expect(works()).toEqual(['idle', 'idle', 'idle']);
    expect(centre.board.channels.size).toBe(0);
  });

  it.each(['luis', 'ana'])('wait for %s, whose page was loaded anew while nobody watched', who => {
    const [own, other] = who === 'luis' ? [call, leg] : [leg, call];
    const one = new OneCall(atPages(centre.call(call)));
    one.now = centre.clock.now() + 10_000;
    one.hears(there(other));
    const phase = one.talk;
    expect([phase.agent, colleagues(phase)[0]]).toMatchObject([
      who === 'luis' ? 'ana' : 'luis',
      { agent: who, state: 'dialled', again: true },
    ]);
    one.hears({ kind: 'ask-rejoin', agent: who, endpoint: `PJSIP/ag-${who}` });
    const coming = colleagues(one.talk)[0]?.channel ?? '';
    expect(coming).not.toBe(own);
    one.hears({ kind: 'leg-answered', channel: coming });
    const { bridges } = wantedOf(one.call as CallIn<'talking'>);
    expect(bridges.get(phase.bridge)).toEqual(new Set([other, coming]));
  });

  it('are led by one alone whose page is on its way', async () => {
    await asks('ana', { do: 'rejoin', line: 'sp-ana' });
    expect(comingLeg(talk())).toBeDefined();
    expect(await asks('luis', { do: 'hold' })).toMatchObject({ code: 'not-leading' });
    expect(agentLeg(talk())?.agent).toBe('ana');
  });
});
