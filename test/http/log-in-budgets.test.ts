import { describe, expect, test } from 'vitest';
import { memoryPeople } from '../../src/adapters/memory/people.ts';
import { memoryRecords } from '../../src/adapters/memory/records.ts';
import { memoryThrottle } from '../../src/adapters/memory/throttle.ts';
import { DEVICE_KNOWN_MS, KnownDevices } from '../../src/http/known-devices.ts';
import { LogInDesk } from '../../src/http/log-in.ts';
import {
  FIRST_TRIES_PER_ACCOUNT,
  FURTHER_TRIES_PER_ACCOUNT,
  TRIES_PER_ACCOUNT_AND_ADDRESS,
  TRIES_PER_ADDRESS,
  TRIES_PER_DEVICE,
} from '../../src/http/log-in-budgets.ts';
import type { Passwords } from '../../src/http/parts.ts';
import { CauceError } from '../../src/kit/errors.ts';
import { type FakeClock, fakeClock } from '../kit/fake-clock.ts';

type Answer = 'in' | 'wrong' | 'later';

interface Door {
  readonly clock: FakeClock;
  /** How many passwords were compared. */
  checked(): number;
  tries(who: {
    readonly account?: string;
    readonly password?: string;
    readonly address?: string;
    readonly cookie?: string;
  }): Promise<Answer>;
  /** The cookie of a browser on which the account has logged in. */
  deviceOf(account: string, cookie?: string): string;
}

/** A log-in desk that compares plain passwords: `right` is everybody's. */
async function door(): Promise<Door> {
  const clock = fakeClock();
  const people = memoryPeople(memoryRecords());
  let checked = 0;
  const passwords: Passwords = {
    hash: async password => password,
    async verify(hash, password) {
      checked += 1;
      return hash === password;
    },
  };
  const desk = new LogInDesk(
    people,
    passwords,
    memoryThrottle(clock),
    new KnownDevices(Buffer.alloc(32, 7), clock),
  );
  for (const username of ['ana', 'luis', 'eva']) {
    await people.add({
      username,
      displayName: username,
      role: 'agent',
      level: 1,
      queues: [],
      areas: [],
      telephone: true,
      phoneKind: 'browser',
      language: 'es',
      passwordHash: 'right',
    });
  }
  return {
    clock,
    checked: () => checked,
    async tries({ account = 'ana', password = 'wrong', address = '203.0.113.1', cookie }) {
      try {
        await desk.check(account, password, { address, deviceCookie: cookie });
        return 'in';
      } catch (error) {
        if (!(error instanceof CauceError)) throw error;
        return error.code === 'too-many-tries' ? 'later' : 'wrong';
      }
    },
    deviceOf: (account, cookie) => desk.remember({ username: account }, cookie),
  };
}

const ipv4 = (n: number): string => `198.51.${Math.floor(n / 250)}.${n % 250}`;
const HOME = '203.0.113.200';

/** Attacks on the account `ana`. */
const ATTACKS: Record<string, (at: Door) => Promise<unknown>> = {
  'thirty wrong passwords from one address': at => repeat(30, () => at.tries({ address: '203.0.113.66' })),
  'a thousand at once from one address': at =>
    Promise.all(Array.from({ length: 1_000 }, () => at.tries({ address: '203.0.113.66' }))),
  'a thousand addresses of one /64': at =>
    repeat(1_000, n => at.tries({ address: `2001:db8:1:2::${n.toString(16)}` })),
  'a thousand /64 of one /48': at =>
    repeat(3_000, n => at.tries({ address: `2001:db8:1:${(n % 1_000).toString(16)}::1` })),
  'a hundred addresses, ten tries each': at => repeat(1_000, n => at.tries({ address: ipv4(n % 100) })),
  'a thousand addresses': at => repeat(3_000, n => at.tries({ address: ipv4(n % 1_000) })),
  'five thousand wrong names from one address': at =>
    repeat(5_000, n => at.tries({ account: `nobody-${n}`, address: '203.0.113.66' })),
  'the same, from the address of the owner': at =>
    repeat(5_000, n => at.tries({ account: `nobody-${n}`, address: HOME })),
};

async function repeat(times: number, one: (n: number) => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let n = 0; n < times; n += 1) answers.push(await one(n));
  return answers;
}

describe.each(Object.keys(ATTACKS))('while somebody tries %s', attack => {
  const under = async (): Promise<Door> => {
    const at = await door();
    await ATTACKS[attack]?.(at);
    return at;
  };

  test('the owner gets in on a device of theirs, from wherever', async () => {
    const at = await under();
    const cookie = at.deviceOf('ana');
    expect(await at.tries({ password: 'right', address: HOME, cookie })).toBe('in');
    expect(await at.tries({ password: 'right', address: '203.0.113.66', cookie })).toBe('in');
  });

  test('others get in on their devices, and elsewhere on new ones', async () => {
    const at = await under();
    expect(await at.tries({ account: 'luis', password: 'right', cookie: at.deviceOf('luis') })).toBe('in');
    expect(await at.tries({ account: 'eva', password: 'right', address: '192.0.2.9' })).toBe('in');
  });
});

test.each([
  ['thirty wrong passwords from one address', 'in'],
  ['a thousand at once from one address', 'in'],
  ['a thousand addresses of one /64', 'in'],
  ['a thousand /64 of one /48', 'in'],
  ['a hundred addresses, ten tries each', 'in'],
  ['five thousand wrong names from one address', 'in'],
  // A thousand machines are as many strangers as one more: the owner on a new device waits with them.
  ['a thousand addresses', 'later'],
  ['the same, from the address of the owner', 'later'],
] as const)('the owner on a new device at home, under %s: %s', async (attack, answer) => {
  const at = await door();
  await ATTACKS[attack]?.(at);
  expect(await at.tries({ password: 'right', address: HOME })).toBe(answer);
  at.clock.advance(5 * 60_000);
  expect(await at.tries({ password: 'right', address: HOME })).toBe('in');
});

describe('who guesses', () => {
  test.each([
    ['thirty wrong passwords from one address', TRIES_PER_ACCOUNT_AND_ADDRESS],
    ['a thousand at once from one address', TRIES_PER_ACCOUNT_AND_ADDRESS],
    ['a thousand addresses of one /64', TRIES_PER_ACCOUNT_AND_ADDRESS],
    ['a thousand /64 of one /48', 1 + FURTHER_TRIES_PER_ACCOUNT],
    ['a hundred addresses, ten tries each', 100 + FURTHER_TRIES_PER_ACCOUNT],
    ['a thousand addresses', FIRST_TRIES_PER_ACCOUNT + FURTHER_TRIES_PER_ACCOUNT],
    ['five thousand wrong names from one address', TRIES_PER_ADDRESS],
  ])('by %s has %i passwords compared in five minutes', async (attack, most) => {
    const at = await door();
    await ATTACKS[attack]?.(at);
    expect(at.checked()).toBeLessThanOrEqual(most);
    expect(at.checked()).toBeGreaterThan(0);
  });

  test('over many names at once from one address does not slip under the limit', async () => {
    const at = await door();
    await Promise.all(Array.from({ length: 1_000 }, (_, n) => at.tries({ account: `nobody-${n}` })));
    expect(at.checked()).toBe(TRIES_PER_ADDRESS);
  });

  test('on a device of the account has as few tries as anywhere', async () => {
    const at = await door();
    const cookie = at.deviceOf('ana');
    await Promise.all(Array.from({ length: 100 }, (_, n) => at.tries({ cookie, address: ipv4(n) })));
    expect(at.checked()).toBe(TRIES_PER_DEVICE);
    expect(await at.tries({ password: 'right', cookie })).toBe('later');
  });

  test('gets no new tries by logging in to an account of their own between', async () => {
    const at = await door();
    const answers = await repeat(20, async () => {
      await at.tries({ account: 'luis', password: 'right' });
      return at.tries({ account: 'ana' });
    });
    expect(answers.filter(answer => answer === 'wrong')).toHaveLength(TRIES_PER_ACCOUNT_AND_ADDRESS);
  });

  test('is not known by a cookie of another account, of another key, altered or old', async () => {
    const at = await door();
    const right = at.deviceOf('luis');
    const foreign = new KnownDevices(Buffer.alloc(32, 8), at.clock).remember(undefined, 'ana');
    const own = at.deviceOf('ana');
    const altered = own.replace(/.$/, last => (last === 'A' ? 'Q' : 'A'));
    await repeat(TRIES_PER_ACCOUNT_AND_ADDRESS, () => at.tries({}));
    for (const cookie of [right, foreign, altered, '~~~', 'x'.repeat(4_000)]) {
      expect(await at.tries({ password: 'right', cookie })).toBe('later');
    }
    expect(await at.tries({ password: 'right', cookie: own })).toBe('in');
    at.clock.advance(DEVICE_KNOWN_MS);
    await repeat(TRIES_PER_ACCOUNT_AND_ADDRESS, () => at.tries({}));
    expect(await at.tries({ password: 'right', cookie: own })).toBe('later');
  });
});

test('a computer that a shift shares knows eight people, and names none of them', async () => {
  const at = await door();
  let cookie = at.deviceOf('ana');
  for (let n = 0; n < 7; n += 1) cookie = at.deviceOf(`person-${n}`, cookie);
  cookie = at.deviceOf('person-0', cookie);
  const devices = new KnownDevices(Buffer.alloc(32, 7), at.clock);
  expect(devices.deviceOf(cookie, 'ana')).not.toBeNull();
  cookie = at.deviceOf('person-8', cookie);
  expect(devices.deviceOf(cookie, 'ana')).toBeNull();
  expect(devices.deviceOf(cookie, 'person-6')).not.toBeNull();
  expect(cookie).not.toMatch(/ana|person/);
  expect(cookie.length).toBeLessThan(600);
});

test('tries in which nothing could be compared are not counted', async () => {
  const clock = fakeClock();
  const people = memoryPeople(memoryRecords());
  const throttle = memoryThrottle(clock);
  people.credentials = async () => {
    throw new CauceError('store-away');
  };
  const passwords: Passwords = { hash: async () => '', verify: async () => false };
  const desk = new LogInDesk(people, passwords, throttle, new KnownDevices(Buffer.alloc(32), clock));
  for (let n = 0; n < 20; n += 1) {
    const trying = desk.check('ana', 'x', { address: HOME, deviceCookie: undefined });
    await expect(trying).rejects.toMatchObject({ code: 'store-away' });
  }
  expect(throttle.size).toBe(0);
});
