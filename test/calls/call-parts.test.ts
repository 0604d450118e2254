import { describe, expect, test } from 'vitest';
import { partsOf, supervisionsOf } from '../../src/calls/call-parts.ts';
import type { CallFact } from '../../src/calls/events.ts';
import {
  answered,
  arrived,
  callBack,
  call as callOf,
  disposed,
  ended,
  NOON,
  queued,
} from '../tickets/scene.ts';

const offered = (at: number, agent: string): CallFact => ({
  kind: 'offered',
  at,
  agent,
  offer: `o${at}`,
  reasons: { idleMs: 1, passedOver: {}, position: 1 },
});
const missed = (at: number, agent: string): CallFact => ({
  kind: 'offer-ended',
  at,
  agent,
  offer: 'o',
  why: 'ignored',
});
const gaveOn = (at: number, agent: string, talkedMs: number, heldMs: number): CallFact => ({
  kind: 'transferred',
  at,
  agent,
  queue: 'comercial',
  note: '',
  wrapUp: true,
  talkedMs,
  heldMs,
});
const recorded = (at: number, recording: string, agent: string): CallFact => ({
  kind: 'recording-started',
  at,
  recording,
  agent,
});

describe('the parts of a call', () => {
  test('are of each agent from the ring to the disposition, with what was recorded of them', () => {
    const facts = [
      arrived(),
      queued(NOON + 1_000),
      offered(NOON + 2_000, 'berta'),
      missed(NOON + 12_000, 'berta'),
      offered(NOON + 12_000, 'ana'),
      answered(NOON + 15_000, 'ana'),
      recorded(NOON + 15_100, 'f1', 'ana'),
      gaveOn(NOON + 45_000, 'ana', 25_000, 5_000),
      queued(NOON + 45_000, 'averia', 'comercial'),
      offered(NOON + 46_000, 'nilo'),
      answered(NOON + 50_000, 'nilo'),
      recorded(NOON + 50_100, 'f2', 'nilo'),
      recorded(NOON + 60_100, 'f3', 'nilo'),
      { ...(ended(NOON + 80_000) as object), talkedMs: 28_000, heldMs: 2_000 } as CallFact,
      disposed(NOON + 90_000, 'resuelta', 'Listo.', 'nilo'),
      disposed(NOON + 95_000, 'transferida', 'A ventas.', 'ana'),
    ];
    const parts = partsOf(facts);
    expect(parts).toMatchObject([
      {
        agent: 'berta',
        queue: 'averias',
        offeredAt: NOON + 2_000,
        answeredAt: null,
        endedAt: NOON + 12_000,
        how: 'unanswered',
        missed: 'ignored',
        talkedMs: null,
      },
      {
        agent: 'ana',
        offeredAt: NOON + 12_000,
        answeredAt: NOON + 15_000,
        endedAt: NOON + 45_000,
        how: 'given-on',
        talkedMs: 25_000,
        heldMs: 5_000,
        wrapUpMs: 50_000,
        disposition: 'transferida',
        note: 'A ventas.',
        recordings: ['f1'],
      },
      {
        agent: 'nilo',
        queue: 'comercial',
        how: 'ended',
        talkedMs: 28_000,
        heldMs: 2_000,
        wrapUpMs: 10_000,
        disposition: 'resuelta',
        disposedAt: NOON + 90_000,
        recordings: ['f2', 'f3'],
      },
    ]);
    // What they talked is what the record says of all.
    const { talkedMs, heldMs } = callOf(facts);
    const sum = (spans: readonly (number | null)[]) =>
      spans.reduce<number>((all, span) => all + (span ?? 0), 0);
    expect([sum(parts.map(each => each.talkedMs)), sum(parts.map(each => each.heldMs))]).toEqual([
      talkedMs,
      heldMs,
    ]);
  });

  test('ended as it was: taken over, sent away, unseen', () => {
    const lost = (why?: 'ended-by-admin' | 'unseen') =>
      partsOf([
        arrived(),
        queued(NOON + 1_000),
        offered(NOON + 1_000, 'ana'),
        answered(NOON + 2_000, 'ana'),
        { kind: 'agent-leg-lost', at: NOON + 3_000, agent: 'ana', ...(why ? { why } : {}) },
      ])[0]?.how;
    expect([lost(), lost('ended-by-admin'), lost('unseen')]).toEqual(['lost', 'sent-away', 'unseen']);
    const gave = gaveOn(NOON + 3_000, 'ana', 1_000, 0);
    const [taken] = partsOf([
      arrived(),
      offered(NOON + 1_000, 'ana'),
      answered(NOON + 2_000, 'ana'),
      { ...(gave as object), taken: true } as CallFact,
    ]);
    expect(taken?.how).toBe('taken-over');
  });

  test('of two of ours who talk are none: each has a share of the other kind', () => {
    const among = { ...(arrived() as object), direction: 'internal' } as CallFact;
    expect(
      partsOf([among, offered(NOON, 'ana'), answered(NOON + 1_000, 'ana'), ended(NOON + 9_000)]),
    ).toEqual([]);
  });

  test('of who has the call back are two, and the last one is wrapped up', () => {
    const parts = partsOf([
      arrived(),
      queued(NOON + 1_000),
      offered(NOON + 1_000, 'ana'),
      answered(NOON + 2_000, 'ana'),
      gaveOn(NOON + 10_000, 'ana', 8_000, 0),
      offered(NOON + 10_000, 'berta'),
      missed(NOON + 20_000, 'berta'),
      offered(NOON + 20_000, 'ana'),
      answered(NOON + 21_000, 'ana'),
      { kind: 'agent-leg-lost', at: NOON + 22_000, agent: 'ana', talkedMs: 1_000, heldMs: 0 },
      offered(NOON + 23_000, 'ana'),
      answered(NOON + 24_000, 'ana'),
      ended(NOON + 30_000),
      disposed(NOON + 33_000, 'resuelta'),
    ]);
    expect(parts.map(({ agent, how, disposition }) => [agent, how, disposition])).toEqual([
      ['ana', 'given-on', null],
      ['berta', 'unanswered', null],
      ['ana', 'lost', null],
      ['ana', 'ended', 'resuelta'],
    ]);
    // Older versions told no spans: hold is in the talk.
    expect(parts.at(-1)).toMatchObject({ talkedMs: 6_000, heldMs: null, wrapUpMs: 3_000 });
  });

  test('of who called are theirs, also when nobody answered; who has the customer from a consultation was not offered them', () => {
    expect(
      partsOf([
        callBack(NOON),
        ended(NOON + 9_000, 'network', 'dialling', 'busy'),
        disposed(NOON + 12_000, 'ocupado'),
      ]),
    ).toMatchObject([
      {
        agent: 'ana',
        offeredAt: null,
        answeredAt: null,
        how: 'unanswered',
        missed: null,
        disposition: 'ocupado',
        wrapUpMs: 3_000,
      },
    ]);
    const completed = partsOf([
      callBack(NOON),
      answered(NOON + 5_000, 'ana'),
      gaveOn(NOON + 9_000, 'ana', 4_000, 0),
      answered(NOON + 9_000, 'nilo'),
    ]);
    expect(completed.map(({ agent, offeredAt, how }) => [agent, offeredAt, how])).toEqual([
      ['ana', null, 'given-on'],
      ['nilo', null, 'live'],
    ]);
  });

  test('end with the customer where the conference goes on', () => {
    const left: CallFact = {
      kind: 'customer-left',
      at: NOON + 20_000,
      agent: 'ana',
      by: 'caller',
      why: 'hung-up',
      cause: 16,
      heldMs: 1_000,
    };
    const [part] = partsOf([
      arrived(),
      offered(NOON, 'ana'),
      answered(NOON + 1_000, 'ana'),
      left,
      { kind: 'lead-passed', at: NOON + 30_000, agent: 'ana', colleague: 'nilo', wrapUp: true },
      disposed(NOON + 32_000, 'resuelta'),
      { ...(ended(NOON + 60_000, 'agent') as object), talkedMs: 18_000, heldMs: 1_000 } as CallFact,
    ]);
    expect(part).toMatchObject({
      endedAt: NOON + 20_000,
      how: 'ended',
      talkedMs: 18_000,
      heldMs: 1_000,
      disposition: 'resuelta',
    });
  });
});

describe('supervisors in a call', () => {
  const began = {
    kind: 'supervision-began',
    at: NOON,
    supervisor: 'sara',
    agent: 'ana',
    mode: 'listen',
  } as const;
  const facts: CallFact[] = [
    { ...began, seen: false },
    { kind: 'supervision-changed', at: NOON + 10_000, supervisor: 'sara', mode: 'barge', seen: true },
    { kind: 'supervision-ended', at: NOON + 25_000, supervisor: 'sara', seen: true, why: 'left' },
    { ...began, at: NOON + 30_000, seen: true },
    ended(NOON + 40_000),
  ];

  test('were there as long as they were, in each of their modes', () => {
    expect(supervisionsOf(facts)).toEqual([
      {
        supervisor: 'sara',
        agent: 'ana',
        from: NOON,
        until: NOON + 25_000,
        lastedMs: 25_000,
        why: 'left',
        modes: [
          { mode: 'listen', at: NOON },
          { mode: 'barge', at: NOON + 10_000 },
        ],
      },
      {
        supervisor: 'sara',
        agent: 'ana',
        from: NOON + 30_000,
        until: NOON + 40_000,
        lastedMs: 10_000,
        why: 'talk-over',
        modes: [{ mode: 'listen', at: NOON + 30_000 }],
      },
    ]);
  });

  test('who were not shown at first are told of from the mode that was', () => {
    const [first] = supervisionsOf(facts.slice(1));
    expect(first).toMatchObject({ agent: null, from: NOON + 10_000, lastedMs: 15_000 });
  });

  test('are there while nothing says that they left', () => {
    expect(supervisionsOf(facts.slice(0, 2))).toMatchObject([{ until: null, lastedMs: null, why: null }]);
  });
});
