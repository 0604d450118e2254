import { describe, expect, test } from 'vitest';
import { newScreen } from '../../softphone/state/screen.ts';
import {
  colleagues,
  inOrder,
  isOwnNumber,
  isSought,
  isSoughtColleague,
  namedBy,
  onlyTarget,
  ownerOf,
} from '../../softphone/state/targets.ts';
import { REACHES } from '../../src/agents/events.ts';
import { aCentre, anAgent, NOON, WHO } from './pictures.ts';

const colleague = (id: string, displayName: string, mayBeOffered: boolean, more = {}) =>
  anAgent({ id, displayName, mayBeOffered, will: { kind: 'ready' }, phone: 'registered', ...more });
const screen = {
  ...newScreen(WHO, NOON),
  picture: aCentre({
    agents: [
      anAgent({ mayBeOffered: true }),
      colleague('p4', 'Zoe', true),
      colleague('p3', 'Álvaro', false, { work: { kind: 'talking', call: '', since: NOON } }),
      colleague('p2', 'Beatriz', true, { extension: '102' }),
      colleague('p5', 'Carla', false),
    ],
  }),
};

describe('whom a call may be given to', () => {
  test('is everybody else who takes calls, those who are free first, each with what they do', () => {
    const all = inOrder(colleagues(screen), []);
    expect(all.map(({ name, free, state }) => [name, free, state.key])).toEqual([
      ['Beatriz', true, 'ready'],
      ['Zoe', true, 'ready'],
      ['Álvaro', false, 'talking'],
      // Ready and at their telephone, and not to be rung: why is not told to others.
      ['Carla', false, 'phone-rests'],
    ]);
  });

  test('says what becomes of a call to each of them, as the centre does', () => {
    for (const reach of REACHES) {
      const picture = aCentre({ agents: [colleague('p9', 'Iris', false, { reach })] });
      expect(colleagues({ ...screen, picture })[0]?.reach).toBe(reach);
    }
  });

  test('no line moves while it is looked at; who comes is added, who goes is gone', () => {
    const shown = ['p4', 'p5', 'p9'];
    expect(inOrder(colleagues(screen), shown).map(({ id }) => id)).toEqual(['p4', 'p5', 'p2', 'p3']);
  });

  test('is found without accents and capitals', () => {
    expect(['alvaro', 'ÁLV', '', 'lva'].map(typed => isSought(typed, 'Álvaro Núñez'))).toEqual([
      true,
      true,
      true,
      true,
    ]);
    expect(isSought('nunez alv', 'Álvaro Núñez')).toBe(true);
    expect(isSought('pérez', 'Álvaro Núñez')).toBe(false);
  });

  test('is found by their own number, as people write it, and by their name alone', () => {
    const all = colleagues(screen);
    const found = (typed: string) => all.filter(each => isSoughtColleague(typed, each)).map(({ id }) => id);
    expect([found('10'), found('beat'), found('11')]).toEqual([['p2'], ['p2'], []]);
    expect(['102', ' 102 ', '1020', ''].map(typed => ownerOf(all, typed)?.id)).toEqual([
      'p2',
      'p2',
      undefined,
      undefined,
    ]);
    expect(['101', ' 101 ', '1010', ''].map(typed => isOwnNumber('101', typed))).toEqual([
      true,
      true,
      false,
      false,
    ]);
    expect(isOwnNumber('', '')).toBe(false);
    expect(['beatriz', 'z', '0800 beatriz', ' '].map(typed => namedBy(all, typed)?.id)).toEqual([
      'p2',
      undefined,
      undefined,
      undefined,
    ]);
  });

  test('is what a search leaves alone, where it can be taken now', () => {
    const none = { queues: [], people: [], flows: [], number: '' };
    const queue = { name: 'averias', open: true };
    const person = { id: 'p2', free: true };
    expect(onlyTarget({ ...none, queues: [queue] })).toEqual({ queue: 'averias' });
    expect(onlyTarget({ ...none, people: [person] })).toEqual({ agent: 'p2' });
    expect(onlyTarget({ ...none, flows: [{ name: '*626' }] })).toEqual({ flow: '*626' });
    expect(onlyTarget({ ...none, number: '+584145550101' })).toEqual({ number: '+584145550101' });
    expect(onlyTarget(none)).toBeNull();
    expect(onlyTarget({ ...none, people: [{ ...person, free: false }] })).toBeNull();
    expect(onlyTarget({ ...none, queues: [{ ...queue, open: false }] })).toBeNull();
    // Nor the only one that is free among several: nobody said that they are meant.
    expect(onlyTarget({ ...none, queues: [queue], people: [person] })).toBeNull();
    expect(onlyTarget({ ...none, people: [person, { id: 'p3', free: false }] })).toBeNull();
  });
});
