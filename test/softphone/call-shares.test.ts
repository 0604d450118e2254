import { describe, expect, test } from 'vitest';
import { partWords, supervisionWords } from '../../softphone/state/call-shares.ts';
import { en } from '../../softphone/words/en.ts';
import { es } from '../../softphone/words/es.ts';
import type { CallPart, Supervision } from '../../src/calls/call-parts.ts';
import { NOON } from './pictures.ts';

const part = (change: Partial<CallPart>): CallPart => ({
  agent: 'p1',
  queue: 'averias',
  offeredAt: NOON,
  answeredAt: NOON + 3_000,
  endedAt: NOON + 33_000,
  how: 'ended',
  missed: null,
  talkedMs: 25_000,
  heldMs: 5_000,
  wrapUpMs: 40_000,
  disposition: null,
  note: '',
  disposedAt: null,
  recordings: [],
  voice: null,
  ...change,
});

describe('a part in a call', () => {
  test('is told stretch by stretch', () => {
    expect(partWords(part({}), es)).toBe('timbró 3 s · habló 25 s · 5 s retenida · tipificó en 40 s');
    const given = part({ how: 'given-on', heldMs: null, wrapUpMs: null });
    expect(partWords(given, en)).toBe('rang 3 s · talked 25 s · gave it on');
    expect(partWords({ ...given, how: 'taken-over' }, es)).toBe('timbró 3 s · habló 25 s · se la tomaron');
    expect(partWords({ ...given, how: 'sent-away' }, en)).toBe('rang 3 s · talked 25 s · session ended');
  });

  test('without a talk says that there was none, and one that goes on that it does', () => {
    const none = { answeredAt: null, talkedMs: null, heldMs: null, wrapUpMs: null } as const;
    expect(partWords(part({ ...none, endedAt: NOON + 9_000, how: 'unanswered' }), es)).toBe(
      'timbró 9 s · no contestó',
    );
    expect(partWords(part({ ...none, offeredAt: null, how: 'unanswered' }), es)).toBe('sin contacto');
    expect(partWords(part({ ...none, endedAt: null, how: 'live' }), es)).toBe('en la llamada');
  });
});

describe('a supervisor’s stay', () => {
  const stay: Supervision = {
    supervisor: 's1',
    agent: 'p1',
    from: NOON,
    until: NOON + 30_000,
    lastedMs: 30_000,
    why: 'took-over',
    modes: [
      { mode: 'listen', at: NOON },
      { mode: 'barge', at: NOON + 10_000 },
    ],
  };

  test('is told mode by mode', () => {
    expect(supervisionWords(stay, es)).toBe('escuchó 10 s · intervino 20 s · tomó la llamada');
    expect(supervisionWords({ ...stay, until: null, lastedMs: null, why: null }, en)).toBe(
      'listened 10 s · barged in · in the call',
    );
  });
});
