import { describe, expect, it } from 'vitest';
import { z } from 'zod';
import { readStates, type StoredShape, statesBy } from '../../src/kit/stored-shapes.ts';

/** Version 1 had `first` and `last`; version 2 a `name`; version 3 a list of `names`. */
const PERSON: StoredShape = {
  key: 'person:',
  schema: z.object({ names: z.array(z.string()) }),
  steps: [
    ({ first, last, ...rest }: { first: string; last: string }) => ({ ...rest, name: `${first} ${last}` }),
    ({ name, ...rest }: { name: string }) => ({ ...rest, names: [name] }),
  ],
};
const COUNT: StoredShape = { key: 'count', schema: z.number(), steps: [] };
const SHAPES = [PERSON, COUNT];

const read = (key: string, version: number, value: unknown) =>
  readStates(new Map([[key, { version, value }]]), SHAPES);

describe('stored states', () => {
  it('are written in the version that their steps lead to', () => {
    const { versionOf } = statesBy(SHAPES);
    expect([versionOf('person:ana'), versionOf('count'), versionOf('counts'), versionOf('other')]).toEqual([
      3, 1, 1, 1,
    ]);
  });

  it('are compared with those before where nobody changes them in place', () => {
    const { isImmutable } = statesBy([{ ...PERSON, immutable: true }, COUNT]);
    expect(['person:ana', 'count', 'persons'].map(isImmutable)).toEqual([true, false, false]);
  });

  it.each([
    ['the first', 1, { first: 'Ana', last: 'Gil', city: 'Mérida' }],
    ['the one before', 2, { name: 'Ana Gil', city: 'Mérida' }],
    ['this one', 3, { names: ['Ana Gil'], city: 'Mérida' }],
  ])('of %s version are brought up to date, and keep what the shape does not name', (_, version, value) => {
    expect(read('person:ana', version, value)).toEqual({
      states: new Map([['person:ana', { names: ['Ana Gil'], city: 'Mérida' }]]),
      unreadable: [],
    });
  });

  it.each([
    ['of a newer version, whatever they look like', 'person:ana', 4, { names: ['Ana'] }, 'newer'],
    ['whose shape is broken', 'person:ana', 3, { names: 'Ana' }, 'broken'],
    ['whose step throws', 'person:ana', 1, null, 'broken'],
    ['that are no object at all', 'count', 1, 'two', 'broken'],
    ['of a sort that is not known', 'counts', 1, 1, 'unknown'],
  ])('%s are given back as unreadable', (_, key, version, value, why) => {
    const { states, unreadable } = read(key, version, value);
    expect(states.size).toBe(0);
    expect(unreadable).toMatchObject([{ key, version, value, why }]);
    expect(unreadable[0]?.detail).not.toBe('');
  });

  it('that cannot be read keep none of the others from being read', () => {
    const stored = new Map([
      ['count', { version: 2, value: 1 }],
      ['person:ana', { version: 3, value: { names: [] } }],
    ]);
    const { states, unreadable } = readStates(stored, SHAPES);
    expect([...states.keys()]).toEqual(['person:ana']);
    expect(unreadable.map(({ key }) => key)).toEqual(['count']);
  });
});
