import { expect, test } from 'vitest';
import { CALL_SHAPE } from '../../src/calls/call-shape.ts';
import { readStates } from '../../src/kit/stored-shapes.ts';
import { OLD_CALL } from './old-call.ts';

/** A call as a process wrote it while the words of the line were Asterisk's media URIs. */
const BEFORE = {
  ...OLD_CALL,
  phase: {
    kind: 'waiting',
    queue: 'averias',
    topic: 'averias',
    priority: 0,
    queuedAt: 2_000,
    missedBy: [],
    unheard: ['ticket-number', 'debt'],
    playback: 'c1-playback-3',
    music: false,
    words: {
      left: [
        { about: 'notice', media: ['sound:cauce/aviso-grabacion'] },
        { about: 'ticket-number', media: ['sound:cauce/su-numero-de-atencion-es', 'digits:2026000123'] },
        {
          about: 'debt',
          media: ['number:1250/m', 'sound:cauce/moneda-bolivares', 'number:1/f', 'number:21'],
        },
        { about: 'other', media: ['tone:beep'] },
      ],
      before: 'c1-playback-2',
    },
  },
};

const read = (value: unknown) => readStates(new Map([['call:c1', { version: 1, value }]]), [CALL_SHAPE]);

test('what a caller is still to be told is read as it was written before', () => {
  const left = [
    { about: 'notice', sounds: [{ kind: 'file', name: 'aviso-grabacion' }] },
    {
      about: 'ticket-number',
      sounds: [
        { kind: 'file', name: 'su-numero-de-atencion-es' },
        { kind: 'digits', value: '2026000123' },
      ],
    },
    {
      about: 'debt',
      sounds: [
        { kind: 'number', value: 1250, before: 'm' },
        { kind: 'file', name: 'moneda-bolivares' },
        { kind: 'number', value: 1, before: 'f' },
        { kind: 'number', value: 21, before: null },
      ],
    },
    { about: 'other', sounds: [] },
  ];
  const phase = { ...BEFORE.phase, words: { left, before: 'c1-playback-2' } };
  expect(read(BEFORE)).toEqual({
    states: new Map([['call:c1', { ...BEFORE, phase }]]),
    unreadable: [],
  });
});

test('a call without such words stays as it was', () => {
  const { words: _, ...phase } = BEFORE.phase;
  const call = { ...BEFORE, phase };
  expect(read(call)).toEqual({ states: new Map([['call:c1', call]]), unreadable: [] });
});
