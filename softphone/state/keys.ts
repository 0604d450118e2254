import type { Keymap, KeyName } from '../../src/agents/desk-keys.ts';

export type { Keymap, KeyName } from '../../src/agents/desk-keys.ts';

/** As it is printed where there is little room: `⇧F4`, `Ctrl+F2`, `Esc`. */
export const printed = (key: string): string =>
  key.replace('Shift+', '⇧').replace('Control+', 'Ctrl+').replace('Escape', 'Esc');

/** What of a browser's keydown event decides (UI Events §3.4). */
export type Pressed = Pick<
  KeyboardEvent,
  'key' | 'code' | 'altKey' | 'ctrlKey' | 'metaKey' | 'shiftKey' | 'repeat' | 'isComposing'
>;

/** Enter in a field of one line; while an accent or a character is being composed it only ends that. */
export const isSent = ({ key, isComposing }: Pick<KeyboardEvent, 'key' | 'isComposing'>): boolean =>
  key === 'Enter' && !isComposing;

/** Where the focus is: in a field that takes text, in a dialog or menu, or anywhere else on the page. */
export type Place = 'page' | 'field' | 'dialog';

const EVERYWHERE: readonly Place[] = ['page', 'field', 'dialog'];

/**
 * Keys of the call work everywhere: they write nothing, and a caller does not wait until a dialog is closed. Keys that
 * lead to a field of the page do not lead out of a dialog. All others mean something else where text is typed.
 */
const WORKS_IN: Readonly<Record<KeyName, readonly Place[]>> = {
  help: EVERYWHERE,
  line1: EVERYWHERE,
  line2: EVERYWHERE,
  flash: ['page', 'field'],
  refuse: EVERYWHERE,
  answer: EVERYWHERE,
  pauseRecording: EVERYWHERE,
  record: EVERYWHERE,
  hold: EVERYWHERE,
  mute: EVERYWHERE,
  people: EVERYWHERE,
  conference: EVERYWHERE,
  swap: EVERYWHERE,
  transfer: EVERYWHERE,
  hangUp: EVERYWHERE,
  disposition: ['page', 'field'],
  summary: ['page', 'field'],
  customer: ['page'],
  keypad: EVERYWHERE,
  handsFree: EVERYWHERE,
  ready: ['page'],
  breakTime: ['page'],
  off: ['page'],
  autoAnswer: ['page'],
  dial: ['page'],
  redial: ['page'],
  doNotDisturb: ['page'],
  autoJoin: ['page'],
  another: ['page'],
  callWaiting: ['page'],
  registration: ['page'],
  contacts: ['page'],
  scheduled: ['page'],
  clear: ['dialog'],
  back: ['page'],
  shortcuts: ['page'],
};

/** The key of the desk that is meant, or null. A key that is held down, or pressed with others, is another one. */
export function keyMeant(pressed: Pressed, place: Place, keymap: Keymap): KeyName | null {
  if (pressed.repeat || pressed.isComposing) return null;
  const combination = combinationOf(pressed);
  const name = nameOf(combination, keymap);
  if (name === null || !worksIn(name, place)) return null;
  // Alt and digits write ñ on a Windows keyboard, and @ on a Mac's, where Alt and C write ç.
  return isWriting(combination) && place !== 'page' ? null : name;
}

export const worksIn = (name: KeyName, place: Place): boolean => WORKS_IN[name].includes(place);

/** Writes a character where text is typed: such a key is one of the desk on the page only. */
export const isWriting = (combination: string): boolean => combination.startsWith('Alt+');

function nameOf(combination: string, keymap: Keymap): KeyName | null {
  for (const name in keymap) if (keymap[name as KeyName] === combination) return name as KeyName;
  return null;
}

/** What is pressed, in the notation of the keymap; a modifier alone is named, too. */
export function combinationOf({ key, code, altKey, ctrlKey, metaKey, shiftKey }: Pressed): string {
  // By their place: digits of the number pad and letters write characters with Alt.
  const [, placed] = /^(?:Digit|Key)(.)$/.exec(code) ?? [];
  const name = altKey ? (placed ?? (key.length > 1 ? key : code)) : key;
  // What Shift writes is another character, wherever it is on the keyboard.
  const shifted = shiftKey && (altKey || ctrlKey || name.length > 1);
  return `${metaKey ? 'Meta+' : ''}${ctrlKey ? 'Control+' : ''}${altKey ? 'Alt+' : ''}${shifted ? 'Shift+' : ''}${name}`;
}

/** Nothing but this key: a digit with Alt, Ctrl or a Mac's command key belongs to the browser or writes a character. */
export const isPlain = ({
  altKey,
  ctrlKey,
  metaKey,
}: Pick<Pressed, 'altKey' | 'ctrlKey' | 'metaKey'>): boolean => !(altKey || ctrlKey || metaKey);
