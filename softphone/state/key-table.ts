import { OWN_KEY_NAMES } from '../../src/agents/own-keys.ts';
import { kindsOf } from '../../src/kit/kinds.ts';
import { can } from '../../src/rights/capabilities.ts';
import { hasContacts } from './contacts-beside.ts';
import type { KeyName } from './keys.ts';
import type { Screen } from './screen.ts';

/** What a key is about, in the order in which the window of the shortcuts shows it. */
export const KEY_SUBJECTS = ['call', 'lines', 'after', 'calling', 'state', 'page'] as const;
export type KeySubject = (typeof KEY_SUBJECTS)[number];

/** When a key does something. */
export type KeyTime =
  | 'ringing'
  | 'waits'
  | 'talking'
  | 'consulting'
  | 'conference'
  | 'second'
  | 'call'
  | 'ticket'
  | 'wrap-up'
  | 'free'
  | 'desk'
  | 'number'
  | 'opened'
  | 'always';

interface KeyRow {
  readonly subject: KeySubject;
  readonly time: KeyTime;
  /** Whose key it is. */
  readonly whose: (screen: Screen) => boolean;
}

const callers = ({ who }: Screen): boolean => can(who.person, 'telephone');
const inBrowser = ({ who }: Screen): boolean => who.phone !== null;
const anyone = (): boolean => true;

export const KEY_TABLE: Readonly<Record<KeyName, KeyRow>> = {
  answer: { subject: 'call', time: 'ringing', whose: callers },
  refuse: { subject: 'call', time: 'ringing', whose: callers },
  hold: { subject: 'call', time: 'talking', whose: callers },
  mute: { subject: 'call', time: 'talking', whose: inBrowser },
  transfer: { subject: 'call', time: 'talking', whose: callers },
  swap: { subject: 'call', time: 'consulting', whose: callers },
  conference: { subject: 'call', time: 'consulting', whose: callers },
  people: { subject: 'call', time: 'conference', whose: callers },
  pauseRecording: { subject: 'call', time: 'talking', whose: callers },
  record: { subject: 'call', time: 'talking', whose: callers },
  keypad: { subject: 'call', time: 'talking', whose: inBrowser },
  help: { subject: 'call', time: 'talking', whose: callers },
  handsFree: { subject: 'call', time: 'always', whose: inBrowser },
  hangUp: { subject: 'call', time: 'call', whose: callers },
  line1: { subject: 'lines', time: 'second', whose: callers },
  line2: { subject: 'lines', time: 'second', whose: callers },
  flash: { subject: 'lines', time: 'talking', whose: callers },
  another: { subject: 'lines', time: 'talking', whose: callers },
  autoJoin: { subject: 'lines', time: 'desk', whose: callers },
  callWaiting: { subject: 'lines', time: 'desk', whose: callers },
  disposition: { subject: 'after', time: 'wrap-up', whose: callers },
  summary: { subject: 'after', time: 'ticket', whose: callers },
  dial: { subject: 'calling', time: 'free', whose: callers },
  redial: { subject: 'calling', time: 'free', whose: callers },
  clear: { subject: 'calling', time: 'number', whose: callers },
  contacts: { subject: 'calling', time: 'always', whose: hasContacts },
  scheduled: { subject: 'calling', time: 'always', whose: screen => callers(screen) && hasContacts(screen) },
  customer: { subject: 'calling', time: 'always', whose: ({ who }) => can(who.person, 'serve-customers') },
  ready: { subject: 'state', time: 'desk', whose: callers },
  breakTime: { subject: 'state', time: 'desk', whose: callers },
  doNotDisturb: { subject: 'state', time: 'desk', whose: callers },
  off: { subject: 'state', time: 'desk', whose: callers },
  autoAnswer: { subject: 'state', time: 'desk', whose: callers },
  registration: {
    subject: 'page',
    time: 'always',
    whose: screen => inBrowser(screen) && screen.who.person.phoneKind === 'browser',
  },
  back: { subject: 'page', time: 'opened', whose: anyone },
  shortcuts: { subject: 'page', time: 'always', whose: anyone },
};

export const isSettable = (name: KeyName): name is (typeof OWN_KEY_NAMES)[number] =>
  (OWN_KEY_NAMES as readonly string[]).includes(name);

/** When it does something for this person: what rings at a telephone on the desk is answered and refused there. */
export function timeOf(name: KeyName, screen: Screen): KeyTime {
  const { time } = KEY_TABLE[name];
  return time === 'ringing' && !inBrowser(screen) ? 'waits' : time;
}

/** The keys of this person, by subject. */
export const keysBySubject = (
  screen: Screen,
): readonly { readonly subject: KeySubject; readonly keys: readonly KeyName[] }[] =>
  KEY_SUBJECTS.map(subject => ({
    subject,
    keys: kindsOf(KEY_TABLE).filter(
      name => KEY_TABLE[name].subject === subject && KEY_TABLE[name].whose(screen),
    ),
  })).filter(({ keys }) => keys.length > 0);
