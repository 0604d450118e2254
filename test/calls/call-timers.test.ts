import { beforeEach, expect, test } from 'vitest';
import { CallTimers } from '../../src/calls/call-timers.ts';
import { type FakeClock, fakeClock } from '../kit/fake-clock.ts';

let clock: FakeClock;
let timers: CallTimers;
let due: string[];

beforeEach(() => {
  clock = fakeClock();
  due = [];
  timers = new CallTimers(clock, (call, name) => due.push(`${call} ${name}`));
});

test('one of 0 ms is due when its round ends, whatever the clock says, and once', () => {
  timers.beginRound();
  timers.start('a', 'announce', 0);
  clock.advance(1_000);
  expect(due).toEqual([]);
  expect(timers.endRound()).toBe(true);
  expect(due).toEqual(['a announce']);
  timers.beginRound();
  expect(timers.endRound()).toBe(false);
  expect(due).toEqual(['a announce']);
});

test('one that is cancelled, or replaced, in the same round is not due', () => {
  timers.beginRound();
  timers.start('a', 'announce', 0);
  timers.cancel('a', 'announce');
  timers.start('b', 'announce', 0);
  timers.start('b', 'announce', 500);
  timers.start('c', 'announce', 0);
  timers.cancelAll('c');
  timers.endRound();
  expect(due).toEqual([]);
  clock.advance(500);
  expect(due).toEqual(['b announce']);
});

test('one that is started once the round is over is due by the clock, so that a round ends', () => {
  timers = new CallTimers(clock, (call, name) => {
    due.push(`${call} ${name}`);
    if (due.length < 3) timers.start(call, name, 0);
  });
  timers.beginRound();
  timers.start('a', 'announce', 0);
  timers.endRound();
  expect(due).toEqual(['a announce']);
  clock.advance(0);
  expect(due.length).toBeGreaterThan(1);
});
