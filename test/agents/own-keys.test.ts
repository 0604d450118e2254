import { describe, expect, test } from 'vitest';
import { badKey, keyFault, keyTaken, withKey } from '../../src/agents/own-keys.ts';

describe('a combination', () => {
  test.each(['F1', 'F10', 'Shift+F4', 'Control+F2', 'Control+F9', 'Alt+K', 'Alt+0', 'Shift+F11'])(
    '%s may be a key of the desk',
    key => {
      expect(keyFault(key)).toBeNull();
    },
  );

  test.each([
    ...['F5', 'Control+F5', 'Shift+F5', 'F11', 'F12', 'Control+F4', 'Alt+D', 'Alt+F'].map(key => [
      key,
      'browser',
    ]),
    ...['Control+w', 'Control+t', 'Control+Shift+N', 'Control+r'].map(key => [key, 'browser']),
    ...['Alt+F4', 'Alt+Tab', 'Alt+F2'].map(key => [key, 'system']),
    ...['a', 'A', '1', '?', 'Enter', 'ArrowUp', 'Delete', 'Tab'].map(key => [key, 'writes']),
    ...['Control+Alt+K', 'Meta+K', 'Alt+Shift+1', 'F13', '', 'Alt+ñ', 'nonsense'].map(key => [key, 'form']),
  ] as const)('%s may not: %s', (key, fault) => {
    expect(keyFault(key ?? '')).toBe(fault);
  });
});

describe('the keys of a person', () => {
  test('are those that are other ones than everybody’s', () => {
    const own = withKey({}, 'hold', 'Control+F2');
    expect(own).toEqual({ hold: 'Control+F2' });
    expect(withKey(own, 'hold', 'F4')).toEqual({});
    expect(withKey(own, 'hold', null)).toEqual({});
  });

  test('do one thing each', () => {
    expect(keyTaken({}, 'hold', 'F6')).toBe('mute');
    expect(keyTaken({ mute: 'Alt+M' }, 'hold', 'F6')).toBeNull();
    expect(keyTaken({ mute: 'Alt+M' }, 'hold', 'Alt+M')).toBe('mute');
    expect(keyTaken({}, 'hold', 'F4')).toBeNull();
    expect(badKey({ hold: 'F6', mute: 'F4' })).toBeNull();
    // What everybody has that key for has none then, and the window says so.
    expect(badKey({ hold: 'F6' })).toBeNull();
    expect(badKey({ hold: 'Alt+K', mute: 'Alt+K' })).toBe('hold');
    expect(badKey({ hold: 'Control+w' })).toBe('hold');
  });
});
