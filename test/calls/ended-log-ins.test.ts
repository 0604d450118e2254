import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Session } from '../../src/agents/ports.ts';
import { colleagues, isOnHold } from '../../src/calls/legs.ts';
import { talkOf } from './one-call.ts';
import { centreData, person, SmallCentre, session } from './small-centre.ts';

/** Log-ins that end, agents who are dismissed and pages that are closed while somebody talks to a customer. */

let centre: SmallCentre;
let sessions: Session[];

const LINE_ANA = () => centre.lines.lineOf(session('ana'));
const DISPOSE = { do: 'dispose', agent: 'ana', disposition: 'resuelto', note: '' } as const;

beforeEach(async () => {
  const people = [person('ana', { phoneKind: 'browser' }), person('luis', { phoneKind: 'browser' })];
  centre = await new SmallCentre([], { people }).start();
  sessions = people.map(each => session(each.id));
  await present(sessions);
});

afterEach(() => centre.close());

/** These log-ins are live now, as PostgreSQL tells. */
async function present(live: readonly Session[]): Promise<void> {
  await centre.logsIn(live);
  await centre.soon();
}

/** This person's log-ins end: a new password, a log-out in another tab, the clock. */
async function endsLogInOf(id: string): Promise<void> {
  sessions = sessions.filter(each => each.personId !== id);
  await present(sessions);
}

async function ready(id: string): Promise<void> {
  centre.board.registers(centre.lines.lineOf(session(id)));
  await centre.desk.carryOut({ do: 'set-will', agent: id, will: { kind: 'ready' } });
  await centre.soon();
}

/** Ana talks to a customer; answers the call. */
async function talk(): Promise<string> {
  await ready('ana');
  return centre.talks();
}

const ana = () => centre.calls.registry.get('ana');
const lines = () => [...centre.board.lines.keys()];

describe('a log-in that ends in a talk', () => {
  it('leaves the talk as it is, with its line, and nothing new is offered', async () => {
    const call = await talk();
    await endsLogInOf('ana');
    expect(centre.phaseOf(call)).toBe('talking');
    expect(centre.board.channels.has(call)).toBe(true);
    expect(lines()).toContain(LINE_ANA());
    expect(ana()).toMatchObject({
      will: { kind: 'off', why: 'session-ended' },
      phone: 'registered',
      work: { kind: 'talking' },
      leaving: { call, lines: [LINE_ANA()] },
    });
    expect(centre.phaseOf(await centre.waits('2'))).toBe('waiting');
  });

  it('keeps hold, hang-up and disposition, and its line until the wrap-up is over; it is removed once', async () => {
    const call = await talk();
    let removed = 0;
    const { board } = centre;
    const forget = board.lines.delete.bind(board.lines);
    board.lines.delete = id => {
      if (id === LINE_ANA()) removed += 1;
      return forget(id);
    };
    await endsLogInOf('ana');
    const mine = { agent: 'ana', call, line: LINE_ANA() };
    expect(await centre.desk.carryOut({ do: 'hold', ...mine })).toEqual({ ok: true });
    expect(await centre.desk.carryOut({ do: 'resume', ...mine })).toEqual({ ok: true });
    expect(await centre.desk.carryOut({ do: 'hang-up', ...mine })).toEqual({ ok: true });
    await centre.soon(60_000);
    expect(ana()?.work.kind).toBe('wrap-up');
    expect(removed).toBe(0);
    expect(await centre.desk.carryOut({ ...DISPOSE, call })).toEqual({ ok: true });
    await centre.soon(60_000);
    expect(lines()).not.toContain(LINE_ANA());
    expect(removed).toBe(1);
    expect(ana()).toMatchObject({ work: { kind: 'idle' }, will: { kind: 'off' } });
    expect(ana()).not.toHaveProperty('leaving');
    expect(centre.timers).toBe(0);
  });

  it('is known after a crash, also one that ended while the centre was down', async () => {
    const call = await talk();
    await endsLogInOf('ana');
    await centre.restart();
    await centre.soon(1_000);
    expect(centre.phaseOf(call)).toBe('talking');
    expect(ana()?.leaving).toEqual({ call, lines: [LINE_ANA()] });
    await present(sessions);
    expect(lines()).toContain(LINE_ANA());
    expect(centre.lines.endpointOf('ana')).toBe(`PJSIP/${LINE_ANA()}`);
  });

  it('takes back what only rings: it is offered to the next one', async () => {
    await ready('ana');
    const call = await centre.waits();
    await ready('luis');
    await endsLogInOf('ana');
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'luis' });
    expect(ana()).toMatchObject({ will: { kind: 'off' }, work: { kind: 'idle' } });
    await centre.soon(6_000);
    expect(lines()).not.toContain(LINE_ANA());
  });

  it('keeps nothing of a call that is on another telephone of its person', async () => {
    const other: Session = { ...session('ana'), id: 'second-browser' };
    sessions = [...sessions, other];
    await present(sessions);
    const call = await talk();
    sessions = sessions.filter(({ id }) => id !== other.id);
    await present(sessions);
    expect(ana()).not.toHaveProperty('leaving');
    expect(ana()).toMatchObject({ will: { kind: 'ready' }, work: { kind: 'talking', call } });
    expect(lines()).not.toContain(centre.lines.lineOf(other));
  });

  it('keeps the line of a guest who talks', async () => {
    const guest: Session = { ...session('x'), id: 'guest', kind: 'guest', personId: null, line: '0414' };
    await present([...sessions, guest]);
    const line = centre.lines.lineOf(guest);
    const call = centre.board.rings({ callerNumber: '0414', dialled: '*1', from: 'web' });
    const channel = centre.board.channels.get(call);
    if (channel) Object.assign(channel, { name: `PJSIP/${line}-00000001` });
    await present(sessions);
    expect(lines()).toContain(line);
    centre.board.hangsUp(call);
    await centre.soon(5_000);
    expect(lines()).not.toContain(line);
  });
});

describe('an agent who has answered while the caller still hears the notice of the recording', () => {
  const dismisses = async () => {
    await centre.change(centreData([person('ana', { active: false }), ...centre.data.people.slice(1)]));
    await endsLogInOf('ana');
  };

  /** A key cuts the greeting, so that the notice is owed; answers the call. */
  async function inNotice(): Promise<string> {
    await ready('ana');
    const call = centre.board.rings({ callerNumber: '04145550101', dialled: '*626' });
    await centre.soon();
    centre.board.presses(call, '0');
    await centre.soon();
    centre.board.answers(centre.legOf(call));
    await centre.soon();
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'ana', agentUp: true });
    return call;
  }

  it.each([
    ['whose log-in ends', () => endsLogInOf('ana')],
    ['who is dismissed', dismisses],
  ])('%s keeps the call and its line, and talks', async (_, ends) => {
    const call = await inNotice();
    await ends();
    expect(ana()).toMatchObject({ will: { kind: 'off' }, leaving: { call, lines: [LINE_ANA()] } });
    expect(lines()).toContain(LINE_ANA());
    await centre.soon(15_000);
    expect(centre.call(call).phase).toMatchObject({ kind: 'talking', agent: 'ana' });
    centre.board.hangsUp(call);
    await centre.soon(1_000);
    expect(ana()?.work.kind).toBe('wrap-up');
    expect(centre.factsOf(call)).toContainEqual(
      expect.objectContaining({ kind: 'call-ended', by: 'caller' }),
    );
  });

  it('whom an admin ends is taken away at once, and the caller goes to the next one', async () => {
    const call = await inNotice();
    const leg = centre.legOf(call);
    await endsLogInOf('ana');
    expect(await centre.desk.carryOut({ do: 'end-now', agent: 'ana' })).toEqual({ ok: true });
    await centre.soon(6_000);
    expect(centre.phaseOf(call)).toBe('waiting');
    expect(centre.board.channels.has(leg)).toBe(false);
    expect(ana()?.work.kind).toBe('idle');
    expect(lines()).not.toContain(LINE_ANA());
    await ready('luis');
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'luis' });
  });
});

describe('a colleague who talks beside the customer, and whose page was loaded anew', () => {
  const line = () => centre.lines.lineOf(session('luis'));
  const luis = () => centre.calls.registry.get('luis');
  const legOf = (call: string) => colleagues(talkOf(centre.call(call)))[0];

  /** Ana has asked luis, who talks with her; his page is back and rings. */
  async function rungAnew(): Promise<string> {
    const call = await talk();
    await ready('luis');
    await centre.desk.carryOut({ do: 'consult', agent: 'ana', call, colleague: 'luis', note: '' });
    await centre.soon();
    centre.board.answers(legOf(call)?.channel ?? '');
    await centre.soon(3_000);
    await centre.desk.carryOut({ do: 'rejoin', agent: 'luis', call, line: line() });
    await centre.soon();
    expect(legOf(call)).toMatchObject({ agent: 'luis', state: 'dialled', again: true });
    return call;
  }

  it.each([
    ['whose log-in ends', () => endsLogInOf('luis')],
    ['whose telephone is away for a moment', async () => centre.board.unregisters(line())],
    ['who sees a restart', () => centre.restart()],
  ])('%s keeps the talk, and is no one who rings', async (_, happens) => {
    const call = await rungAnew();
    await happens();
    await centre.soon();
    expect(luis()?.work).toMatchObject({ kind: 'talking', call });
    centre.board.answers(legOf(call)?.channel ?? '');
    await centre.soon();
    expect(legOf(call)).toMatchObject({ agent: 'luis', state: 'up', place: 'aside' });
    expect(legOf(call)).not.toHaveProperty('again');
  });

  it('is rung for the customer when the agent hangs up meanwhile, and free when they do not answer', async () => {
    const call = await rungAnew();
    await centre.desk.carryOut({ do: 'hang-up', agent: 'ana', call });
    await centre.soon();
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'luis' });
    expect(luis()?.work).toMatchObject({ kind: 'offered', call });
    await centre.soon(25_000);
    expect(luis()?.work.kind).toBe('idle');
  });
});

describe('somebody who is no agent any more', () => {
  const without = () => centreData([person('ana', { active: false }), ...centre.data.people.slice(1)]);

  async function dismissed(): Promise<void> {
    await centre.change(without());
    await endsLogInOf('ana');
  }

  it('keeps the talk, wraps it up, and only then is removed', async () => {
    const call = await talk();
    await dismissed();
    expect(ana()).toMatchObject({ dismissed: true, will: { kind: 'off' }, work: { kind: 'talking' } });
    expect(centre.phaseOf(call)).toBe('talking');
    centre.board.hangsUp(call);
    await centre.soon(60_000);
    expect(ana()?.work.kind).toBe('wrap-up');
    expect(await centre.desk.carryOut({ ...DISPOSE, call })).toEqual({ ok: true });
    await centre.soon();
    expect(ana()).toBeNull();
    expect(centre.phaseOf(call)).toBe('closed');
    expect(centre.kindsOf(call)).toContain('wrap-up-ended');
    expect([...centre.journal.states.keys()]).not.toContain('agent:ana');
    expect(lines()).not.toContain(LINE_ANA());
  });

  it('who is taken back meanwhile stays', async () => {
    const call = await talk();
    await dismissed();
    await centre.change(centreData([person('ana', { phoneKind: 'browser' })]));
    expect(ana()).not.toHaveProperty('dismissed');
    centre.board.hangsUp(call);
    await centre.desk.carryOut({ ...DISPOSE, call });
    await centre.soon(5_000);
    expect(ana()?.work.kind).toBe('idle');
  });

  it('is taken out of the wrap-up by an admin, without a disposition', async () => {
    const call = await talk();
    await dismissed();
    centre.board.hangsUp(call);
    await centre.soon(5_000);
    expect(await centre.desk.carryOut({ do: 'end-now', agent: 'ana' })).toEqual({ ok: true });
    await centre.soon(5_000);
    expect([centre.phaseOf(call), ana()]).toEqual(['closed', null]);
    expect(centre.kindsOf(call)).not.toContain('wrap-up-ended');
  });
});

describe('an admin who ends it now', () => {
  it.each([
    ['talking', async () => undefined],
    ['on hold', async (call: string) => centre.desk.carryOut({ do: 'hold', agent: 'ana', call })],
  ])('brings a customer who is %s to the head of the line, and the next agent', async (_, before) => {
    const call = await talk();
    await centre.soon(1_000);
    const later = await centre.waits('2');
    await before(call);
    await endsLogInOf('ana');
    const leg = centre.legOf(call);
    await centre.desk.carryOut({ do: 'end-now', agent: 'ana' });
    await centre.soon(6_000);
    expect(centre.phaseOf(call)).toBe('waiting');
    expect(centre.board.channels.has(call)).toBe(true);
    expect(centre.board.channels.has(leg)).toBe(false);
    expect(centre.factsOf(call)).toContainEqual(
      expect.objectContaining({ kind: 'agent-leg-lost', why: 'ended-by-admin' }),
    );
    expect(ana()).toMatchObject({ will: { kind: 'off' }, work: { kind: 'idle' } });
    expect(lines()).not.toContain(LINE_ANA());
    await ready('luis');
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'luis' });
    expect(centre.phaseOf(later)).toBe('waiting');
  });

  it('brings a customer of low priority before those of a higher one who came later', async () => {
    await ready('ana');
    const call = centre.board.rings({ callerNumber: '1', dialled: '*3' });
    await centre.soon();
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', priority: 3 });
    centre.board.answers(centre.legOf(call));
    await centre.soon();
    const urgent = await centre.waits('2');
    await endsLogInOf('ana');
    await centre.desk.carryOut({ do: 'end-now', agent: 'ana' });
    await centre.soon();
    expect([call, urgent].map(each => centre.calls.positionOf(each))).toEqual([1, 2]);
    await centre.restart();
    await centre.soon();
    expect([call, urgent].map(each => centre.calls.positionOf(each))).toEqual([1, 2]);
    const later = await centre.waits('3');
    expect([call, urgent, later].map(each => centre.calls.positionOf(each))).toEqual([1, 2, 3]);
  });

  it('hangs up no customer whom the agent called: they wait in the agent’s queue, where the ticket names no area', async () => {
    await ready('ana');
    const begun = await centre.desk.carryOut({
      do: 'call-back',
      agent: 'ana',
      ticket: 'OA-2026-000009',
      number: '+584145550101',
    });
    const call = begun.ok ? (begun.call ?? '') : '';
    await centre.soon();
    centre.board.answers(centre.legOf(call));
    await centre.soon();
    centre.board.answers(call);
    await centre.soon(10_000);
    expect(centre.phaseOf(call)).toBe('talking');
    await endsLogInOf('ana');
    expect(centre.phaseOf(call)).toBe('talking');
    await centre.desk.carryOut({ do: 'end-now', agent: 'ana' });
    await centre.soon(6_000);
    expect(centre.call(call).phase).toMatchObject({ kind: 'waiting', queue: 'averias', first: true });
    expect(ana()?.work.kind).toBe('idle');
    expect([...centre.board.channels.keys()]).toEqual([call]);
    await ready('luis');
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'luis' });
  });

  it('leaves the wrap-up to a person who may log in again', async () => {
    const call = await talk();
    await endsLogInOf('ana');
    centre.board.hangsUp(call);
    await centre.soon(5_000);
    await centre.desk.carryOut({ do: 'end-now', agent: 'ana' });
    await centre.soon(6_000);
    expect(ana()?.work.kind).toBe('wrap-up');
    expect(ana()).not.toHaveProperty('leaving');
    expect(lines()).not.toContain(LINE_ANA());
  });
});

describe('somebody whose part in a call has ended while others go on with it', () => {
  const gives = async (call: string) => {
    await ready('luis');
    const to = { agent: 'luis' };
    await centre.desk.carryOut({ do: 'transfer', agent: 'ana', call, to, note: '' });
    await centre.soon();
  };

  it('wraps it up on, when the log-in ends while the call comes back and rings', async () => {
    const call = await talk();
    await gives(call);
    centre.board.rejects(centre.legOf(call), { cause: 21, sipCause: 603 });
    await centre.soon();
    expect(ana()?.work).toMatchObject({ kind: 'offered', call });
    await endsLogInOf('ana');
    expect(ana()).toMatchObject({
      will: { kind: 'off', why: 'session-ended' },
      work: { kind: 'wrap-up', call },
      leaving: { call, lines: [LINE_ANA()] },
    });
  });

  it.each(['talks with a colleague', 'is rung, for it comes back'])(
    'owes nothing for ever, when they are no agent any more, are sent away and %s',
    async what => {
      const call = await talk();
      if (what.startsWith('talks')) {
        await ready('luis');
        await centre.desk.carryOut({ do: 'consult', agent: 'ana', call, colleague: 'luis', note: '' });
        await centre.soon();
        const asked = centre.board.dialled.at(-1)?.channel ?? '';
        centre.board.answers(asked);
        await centre.soon();
      } else {
        await gives(call);
        centre.board.rejects(centre.legOf(call), { cause: 21, sipCause: 603 });
        await centre.soon();
      }
      await centre.change({ ...centre.data, people: centre.data.people.filter(({ id }) => id !== 'ana') });
      await centre.soon();
      await centre.desk.carryOut({ do: 'end-now', agent: 'ana' });
      await centre.soon();
      expect(ana()).toBeNull();
      expect(centre.call(call).wrapUps).toBeUndefined();
      expect(centre.board.channels.has(call)).toBe(true);
    },
  );
});

describe('logging out is being off', () => {
  it('a tab that is closed for longer than a reload takes its person off, and the fact says why', async () => {
    await ready('ana');
    centre.board.unregisters(LINE_ANA());
    await centre.soon(14_999);
    expect(ana()?.will).toEqual({ kind: 'ready' });
    await centre.soon(1);
    expect(ana()?.will).toEqual({ kind: 'off', why: 'phone-lost' });
    expect(centre.facts.map(each => each.fact)).toContainEqual(
      expect.objectContaining({ kind: 'will-changed', will: { kind: 'off', why: 'phone-lost' } }),
    );
    centre.board.registers(LINE_ANA());
    expect(centre.phaseOf(await centre.waits())).toBe('waiting');
  });

  it('a page loaded anew stays ready', async () => {
    await ready('ana');
    centre.board.unregisters(LINE_ANA());
    await centre.soon(10_000);
    centre.board.registers(LINE_ANA());
    await centre.soon(60_000);
    expect(ana()?.will).toEqual({ kind: 'ready' });
  });

  it('a break goes on at a lost telephone', async () => {
    await ready('ana');
    await centre.desk.carryOut({ do: 'set-will', agent: 'ana', will: { kind: 'break', code: 'lunch' } });
    centre.board.unregisters(LINE_ANA());
    await centre.soon(15_000);
    expect(ana()?.will).toEqual({ kind: 'break', code: 'lunch' });
  });

  it('a new log-in begins off: nothing rings on its page before its person has said so', async () => {
    await ready('ana');
    const other: Session = { ...session('ana'), id: 'second-browser' };
    await present([...sessions, other]);
    centre.board.registers(centre.lines.lineOf(other));
    expect(ana()?.will).toEqual({ kind: 'off', why: 'new-session' });
    expect(centre.phaseOf(await centre.waits())).toBe('waiting');
  });

  it('a log-in that begins before the old one ended takes no talk away', async () => {
    const call = await talk();
    const other: Session = { ...session('ana'), id: 'second-browser' };
    await present([other, ...sessions.filter(each => each.personId !== 'ana')]);
    centre.board.registers(centre.lines.lineOf(other));
    await centre.soon();
    expect(ana()?.leaving).toEqual({ call, lines: [LINE_ANA()] });
    expect(centre.phaseOf(call)).toBe('talking');
  });
});

describe('the telephone that has the call', () => {
  const elsewhere = { ok: false, code: 'call-elsewhere' };

  it.each(['hold', 'resume', 'hang-up'] as const)('is not touched by the %s of another page', async verb => {
    const call = await talk();
    expect(await centre.desk.carryOut({ do: verb, agent: 'ana', call, line: 'ag-other' })).toEqual(elsewhere);
    expect(isOnHold(talkOf(centre.call(call)))).toBe(false);
  });

  it('is asked for by a page only to take the call over, and then the voice moves there', async () => {
    const call = await talk();
    const old = centre.legOf(call);
    const other: Session = { ...session('ana'), id: 'second-browser' };
    await present([...sessions, other]);
    const line = centre.lines.lineOf(other);
    centre.board.registers(line);
    const ask = { do: 'rejoin', agent: 'ana', call, line } as const;
    expect(await centre.desk.carryOut(ask)).toEqual(elsewhere);
    expect(await centre.desk.carryOut({ ...ask, takeOver: true })).toEqual({ ok: true });
    await centre.soon();
    expect(centre.board.channels.has(old)).toBe(true);
    const fresh = centre.board.dialled.at(-1);
    expect(fresh).toMatchObject({ endpoint: `PJSIP/${line}` });
    centre.board.answers(fresh?.channel ?? '');
    await centre.soon();
    expect(centre.board.channels.has(old)).toBe(false);
    expect(centre.factsOf(call)).toContainEqual(
      expect.objectContaining({ kind: 'agent-rejoined', moved: true }),
    );
  });

  it('may be hung up from any page when it is gone', async () => {
    const call = await talk();
    centre.board.unregisters(LINE_ANA());
    expect(await centre.desk.carryOut({ do: 'hang-up', agent: 'ana', call, line: 'ag-other' })).toEqual({
      ok: true,
    });
  });
});
