import { kindsOf } from '../../src/kit/kinds.ts';
import type { Standing } from '../../src/rights/capabilities.ts';
import type { Language } from '../words/language.ts';
import { type CallArea, callArea } from './call-area.ts';
import { askedParty, joinedParties } from './consult.ts';
import { linesOf, waitingLine } from './lines.ts';
import { FLOOR_PATHS, type FloorPage } from './route.ts';
import type { Screen } from './screen.ts';

export type ManualGuide = 'agent' | 'analyst' | 'supervisor' | 'admin';

/** Where in the manual it says what to do here: the guide, and a part of it that both languages have. */
export interface ManualPlace {
  readonly guide: ManualGuide;
  readonly part: string;
}

/** The address of a part of the manual. */
export const manualAddress = (language: Language, { guide, part }: ManualPlace): string =>
  `/manual/${language}/${guide}.html#${part}`;

/** The part that each page of the supervisor's desk has. */
const FLOOR_PARTS: Readonly<Record<FloorPage, string>> = {
  now: 'floor',
  figures: 'figures',
  recordings: 'recordings',
  listens: 'listens',
  notices: 'notices',
  scheduled: 'overdue',
};

/** The guide that is written for this person. */
export function guideOf(person: Standing): ManualGuide {
  // A screen on the wall has no page that leads to a manual; who sets one up is a supervisor.
  if (person.role === 'wallboard') return 'supervisor';
  if (person.role !== 'agent') return person.role;
  return person.level === 1 ? 'agent' : 'analyst';
}

/** What the reader has before them: a call and what is open beside it come before the page that they are on. */
export function manualPlace(path: string, screen: Screen): ManualPlace {
  const { person, phone } = screen.who;
  const own = guideOf(person);
  if (screen.link === 'away') return { guide: 'agent', part: 'trouble-link' };
  const beside = partBeside(screen);
  if (beside !== null)
    return { guide: beside === 'customer' && own === 'analyst' ? own : 'agent', part: beside };
  if (screen.supervision !== null) return { guide: 'supervisor', part: 'listen' };
  const call = partOfCall(screen);
  if (call !== null) return { guide: 'agent', part: call };
  const [, page = '', inner = ''] = path.split('/');
  switch (page) {
    case 'supervisor':
      return { guide: 'supervisor', part: FLOOR_PARTS[floorPage(inner)] };
    case 'admin':
      return { guide: 'admin', part: 'people' };
    case 'audit':
      return { guide: 'admin', part: 'audit' };
    case 'customers':
      return { guide: own === 'analyst' ? 'analyst' : 'agent', part: 'customer' };
    case 'tickets':
    case 'crew':
      if (own === 'supervisor') return { guide: own, part: 'tickets' };
      return person.level > 1 ? { guide: 'analyst', part: 'queue' } : { guide: 'agent', part: 'ticket' };
    default: {
      const isAway = phone !== null && !['registered', 'off'].includes(screen.phone.line.kind);
      return { guide: 'agent', part: isAway ? 'trouble-phone' : 'states' };
    }
  }
}

const floorPage = (inner: string): FloorPage =>
  kindsOf(FLOOR_PATHS).find(page => FLOOR_PATHS[page] === `/supervisor/${inner}`) ?? 'now';

/** What lies open beside the page, the last thing that was opened on purpose; what rings comes first. */
function partBeside(screen: Screen): string | null {
  if (callArea(screen).kind === 'ringing') return null;
  if (screen.beside !== null) return 'customer';
  return screen.contacts.open ? 'contacts' : null;
}

function partOfCall(screen: Screen): string | null {
  const area = callArea(screen);
  switch (area.kind) {
    case 'idle':
      return null;
    case 'ringing':
    case 'connecting':
      return 'answer';
    case 'dialling':
      return 'dial';
    case 'talking':
      return partOfTalk(screen, area);
    case 'wrap-up':
      return 'wrap-up';
    default:
      return area satisfies never;
  }
}

function partOfTalk(screen: Screen, area: Extract<CallArea, { kind: 'talking' }>): string {
  if (screen.audio.speech.trouble) return 'trouble-sound';
  if (area.voice === 'elsewhere') return 'trouble-elsewhere';
  if (screen.keypad !== null) return 'keypad';
  if (askedParty(area) !== null || joinedParties(area).length > 0) return 'consult';
  if (waitingLine(screen) !== null) return 'call-waiting';
  return linesOf(screen).length > 1 ? 'lines' : 'hold';
}
