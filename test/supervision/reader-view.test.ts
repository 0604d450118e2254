import { describe, expect, test } from 'vitest';
import { NOTHING_IN_HAND, type Reader, sightOf } from '../../src/rights/sight.ts';
import { agentFor, callFor } from '../../src/supervision/reader-view.ts';
import { agentPicture, callPicture } from './pictures.ts';

const ana: Reader = { id: 'ana', role: 'agent', level: 1, queues: ['averias'], areas: ['averias'] };
const seen = (reader: Reader) => sightOf(reader, NOTHING_IN_HAND);

const busy = agentPicture('luis', {
  id: 'luis',
  queues: ['comercial'],
  work: { kind: 'talking', call: 'c9', since: 5 },
  mayBeOffered: false,
  rest: { why: 'busy', times: 2, until: 9 },
  leaving: { call: 'c9', lines: ['sp-x'] },
  missed: 2,
  answeredToday: 7,
  talkMsToday: 70,
  heldMsToday: 8,
  joinedToday: 2,
  joinedMsToday: 9,
  missedToday: { refused: 3 },
});

describe('a colleague', () => {
  test('is seen by name and by what they do, of any queue, without their figures, their call or what is held against their telephone', () => {
    const shown = agentFor(seen(ana), busy);
    expect(shown).toMatchObject({
      id: 'luis',
      displayName: busy.displayName,
      mayBeOffered: false,
      work: { kind: 'talking', call: '' },
      missed: 0,
      answeredToday: 0,
      talkMsToday: 0,
      heldMsToday: 0,
      joinedToday: 0,
      joinedMsToday: 0,
      missedToday: {},
    });
    expect(shown).not.toHaveProperty('rest');
    expect(shown).not.toHaveProperty('leaving');
  });

  test('is seen by nobody whose session has ended in a call', () => {
    const over: Reader = { ...ana, only: { call: 'c1', ticket: null } };
    expect(agentFor(seen(over), busy)).toBeNull();
  });
});

describe('who sent a call on, to whom, and what they wrote', () => {
  const transfer = { from: 'eva', note: 'secret', at: 1, to: 'luis', back: 'refused' } as const;
  const waits = callPicture('c1', {
    phase: 'waiting',
    queue: 'averias',
    agent: null,
    transfer,
    waitsFor: 'luis',
  });

  test('is read by who is rung, and by nobody who only sees that somebody waits', () => {
    expect(callFor(seen(ana), { ...waits, phase: 'offered', agent: 'ana' })?.transfer).toEqual(transfer);
    const masked = callFor(seen(ana), waits);
    expect(masked?.id).toBe('c1');
    expect(JSON.stringify(masked)).not.toMatch(/secret|eva|luis/);
  });
});
