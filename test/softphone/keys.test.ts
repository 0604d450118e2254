import { describe, expect, test } from 'vitest';
import { isSent, keyMeant, type Place, type Pressed } from '../../softphone/state/keys.ts';

const pressed = (key: string, part: Partial<Pressed> = {}): Pressed => ({
  key,
  code: /^\d$/.test(key) ? `Digit${key}` : key,
  altKey: false,
  ctrlKey: false,
  metaKey: false,
  shiftKey: false,
  repeat: false,
  isComposing: false,
  ...part,
});
const PLACES: readonly Place[] = ['page', 'field', 'dialog'];
const worksIn = (one: Pressed) => PLACES.filter(place => keyMeant(one, place) !== null);

describe('a key of the desk', () => {
  test('for the call works wherever the focus is', () => {
    for (const [key, name] of [
      ['F2', 'answer'],
      ['F3', 'pauseRecording'],
      ['F4', 'hold'],
      ['F6', 'mute'],
      ['F9', 'hangUp'],
    ] as const) {
      expect(PLACES.map(place => keyMeant(pressed(key), place))).toEqual([name, name, name]);
    }
  });

  test('that leads to a field leads out of no dialog', () => {
    expect(worksIn(pressed('F8'))).toEqual(['page', 'field']);
    expect(worksIn(pressed('F10'))).toEqual(['page', 'field']);
  });

  test('changes my state by the upper row only, and never where text is typed', () => {
    const alt = { altKey: true };
    expect(worksIn(pressed('1', alt))).toEqual(['page']);
    expect(keyMeant(pressed('2', alt), 'page')).toBe('breakTime');
    // A Mac writes @ with it, and Windows ñ with the digits of the number pad.
    expect(keyMeant(pressed('@', { ...alt, code: 'Digit2' }), 'page')).toBe('breakTime');
    expect(worksIn(pressed('1', { ...alt, code: 'Numpad1' }))).toEqual([]);
    expect(worksIn(pressed('1'))).toEqual([]);
  });

  test('opens the contacts by its place, and writes what it writes in a field', () => {
    const alt = { altKey: true, code: 'KeyC' };
    expect(keyMeant(pressed('c', alt), 'page')).toBe('contacts');
    // A Mac's.
    expect(keyMeant(pressed('ç', alt), 'page')).toBe('contacts');
    expect(worksIn(pressed('c', alt))).toEqual(['page']);
    expect(worksIn(pressed('c', { code: 'KeyC' }))).toEqual([]);
  });

  test('with a letter is that of its place, whatever it writes there', () => {
    const alt = { altKey: true, code: 'KeyU' };
    expect(worksIn(pressed('u', alt))).toEqual(['page']);
    expect(keyMeant(pressed('Dead', alt), 'page')).toBe('customer');
    expect(worksIn(pressed('u', { ...alt, shiftKey: true }))).toEqual([]);
    expect(worksIn(pressed('u', { code: 'KeyU' }))).toEqual([]);
  });

  test('is another key when it is pressed with others, is held down, or is part of a letter', () => {
    for (const part of [{ altKey: true }, { ctrlKey: true }, { metaKey: true }])
      for (const key of ['F9', 'F10']) expect(worksIn(pressed(key, part))).toEqual([]);
    expect(worksIn(pressed('F5', { shiftKey: true }))).toEqual([]);
    expect(worksIn(pressed('1', { altKey: true, ctrlKey: true }))).toEqual([]);
    expect(worksIn(pressed('F9', { repeat: true }))).toEqual([]);
    expect(worksIn(pressed('F9', { isComposing: true }))).toEqual([]);
  });

  test('that is named with Shift is pressed with it, and with nothing else', () => {
    const shift = { shiftKey: true };
    expect(PLACES.map(place => keyMeant(pressed('F3', shift), place))).toEqual([
      'record',
      'record',
      'record',
    ]);
    // It leaves the talk alone, and no slip of a finger refuses a call.
    expect(keyMeant(pressed('F9'), 'page')).toBe('hangUp');
    expect(keyMeant(pressed('F9', shift), 'page')).toBe('refuse');
    expect(worksIn(pressed('F3', { ...shift, altKey: true }))).toEqual([]);
    expect(worksIn(pressed('1', { ...shift, altKey: true }))).toEqual([]);
  });

  test('that clears a number does so in its dialog, and deletes one sign without Shift', () => {
    expect(worksIn(pressed('Delete', { shiftKey: true }))).toEqual(['dialog']);
    expect(worksIn(pressed('Delete'))).toEqual([]);
  });

  test('that goes back does so on the page only: a dialog closes first', () => {
    expect(worksIn(pressed('Escape'))).toEqual(['page']);
  });
});

test('Enter sends what was typed, and does not while a character is composed', () => {
  expect(isSent({ key: 'Enter', isComposing: false })).toBe(true);
  expect(isSent({ key: 'Enter', isComposing: true })).toBe(false);
  expect(isSent({ key: 'a', isComposing: false })).toBe(false);
});
