import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { KEY_TABLE } from '../../softphone/state/key-table.ts';
import {
  combinationOf,
  isSent,
  keyMeant as meant,
  type Place,
  type Pressed,
} from '../../softphone/state/keys.ts';
import { newScreen } from '../../softphone/state/screen.ts';
import { shortcutsWords } from '../../softphone/words/es/shortcuts.ts';
import { DESK_KEYS, type KeyName, keymapOf, type OwnKeys } from '../../src/agents/desk-keys.ts';
import { keyFault, OWN_KEY_NAMES } from '../../src/agents/own-keys.ts';
import { kindsOf } from '../../src/kit/kinds.ts';
import { NOON, WHO } from './pictures.ts';

const VIEWS = join(import.meta.dirname, '../../softphone/views');

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
const keyMeant = (one: Pressed, place: Place, own: OwnKeys = {}): KeyName | null =>
  meant(one, place, keymapOf(own));
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

describe('the keys that somebody set anew', () => {
  const own: OwnKeys = { hold: 'Control+F2', mute: 'Alt+M' };

  test('are the ones that work, and the old ones do nothing', () => {
    expect(keyMeant(pressed('F2', { ctrlKey: true }), 'field', own)).toBe('hold');
    expect(PLACES.map(place => keyMeant(pressed('F4'), place, own))).toEqual([null, null, null]);
    expect(keyMeant(pressed('F2'), 'page', own)).toBe('answer');
  });

  test('write where text is typed if they are with Alt', () => {
    const mute = pressed('m', { altKey: true, code: 'KeyM' });
    expect(PLACES.map(place => keyMeant(mute, place, own))).toEqual(['mute', null, null]);
  });

  test('take the key of another one that is as everybody has it, which has none then', () => {
    expect(keymapOf({ hold: 'F1' }).help).toBeUndefined();
    expect(keyMeant(pressed('F1'), 'page', { hold: 'F1' })).toBe('hold');
  });

  test('are named as they are pressed, on any keyboard', () => {
    const named = (one: Pressed) => combinationOf(one);
    expect(named(pressed('F4', { shiftKey: true }))).toBe('Shift+F4');
    expect(named(pressed('?', { shiftKey: true, code: 'Minus' }))).toBe('?');
    expect(named(pressed('@', { altKey: true, code: 'Digit2' }))).toBe('Alt+2');
    expect(named(pressed('Escape'))).toBe('Escape');
  });
});

describe('the table of the keys', () => {
  const views = readdirSync(VIEWS, { recursive: true, encoding: 'utf8' })
    .filter(name => /\.tsx?$/.test(name))
    .map(name => readFileSync(join(VIEWS, name), 'utf8'));
  const names = kindsOf(DESK_KEYS);
  /** What is bound, by the name that it has in `useKeys({ … })` or in a list of names that is bound as a whole. */
  const bound = views
    .filter(text => text.includes('useKeys('))
    .flatMap(text => {
      const blocks = text.match(/useKeys\((?:\{[\s\S]*?\n? {0,2}\}|[\s\S]*?)\);/g) ?? [];
      const list = /AT_THE_CALL = \[([\s\S]*?)\]/.exec(text)?.[1] ?? '';
      return [...blocks, list];
    })
    .join('\n');

  test.each(names)('%s is bound, and is somebody’s', name => {
    expect(bound).toMatch(new RegExp(`\\b${name}\\b`));
    const { time, whose } = KEY_TABLE[name];
    const agent = newScreen(WHO, NOON);
    expect(whose(agent)).toBe(true);
    expect(shortcutsWords.time[time]).toMatch(/\S/);
  });

  test('has no two keys alike, and each may be one', () => {
    expect(new Set(Object.values(DESK_KEYS)).size).toBe(names.length);
    expect(OWN_KEY_NAMES.map(name => keyFault(DESK_KEYS[name])).filter(fault => fault !== null)).toEqual([]);
  });

  test('is asked by everything that shows a key: no part of the pages writes one by hand', () => {
    const written = views.flatMap(
      text => text.match(/(?:aria-keyshortcuts|<Key name)="(?:F\d|Alt)[^"]*"/g) ?? [],
    );
    expect(written).toEqual([]);
  });
});
