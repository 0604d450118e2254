import { pino } from 'pino';
import { describe, expect, it } from 'vitest';
import { LastKnown } from '../../src/kit/last-known.ts';
import { fakeClock } from './fake-clock.ts';

const log = pino({ level: 'silent' });
const settled = () => new Promise(resolve => setImmediate(resolve));

function scene(known: number | null = null) {
  const clock = fakeClock();
  const told: number[] = [];
  let value = 1;
  let away = false;
  let loads = 0;
  const kept = new LastKnown<number>(
    {
      name: 'number',
      clock,
      log,
      load: async () => {
        loads += 1;
        if (away) throw new Error('away');
        return value;
      },
      changed: each => told.push(each),
    },
    known,
  );
  return {
    clock,
    kept,
    told,
    loads: () => loads,
    becomes: (next: number) => {
      value = next;
    },
    goes: (next: boolean) => {
      away = next;
    },
  };
}

describe('a value kept from another part', () => {
  it('is what was known before the restart until it is loaded', async () => {
    const { kept, told } = scene(7);
    expect(kept.value).toBe(7);

    await kept.refresh();

    expect(kept.value).toBe(1);
    expect(told).toEqual([1]);
  });

  it('is tried again every second while its part is away, and the last known holds', async () => {
    const { kept, clock, goes, loads } = scene(7);
    goes(true);
    const refreshed = kept.refresh();
    await settled();
    clock.advance(1_000);
    await settled();
    expect([kept.value, loads()]).toEqual([7, 2]);

    goes(false);
    clock.advance(1_000);
    await refreshed;

    expect([kept.value, loads()]).toEqual([1, 3]);
  });

  it('is loaded once more for all who ask while it is being loaded', async () => {
    const { kept, told, becomes } = scene();
    const all = [kept.refresh(), kept.refresh(), kept.refresh()];
    becomes(2);
    await Promise.all(all);

    expect(told).toEqual([1, 2]);
  });

  it('is loaded anew by who asks in the moment the last loading ends', async () => {
    const { kept, told, becomes } = scene();
    const ended = kept.refresh();
    while (told.length === 0) await Promise.resolve();
    becomes(2);
    await Promise.all([ended, kept.refresh()]);

    expect(told.at(-1)).toBe(2);
  });

  it('is left alone after the end', async () => {
    const { kept, clock, goes, loads } = scene();
    goes(true);
    const refreshed = kept.refresh();
    await settled();
    kept.stop();
    clock.advance(1_000);
    await refreshed;
    clock.advance(10_000);

    expect([loads(), clock.pending()]).toEqual([1, 0]);
  });
});
