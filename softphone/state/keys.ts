/** The keys of the desk, in one place; the buttons show the same names. */
export const KEYS = {
  help: 'F1',
  line1: 'Shift+F1',
  line2: 'Shift+F2',
  flash: 'Shift+F8',
  refuse: 'Shift+F9',
  answer: 'F2',
  pauseRecording: 'F3',
  record: 'Shift+F3',
  hold: 'F4',
  mute: 'F6',
  people: 'Shift+F6',
  swap: 'Shift+F4',
  transfer: 'F7',
  conference: 'Shift+F7',
  disposition: 'F8',
  hangUp: 'F9',
  summary: 'F10',
  customer: 'Alt+U',
  keypad: 'Shift+F10',
  handsFree: 'Shift+F11',
  ready: 'Alt+1',
  breakTime: 'Alt+2',
  off: 'Alt+3',
  autoAnswer: 'Alt+4',
  dial: 'Alt+5',
  redial: 'Alt+6',
  doNotDisturb: 'Alt+7',
  autoJoin: 'Alt+8',
  another: 'Alt+9',
  callWaiting: 'Alt+0',
  registration: 'Alt+R',
  contacts: 'Alt+C',
  scheduled: 'Alt+L',
  clear: 'Shift+Delete',
  back: 'Esc',
} as const;

export type KeyName = keyof typeof KEYS;

/** Its name where there is little room. */
export const short = (key: string): string => key.replace('Shift+', '⇧');

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

/**
 * Keys of the call work everywhere: they write nothing, and a caller does not wait until a dialog is closed. Keys that
 * lead to a field of the page do not lead out of a dialog. All others mean something else where text is typed: Alt and
 * digits write ñ on a Windows keyboard, and @ on a Mac's, where Alt and C write ç.
 */
const WORKS_IN: Readonly<Record<KeyName, readonly Place[]>> = {
  help: ['page', 'field', 'dialog'],
  line1: ['page', 'field', 'dialog'],
  line2: ['page', 'field', 'dialog'],
  flash: ['page', 'field'],
  refuse: ['page', 'field', 'dialog'],
  answer: ['page', 'field', 'dialog'],
  pauseRecording: ['page', 'field', 'dialog'],
  record: ['page', 'field', 'dialog'],
  hold: ['page', 'field', 'dialog'],
  mute: ['page', 'field', 'dialog'],
  people: ['page', 'field', 'dialog'],
  conference: ['page', 'field', 'dialog'],
  swap: ['page', 'field', 'dialog'],
  transfer: ['page', 'field', 'dialog'],
  hangUp: ['page', 'field', 'dialog'],
  disposition: ['page', 'field'],
  summary: ['page', 'field'],
  customer: ['page'],
  keypad: ['page', 'field', 'dialog'],
  handsFree: ['page', 'field', 'dialog'],
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
};

/** The key of the desk that is meant, or null. A key that is held down, or pressed with others, is another one. */
export function keyMeant(pressed: Pressed, place: Place): KeyName | null {
  if (pressed.repeat || pressed.isComposing || pressed.ctrlKey || pressed.metaKey) return null;
  const name = nameOf(pressed);
  return name !== null && worksIn(name, place) ? name : null;
}

export const worksIn = (name: KeyName, place: Place): boolean => WORKS_IN[name].includes(place);

function nameOf(pressed: Pressed): KeyName | null {
  const found = (Object.entries(KEYS) as [KeyName, string][]).find(([, shown]) => isPressed(pressed, shown));
  return found?.[0] ?? null;
}

function isPressed({ key, code, altKey, shiftKey }: Pressed, shown: string): boolean {
  const [name = '', held] = shown.split('+').reverse();
  if (altKey !== (held === 'Alt') || shiftKey !== (held === 'Shift')) return false;
  // By their place: digits of the number pad and letters write characters with Alt.
  if (held === 'Alt') return code === (/\d/.test(name) ? `Digit${name}` : `Key${name}`);
  return key === name || (name === 'Esc' && key === 'Escape');
}

/** Nothing but this key: a digit with Alt, Ctrl or a Mac's command key belongs to the browser or writes a character. */
export const isPlain = ({
  altKey,
  ctrlKey,
  metaKey,
}: Pick<Pressed, 'altKey' | 'ctrlKey' | 'metaKey'>): boolean => !(altKey || ctrlKey || metaKey);
