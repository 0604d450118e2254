import { expect, test } from 'vitest';
import { recoveredMs, wasToldSo } from './beyond-capacity.ts';
import type { Fate, OfferedCall } from './offered.ts';

const call = (fate: Fate, { pace = 1, at = 0, ringMs = 10, heldMs = 300 } = {}): OfferedCall => ({
  caller: '4241000000',
  fate,
  status: fate === 'refused' ? 503 : undefined,
  pace,
  at,
  ringMs: fate === 'served' ? ringMs : undefined,
  answerMs: undefined,
  heldMs,
});

test('who is refused or hears a sentence was told so; who is answered and cut off was not', () => {
  expect(wasToldSo(call('refused'))).toBe(true);
  expect(wasToldSo(call('told', { heldMs: 3_000 }))).toBe(true);
  expect(wasToldSo(call('told', { heldMs: 50 }))).toBe(false);
  expect([wasToldSo(call('silent')), wasToldSo(call('waiting'))]).toEqual([false, false]);
});

test('the centre has recovered when the last probe that was refused or slow is past', () => {
  const flood = call('refused', { pace: 0 });
  const probes = (...found: OfferedCall[]) => [flood, ...found];
  const good = (at: number) => call('served', { at });
  expect(recoveredMs(probes(good(1_000), good(1_200)), 200)).toBe(0);
  expect(recoveredMs(probes(call('refused', { at: 1_000 }), good(1_200)), 200)).toBe(200);
  expect(recoveredMs(probes(good(1_000), call('served', { at: 1_600, ringMs: 900 }), good(1_800)), 200)).toBe(
    800,
  );
});

test('without a good probe at the end it has not', () => {
  expect(recoveredMs([call('served', { at: 0 }), call('waiting', { at: 200 })], 200)).toBe(Infinity);
  expect(recoveredMs([], 200)).toBe(Infinity);
});
