import type { shortcutsWords as spanish } from '../es/shortcuts.ts';

export const shortcutsWords: typeof spanish = {
  lead: 'Above are those that do something now; the others say when they do.',
  now: 'Now',
  later: 'At another time',
  subject: {
    call: 'The call',
    lines: 'Two lines',
    after: 'After the talk',
    calling: 'Calling, and customers',
    state: 'My state',
    page: 'This page',
  },
  time: {
    ringing: 'while a call rings or waits',
    waits: 'while another call waits',
    talking: 'while you talk',
    consulting: 'in a consultation, or with two calls',
    conference: 'in a conference that you lead',
    second: 'with two calls, or one that waits',
    call: 'in a call',
    ticket: 'with a ticket open',
    'wrap-up': 'in a call, and in wrap-up',
    free: 'at your desk, when you are in no call',
    desk: 'at your desk',
    number: 'while a number is written',
    opened: 'with a window, a customer or a ticket open',
    always: 'on this page, when there is something to do',
  },
  fixed: 'The same for everybody',
  speed: 'Call a speed dial',
  speedTime: 'with the contacts open',
  choices: 'Choose the disposition',
  choicesTime: 'in wrap-up',
  setFor: (what: string) => `Change the key for “${what}”`,
  set: 'Change',
  press: 'Press the new key…',
  keep: 'Esc leaves it as it is.',
  none: 'no key',
  resetFor: (what: string, key: string) => `Back to ${key} for “${what}”`,
  resetAll: 'Back to the standard keys',
  ownCount: (count: number) => (count === 1 ? '1 key changed' : `${count} keys changed`),
  saved: (key: string, what: string) => `${key} is “${what}” now, on your other pages too.`,
  savedReset: (key: string, what: string) => `“${what}” is ${key} again.`,
  savedAll: 'All are the standard keys again.',
  whileWriting: 'With Alt it does not work while you write in a field, nor in a dialog.',
  kept: 'They are kept with your account and work on any computer.',
  taken: (key: string, what: string) =>
    `${key} is the key for “${what}” already. Choose another one, or change that one first.`,
  fault: {
    browser: (key: string) =>
      `${key} is the browser’s: it would take it before Cauce, or you need it there. Choose F1 to F10 (but F5), alone or with Shift or Ctrl, or Alt with a letter or a digit.`,
    system: (key: string) =>
      `${key} is the system’s: it closes or changes windows. Choose F1 to F10 (but F5), alone or with Shift or Ctrl, or Alt with a letter or a digit.`,
    writes: (key: string) =>
      `${key} writes, or moves in a text. Choose F1 to F10 (but F5), alone or with Shift or Ctrl, or Alt with a letter or a digit.`,
    form: (key: string) =>
      `${key} cannot be a key of the desk. Choose F1 to F10 (but F5), alone or with Shift or Ctrl, or Alt with a letter or a digit.`,
  },
};
