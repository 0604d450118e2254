import { describe, expect, it } from 'vitest';
import { newId } from '../../src/kit/ids.ts';

describe('an id', () => {
  it('is a UUID of version 7', () => {
    expect(newId()).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/);
  });

  it('begins with its moment, so that ids sort by the time they were made', () => {
    const at = Date.parse('2026-11-22T13:00:00Z');
    const ids = [at + 2, at, at + 1].map(newId);

    expect([...ids].sort()).toEqual([ids[1], ids[2], ids[0]]);
    expect(Number.parseInt(newId(at).replace('-', '').slice(0, 12), 16)).toBe(at);
  });

  it('is never given twice, within one millisecond either', () => {
    const at = Date.now();
    expect(new Set(Array.from({ length: 10_000 }, () => newId(at))).size).toBe(10_000);
  });
});
