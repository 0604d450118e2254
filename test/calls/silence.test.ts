import { beforeEach, describe, expect, test } from 'vitest';
import { Silence } from '../../src/calls/watches/silence.ts';

let now = 0;
let silence: Silence;
beforeEach(() => {
  now = 1_000_000;
  silence = new Silence(() => now);
});

/** Telephones that were asked for and have said nothing, or something. */
function silent(...legs: string[]): void {
  for (const leg of legs) silence.asked(leg, 'refused', 10);
}
function ringing(...legs: string[]): void {
  for (const leg of legs) silence.asked(leg, 'done', 10);
}

describe('whether silence is ours', () => {
  test('it is while many telephones say nothing at once, and more than those that do', () => {
    silent('a', 'b');
    expect(silence.isOurs).toBe(false);
    silent('c');
    expect(silence.isOurs).toBe(true);
    ringing('d');
    silence.answered('e');
    expect(silence.isOurs).toBe(true);
    silence.answered('f');
    expect(silence.isOurs).toBe(false);
  });

  test('one telephone counts once, by what it did last', () => {
    silent('a', 'b', 'a', 'b', 'a');
    expect(silence.isOurs).toBe(false);
    silent('c');
    ringing('a');
    expect(silence.isOurs).toBe(false);
  });

  test('it is while we are told late whether a telephone rings, or not at all', () => {
    silence.asked('a', 'refused', 4_000);
    expect(silence.isOurs).toBe(true);
    now += 3_100;
    expect(silence.isOurs).toBe(false);
    silence.asked('a', 'timed-out', 5_000);
    expect(silence.isOurs).toBe(true);
  });

  test('what was seen is forgotten', () => {
    silent('a', 'b', 'c');
    now += 3_100;
    expect(silence.isOurs).toBe(false);
    silent('d', 'e');
    expect(silence.isOurs).toBe(false);
  });
});
