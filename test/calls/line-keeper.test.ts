import { pino } from 'pino';
import { beforeEach, describe, expect, it } from 'vitest';
import { memoryPhoneLines } from '../../src/adapters/memory/phone-lines.ts';
import { MemorySwitchboard } from '../../src/adapters/memory/switchboard.ts';
import type { PhoneLines, Session } from '../../src/agents/ports.ts';
import { sessionAccount } from '../../src/agents/sip-account.ts';
import { LineKeeper } from '../../src/calls/lines/line-keeper.ts';
import { type FakeClock, fakeClock } from '../kit/fake-clock.ts';
import { person, quiet } from './small-centre.ts';

const log = pino({ level: 'silent' });
const serverKey = Buffer.alloc(32, 7);

let clock: FakeClock;
let board: MemorySwitchboard;
let said: string[];
let leaving: Map<string, string>;
let inCall: Set<string>;

beforeEach(() => {
  clock = fakeClock();
  board = new MemorySwitchboard(clock);
  said = [];
  leaving = new Map();
  inCall = new Set();
});

function keeper(phoneLines: PhoneLines = memoryPhoneLines(board)): LineKeeper {
  const lines = new LineKeeper({
    phoneLines,
    serverKey,
    clock,
    log,
    leaving: () => leaving,
    inCall: async () => line => inCall.has(line),
    onAgentPhone: (agent, reachable) => said.push(`${agent} ${reachable ? 'reachable' : 'gone'}`),
    onRemoved: line => said.push(`removed ${line}`),
    onBarred: (agent, until) => said.push(`${agent} ${until === null ? 'free' : 'barred'}`),
  });
  board.listen(event => {
    if (event.kind === 'line') lines.seen(event.line, event.reachable);
  });
  return lines;
}

const session = (id: string, more: Partial<Session> = {}): Session => ({
  id,
  kind: 'person',
  personId: 'ana',
  line: null,
  createdAt: 0,
  expiresAt: 9e15,
  ...more,
});

const ana = person('ana', { phoneKind: 'browser' });
const lineOf = (each: Session) => sessionAccount(serverKey, each).user;

describe('lines', () => {
  it('are made for sessions and desk telephones, and removed with the session', async () => {
    const lines = keeper();
    const open = session('s1');
    lines.expect([open], [ana, person('luis')]);
    await lines.sync();
    expect([...board.lines.keys()].sort()).toEqual([lineOf(open), 'sp-luis'].sort());

    lines.expect([], [ana, person('luis')]);
    await lines.sync();
    expect([...board.lines.keys()]).toEqual(['sp-luis']);
    expect(said).toEqual([`removed ${lineOf(open)}`]);
  });

  it('none of a person rings for an hour after one went astray, or until they are released', async () => {
    const lines = keeper();
    const [first, second] = [session('s1'), session('s2')];
    const desk = person('luis');
    lines.expect([first], [ana, desk]);
    await lines.sync();
    for (const line of [lineOf(first), 'sp-luis']) board.registers(line);
    said = [];
    lines.wentAstray(lineOf(first));
    expect(said).toEqual(['ana gone', 'ana barred']);
    // Neither another log-in nor a look at the lines helps.
    lines.expect([first, second], [ana, desk]);
    await lines.sync();
    board.registers(lineOf(second));
    expect([lines.endpointOf('ana'), lines.endpointOf('luis')]).toEqual([null, 'PJSIP/sp-luis']);
    clock.advance(3_600_000);
    expect(lines.endpointOf('ana')).toBe(`PJSIP/${lineOf(second)}`);
    said = [];
    lines.wentAstray('sp-luis');
    lines.unbar('luis');
    expect(said).toEqual(['luis gone', 'luis barred', 'luis reachable', 'luis free']);
    expect(lines.endpointOf('luis')).toBe('PJSIP/sp-luis');
  });

  it('an agent is where their latest contact is, and gone with the last of them', async () => {
    const lines = keeper();
    const [first, second] = [session('s1'), session('s2')];
    lines.expect([first, second], [ana]);
    await lines.sync();
    board.registers(lineOf(first));
    board.registers(lineOf(second));
    expect(lines.endpointOf('ana')).toBe(`PJSIP/${lineOf(second)}`);
    await lines.sync();
    expect(lines.endpointOf('ana')).toBe(`PJSIP/${lineOf(second)}`);
    board.unregisters(lineOf(second));
    expect(lines.endpointOf('ana')).toBe(`PJSIP/${lineOf(first)}`);
    board.unregisters(lineOf(first));
    expect(lines.endpointOf('ana')).toBeNull();
    expect(said).toEqual(['ana reachable', 'ana gone']);
  });

  it('a desk telephone whose account is replaced is reached at the new one; a talk on the old one is finished first', async () => {
    const lines = keeper();
    inCall.add('sp-luis');
    lines.expect([], [person('luis')]);
    await lines.sync();
    board.registers('sp-luis');
    lines.expect([], [person('luis', { deskTurn: 1 })]);
    await lines.sync();
    expect([...board.lines.keys()].sort()).toEqual(['sp-luis', 'sp2-luis']);
    expect([lines.agentAt('sp-luis'), lines.endpointOf('luis')]).toEqual(['luis', 'PJSIP/sp-luis']);
    board.registers('sp2-luis');
    expect(lines.endpointOf('luis')).toBe('PJSIP/sp2-luis');
    inCall.clear();
    await lines.sync();
    expect([...board.lines.keys()]).toEqual(['sp2-luis']);
  });

  it('contacts that were there before are found by the comparison', async () => {
    board.lines.set('sp-luis', {} as never);
    board.contacts.add('sp-luis');
    const lines = keeper();
    lines.expect([], [person('luis')]);
    await lines.sync();
    expect(said).toEqual(['luis reachable']);
  });

  it('a contact that goes while the comparison runs stays gone, though the list still has it', async () => {
    const real = memoryPhoneLines(board);
    let release: () => void = () => {};
    const held = new Promise<void>(resolve => {
      release = resolve;
    });
    const lines = keeper({
      ...real,
      list: async () => {
        const list = await real.list();
        await held;
        return list;
      },
    });
    board.lines.set('sp-luis', {} as never);
    board.registers('sp-luis');
    lines.expect([], [person('luis')]);
    const compared = lines.sync();
    await quiet();
    board.unregisters('sp-luis');
    release();
    await compared;
    expect(lines.endpointOf('luis')).toBeNull();
  });

  it('of a log-in that ended and has a call in hand are reachable to a process that starts anew, too', async () => {
    const before = keeper();
    const over = session('s1');
    before.expect([over], [ana]);
    await before.sync();
    board.registers(lineOf(over));

    leaving.set(lineOf(over), 'ana');
    const lines = keeper();
    lines.expect([], [ana]);
    await lines.sync();
    expect(lines.endpointOf('ana')).toBe(`PJSIP/${lineOf(over)}`);
  });

  it('a comparison that fails is tried again after two seconds', async () => {
    const real = memoryPhoneLines(board);
    let away = true;
    const lines = keeper({
      ...real,
      list: async () => {
        if (away) throw new Error('away');
        return real.list();
      },
    });
    lines.expect([], [person('luis')]);
    await lines.sync();
    expect(board.lines.size).toBe(0);
    away = false;
    clock.advance(2_000);
    await quiet();
    expect(board.lines.size).toBe(1);
    expect(clock.pending()).toBe(0);
  });

  it('a sync asked for while one runs, or as it ends, has the last word', async () => {
    const lines = keeper();
    lines.expect([], [person('luis')]);
    const first = lines.sync();
    lines.expect([], [person('eva')]);
    await Promise.all([first, lines.sync()]);
    expect([...board.lines.keys()]).toEqual(['sp-eva']);
  });

  it('a guest without a number is rung by nobody', async () => {
    const lines = keeper();
    const guest = session('g1', { kind: 'guest', personId: null, line: null });
    lines.expect([guest], []);
    await lines.sync();
    board.registers(lineOf(guest));
    expect(['', '0', 'null'].map(number => lines.guestEndpoint(number))).toEqual([null, null, null]);
  });

  it("a guest's number is rung where the guest is", async () => {
    const lines = keeper();
    const guest = session('g1', { kind: 'guest', personId: null, line: '+584145550101' });
    lines.expect([guest], []);
    await lines.sync();
    expect(lines.guestEndpoint('+584145550101')).toBeNull();
    board.registers(lineOf(guest));
    expect(lines.guestEndpoint('+584145550101')).toBe(`PJSIP/${lineOf(guest)}`);
    expect(said).toEqual([]);
  });
});
