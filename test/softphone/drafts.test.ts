import { describe, expect, test } from 'vitest';
import { personSeal } from '../../softphone/link/seal.ts';
import { DRAFT_LIFE_MS, type Draft, draftState, openDrafts } from '../../softphone/state/drafts.ts';
import { waitUntil } from '../kit/wait-until.ts';
import { NOON } from './pictures.ts';

const KEYS = { ana: 'A'.repeat(43), berta: 'B'.repeat(43) } as const;

/** The storage of one browser, for all its tabs and for whoever logs in there. */
function browser() {
  const kept = new Map<string, string>([['other', 'x']]);
  const tabs: ((key: string | null) => void)[] = [];
  const storage = {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
    key: (at: number) => [...kept.keys()][at] ?? null,
    get length() {
      return kept.size;
    },
  };
  const open = async (person: keyof typeof KEYS, now = NOON) =>
    openDrafts({
      storage,
      seal: await personSeal(`${KEYS[person]}=`),
      person,
      now: () => now,
      onForeignChange: heard => tabs.push(heard),
    });
  /** What was typed has reached the storage. */
  const sealed = (count: number) =>
    waitUntil(() => [...kept.keys()].filter(key => key.startsWith('cauce.')).length === count, {
      what: 'the drafts to be sealed',
    });
  const changed = (key: string) => {
    for (const heard of tabs) heard(key);
  };
  return { kept, open, sealed, changed };
}

const draft = (text: string, base = '', at = NOON): Draft => ({ text, base, at });

describe('drafts', () => {
  test('are there again in a new tab, after the session has ended', async () => {
    const { open, sealed } = browser();
    const before = await open('ana');
    before.write('summary.OA-1', draft('Sin to'));
    before.write('summary.OA-1', draft('Sin tono'));
    await sealed(1);
    expect((await open('ana')).read('summary.OA-1')).toEqual(draft('Sin tono'));
  });

  test('are read by nobody else at the same computer', async () => {
    const { kept, open, sealed } = browser();
    const mine = await open('ana');
    mine.write('summary.OA-1', draft('Vive en la calle Bolívar'));
    await sealed(1);
    expect([...kept.values()].join()).not.toContain('Bol');
    expect((await open('berta')).read('summary.OA-1')).toBeNull();
    // Not even under a name that they can write themselves.
    const [[key = '', value = ''] = []] = [...kept].filter(([name]) => name.startsWith('cauce.'));
    kept.set(key.replace('ana', 'berta'), value);
    expect((await open('berta')).read('summary.OA-1')).toBeNull();
    expect((await open('ana')).read('summary.OA-1')?.text).toBe('Vive en la calle Bolívar');
  });

  test('are forgotten when they were sent, and after a week by whoever logs in next', async () => {
    const { kept, open, sealed } = browser();
    const mine = await open('ana');
    mine.write('summary.OA-1', draft('uno'));
    mine.write('summary.OA-2', draft('dos'));
    await sealed(2);
    mine.forget('summary.OA-1');
    expect(mine.read('summary.OA-1')).toBeNull();
    await sealed(1);
    await open('berta', NOON + DRAFT_LIFE_MS);
    expect([...kept.keys()]).toEqual(['other']);
  });

  test('that were forgotten while they were being sealed do not come back', async () => {
    const { open, sealed } = browser();
    const mine = await open('ana');
    mine.write('summary.OA-1', draft('uno'));
    mine.forget('summary.OA-1');
    mine.write('summary.OA-2', draft('dos'));
    await sealed(1);
    expect((await open('ana')).read('summary.OA-1')).toBeNull();
  });

  test('typed in one tab are shown in the other', async () => {
    const { open, sealed, changed } = browser();
    const [one, other] = [await open('ana'), await open('ana')];
    let told = false;
    other.watch(() => {
      told = true;
    });
    one.write('summary.OA-1', draft('Sin tono'));
    await sealed(1);
    changed('cauce.draft.ana.summary.OA-1');
    await waitUntil(() => told, { what: 'the other tab to be told' });
    expect(other.read('summary.OA-1')?.text).toBe('Sin tono');
  });
});

describe('a draft', () => {
  test('is none when it says what is there, unsaved over what it was written over, else overtaken', () => {
    expect(draftState(null, 'Sin tono')).toBe('none');
    expect(draftState(draft(' Sin tono ', 'x'), 'Sin tono')).toBe('none');
    expect(draftState(draft('Sin datos', 'Sin tono'), 'Sin tono')).toBe('unsaved');
    expect(draftState(draft('', 'Sin tono'), 'Sin tono')).toBe('unsaved');
    expect(draftState(draft('Sin datos', ''), 'Sin tono')).toBe('overtaken');
  });
});
