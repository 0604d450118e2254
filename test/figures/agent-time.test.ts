import { expect, test } from 'vitest';
import { type Standing, stand } from '../../src/figures/agent-time.ts';

const DAY = 24 * 60 * 60_000;
const READY: Standing = { will: 'ready', phone: 'registered', work: 'idle', since: 0 };
const off = (at: number) =>
  ({ kind: 'will-changed', at, agent: 'ana', will: { kind: 'off', why: 'chosen' } }) as never;

test('time is cut at the quarters of an hour, and adds up', () => {
  const at = DAY + 37 * 60_000;
  const { over, after } = stand({ ...READY, since: DAY + 5 * 60_000 }, off(at));
  expect(over.map(({ until, since }) => (until - since) / 60_000)).toEqual([10, 15, 7]);
  expect(after).toMatchObject({ will: 'off', since: at });
});

test('of somebody who seems to have stood so for years only the last month is counted', () => {
  const at = 50 * 365 * DAY;
  const { over } = stand(READY, off(at));
  expect(over).toHaveLength(31 * 96);
  expect(over.at(-1)?.until).toBe(at);
});
