import { afterEach, describe, expect, it } from 'vitest';
import type { Command } from '../../src/calls/commands.ts';
import { agentLeg, askedLegs, peopleIn, supervisorLegs } from '../../src/calls/legs.ts';
import { MOST_PEOPLE } from '../../src/calls/rules/ringing-asked.ts';
import { drawCall } from '../../src/supervision/draw.ts';
import { averias, centreData, person, SmallCentre } from './small-centre.ts';

/* What an agent asks too late, too soon or once too often is refused with what to do about it, and nothing is lost. */

const OTHERS = Array.from({ length: MOST_PEOPLE }, (_, at) => `c${at + 1}`);
const PEOPLE = [
  person('ana'),
  ...OTHERS.map(id => person(id, { queues: ['comercial'] })),
  person('rita', { role: 'supervisor' }),
];

let centre: SmallCentre;
afterEach(() => centre.close());

const codeOf = async (command: Command) => {
  const outcome = await centre.desk.carryOut(command);
  await centre.soon();
  return outcome.ok ? 'ok' : outcome.code;
};
const talk = (call: string) => {
  const { phase } = centre.call(call);
  if (phase.kind !== 'talking') throw new Error(`${call} is ${phase.kind}`);
  return phase;
};
const asked = (call: string) => askedLegs(talk(call)).at(-1)?.channel ?? '';
const own = (call: string) => ({ agent: 'ana', call }) as const;
const consults = (call: string, colleague: string) =>
  codeOf({ do: 'consult', ...own(call), colleague, note: '' });

async function talks(): Promise<string> {
  centre = await new SmallCentre([], centreData(PEOPLE)).start();
  await centre.ready('ana');
  const call = await centre.talks('1');
  await centre.ready(...OTHERS);
  return call;
}

async function joins(call: string, colleague: string): Promise<void> {
  expect(await consults(call, colleague)).toBe('ok');
  centre.board.answers(asked(call));
  await centre.soon();
  // Pressed twice it is no more than once.
  expect(await codeOf({ do: 'conference', ...own(call) })).toBe('ok');
  expect(await codeOf({ do: 'conference', ...own(call) })).toBe('ok');
}

describe('an agent who asks somebody into their call', () => {
  it('is told that it is full with the ninth, inside or outside, and the eight talk on', async () => {
    const call = await talks();
    const seated = OTHERS.slice(0, MOST_PEOPLE - 2);
    for (const colleague of seated) await joins(call, colleague);
    expect(peopleIn(talk(call))).toBe(MOST_PEOPLE);
    const before = [...centre.board.bridges.values()].map(each => [...each].toSorted());
    expect(before.map(each => each.length)).toEqual([MOST_PEOPLE]);
    const dialled = centre.board.dialled.length;
    const ninth = OTHERS[MOST_PEOPLE - 2] ?? '';
    expect(await consults(call, ninth)).toBe('call-full');
    expect(await codeOf({ do: 'consult-outside', ...own(call), number: '0212-5550177', note: '' })).toBe(
      'call-full',
    );
    expect([...centre.board.bridges.values()].map(each => [...each].toSorted())).toEqual(before);
    expect(centre.board.dialled.length).toBe(dialled);
    expect([centre.workOf('ana'), centre.workOf(ninth)]).toEqual(['talking', 'idle']);
    // There is room again once somebody has left.
    expect(await codeOf({ do: 'drop', ...own(call), colleague: 'c1' })).toBe('ok');
    expect(await codeOf({ do: 'drop', ...own(call), colleague: 'c1' })).toBe('left-already');
    expect(await consults(call, ninth)).toBe('ok');
  });

  it('is told so when they are asked already, have not answered yet, or are gone', async () => {
    const call = await talks();
    const order = (what: 'complete' | 'swap' | 'conference') => codeOf({ do: what, ...own(call) });
    expect(await consults(call, 'c1')).toBe('ok');
    expect([await consults(call, 'c2'), await order('swap'), await order('conference')]).toEqual([
      'consulting-already',
      'not-answered-yet',
      'not-answered-yet',
    ]);
    centre.board.answers(asked(call));
    await centre.soon();
    // The second line is for who is in their talk.
    expect(await codeOf({ do: 'call-out', agent: 'ana', number: '0212-5550177', second: true })).toBe(
      'consulting-already',
    );
    centre.board.hangsUp(asked(call));
    await centre.soon();
    expect([await order('complete'), await order('swap'), await order('conference')]).toEqual([
      'nobody-asked',
      'nobody-asked',
      'nobody-asked',
    ]);
    expect([centre.workOf('ana'), agentLeg(talk(call))?.state]).toEqual(['talking', 'up']);
  });

  it('of a conference is told that the others would be left alone, and who is asked leads nothing', async () => {
    const call = await talks();
    await joins(call, 'c1');
    const transfer = { do: 'transfer', call, to: { queue: 'averias' }, note: '' } as const;
    expect(await codeOf({ ...transfer, agent: 'ana' })).toBe('in-conference');
    expect(await codeOf({ ...transfer, agent: 'c1' })).toBe('not-leading');
    expect(await codeOf({ do: 'hold', agent: 'c1', call })).toBe('not-leading');
    expect(await consults(call, 'c1')).toBe('in-call-already');
    expect(peopleIn(talk(call))).toBe(3);
    // Whose page is on its way back is one person, with two legs.
    await centre.desk.carryOut({ do: 'rejoin', agent: 'ana', call, line: 'sp-ana' });
    await centre.soon();
    expect([talk(call).legs.length, peopleIn(talk(call))]).toEqual([4, 3]);
  });
});

describe('a supervisor who takes a call over', () => {
  const take = (call: string) => codeOf({ do: 'supervise', agent: 'rita', call, mode: 'take-over' });

  it('is told to go in another way while a colleague, or a number outside, is asked', async () => {
    const call = await talks();
    await centre.ready('rita');
    expect(await codeOf({ do: 'consult-outside', ...own(call), number: '0212-5550177', note: '' })).toBe(
      'ok',
    );
    expect(await take(call)).toBe('take-over-not-now');
    centre.board.answers(asked(call));
    await centre.soon();
    expect(await take(call)).toBe('take-over-not-now');
    expect(centre.calls.registry.get('rita')?.supervises).toBeUndefined();
    await codeOf({ do: 'resume', ...own(call) });
    expect(await consults(call, 'c1')).toBe('ok');
    expect(await take(call)).toBe('take-over-not-now');
    expect(await codeOf({ do: 'supervise', agent: 'rita', call, mode: 'barge' })).toBe('ok');
  });

  it('listens, and is told why, when a consultation began while their telephone rang; so is the audit log', async () => {
    const call = await talks();
    centre.board.registers('sp-rita');
    await centre.soon();
    const supervisor = () => supervisorLegs(talk(call))[0];
    expect(await codeOf({ do: 'supervise', agent: 'rita', call, mode: 'take-over', rows: [7] })).toBe('ok');
    expect(await consults(call, 'c1')).toBe('ok');
    centre.board.answers(supervisor()?.channel ?? '');
    await centre.soon();
    expect(talk(call).agent).toBe('ana');
    expect(supervisor()).toMatchObject({ state: 'up', place: 'listening', notTaken: true });
    expect(drawCall(centre.call(call), null, () => null).supervisors).toMatchObject([{ notTaken: true }]);
    const told = { kind: 'not-done', subject: null, data: { rows: [7], code: 'take-over-not-now' } };
    expect(centre.audit).toEqual([{ who: { person: 'rita', address: null }, happening: told }]);
    expect(centre.kindsOf(call)).not.toContain('transferred');
    await codeOf({ do: 'resume', ...own(call) });
    expect(await take(call)).toBe('ok');
    expect(talk(call).agent).toBe('rita');
  });

  it('has it at once; who had it and owes nothing for it is told that it is theirs no more', async () => {
    const queues = [{ ...averias, wrapUp: false }];
    centre = await new SmallCentre([], centreData(PEOPLE, { queues })).start();
    await centre.ready('ana');
    const call = await centre.talks('1');
    centre.board.registers('sp-rita');
    await centre.soon();
    expect(await take(call)).toBe('ok');
    centre.board.answers(supervisorLegs(talk(call))[0]?.channel ?? '');
    await centre.soon();
    expect([talk(call).agent, centre.workOf('ana')]).toEqual(['rita', 'idle']);
    expect(await codeOf({ do: 'hold', ...own(call) })).toBe('already-given-on');
    expect(await codeOf({ do: 'hold', agent: 'c1', call })).toBe('not-your-call');
    expect(await codeOf({ do: 'identify-caller', ...own(call), customer: null })).toBe('already-given-on');
  });

  it('who does not answer has taken nothing over, and the audit log says so', async () => {
    const call = await talks();
    centre.board.registers('sp-rita');
    await centre.soon();
    await codeOf({ do: 'supervise', agent: 'rita', call, mode: 'take-over', rows: [7, 8] });
    await centre.soon(30_000);
    expect(centre.audit.map(({ happening }) => happening.data)).toEqual([
      { rows: [7, 8], code: 'phone-not-ready' },
    ]);
    expect(talk(call).agent).toBe('ana');
  });

  it('is told that the talk is over', async () => {
    const call = await talks();
    await centre.ready('rita');
    await codeOf({ do: 'transfer', ...own(call), to: { queue: 'averias' }, note: '' });
    expect(await take(call)).toBe('talk-over');
    centre.board.hangsUp(call);
    await centre.soon();
    expect(await take(call)).toBe('call-gone');
  });
});
