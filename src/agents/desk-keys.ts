/**
 * The keys of the desk as they are for who has set none anew, in the notation of `aria-keyshortcuts` (WAI-ARIA 1.2 §6.6.1); the
 * page is the only one that presses them.
 */
export const DESK_KEYS = {
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
  back: 'Escape',
  shortcuts: '?',
} as const;

export type KeyName = keyof typeof DESK_KEYS;

/** These are the same for everybody: what dialogs of other programs have too, and the way to all the others. */
export type FixedKey = 'clear' | 'back' | 'shortcuts';
export type OwnKeyName = Exclude<KeyName, FixedKey>;

/** What somebody has set anew; all others are as they are for everybody. */
export type OwnKeys = Readonly<Partial<Record<OwnKeyName, string>>>;

/** The keys of one person. Undefined: none, where theirs for something else is the key that everybody has for it. */
export type Keymap = Readonly<Record<KeyName, string | undefined>>;

export function keymapOf(own: OwnKeys): Keymap {
  const known = keymaps.get(own);
  if (known) return known;
  const taken = new Set(Object.values(own));
  const names = Object.keys(DESK_KEYS) as KeyName[];
  const entries = names.map(name => {
    const set = (own as Partial<Record<KeyName, string>>)[name];
    return [name, set ?? (taken.has(DESK_KEYS[name]) ? undefined : DESK_KEYS[name])];
  });
  const keymap = Object.fromEntries(entries) as Keymap;
  keymaps.set(own, keymap);
  return keymap;
}

/** The same object as long as nothing was set anew: pages are drawn by it. */
const keymaps = new WeakMap<OwnKeys, Keymap>();
