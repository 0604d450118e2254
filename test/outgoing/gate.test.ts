import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { CommandOutcome } from '../../src/calls/commands.ts';
import { DEMO_CUSTOMERS } from '../../src/customers/demo.ts';
import { FIRST_POLICY, type OutgoingPolicy } from '../../src/outgoing/policy.ts';
import { outgoingLockId } from '../../src/roles/calls/alarms.ts';
import { SmallCentre } from '../calls/small-centre.ts';
import { justOpened } from '../tickets/pictures.ts';

/** What ana may call besides what everybody may. */
const abroad: OutgoingPolicy['allow'][number] = {
  who: { kind: 'role', role: 'agent' },
  entries: ['call-back'],
  classes: ['mobile', 'fixed'],
  countries: ['any'],
  numbers: 'any',
};
const ALWAYS = { ...FIRST_POLICY, offHours: { calendar: 'always', lock: 'not-own' } } as const;

let centre: SmallCentre;
let policy: OutgoingPolicy;

beforeEach(async () => {
  centre = new SmallCentre(['ana', 'luis', 'eva']);
  for (const customer of DEMO_CUSTOMERS) centre.records.customers.set(customer.id, customer);
  centre.records.tickets.set(justOpened.number, { ...justOpened, callerNumber: '+584125550001' });
  await use(ALWAYS);
  await centre.start();
  await centre.ready('ana', 'luis', 'eva');
});
afterEach(() => centre.close());

async function use(change: Partial<OutgoingPolicy>): Promise<void> {
  policy = { ...ALWAYS, ...policy, ...change };
  await centre.change({ ...centre.data, policies: { ...centre.data.policies, outgoing: policy } });
}

const ask = (number: string, agent = 'ana'): Promise<CommandOutcome> =>
  centre.desk.carryOut({ do: 'call-back', agent, ticket: justOpened.number, number });

/** Asks, and when the call goes out, both telephones are there and the customer hangs up. */
async function calls(number: string, agent = 'ana'): Promise<string> {
  const outcome = await ask(number, agent);
  if (!outcome.ok) return outcome.code;
  await overWith(outcome.call ?? '', agent);
  return 'out';
}

async function overWith(call: string, agent: string): Promise<void> {
  await centre.soon();
  centre.board.answers(centre.legOf(call));
  await centre.soon();
  centre.board.hangsUp(call);
  await centre.soon();
  await centre.desk.carryOut({ do: 'dispose', agent, call, disposition: 'sin-contacto', note: '' });
  await centre.soon();
}

/** Of the audit log: locks that began, and calls that did not go out. */
const begunLocks = () =>
  centre.audit.flatMap(({ happening }) =>
    happening.kind === 'outgoing-locked' ? [{ person: happening.subject, until: happening.data.until }] : [],
  );
const refusedCalls = () =>
  centre.audit.flatMap(({ who, happening }) =>
    happening.kind === 'outgoing-refused' ? [{ person: who.person, ...happening.data }] : [],
  );

/** Those of whom the alarm stands, with the end of the lock. */
const locks = () =>
  new Map(
    ['ana', 'luis', 'eva', null]
      .filter(person => centre.alarms.includes(outgoingLockId(person)))
      .map(person => [person, begunLocks().findLast(each => each.person === person)?.until]),
  );

const dialledOut = () => centre.board.dialled.filter(({ args }) => args[0] === 'customer');

describe('a number that is withheld', () => {
  const withheld = (agent = 'ana') =>
    centre.desk.carryOut({ do: 'call-out', agent, number: '04145550101', withheld: true });

  it('is so only where the policy lets agents choose; the carrier is told it all the same', async () => {
    expect(await withheld()).toEqual({ ok: false, code: 'outgoing-not-withheld' });
    await use({ mayWithhold: true, callerIds: { centre: '+582125550100', areas: {} } });
    const begun = await withheld();
    const call = begun.ok ? (begun.call ?? '') : '';
    await centre.soon();
    centre.board.answers(centre.legOf(call));
    await centre.soon();
    expect(dialledOut()).toMatchObject([{ callerNumber: '+582125550100', withheld: true }]);
  });
});

describe('a call-back', () => {
  it('goes to a customer’s line and to a number on the ticket, in E.164, and to no other', async () => {
    expect(await calls('0414-5550101')).toBe('out');
    expect(await calls('+584125550001')).toBe('out');
    expect(await calls('04125550002')).toBe('outgoing-not-own');
    expect(dialledOut().map(({ endpoint }) => endpoint)).toEqual([
      'PJSIP/+584145550101@trunk',
      'PJSIP/+584125550001@trunk',
    ]);
  });

  it('is refused while the records do not answer, and while the policy cannot be read', async () => {
    await centre.change({ ...centre.data, policies: { debtStops: false, announceRecording: true } });
    expect(await calls('04145550102', 'luis')).toBe('outgoing-policy');
    await use({});
    const wish = {
      entry: 'call-back',
      by: { person: 'eva', role: 'agent', level: 1 },
      number: '04145550101',
      ticket: '',
    } as const;
    expect(centre.gate.pass(wish, null)).toEqual({ ok: false, code: 'store-away' });
  });

  it('shows the number of the ticket’s area, else the centre’s, else the carrier’s own', async () => {
    await calls('04145550101');
    await use({ callerIds: { centre: '+582125550100', areas: {} } });
    await calls('04145550101');
    await use({ callerIds: { centre: '+582125550100', areas: { [justOpened.area]: '+582125550101' } } });
    await calls('04145550101');
    expect(dialledOut().map(({ callerNumber }) => callerNumber)).toEqual([
      'carrier-account',
      '+582125550100',
      '+582125550101',
    ]);
  });

  it('asked for twice at once is made once', async () => {
    const both = await Promise.all([ask('04145550101'), ask('04145550102')]);
    expect(both.map(each => (each.ok ? 'out' : each.code)).sort()).toEqual(['agent-busy', 'out']);
  });
});

describe('caps', () => {
  it('of a day outlast a restart and end with the day', async () => {
    await use({ caps: { ...policy.caps, person: { atOnce: 2, perDay: 2 } } });
    expect([await calls('04145550101'), await calls('04145550101')]).toEqual(['out', 'out']);
    await centre.restart();
    await centre.ready('ana', 'luis');
    expect(await calls('04145550101')).toBe('outgoing-used-up');
    expect(await calls('04145550101', 'luis')).toBe('out');
    centre.clock.advance(24 * 3_600_000);
    expect(await calls('04145550101')).toBe('out');
  });

  it('of an area and of calls at once count everybody’s, and outlast a restart', async () => {
    await use({ caps: { ...policy.caps, area: { atOnce: 1, perDay: 100 } } });
    expect((await ask('04145550101')).ok).toBe(true);
    expect(await ask('04145550102', 'luis')).toEqual({ ok: false, code: 'outgoing-busy' });
    await centre.restart();
    await centre.soon();
    centre.board.registers('sp-luis');
    expect(await ask('04145550102', 'luis')).toEqual({ ok: false, code: 'outgoing-busy' });
    const [call] = centre.calls.allCalls();
    await overWith(call?.id ?? '', 'ana');
    expect((await ask('04145550102', 'luis')).ok).toBe(true);
  });
});

describe('a burst', () => {
  const foreign = (index: number): string => `+5730012345${String(index).padStart(2, '0')}`;

  it('spread over the day is over with the cap of unusual calls, and each ends by itself', async () => {
    const unusual = { perDay: 5, longestMs: 60_000 };
    await use({ allow: [...policy.allow, abroad], longestMs: 3_600_000, unusual });
    const said: string[] = [];
    for (let index = 0; index < 7; index += 1) {
      said.push(await calls(foreign(index)));
      centre.clock.advance(5 * 60_000);
      if (index === 3) await centre.restart().then(() => centre.ready('ana'));
    }
    expect(said).toEqual([...Array(5).fill('out'), ...Array(2).fill('outgoing-used-up')]);
    expect(await calls('0414-5550101')).toBe('out');
    expect(dialledOut().map(({ longestMs }) => longestMs)).toEqual([...Array(5).fill(60_000), 3_600_000]);
  });

  it('of unusual calls: three get out, then the person is locked, at once and by name', async () => {
    await use({ allow: [...policy.allow, abroad], burst: { ...policy.burst, unusualInAll: 100 } });
    const said: string[] = [];
    for (let index = 0; index < 20; index += 1) {
      said.push(await calls(foreign(index)));
      centre.clock.advance(1_000);
    }
    expect(said.filter(each => each === 'out')).toHaveLength(3);
    expect(said.slice(3)).toEqual(Array(17).fill('outgoing-locked'));
    expect(dialledOut()).toHaveLength(3);
    expect([...locks().keys()]).toEqual(['ana']);
    // For the audit log: the lock once, each refusal, and never the number.
    expect(begunLocks()).toEqual([{ person: 'ana', until: locks().get('ana') }]);
    expect(refusedCalls()).toHaveLength(17);
    expect(refusedCalls()[0]).toMatchObject({
      entry: 'call-back',
      person: 'ana',
      country: 'CO',
      code: 'outgoing-locked',
    });
    expect(JSON.stringify(refusedCalls())).not.toContain('30012345');
    // The lock is of all calls of that person, and of no other's.
    expect(await calls('04145550101')).toBe('outgoing-locked');
    expect(await calls(foreign(50), 'luis')).toBe('out');
  });

  it('from many accounts: three get out in all, and customers are still called', async () => {
    await use({ allow: [...policy.allow, abroad] });
    const said: string[] = [];
    for (let index = 0; index < 12; index += 1) {
      said.push(await calls(foreign(index), ['ana', 'luis', 'eva'][index % 3]));
    }
    expect(said.filter(each => each === 'out')).toHaveLength(3);
    expect(locks().has(null)).toBe(true);
    expect(await calls('04145550101', 'luis')).toBe('out');
  });

  it('of refused numbers locks too; one number pressed again and again does not', async () => {
    for (let again = 0; again < 20; again += 1) expect(await calls('+573001234567')).toBe('outgoing-abroad');
    expect(locks().size).toBe(0);
    const said: string[] = [];
    for (let index = 0; index < 5; index += 1) said.push(await calls(`+8816123456${index}0`));
    expect(said.at(-1)).toBe('outgoing-locked');
    expect(locks().get('ana')).toBe(centre.clock.now() + policy.burst.lockMs);
  });

  it('of usual calls that nobody can make by hand locks too', async () => {
    const said: string[] = [];
    for (let index = 0; index < 12; index += 1) said.push(await calls('04145550101'));
    expect(said.indexOf('outgoing-locked')).toBe(10);
  });

  it('slower than a minute is work', async () => {
    await use({ allow: [...policy.allow, abroad] });
    for (let index = 0; index < 12; index += 1) {
      expect(await calls(foreign(index))).toBe('out');
      centre.clock.advance(25_000);
    }
    expect(locks().size).toBe(0);
  });

  it('is forgiven after an hour, also after a restart; the second time only by an admin', async () => {
    const locked = async () => {
      for (let index = 0; index < 5; index += 1) await calls(`+8816123456${index}0`);
      return locks().get('ana');
    };
    expect(await locked()).toBe(centre.clock.now() + 3_600_000);
    centre.clock.advance(1_800_000);
    await centre.restart();
    await centre.ready('ana');
    expect(locks().has('ana')).toBe(true);
    expect(begunLocks()).toHaveLength(1);
    expect(await calls('04145550101')).toBe('outgoing-locked');
    await centre.soon(1_800_000);
    expect(locks().size).toBe(0);
    expect(await calls('04145550101')).toBe('out');
    expect(await locked()).toBeNull();
    await centre.soon(12 * 3_600_000);
    expect(await calls('04145550101')).toBe('outgoing-locked');
    expect(await centre.desk.carryOut({ do: 'release-outgoing', person: 'ana' })).toEqual({ ok: true });
    expect(locks().size).toBe(0);
    expect(await calls('04145550101')).toBe('out');
  });
});
