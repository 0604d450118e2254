import { expect, test } from 'vitest';
import type { Call } from '../../src/calls/call.ts';
import { CALL_SHAPE } from '../../src/calls/call-shape.ts';
import { readStates } from '../../src/kit/stored-shapes.ts';
import { OLD_CALL } from './old-call.ts';

/** A call as a process wrote it while a talk knew one leg, and one that was to replace it. */
const BEFORE = {
  ...OLD_CALL,
  phase: {
    kind: 'talking',
    agent: 'ana',
    leg: 'leg-1',
    endpoint: 'PJSIP/ag-1',
    bridge: 'bridge-1',
    answeredAt: 2_000,
    onHold: false,
    recorded: true,
    queued: null,
  },
};

const REJOIN = { leg: 'leg-2', endpoint: 'PJSIP/ag-2', askedAt: 3_000, alone: false };
const TALK = {
  kind: 'talking',
  agent: 'ana',
  bridge: 'bridge-1',
  answeredAt: 2_000,
  recorded: true,
  queued: null,
};
const CUSTOMER = { who: 'customer', channel: 'c1', place: 'talk' };
const ANA = {
  who: 'agent',
  channel: 'leg-1',
  agent: 'ana',
  endpoint: 'PJSIP/ag-1',
  state: 'up',
  place: 'talk',
};
const COMING = {
  who: 'agent',
  channel: 'leg-2',
  agent: 'ana',
  endpoint: 'PJSIP/ag-2',
  state: 'dialled',
  place: 'talk',
  dialledAt: 3_000,
};

const read = (value: object) => readStates(new Map([['call:c1', { version: 2, value }]]), [CALL_SHAPE]);
const callOf = (phase: object) => {
  const { states, unreadable } = read({ ...BEFORE, phase });
  expect(unreadable).toEqual([]);
  return states.get('call:c1') as Pick<Call, 'phase' | 'wrapUps'>;
};
const phaseOf = (phase: object) => callOf(phase).phase;

test('a talk of one leg has it and the customer’s', () => {
  expect(phaseOf(BEFORE.phase)).toEqual({ ...TALK, legs: [CUSTOMER, ANA] });
});

test('a customer on hold stays on hold, and a telephone that was not known stays unknown', () => {
  const { endpoint: _, ...phase } = BEFORE.phase;
  const { endpoint: __, ...ana } = ANA;
  expect(phaseOf({ ...phase, onHold: true })).toEqual({
    ...TALK,
    legs: [{ ...CUSTOMER, place: 'music' }, ana],
  });
});

test('a leg that was to replace it is on its way, and one that was gone is lost', () => {
  expect(phaseOf({ ...BEFORE.phase, rejoin: REJOIN })).toEqual({ ...TALK, legs: [CUSTOMER, ANA, COMING] });
  expect(phaseOf({ ...BEFORE.phase, rejoin: { ...REJOIN, alone: true } })).toEqual({
    ...TALK,
    legs: [CUSTOMER, { ...ANA, state: 'lost' }, COMING],
  });
});

test('who owed a disposition at its end owes it still', () => {
  const ending = { kind: 'ending', open: [], endedAt: 2_000 };
  const owed = { ...ending, agent: 'ana', queue: 'averias' };
  expect(callOf(owed)).toMatchObject({
    phase: ending,
    wrapUps: [{ agent: 'ana', queue: 'averias', spoke: true }],
  });
  const end = { by: 'agent', why: 'no-answer', spoke: false };
  expect(callOf({ ...owed, queue: null, endpoint: 'PJSIP/ag-1', end }).wrapUps).toEqual([
    { agent: 'ana', queue: null, spoke: false, endpoint: 'PJSIP/ag-1' },
  ]);
  expect(callOf({ ...owed, agent: null })).toEqual({ ...BEFORE, phase: ending });
});

test('a call in another phase stays as it was', () => {
  const phase = { kind: 'welcome', place: null, ask: null, playback: null, digits: '' };
  expect(callOf(phase)).toEqual({ ...BEFORE, phase });
});
