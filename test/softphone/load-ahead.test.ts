import { describe, expect, test } from 'vitest';
import { SILENT_PHONE } from '../../softphone/phone/phone.ts';
import { isCalm } from '../../softphone/state/calm.ts';
import { loadAhead, loadOnce, type WhenIdle } from '../../softphone/views/load-ahead.ts';
import { aCentre } from './pictures.ts';

const atOnce: WhenIdle = run => {
  let gone = false;
  void Promise.resolve().then(() => {
    if (!gone) run();
  });
  return () => {
    gone = true;
  };
};

describe('what is loaded once', () => {
  test('is asked for once, also while it comes, and is there afterwards', async () => {
    let asked = 0;
    const part = loadOnce(async (key: string) => `${key}${++asked}`);
    expect(part.there('es')).toBeNull();
    const both = [part.load('es'), part.load('es')];
    expect(await Promise.all(both)).toEqual(['es1', 'es1']);
    expect([part.there('es'), part.there('en')]).toEqual(['es1', null]);
    expect(await part.load('en')).toBe('en2');
  });

  test('is asked for again where it failed', async () => {
    let fails = true;
    const part = loadOnce(async (key: string) => {
      if (fails) throw new Error('away');
      return key;
    });
    await expect(part.load('es')).rejects.toThrow('away');
    fails = false;
    expect(await part.load('es')).toBe('es');
  });
});

describe('what is loaded ahead of need', () => {
  /** Parts with their names, which say when they are loaded; the one named `away` fails. */
  function someParts(names: readonly string[]) {
    const loaded: string[] = [];
    const parts = names.map(name =>
      loadOnce(async (language: string) => {
        if (name === 'away') throw new Error('away');
        loaded.push(`${name}.${language}`);
        return name;
      }),
    );
    return { loaded, parts };
  }
  const settled = () => new Promise(resolve => setImmediate(resolve));

  test('comes one after another, with what was added meanwhile', async () => {
    const { loaded, parts } = someParts(['a', 'b', 'c']);
    const last = parts.pop();
    await new Promise<void>(done => {
      loadAhead('es', atOnce, done, parts);
      if (last) parts.push(last);
    });
    expect(loaded).toEqual(['a.es', 'b.es', 'c.es']);
  });

  test('ends with the first that cannot be loaded', async () => {
    const { loaded, parts } = someParts(['a', 'away', 'c']);
    let isDone = false;
    loadAhead('es', atOnce, () => (isDone = true), parts);
    await settled();
    expect([loaded, isDone]).toEqual([['a.es'], false]);
  });

  test('stops when it is stopped', async () => {
    const { loaded, parts } = someParts(['a', 'b']);
    loadAhead('en', atOnce, () => undefined, parts)();
    await settled();
    expect(loaded).toEqual([]);
  });
});

test('there is time for it when the centre is known and no call is about to begin', () => {
  const picture = aCentre();
  const call = { leg: 'l1', direction: 'in', number: '', since: 0, muted: false } as const;
  const calm = { picture, link: 'up', phone: SILENT_PHONE } as const;
  const inCall = (phase: 'ringing' | 'answering' | 'talking') =>
    isCalm({ ...calm, phone: { ...SILENT_PHONE, call: { ...call, phase } as never } });
  expect(isCalm(calm)).toBe(true);
  expect(isCalm({ ...calm, picture: null })).toBe(false);
  expect(isCalm({ ...calm, link: 'away' })).toBe(false);
  expect([inCall('ringing'), inCall('answering'), inCall('talking')]).toEqual([false, false, true]);
});
