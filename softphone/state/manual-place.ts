import { kindsOf } from '../../src/kit/kinds.ts';
import { can, type Standing } from '../../src/rights/capabilities.ts';
import { callArea } from './call-area.ts';
import { askedParty } from './consult.ts';
import { FLOOR_PATHS, type FloorPage } from './route.ts';
import type { Screen } from './screen.ts';

/** Where in the manual it says what to do here: the guide, and a part of it that both languages have. */
export interface ManualPlace {
  readonly guide: 'agent' | 'analyst' | 'supervisor' | 'admin';
  readonly part: string;
}

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
export function guideOf(person: Standing): ManualPlace['guide'] {
  // A screen on the wall has no page that leads to a manual; who sets one up is a supervisor.
  if (person.role === 'wallboard') return 'supervisor';
  if (person.role !== 'agent') return person.role;
  return can(person, 'telephone') || person.level === 1 ? 'agent' : 'analyst';
}

/** What the reader has before them: a call comes before the page that they are on. */
export function manualPlace(path: string, screen: Screen): ManualPlace {
  const { person, phone } = screen.who;
  const own = guideOf(person);
  if (screen.link === 'away') return { guide: 'agent', part: 'trouble-link' };
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
      if (screen.audio.speech.trouble) return 'trouble-sound';
      return askedParty(area) === null ? 'hold' : 'consult';
    case 'wrap-up':
      return 'wrap-up';
    default:
      return area satisfies never;
  }
}
