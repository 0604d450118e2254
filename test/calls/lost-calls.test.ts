import { appendFileSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { keyOf } from '../../src/calls/journal/centre-state.ts';
import { isOnHold } from '../../src/calls/legs.ts';
import { callerLine } from '../../src/customers/phone-number.ts';
import { openJournal } from '../../src/kit/journal.ts';
import { RECORDING_PAUSE_MS } from '../../src/queues/events.ts';
import { talkOf } from './one-call.ts';
import { SmallCentre } from './small-centre.ts';

let centre: SmallCentre;

beforeEach(async () => {
  centre = await new SmallCentre(['ana', 'luis']).start();
});

afterEach(() => centre.close());

async function talking(agent: string, number: string): Promise<string> {
  await centre.ready(agent);
  return centre.talks(number);
}

const asideFiles = (): string[] => readdirSync(join(centre.dir, 'set-aside')).sort();
const ticketsOpened = () =>
  centre.facts.filter(({ fact }) => fact.kind === 'call-arrived' && fact.opensTicket).length;

/** What a state may have become: written by a newer process, or by nobody who knows its shape. */
const UNREADABLE: [string, (state: unknown) => unknown, number][] = [
  ['of a newer version', state => state, 99],
  ['of an unknown phase', state => ({ ...(state as object), phase: { kind: 'parked', lot: 7 } }), 1],
  ['without a phase', state => ({ ...(state as object), phase: null }), 1],
  ['that is no object', () => 'a line of noise', 1],
];

describe.each(UNREADABLE)('a call whose state is %s', (_, spoilt, version) => {
  async function restartSpoilt(...calls: string[]): Promise<void> {
    await centre.saveFacts();
    const states = calls.map(call => [keyOf.call(call), spoilt(centre.call(call))] as const);
    await centre.restartWith(Object.fromEntries(states), version);
  }

  it('goes on as the talk that it is, under its ticket, and ends with wrap-up', async () => {
    const call = await talking('ana', '1');
    const { ticket } = centre.call(call);
    const leg = centre.legOf(call);
    await restartSpoilt(call);

    expect(centre.call(call)).toMatchObject({
      ticket,
      callerNumber: '1',
      up: true,
      phase: {
        kind: 'talking',
        agent: 'ana',
        legs: [
          { who: 'customer', channel: call, place: 'talk' },
          { who: 'agent', channel: leg, agent: 'ana', endpoint: 'PJSIP/sp-ana', state: 'up' },
        ],
        queued: { queue: 'averias' },
      },
    });
    expect([...centre.board.channels.keys()].sort()).toEqual([call, leg].sort());
    expect([...centre.board.bridges.values()].map(each => [...each])).toEqual([[call, leg]]);
    expect(centre.workOf('ana')).toBe('talking');

    centre.board.hangsUp(call);
    await centre.soon(5_000);
    expect([centre.phaseOf(call), centre.workOf('ana')]).toEqual(['ending', 'wrap-up']);
    await centre.desk.carryOut({ do: 'dispose', agent: 'ana', call, disposition: 'resuelto', note: '' });
    await centre.soon();
    expect([centre.phaseOf(call), centre.workOf('ana')]).toEqual(['closed', 'idle']);
    expect(ticketsOpened()).toBe(1);
    expect(centre.kindsOf(call).filter(kind => kind === 'call-ended')).toHaveLength(1);
  });

  it('goes on with the recording that runs, which ends with the talk', async () => {
    const call = await talking('ana', '1');
    const [name] = [...centre.board.live.keys()];
    await restartSpoilt(call);
    expect(centre.call(call).recording).toEqual({ name, begun: true, paused: false, agent: 'ana' });

    centre.board.hangsUp(call);
    await centre.soon();
    expect(centre.factsOf(call)).toContainEqual(
      expect.objectContaining({ kind: 'recording-ended', recording: name, ok: true }),
    );
  });

  it('leaves a recording alone that its agent has paused, until the limit of a pause', async () => {
    const call = await talking('ana', '1');
    await centre.desk.carryOut({ do: 'record', agent: 'ana', call, order: 'pause' });
    await centre.soon(30_000);
    await restartSpoilt(call);
    const writes = () => [...centre.board.live.values()].map(({ pausedAt }) => pausedAt === null);
    expect([writes(), talkOf(centre.call(call)).pause]).toEqual([[false], expect.anything()]);
    await centre.soon(RECORDING_PAUSE_MS);
    expect([writes(), talkOf(centre.call(call)).pause]).toEqual([[true], undefined]);
  });

  it('stays on hold, and can be taken back', async () => {
    const call = await talking('ana', '1');
    await centre.desk.carryOut({ do: 'hold', agent: 'ana', call });
    await centre.soon();
    await restartSpoilt(call);
    expect(isOnHold(talkOf(centre.call(call)))).toBe(true);
    expect(centre.board.channels.get(call)?.music).toBe(true);

    await centre.desk.carryOut({ do: 'resume', agent: 'ana', call });
    await centre.soon();
    expect([...centre.board.bridges.values()].map(each => each.size)).toEqual([2]);
  });

  it('stays with the agent whose leg is there, when they asked a colleague, and has nobody else in it', async () => {
    const call = await talking('luis', '1');
    const leg = centre.legOf(call);
    await centre.ready('ana');
    await centre.desk.carryOut({ do: 'consult', agent: 'luis', call, colleague: 'ana', note: '' });
    await centre.soon();
    centre.board.answers(centre.board.dialled.at(-1)?.channel ?? '');
    await centre.soon();
    await restartSpoilt(call);
    expect(centre.call(call).phase).toMatchObject({ kind: 'talking', agent: 'luis' });
    expect(centre.legOf(call)).toBe(leg);
    expect([centre.workOf('luis'), centre.workOf('ana')]).toEqual(['talking', 'idle']);
    expect([...centre.board.channels.keys()].sort()).toEqual([call, leg].sort());
    await centre.desk.carryOut({ do: 'resume', agent: 'luis', call });
    await centre.soon();
    expect([...centre.board.bridges.values()].map(each => [...each].sort())).toEqual([[call, leg].sort()]);
  });

  it('waits on at its place in the line, under its ticket', async () => {
    const first = await centre.waits('1');
    await centre.soon(1_000);
    const second = await centre.waits('2');
    const tickets = [first, second].map(call => centre.call(call).ticket);
    await restartSpoilt(first);

    expect([first, second].map(call => centre.phaseOf(call))).toEqual(['waiting', 'waiting']);
    expect([first, second].map(call => centre.calls.positionOf(call))).toEqual([1, 2]);
    expect([first, second].map(call => centre.call(call).ticket)).toEqual(tickets);
    await centre.ready('ana');
    expect(centre.phaseOf(first)).toBe('offered');
    expect(ticketsOpened()).toBe(2);
  });

  it('begins the menu anew under its ticket, and gives no id twice', async () => {
    const call = centre.board.rings({ callerNumber: '1' });
    await centre.soon(500);
    const { ticket, serial } = centre.call(call);
    await restartSpoilt(call);
    await centre.soon();

    expect(centre.call(call)).toMatchObject({ ticket, phase: { kind: 'welcome' } });
    expect(centre.call(call).serial).toBeGreaterThan(serial + 1_000);
    expect(centre.board.channels.get(call)?.playbacks.length).toBeGreaterThan(0);
    expect(ticketsOpened()).toBe(1);
  });

  it('frees the agent whose telephone was rung for it, and rings again', async () => {
    await centre.ready('ana');
    const call = await centre.waits('1');
    const leg = centre.legOf(call);
    await restartSpoilt(call);
    await centre.soon(100);

    expect(centre.board.channels.has(leg)).toBe(false);
    expect(centre.call(call).phase).toMatchObject({ kind: 'offered', agent: 'ana' });
    expect(centre.legOf(call)).not.toBe(leg);
  });

  it('ends, once, when the caller is gone', async () => {
    const talk = await talking('ana', '1');
    const waits = await centre.waits('2');
    await centre.saveFacts();
    const states = [talk, waits].map(call => [keyOf.call(call), spoilt(centre.call(call))] as const);
    centre.board.goesAway();
    for (const call of [talk, waits]) centre.board.hangsUp(call);
    centre.board.comesBack();
    await centre.restartWith(Object.fromEntries(states), version);
    await centre.soon(5_000);

    expect([centre.phaseOf(talk), centre.workOf('ana')]).toEqual(['ending', 'wrap-up']);
    expect(centre.phaseOf(waits)).toBe('closed');
    for (const call of [talk, waits]) {
      expect(centre.kindsOf(call).filter(kind => kind === 'call-ended')).toHaveLength(1);
    }
    expect(centre.board.channels.size).toBe(0);
  });

  it('still awaits its disposition', async () => {
    const call = await talking('ana', '1');
    centre.board.hangsUp(call);
    await centre.soon();
    await restartSpoilt(call);

    expect([centre.phaseOf(call), centre.workOf('ana')]).toEqual(['ending', 'wrap-up']);
    await centre.desk.carryOut({ do: 'dispose', agent: 'ana', call, disposition: 'resuelto', note: '' });
    await centre.soon();
    expect([centre.phaseOf(call), centre.workOf('ana')]).toEqual(['closed', 'idle']);
  });

  it('goes on when it is a call-back', async () => {
    await centre.ready('ana');
    const outcome = await centre.desk.carryOut({
      do: 'call-back',
      agent: 'ana',
      ticket: 'OA-2026-000009',
      number: '04145550101',
    });
    if (!outcome.ok || !outcome.call) throw new Error('no call-back');
    const { call } = outcome;
    await centre.soon();
    centre.board.answers(centre.legOf(call));
    await centre.soon();
    centre.board.answers(call);
    await centre.soon(10_000);
    expect(centre.phaseOf(call)).toBe('talking');
    await restartSpoilt(call);

    expect(centre.call(call)).toMatchObject({
      direction: 'out',
      ticket: 'OA-2026-000009',
      phase: { kind: 'talking', agent: 'ana', queued: null },
    });
    expect(ticketsOpened()).toBe(0);
  });

  it('is kept in a file that only its owner reads, and is no more in the journal', async () => {
    const call = centre.board.rings({ callerNumber: '1' });
    await centre.soon(500);
    const stood = spoilt(centre.call(call));
    await restartSpoilt(call);

    const [file = ''] = asideFiles();
    const path = join(centre.dir, 'set-aside', file);
    expect(statSync(path).mode & 0o777).toBe(0o600);
    expect(JSON.parse(readFileSync(path, 'utf8'))).toMatchObject({ key: keyOf.call(call), version });
    expect(JSON.parse(readFileSync(path, 'utf8')).value).toEqual(stood);
    expect(centre.aside.calls.size).toBe(1);
    centre.mayLose = false;
    await centre.restart();
    expect(asideFiles()).toHaveLength(1);
  });
});

describe('when the database does not tell of a lost call', () => {
  it('a newer state still names its ticket', async () => {
    const talk = await talking('ana', '1');
    const waits = await centre.waits('2');
    const tickets = [talk, waits].map(call => centre.call(call).ticket);
    const states = [talk, waits].map(call => [keyOf.call(call), centre.call(call)] as const);
    await centre.restartWith(Object.fromEntries(states), 99);

    expect([talk, waits].map(call => centre.phaseOf(call))).toEqual(['talking', 'waiting']);
    expect([talk, waits].map(call => centre.call(call).ticket)).toEqual(tickets);
  });

  it('a talk of which nothing can be read ends as any other', async () => {
    const call = await talking('ana', '1');
    await centre.restartWith({ [keyOf.call(call)]: 'noise' });

    expect(centre.call(call)).toMatchObject({ ticket: '', phase: { kind: 'talking', agent: 'ana' } });
    expect([...centre.board.bridges.values()].map(each => each.size)).toEqual([2]);
    centre.board.hangsUp(call);
    await centre.soon(5_000);
    expect(centre.workOf('ana')).toBe('wrap-up');
    expect(centre.board.channels.size).toBe(0);
  });

  it('a talk of which nothing can be read keeps the number in the form customers are kept under', async () => {
    centre.toLine = callerLine;
    const call = await talking('ana', '04145550101');
    await centre.restartWith({ [keyOf.call(call)]: 'noise' });
    expect(centre.call(call)).toMatchObject({ ticket: '', callerNumber: '+584145550101' });
  });

  it('a talk whose agent is not known either is left to those who talk', async () => {
    const call = await talking('ana', '1');
    await centre.change({ ...centre.data, people: centre.data.people.filter(({ id }) => id !== 'ana') });
    await centre.restartWith({ [keyOf.call(call)]: 'noise', [keyOf.agent('ana')]: 'noise' });

    expect([...centre.board.bridges.values()].map(each => each.size)).toEqual([2]);
    expect(centre.board.channels.size).toBe(2);
  });
});

describe('an agent whose state cannot be read', () => {
  it('talks on, and is asked for the disposition', async () => {
    const call = await talking('ana', '1');
    await centre.restartWith({ [keyOf.agent('ana')]: { work: 'juggling' } });
    expect([centre.phaseOf(call), centre.workOf('ana')]).toEqual(['talking', 'talking']);
    expect(centre.calls.registry.get('ana')?.will).toEqual({ kind: 'off' });
    centre.board.hangsUp(call);
    await centre.soon();
    expect(centre.workOf('ana')).toBe('wrap-up');
  });

  it('still owes the disposition of a call that is over', async () => {
    const call = await talking('ana', '1');
    centre.board.hangsUp(call);
    await centre.soon();
    await centre.restartWith({ [keyOf.agent('ana')]: 7 }, 2);
    expect([centre.phaseOf(call), centre.workOf('ana')]).toEqual(['ending', 'wrap-up']);
  });
});

describe('other states that cannot be read', () => {
  it('keep the process from nothing: callers are served, and no ticket number comes twice', async () => {
    const call = await centre.waits('1');
    const { ticket } = centre.call(call);
    await centre.restartWith(
      {
        numbers: { next: 1 },
        settings: [],
        sessions: {},
        'flow:averias-626': {},
        'message:x': 1,
        'moods:x': 1,
      },
      1,
    );
    expect(centre.aside).toMatchObject({ newer: 1, broken: 5 });
    const next = await centre.waits('2');
    expect([centre.phaseOf(call), centre.phaseOf(next)]).toEqual(['waiting', 'waiting']);
    expect(centre.call(next).ticket).not.toBe(ticket);
    expect(asideFiles()).toHaveLength(6);
  });
});

describe('a journal whose lines are of a newer format', () => {
  it('is set aside whole, and its calls go on', async () => {
    const talk = await talking('ana', '1');
    const waits = await centre.waits('2');
    const tickets = [talk, waits].map(call => centre.call(call).ticket);
    await centre.saveFacts();
    await centre.kill();
    const files = readdirSync(centre.dir).filter(name => name.endsWith('.jsonl'));
    appendFileSync(join(centre.dir, files.at(-1) ?? ''), '{"format":99,"seq":100,"deeds":[]}\n');
    await centre.start();
    await centre.soon();

    expect([talk, waits].map(call => centre.phaseOf(call))).toEqual(['talking', 'waiting']);
    expect([talk, waits].map(call => centre.call(call).ticket)).toEqual(tickets);
    expect(centre.journal.setAside).toMatchObject({ format: 99 });
    const kept = readdirSync(centre.journal.setAside?.folder ?? '');
    expect(kept).toEqual(files);
    const again = openJournal(centre.journal.setAside?.folder ?? '');
    expect(again.setAside?.format).toBe(99);
    await again.close();
  });
});
